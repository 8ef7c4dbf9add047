"""Failures over the wire: one line that says what to do; and what was made keeps its ID."""

import pytest

from support.providers import INPUTS, REGION, adopt
from support.wire import CallFailed, plain

CHECKED = {**INPUTS, "region": REGION}
STATE = {**CHECKED, "provisionedProductId": "pp-none"}


def failure(call, *arguments, **options):
    with pytest.raises(CallFailed) as failed:
        call(*arguments, **options)
    return failed.value


def reported(failed):
    """Return the only line of an error; there must be no other."""
    lines = failed.message.strip().splitlines()
    assert len(lines) == 1, failed.message
    return lines[0]


def requests(emulator, account):
    """Return the changes that were asked of AWS."""
    changes = {"ImportAsProvisionedProduct", "UpdateProvisionedProduct", "TerminateProvisionedProduct"}
    requested = [call["operation"] for call in emulator.control.journal(account=account)]
    return [operation for operation in requested if operation in changes]


UNREACHABLE = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}


@pytest.mark.parametrize("method", ["create", "diff", "read", "update", "delete"])
def test_an_unreachable_endpoint_is_one_line_from_every_method(operation, method):
    engine = operation(**UNREACHABLE)
    arguments = {
        "create": (CHECKED,),
        "diff": ("pp-none", STATE, CHECKED),
        "read": ("pp-none", STATE),
        "update": ("pp-none", STATE, CHECKED),
        "delete": ("pp-none", STATE),
    }[method]
    line = reported(failure(getattr(engine, method), *arguments))
    assert "[Unreachable] http://127.0.0.1:1" in line
    assert "AWS_ENDPOINT_URL" in line


def test_an_unreachable_endpoint_is_a_failure_of_the_check(operation):
    _, [(_, reason)] = operation(**UNREACHABLE).check(INPUTS)
    assert reason.startswith("[Unreachable] http://127.0.0.1:1")


def test_missing_credentials_are_a_failure_of_the_check(operation):
    del operation.environment["AWS_ACCESS_KEY_ID"]
    _, [(_, reason)] = operation().check(INPUTS)
    assert reason.startswith("[NoCredentials]")
    assert "aws sso login" in reason


def test_a_missing_region_is_a_failure_of_the_check(aws, operation):
    _, [(property_, reason)] = operation({}).check(INPUTS)
    assert (property_, reason.split("]")[0]) == ("region", "[NoRegion")


def test_another_account_than_expected_is_a_failure_of_the_check(aws, account, engine):
    _, [(property_, reason)] = engine.check({**INPUTS, "expectedAccountId": "000000000000"})
    assert property_ == "expectedAccountId"
    assert reason.startswith(f"[UnexpectedAccount] The credentials belong to account {account}")


def test_a_create_that_cannot_work_is_one_line_and_makes_nothing(aws, engine):
    failed = failure(engine.create, {**CHECKED, "physicalId": "orders-2"})
    assert "[StackNotFound] There is no stack orders-2" in reported(failed)
    assert failed.state_kept is None
    assert aws.observed() == {}


def test_an_update_of_what_went_away_in_between_says_so(aws, engine):
    id_, state, inputs = adopt(engine)
    engine.delete(id_, state)
    line = reported(failure(engine.update, id_, state, {**inputs, "provisioningArtifactName": "v2"}))
    assert f"[Gone] Provisioned product {id_} does not exist" in line


def test_an_import_that_is_not_done_in_time_keeps_its_id_and_is_resumed(aws, emulator, account, engine):
    emulator.control.set(account=account, import_seconds=3600)
    failed = failure(engine.create, CHECKED, timeout=0.5)
    assert "[NotInTime] The import did not finish within" in reported(failed)
    kept = failed.state_kept
    assert kept is not None
    observed = aws.observed()["payments"]
    assert kept.id == observed["Id"]
    assert list(kept.reasons) == [reported(failed).removeprefix("ResourceFailed: ")]
    state, inputs = plain(kept.properties), plain(kept.inputs)
    assert state["status"] == "UNDER_CHANGE"
    assert state.pop("__provider") == inputs.pop("__provider")
    assert inputs == CHECKED
    again = failure(engine.update, kept.id, state, inputs, timeout=0.5)
    assert f"(record {observed['LastRecordId']})" in reported(again)
    assert again.state_kept is not None
    assert again.state_kept.id == kept.id
    assert requests(emulator, account) == ["ImportAsProvisionedProduct"]


def test_an_update_that_fails_keeps_the_state_and_tells_aws_own_words(aws, engine):
    id_, state, inputs = adopt(engine)
    aws.control.add_fault("record-fails", account=aws.account, operation="update", message="no capacity")
    failed = failure(engine.update, id_, state, {**inputs, "provisioningArtifactName": "v2"})
    assert "[OperationFailed] The update failed: no capacity" in reported(failed)
    assert failed.state_kept is not None
    assert failed.state_kept.id == id_
    kept = plain(failed.state_kept.properties)
    assert (kept["status"], kept["provisioningArtifactName"]) == ("TAINTED", "v1")


def test_a_release_that_is_not_done_in_time_is_told_and_never_asked_for_twice(aws, emulator, account, engine):
    id_, state, _ = adopt(engine)
    emulator.control.set(account=account, terminate_seconds=3600)
    for _ in range(2):
        assert "AWS is still running it" in reported(failure(engine.delete, id_, state, timeout=0.5))
    assert requests(emulator, account) == ["ImportAsProvisionedProduct", "TerminateProvisionedProduct"]
