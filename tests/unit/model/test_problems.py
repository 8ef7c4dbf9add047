"""The classes of problems: every code once, each with all that a person needs, and each a value."""

import json
import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest
from tools.generate.problem_samples import meaning, samples

from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.problems import every
from pulumi_servicecatalog.model.problems.after_import import PreflightOff
from pulumi_servicecatalog.model.problems.base import Problem, Severity, blocking
from pulumi_servicecatalog.model.problems.operations import CancelledBefore, RefusedByAws, Throttled
from pulumi_servicecatalog.model.problems.stacks import NameTaken, StackNotFound
from pulumi_servicecatalog.model.problems.text import listing
from support.tables import table

SCHEMA = json.loads((Path(__file__).resolve().parents[3] / "schema.json").read_text(encoding="utf-8"))
PROPERTIES = {
    *SCHEMA["config"]["variables"],
    *(name for resource in SCHEMA["resources"].values() for name in resource["inputProperties"]),
}
TAKEN = NameTaken(name="payments", id="pp-1", stack="a")


def test_every_code_exists_once():
    codes = [kind.code for kind in every()]
    assert sorted(set(codes)) == sorted(codes)


def test_every_kind_of_problem_is_reported_in_a_test_or_in_data_of_tests():
    tests = Path(__file__).resolve().parents[2]
    files = [*tests.rglob("test_*.py"), tests / "data" / "problem_texts.yaml"]
    samples_alone = {Path(__file__), tests / "unit" / "cli" / "test_renderings.py"}
    text = "\n".join(file.read_text(encoding="utf-8") for file in files if file not in samples_alone)
    assert [kind.code for kind in every() if not re.search(rf"\b{kind.code}\b", text)] == []


@pytest.mark.parametrize("kind", every(), ids=lambda kind: kind.code)
def test_the_name_of_a_class_is_its_code_and_its_docstring_the_meaning(kind):
    assert kind.code == kind.__name__
    assert re.fullmatch(r"[A-Z][A-Za-z]+", kind.code)
    assert meaning(kind).endswith(".")
    assert kind.__dataclass_params__.frozen
    assert "__dict__" not in dir(kind)


@pytest.mark.parametrize("problem", samples(), ids=lambda problem: problem.code)
def test_a_problem_is_one_line_of_whole_sentences_that_begins_with_its_code(problem):
    assert problem.property in {"", *PROPERTIES}
    assert str(problem) == f"[{problem.code}] {problem.message()} {problem.remedy()}"
    assert "\n" not in str(problem)
    for text in (problem.message(), problem.remedy()):
        assert re.fullmatch(r"\S.*[^.?][.?]", text)
        assert "  " not in text


@pytest.mark.parametrize("problem", samples(), ids=lambda problem: problem.code)
def test_problems_are_values(problem):
    assert replace(problem) == problem
    assert len({problem, replace(problem)}) == 1
    assert replace(problem, property="elsewhere") != problem
    with pytest.raises(FrozenInstanceError):
        problem.property = "elsewhere"


def test_problems_of_two_classes_with_the_same_facts_are_two_problems():
    problems: list[Problem] = [Throttled(operation="x", reason="y"), RefusedByAws(operation="x", reason="y")]
    assert problems[0] != problems[1]


def test_a_problem_may_be_reported_on_another_property():
    assert TAKEN.property == "name"
    assert replace(TAKEN, property="physicalId").property == "physicalId"


def test_a_problem_as_json_has_the_keys_that_programs_read():
    assert CancelledBefore(kind=OperationKind.IMPORT, property="name").as_dict() == {
        "code": "CancelledBefore",
        "severity": "error",
        "property": "name",
        "message": "The import was cancelled before it started.",
        "remedy": "Run `pulumi up` again.",
    }


def test_only_errors_stop_an_operation():
    warning = PreflightOff()
    assert warning.severity is Severity.WARNING
    assert blocking((warning, TAKEN)) == (TAKEN,)


@table(
    "words message",
    ("Rate exceeded", "AWS throttled DescribeRecord: Rate exceeded.", "none"),
    ("Rate exceeded.", "AWS throttled DescribeRecord: Rate exceeded.", "one"),
    ("Rate exceeded... ", "AWS throttled DescribeRecord: Rate exceeded.", "several"),
)
def test_a_message_ends_with_one_full_stop_however_many_aws_puts_there(words, message, reason):
    assert Throttled(operation="DescribeRecord", reason=words).message() == message, reason


@table(
    "suggestions text",
    ((), "There is no stack pay in account 1, eu-west-1.", "nothing is like it"),
    (("pays",), 'There is no stack pay in account 1, eu-west-1. Did you mean "pays"?', "one"),
    (("a", "b", "c"), 'There is no stack pay in account 1, eu-west-1. Did you mean "a", "b" or "c"?', "several"),
)
def test_a_message_asks_whether_a_similar_name_was_meant(suggestions, text, reason):
    problem = StackNotFound(stack="pay", account="1", region="eu-west-1", suggestions=suggestions)
    assert problem.message() == text, reason


@table(
    "names text",
    ([], "none", "a message never ends in nothing"),
    (["b", "a"], "a, b", "in order"),
    ([f"n{n:02}" for n in range(14)], ", ".join(f"n{n:02}" for n in range(12)) + " and 2 more", "cut at twelve"),
    ([f"n{n:02}" for n in range(12)], ", ".join(f"n{n:02}" for n in range(12)), "exactly twelve are not cut"),
)
def test_a_long_list_is_cut_with_a_count_of_the_rest(names, text, reason):
    assert listing(names) == text, reason
