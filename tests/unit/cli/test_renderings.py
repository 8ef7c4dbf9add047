"""What catalogctl prints of verdicts and of records, and the exit codes: without a shell and without AWS."""

import json
from dataclasses import replace

import pytest

from pulumi_servicecatalog.cli import exit_codes, layout, main, records, verdicts
from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.model.problems.after_import import PreflightOff
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import NoCredentials, NoRegion
from pulumi_servicecatalog.model.record import FAILED, Record, RecordError
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile.preflight import imported
from support.fakes.gateway import FakeGateway
from support.fakes.samples import V1, WEB, account, adopted, product, record, stack
from support.fakes.state import State, moment
from support.sessions import unshared
from support.tables import table


def verdict(state: State, name: str = "payments", version: str = "v1") -> Verdict:
    desired = DesiredImport(name=name, physical_id=name, product=ByName(WEB.name), artifact=ByName(version))
    return imported.examine(desired, unshared(FakeGateway(state)))


@table(
    "outcome line",
    (
        verdict(account()),
        "<-  payments  CREATE_COMPLETE  into web-service (prod-web) at v1 (pa-1)",
        "it can be adopted",
    ),
    (verdict(adopted("payments")), "=   payments  CREATE_COMPLETE  is governed already, by pp-payments", "it is"),
    (verdict(account(), version="v9"), "!   payments  CREATE_COMPLETE  into web-service (prod-web)", "a problem"),
    (verdict(account(), name="nope"), "!   nope  into web-service (prod-web) at v1 (pa-1)", "no such stack"),
)
def test_a_line_of_the_table(outcome: Verdict, line: str, reason: str) -> None:
    assert layout.plain(verdicts.as_table([("nope", outcome)])).splitlines()[0] == line, reason


def test_problems_stand_under_their_stack_errors_first_and_no_line_is_long() -> None:
    state = account(stack("payments", status="ROLLBACK_COMPLETE"))
    problematic = replace(verdict(state), problems=(PreflightOff(), *verdict(state).problems))
    lines = layout.plain(verdicts.as_table([("payments", problematic)])).splitlines()
    signs = [line.split()[0] for line in lines if line.startswith("    ") and line.split()[0] in {"!", "?", "i"}]
    assert signs == sorted(signs, key="!?i".index)
    assert signs[0] == "!"
    assert any(line.startswith("      > ") for line in lines)
    assert max(map(len, lines)) <= 110
    assert lines[-1] == "0 of 1 can be adopted."


def test_the_json_of_a_verdict_has_the_same_keys_whatever_is_known() -> None:
    verdicts_by_name = [("payments", verdict(account())), ("nope", verdict(account(), name="nope"))]
    good, bad = json.loads(verdicts.as_json(verdicts_by_name))["verdicts"]
    assert list(good) == list(bad)
    assert (good["adoptable"], good["provisioningArtifact"]) == (True, {"id": V1.id, "name": V1.name})
    assert (bad["adoptable"], bad["stack"], bad["blockedBy"]) == (False, None, ["StackNotFound"])


OBSERVED = product()
FAILURE = record(
    OBSERVED,
    FAILED,
    id="rec-2",
    errors=(RecordError(code="CfnError", description="it broke"),),
    path_id="lpv2-1",
    launch_role_arn="arn:aws:iam::123456789012:role/launch",
    created_time=moment(60),
)


def history(*known: Record, terminated: bool = False) -> records.History:
    return records.History(
        provisioned_product=None if terminated else OBSERVED, records=known, versions={V1.id: V1.name}
    )


def test_the_records_of_a_provisioned_product_as_text() -> None:
    assert layout.plain(records.as_text(history(FAILURE, record(OBSERVED)))).splitlines() == [
        "payments (pp-payments)  AVAILABLE  of web-service (prod-web)",
        "",
        "2026-01-01T00:01:00Z  FAILED     PROVISION_PRODUCT  v1 (pa-1)",
        "    rec-2  path lpv2-1  role arn:aws:iam::123456789012:role/launch",
        "    ! it broke (CfnError)",
        "2026-01-01T00:00:00Z  SUCCEEDED  PROVISION_PRODUCT  v1 (pa-1)",
        "    rec-payments",
        "",
        "2 records.",
    ]


def test_what_is_terminated_is_reported_by_its_records() -> None:
    last = record(OBSERVED, artifact_id="pa-gone", created_time=None)
    lines = layout.plain(records.as_text(history(last, terminated=True))).splitlines()
    assert lines[0] == "payments (pp-payments)  is terminated"
    assert lines[2] == "-  SUCCEEDED  PROVISION_PRODUCT  pa-gone"
    assert lines[-1] == "1 record."
    document = json.loads(records.as_json(history(last, terminated=True)))
    assert document["provisionedProduct"] is None
    assert document["records"][0]["createdTime"] is None


def test_the_json_of_a_history_has_what_the_text_has() -> None:
    document = json.loads(records.as_json(history(FAILURE)))
    (entry,) = document["records"]
    assert document["provisionedProduct"]["id"] == "pp-payments"
    assert (entry["pathId"], entry["errors"]) == ("lpv2-1", [{"code": "CfnError", "description": "it broke"}])


@table(
    "problem code",
    (NoRegion(), 2, "no Region"),
    (NoCredentials(reason="no"), 3, "no credentials"),
    (PreflightOff(), 1, "anything else"),
)
def test_the_exit_code_where_aws_cannot_be_asked(problem: Problem, code: int, reason: str) -> None:
    assert exit_codes.of(problem) == code, reason


@table(
    "arguments message",
    ([], "required: COMMAND", "no command"),
    (["check", "payments"], "--product", "no product"),
    (["check", "", "--product", "web"], "must not be empty", "an empty argument"),
    (
        ["check", "a", "b", "--product", "web", "--name", "c"],
        "--name can only be used with one stack",
        "a name for two",
    ),
    (["check", "a", "--product", "web", "--name", "-"], "must match", "a name that AWS does not take"),
    (
        ["check", "a", "--product", "web", "--external-id", "x1"],
        "--external-id needs --role-arn",
        "an external ID alone",
    ),
    (["history", "payments", "--limit", "0"], "'0' must be an integer, at least 1", "no record"),
)
def test_wrong_arguments_end_with_2_and_say_which(
    arguments: list[str], message: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(arguments) == exit_codes.CONFIGURATION, reason
    assert message in capsys.readouterr().err
