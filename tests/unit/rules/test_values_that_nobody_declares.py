"""What a version says of values that the program leaves out: its own defaults, and those that a stack keeps hidden."""

from dataclasses import replace

from pulumi_servicecatalog.rules.checks import update
from pulumi_servicecatalog.rules.stack_values import Before
from pulumi_servicecatalog.rules.templates import TemplateParameter
from support.fakes.samples import V2
from support.tables import table

CHOICE = TemplateParameter(name="Size", default="medium", allowed_values=("small", "large"))
HIDDEN = TemplateParameter(name="Secret", no_echo=True)
PATTERN = replace(HIDDEN, allowed_pattern="x+")


def codes(problems):
    return [(problem.code, problem.property) for problem in problems]


@table(
    "parameter live message",
    (CHOICE, {}, "The default of parameter Size is not allowed: it must be one of small, large.", "beside its options"),
    (
        replace(CHOICE, allowed_values=None, allowed_pattern="[0-9]+"),
        {},
        "The default of parameter Size is not allowed: it must match [0-9]+.",
        "against its pattern",
    ),
    (replace(CHOICE, default="small"), {}, None, "one of its options"),
    (CHOICE, {"Size": "large"}, None, "the stack has another value, which it keeps"),
    (replace(CHOICE, default="****", no_echo=True), {}, None, "AWS does not show it"),
)
def test_a_default_that_its_template_does_not_allow_is_reported_where_it_applies(parameter, live, message, reason):
    problems = [problem.message() for problem in update.check_kept([parameter], Before(values=live), V2)]
    assert problems == ([message] if message else []), reason


@table(
    "before now",
    (HIDDEN, PATTERN, "a pattern comes"),
    (PATTERN, replace(HIDDEN, allowed_pattern="y+"), "another pattern comes"),
    (HIDDEN, replace(HIDDEN, type="Number"), "it has to be a number"),
    (HIDDEN, replace(HIDDEN, min_length=8), "it has to be long"),
    (None, PATTERN, "the version before cannot be read"),
)
def test_a_hidden_value_that_a_version_restricts_otherwise_cannot_be_judged(before, now, reason):
    problems = update.check_hidden([now], before and [before], Before(values={"Secret": "****"}), V2)
    assert codes(problems) == [("HiddenValueNotJudged", "parameters.Secret")], reason


@table(
    "before now live",
    (PATTERN, replace(PATTERN, description="New words."), {"Secret": "****"}, "the same restrictions"),
    (PATTERN, HIDDEN, {"Secret": "****"}, "none any more"),
    (HIDDEN, PATTERN, {"Secret": "xx"}, "a value that is shown is judged"),
    (HIDDEN, PATTERN, {}, "there is no value to keep"),
)
def test_of_other_hidden_values_nothing_is_said(before, now, live, reason):
    assert codes(update.check_hidden([now], [before], Before(values=live), V2)) == [], reason
