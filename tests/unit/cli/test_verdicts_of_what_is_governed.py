"""What `catalogctl check` prints of a stack that is governed already: as requested, with an update, or in vain."""

import json

from pulumi_servicecatalog.cli import layout, verdicts
from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile.preflight import imported
from support.fakes.gateway import FakeGateway
from support.fakes.samples import WEB, account, adopted
from support.fakes.state import State
from support.sessions import unshared
from support.tables import table


def verdict(version: str, state: State) -> Verdict:
    desired = DesiredImport(name="payments", physical_id="payments", product=ByName(WEB.name), artifact=ByName(version))
    return imported.examine(desired, unshared(FakeGateway(state)))


AS_REQUESTED = verdict("v1", adopted("payments"))
UPDATE_FOLLOWS = verdict("v2", adopted("payments"))
UPDATE_FAILS = verdict("v9", adopted("payments"))


@table(
    "outcome line",
    (AS_REQUESTED, "=   payments  CREATE_COMPLETE  is governed already, by pp-payments", "as requested"),
    (
        UPDATE_FOLLOWS,
        "~   payments  CREATE_COMPLETE  is governed already, by pp-payments; an update follows",
        "at another version",
    ),
    (
        UPDATE_FAILS,
        "!   payments  CREATE_COMPLETE  is governed already, by pp-payments; the update that follows would fail",
        "at a version that does not exist",
    ),
)
def test_the_line_of_a_stack_that_is_governed(outcome: Verdict, line: str, reason: str) -> None:
    text = layout.plain(verdicts.as_table([("payments", outcome)]))
    assert text.splitlines()[0] == line, reason
    assert "import" not in text, "nothing is imported"


def test_what_is_governed_already_does_not_count_as_adoptable() -> None:
    new = verdict("v1", account())
    checked = [("payments", outcome) for outcome in (new, AS_REQUESTED, UPDATE_FOLLOWS, UPDATE_FAILS)]
    assert layout.plain(verdicts.as_table(checked)).endswith("\n1 of 4 can be adopted; 3 are governed already.\n")
    assert layout.plain(verdicts.as_table(checked[1:2])).endswith("\n0 of 1 can be adopted; 1 is governed already.\n")


def test_the_json_names_its_version_and_what_the_update_is_for() -> None:
    checked = [("payments", outcome) for outcome in (AS_REQUESTED, UPDATE_FOLLOWS, UPDATE_FAILS)]
    entries = json.loads(verdicts.as_json(checked))["verdicts"]
    assert {entry["provisioningArtifact"]["name"] for entry in entries} == {"v1"}
    assert [(entry["governedBy"], entry["updateFollows"], entry["blockedBy"]) for entry in entries] == [
        ("pp-payments", [], []),
        ("pp-payments", ["provisioningArtifactName"], []),
        ("pp-payments", ["provisioningArtifactName"], ["ArtifactNotFound"]),
    ]
