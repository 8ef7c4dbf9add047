"""Every kind of problem that a preview can report, provoked at the emulator through the real door."""

import re
from pathlib import Path

import pytest

from integration.preflight.problem_cases import case as problem_case
from integration.preflight.problem_cases import (  # noqa: F401
    changes,
    connections,
    later,
    launches,
    permissions,
    products,
    stacks,
    templates,
)
from pulumi_servicecatalog.model.problems import every

TESTS = Path(__file__).parents[2]

ELSEWHERE = {
    # The inputs themselves: AWS is not asked.
    "UnknownProperty": "unit/rules/test_inputs.py",
    "MissingProperty": "unit/rules/test_inputs.py",
    "InvalidValue": "unit/rules/test_inputs.py",
    "ConflictingProperties": "unit/rules/test_inputs.py",
    "ProductNotNamed": "unit/rules/test_inputs.py",
    "ReplacementDeletesStack": "unit/rules/test_place.py",
    # What only happens while something is done.
    "RecordedElsewhere": "unit/rules/test_place.py",
    "Gone": "contract/providers",
    "RefusedByAws": "unit/reconcile/test_refusals.py",
    "OperationFailed": "unit/reconcile/test_adopting.py",
    "NotInTime": "unit/reconcile/test_importing.py",
    "OutcomeUnknown": "unit/reconcile/test_importing.py",
    "Throttled": "unit/reconcile/test_refusals.py",
    "NoAnswer": "unit/reconcile/test_refusals.py",
    "NotBegun": "unit/reconcile/test_importing.py",
    "CancelledBefore": "unit/reconcile/test_importing.py",
    "Cancelled": "unit/reconcile/test_importing.py",
    "LatestNeedsPolicy": "unit/rules/test_versions.py",
    "PolicyNamesVersion": "unit/rules/test_versions.py",
    "ArtifactNotNamed": "unit/rules/test_inputs.py",
    "NoLatestArtifact": "unit/rules/test_versions.py",
    "LaunchedAnew": "contract/providers",
    "StackDeletedByReplacement": "contract/providers",
    "StackNotReadable": "integration/preflight/test_behaviour.py",
    "TagKept": "unit/reconcile/test_changing.py",
    "PlanInTheWay": "unit/reconcile/test_planning.py",
    "ChangesNotPreviewed": "unit/reconcile/test_planning.py",
    "MoveRefused": "unit/reconcile/test_moving.py",
    "MovedBack": "unit/reconcile/test_moving.py",
    "LeftReleased": "unit/reconcile/test_moving.py",
}
"""The kinds that are provoked in other tests, and where."""


@pytest.mark.parametrize("case", problem_case.TABLE, ids=lambda each: f"{each.code}: {each.reason}")
def test_preflight_reports(case: problem_case.ProblemCase, request: pytest.FixtureRequest) -> None:
    names = [name for name in case.arrange.__annotations__ if name != "return"]
    given = {name: request.getfixturevalue(name) for name in names}
    place = given.get("place") or given["frozen"]
    asked = case.arrange(**given)

    problems = asked.answer(place)

    found = [each for each in problems if (each.code, each.property) == (case.code, case.at)]
    assert len(found) == 1, [str(problem) for problem in problems]
    message, remedy = found[0].message(), found[0].remedy()
    for fact in asked.facts:
        assert fact in message
    assert case.remedy in remedy
    for text in (message, remedy):
        assert re.fullmatch(r".*[^.?][.?]", text), "a text is sentences"


def test_every_kind_of_problem_is_provoked() -> None:
    provoked = {each.code for each in problem_case.TABLE}
    known = {kind.code for kind in every()}
    assert provoked | ELSEWHERE.keys() == known
    assert provoked & ELSEWHERE.keys() == set()


@pytest.mark.parametrize(("code", "place"), ELSEWHERE.items())
def test_what_is_provoked_elsewhere_is_named_there(code: str, place: str) -> None:
    files = [TESTS / place] if place.endswith(".py") else sorted((TESTS / place).rglob("*.py"))
    assert any(re.search(rf"\b{code}\b", each.read_text(encoding="utf-8")) for each in files)
