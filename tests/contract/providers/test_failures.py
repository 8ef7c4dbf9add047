"""Operations that fail or are not done in time, over either provider: one line, and what was made keeps its ID."""

import pytest
from pulumi.runtime.proto import provider_pb2

from support.provider_calls import kept
from support.providers import ADOPTED, INPUTS, LAUNCH, LAUNCHED, adopt, made, requests
from support.wire import CallFailed

NONE, SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME


def test_a_refusal_is_one_line_with_its_code_and_makes_nothing(aws, begin):
    with pytest.raises(CallFailed, match=r"\[StackNotFound\] There is no stack nowhere") as failed:
        begin().create({**ADOPTED.checked, "physicalId": "nowhere"})
    assert len(failed.value.message.strip().splitlines()) == 1
    assert failed.value.state_kept is None
    assert aws.observed() == {}


def test_what_is_not_done_in_time_keeps_its_id_and_is_waited_for_by_the_next_run(aws, start, kind, account):
    aws.control.add_fault("record-hangs", account=account, operation=kind.operation, times=None)
    provider = start()
    inputs, _ = provider.check(kind.declared)
    with pytest.raises(CallFailed) as failed:
        provider.create(inputs, timeout=0.5)
    id_, state, recorded = kept(failed.value)
    assert (id_, state["status"], recorded) == (aws.observed()[kind.resource]["Id"], "UNDER_CHANGE", inputs)
    (reason,) = failed.value.kept.reasons
    assert reason.startswith("[NotInTime]")
    assert failed.value.message.strip().removeprefix("ResourceFailed: ") == reason
    next_run = start()
    diff = next_run.diff(id_, state, inputs)
    assert (diff.changes, list(diff.replaces)) == (SOME, [])
    aws.control.remove_faults(account=account)
    updated = next_run.update(id_, state, inputs)
    assert (updated["status"], updated["outputs"].keys()) == ("AVAILABLE", {"JobsUrl", "AlarmsArn"})
    assert start().diff(id_, updated, inputs).changes == NONE
    assert requests(aws) == [kind.request]


def test_the_timeout_of_the_configuration_holds_where_none_is_declared(aws, begin):
    aws.set(record_seconds=36_000)
    provider = begin(createTimeout="0.5s")
    with pytest.raises(CallFailed) as failed:
        provider.create(provider.check(INPUTS)[0])
    assert failed.value.kept.reasons[0].startswith("[NotInTime]")


def test_an_update_that_fails_keeps_the_state_and_tells_aws_own_words(aws, begin, account):
    id_, state, inputs = adopt(begin())
    aws.control.add_fault("record-fails", account=account, operation="update", message="no capacity")
    new = {**inputs, "provisioningArtifactName": "v2"}
    with pytest.raises(CallFailed, match=r"\[OperationFailed\] The update failed: no capacity") as failed:
        begin().update(id_, state, new)
    kept_id, state, recorded = kept(failed.value)
    assert (kept_id, state["status"], state["provisioningArtifactName"]) == (id_, "TAINTED", "v1")
    assert recorded == new, "what AWS reports itself need not be recorded to show again"


def test_an_update_of_what_went_away_in_between_says_so(aws, start, kind):
    id_, state, inputs = made(start(), kind.declared)
    aws.catalog.terminate_provisioned_product(ProvisionedProductId=id_, RetainPhysicalResources=kind is ADOPTED)
    with pytest.raises(CallFailed, match=rf"\[Gone\] Provisioned product {id_} does not exist"):
        start().update(id_, state, {**inputs, "provisioningArtifactName": "v2"})


def test_a_release_that_is_not_done_in_time_is_told_and_never_asked_for_twice(aws, begin):
    id_, state, _ = adopt(begin())
    aws.set(terminate_seconds=3600)
    for _ in range(2):
        with pytest.raises(CallFailed, match="AWS is still running it"):
            begin().delete(id_, state, timeout=0.5)
    assert requests(aws) == ["ImportAsProvisionedProduct", "TerminateProvisionedProduct"]


def test_a_failed_launch_keeps_its_id_and_is_launched_again(aws, begin, account):
    aws.set(provision_seconds=1)  # what fails in the second of its repeat is the same
    aws.control.add_fault("record-fails", account=account, operation="provision", message="no capacity")
    provider = begin().of(LAUNCHED)
    inputs, _ = provider.check(LAUNCH)
    with pytest.raises(CallFailed, match="no capacity") as failed:
        provider.create(inputs)
    id_, state, recorded = kept(failed.value)
    assert (id_, state["status"], recorded) == (aws.observed()["shop"]["Id"], "ERROR", inputs)
    next_run = begin().of(LAUNCHED)
    diff = next_run.diff(id_, state, inputs)
    assert (diff.changes, list(diff.replaces)) == (SOME, ["status"])
    (line,) = next_run.reported("LaunchedAnew")
    assert "no capacity" in line
    next_run.delete(id_, state)
    again, state = next_run.create(inputs)
    assert (again != id_, state["status"]) == (True, "AVAILABLE")
    assert begin().of(LAUNCHED).diff(again, state, inputs).changes == NONE
