"""The registry of problems: every code once, each with all that a person needs."""

import json
import re
import string
from pathlib import Path

import pytest

from pulumi_servicecatalog.model.problem import Severity, blocking
from pulumi_servicecatalog.model.problem_kinds import KINDS, NAME_TAKEN, PREFLIGHT_OFF

SCHEMA = json.loads((Path(__file__).resolve().parents[3] / "schema.json").read_text(encoding="utf-8"))
PROPERTIES = {
    *SCHEMA["config"]["variables"],
    *(name for resource in SCHEMA["resources"].values() for name in resource["inputProperties"]),
}


def test_every_code_exists_once():
    codes = [kind.code for kind in KINDS]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_tells_all_that_a_person_needs(kind):
    assert re.fullmatch(r"[A-Z][A-Za-z]+", kind.code)
    assert kind.property in {"", *PROPERTIES}
    assert kind.message
    assert kind.remedy
    assert kind.meaning.endswith(".")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_problem_is_one_line_that_begins_with_its_code(kind):
    fields = [name for text in (kind.message, kind.remedy) for _, name, _, _ in string.Formatter().parse(text) if name]
    text = str(kind.found(**dict.fromkeys(fields, 1)))
    assert text.startswith(f"[{kind.code}] ")
    assert "\n" not in text
    assert "{" not in text


def test_a_problem_may_be_told_at_another_property():
    facts = {"name": "payments", "id": "pp-1", "stack": "a"}
    assert NAME_TAKEN.found(**facts).property == "name"
    assert NAME_TAKEN.found(at="physicalId", **facts).property == "physicalId"


def test_only_errors_stop_an_operation():
    warning, error = PREFLIGHT_OFF.found(), NAME_TAKEN.found(name="payments", id="pp-1", stack="a")
    assert warning.severity is Severity.WARNING
    assert blocking((warning, error)) == (error,)
