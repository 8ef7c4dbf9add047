"""A pattern that cannot be judged is said not to be: of declared values, of kept ones, of defaults, and in lists."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.rules import templates
from pulumi_servicecatalog.rules.checks import after_import, update
from pulumi_servicecatalog.rules.stack_values import Before
from pulumi_servicecatalog.rules.templates import TemplateParameter
from support.fakes.samples import V1
from support.tables import table

NAME = TemplateParameter(name="Name", default="aa", allowed_pattern=r"(a)\1")
STATED = after_import.check_parameters({"Name": "aa"}, [NAME], V1, shown=())
KEPT = update.check_kept([NAME], Before(values={"Name": "aa"}), V1)
DEFAULT = update.check_kept([NAME], Before(values={}), V1)
LISTED = after_import.check_parameters({"Name": "x,aa"}, [replace(NAME, type="CommaDelimitedList")], V1, shown=())


@table(
    "problems subject",
    (list(STATED), "value", "a declared value"),
    (list(KEPT), "value", "a value that is kept"),
    (list(DEFAULT), "default", "a default"),
    (list(LISTED), "value", "an item of a list"),
)
def test_what_cannot_be_judged_is_a_warning(problems, subject, reason):
    assert [(problem.code, problem.property) for problem in problems] == [("PatternNotJudged", "parameters.Name")]
    assert f"whether the {subject} of parameter Name matches" in problems[0].message(), reason


@pytest.mark.parametrize("type_", ["CommaDelimitedList", "List<String>", "Number"])
def test_an_empty_list_has_nothing_to_judge_and_no_pattern_is_for_numbers(type_):
    assert templates.is_pattern_judged("", replace(NAME, type=type_))


def test_asterisks_that_stand_for_a_kept_secret_are_not_held_against_the_pattern():
    secret = replace(NAME, allowed_pattern="[a-z]+", no_echo=True)
    assert list(after_import.check_parameters({"Name": "****"}, [secret], V1, shown=())) == []
