"""Every kind of problem that a preview can report, provoked at the emulator through the real door."""

import re
from pathlib import Path

import pytest

from preflight import provoking
from preflight.provocations import (  # noqa: F401
    changes,
    connections,
    later,
    launches,
    permissions,
    products,
    stacks,
    templates,
)
from pulumi_servicecatalog.model import problem_kinds
from pulumi_servicecatalog.model.problem_kinds import KINDS

TESTS = Path(__file__).parents[1]

ELSEWHERE = {
    # The inputs themselves: AWS is not asked.
    "UnknownProperty": "rules/test_inputs.py",
    "MissingProperty": "rules/test_inputs.py",
    "InvalidValue": "rules/test_inputs.py",
    "ConflictingProperties": "rules/test_inputs.py",
    "ProductNotNamed": "rules/test_inputs.py",
    "ReplacementDeletesStack": "rules/test_place.py",
    # What only happens while something is done.
    "RecordedElsewhere": "rules/test_place.py",
    "Gone": "faces",
    "RefusedByAws": "reconcile/test_refusals.py",
    "OperationFailed": "reconcile/test_adopting.py",
    "NotInTime": "reconcile/test_importing.py",
    "OutcomeUnknown": "reconcile/test_importing.py",
    "Throttled": "reconcile/test_refusals.py",
    "NoAnswer": "reconcile/test_refusals.py",
    "NotBegun": "reconcile/test_importing.py",
    "CancelledBefore": "reconcile/test_importing.py",
    "Cancelled": "reconcile/test_waiting.py",
    "LatestNeedsPolicy": "rules/test_versions.py",
    "PolicyNamesVersion": "rules/test_versions.py",
    "ArtifactNotNamed": "rules/test_inputs.py",
    "NoLatestArtifact": "rules/test_versions.py",
    "LaunchedAnew": "faces",
    "StackDeletedByReplacement": "faces",
    "StackNotReadable": "preflight/test_behaviour.py",
    "TagKept": "reconcile/test_changing.py",
    "PlanInTheWay": "reconcile/test_planning.py",
    "ChangesNotPreviewed": "reconcile/test_planning.py",
    "MoveRefused": "reconcile/test_moving.py",
    "MovedBack": "reconcile/test_moving.py",
    "LeftReleased": "reconcile/test_moving.py",
}
"""The kinds that are provoked in other tests, and where."""


@pytest.mark.parametrize("provocation", provoking.TABLE, ids=lambda each: f"{each.code}: {each.reason}")
def test_preflight_reports(provocation: provoking.Provocation, request: pytest.FixtureRequest) -> None:
    names = [name for name in provocation.arrange.__annotations__ if name != "return"]
    given = {name: request.getfixturevalue(name) for name in names}
    place = given.get("place") or given["frozen"]
    asked = provocation.arrange(**given)

    problems = asked.answer(place)

    found = [each for each in problems if (each.code, each.property) == (provocation.code, provocation.at)]
    assert len(found) == 1, [str(problem) for problem in problems]
    for fact in asked.facts:
        assert fact in found[0].message
    assert provocation.remedy in found[0].remedy
    for text in (found[0].message, found[0].remedy):
        assert re.fullmatch(r".*[^.]\.", text), "a text is sentences"
        assert not re.search(r"\{[a-z_]*\}", text), "every fact is filled in"


def test_every_kind_of_problem_is_provoked() -> None:
    provoked = {each.code for each in provoking.TABLE}
    known = {kind.code for kind in KINDS}
    assert provoked | ELSEWHERE.keys() == known
    assert provoked & ELSEWHERE.keys() == set()


@pytest.mark.parametrize(("code", "place"), ELSEWHERE.items())
def test_what_is_provoked_elsewhere_is_named_there(code: str, place: str) -> None:
    files = [TESTS / place] if place.endswith(".py") else sorted((TESTS / place).rglob("*.py"))
    constant = next(name for name, kind in vars(problem_kinds).items() if getattr(kind, "code", "") == code)
    assert any(re.search(rf"\b({code}|{constant})\b", each.read_text(encoding="utf-8")) for each in files)
