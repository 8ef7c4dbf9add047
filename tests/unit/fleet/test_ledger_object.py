"""A ledger in S3 has one writer: the line of another is refused, and one whose response was lost is known."""

import pytest

from pulumi_servicecatalog.fleet import json_lines, ledger
from pulumi_servicecatalog.fleet.ledger import LedgerError, LedgerLostError
from pulumi_servicecatalog.fleet.ledger_object import LedgerObject, stored, text_of
from pulumi_servicecatalog.fleet.rollout import Rollout
from pulumi_servicecatalog.fleet.waves import Order
from pulumi_servicecatalog.model.object_location import ObjectLocation, StoredObject
from pulumi_servicecatalog.model.refusal import Denied, OutcomeUnknown, Refusal, WrongState
from support.fleet import BEGINNING, of_size, result
from support.fleet_runner import runner

AT = ObjectLocation(bucket="fleet", key="rollouts/one.jsonl")
PLAN = of_size(3)
BEGUN, OTHER, THIRD = (ledger.begun(shard, run="run-1", attempt=1, at=BEGINNING) for shard in PLAN.shards)


class Objects:
    """S3. `failures` are raised by writes in their turn: an OutcomeUnknown after it was carried out."""

    def __init__(self, *failures: Refusal | None) -> None:
        self.stored: dict[str, StoredObject] = {}
        self.sent = 0
        self.failures = list(failures)

    def read(self, location):
        return self.stored.get(location.key)

    def write(self, location, text, version):
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None and not isinstance(failure, OutcomeUnknown):
            raise failure
        there = self.stored.get(location.key)
        if version != (there.version if there else None):
            raise WrongState(operation="PutObject", reason="At least one of the pre-conditions did not hold")
        self.sent += len(text)
        self.stored[location.key] = StoredObject(text=text, version=str(self.sent))
        if failure is not None:
            raise failure
        return self.stored[location.key].version

    def remove(self, location):
        del self.stored[location.key]


def lines(objects):
    return json_lines.parse(text_of(stored(objects, AT)), "it").lines


def test_what_one_run_has_written_the_next_one_reads():
    objects = Objects()
    with LedgerObject(objects, AT) as first:
        first.write(BEGUN)
        first.write(result(PLAN.shards[0]).as_dict())
    with LedgerObject(objects, AT) as second:
        assert second.ledger.done(PLAN.shards[0])
        second.write(OTHER)
    assert [line["kind"] for line in lines(objects)] == ["begun", "result", "begun"]


def test_of_two_drivers_only_one_goes_on():
    objects = Objects()
    one, other = LedgerObject(objects, AT), LedgerObject(objects, AT)
    one.write(BEGUN)
    with pytest.raises(LedgerLostError, match="another rollout writes it"):
        other.write(OTHER)
    one.write(THIRD)
    assert lines(objects) == [BEGUN, THIRD]


@pytest.mark.parametrize("when", [[OutcomeUnknown], [None, OutcomeUnknown]])
def test_a_line_whose_response_was_lost_is_there_once(when):
    lost = [kind(operation="PutObject", reason="no answer") if kind else None for kind in when]
    objects = Objects(*lost)
    written = LedgerObject(objects, AT)
    for line in (BEGUN, OTHER, THIRD):
        written.write(line)
    assert lines(objects) == [BEGUN, OTHER, THIRD]


def test_a_write_that_ran_into_another_request_is_sent_again():
    objects = Objects(WrongState(operation="PutObject", reason="A conflicting operation occurred"))
    LedgerObject(objects, AT).write(BEGUN)
    assert lines(objects) == [BEGUN]


@pytest.mark.parametrize(
    ("failures", "why"),
    [
        ([Denied(operation="PutObject", reason="no")], "s3:PutObject"),
        ([WrongState(operation="PutObject", reason="conflict")] * 3, "3 times"),
    ],
)
def test_a_line_that_s3_does_not_take_ends_the_run(failures, why):
    with pytest.raises(LedgerLostError, match=why):
        LedgerObject(Objects(*failures), AT).write(BEGUN)


@pytest.mark.parametrize("denied", ["read", "remove"])
def test_a_ledger_that_s3_keeps_from_us_is_an_error_before_anything_is_done(denied):
    class Denying(Objects):
        def read(self, location):
            return self._unless("read") or super().read(location)

        def remove(self, _location):
            self._unless("remove")

        def _unless(self, method):
            if method == denied:
                raise Denied(operation="GetObject" if method == "read" else "DeleteObject", reason="no")

    objects = Denying()
    objects.stored = {key: StoredObject(text="", version="1") for key in (AT.key, f"{AT.key}.1")}
    with pytest.raises(LedgerError, match=r"s3:(GetObject|DeleteObject)"):
        LedgerObject(objects, AT, empty=True)


def test_a_ledger_that_was_removed_meanwhile_is_not_written_anew():
    objects = Objects()
    written = LedgerObject(objects, AT)
    written.write(BEGUN)
    objects.stored.clear()
    with pytest.raises(LedgerLostError, match="another rollout"):
        written.write(OTHER)


def test_what_is_dropped_is_replaced_with_the_first_line():
    objects = Objects()
    LedgerObject(objects, AT).write(BEGUN)
    again = LedgerObject(objects, AT, empty=True)
    assert not again.ledger.unfinished
    again.write(OTHER)
    assert lines(objects) == [OTHER]


def test_a_long_ledger_is_several_objects_so_that_few_lines_are_sent_again():
    objects = Objects()
    written = LedgerObject(objects, AT)
    for number in range(1200):
        written.write({**BEGUN, "run": f"run-{number}"})
    assert list(objects.stored) == [AT.key, f"{AT.key}.1", f"{AT.key}.2"]
    assert [line["run"] for line in lines(objects)] == [f"run-{number}" for number in range(1200)]
    assert objects.sent < 500 * sum(len(part.text) for part in objects.stored.values())
    with LedgerObject(objects, AT) as again:
        again.write(OTHER)
    assert lines(objects)[-1] == OTHER


@pytest.mark.parametrize("others", [499, 500, 501])
def test_of_two_drivers_only_one_goes_on_at_the_end_of_an_object_as_well(others):
    objects = Objects()
    filling = LedgerObject(objects, AT)
    for number in range(499):
        filling.write({**BEGUN, "run": f"run-{number}"})
    late = LedgerObject(objects, AT)
    for number in range(499, others + 1):
        filling.write({**BEGUN, "run": f"run-{number}"})
    with pytest.raises(LedgerLostError, match="another rollout writes it"):
        late.write(OTHER)
    assert len(lines(objects)) == others + 1


def test_a_long_ledger_that_is_dropped_leaves_nothing():
    objects = Objects()
    long = LedgerObject(objects, AT)
    for number in range(1001):
        long.write({**BEGUN, "run": f"run-{number}"})
    LedgerObject(objects, AT, empty=True).write(OTHER)
    assert lines(objects) == [OTHER]
    with pytest.raises(LedgerLostError, match="another rollout writes it"):
        long.write(THIRD)


@pytest.mark.parametrize(("text", "why"), [("{\n", "line 1: this is no JSON"), ('{"kind": "x"}\n', "of no ledger")])
def test_what_is_no_ledger_is_refused(text, why):
    objects = Objects()
    objects.write(AT, text, None)
    with pytest.raises(LedgerError, match=f"s3://fleet/rollouts/one.jsonl, {why}|s3://.*{why}"):
        LedgerObject(objects, AT)


def test_a_rollout_whose_driver_was_killed_is_resumed_from_it():
    objects = Objects()

    class Killed(BaseException):
        pass

    def killed_at_the_second(request):
        if request.shard == PLAN.shards[1]:
            raise Killed
        return result(request.shard, mode=request.mode)

    def rolled(work, ledger_object):
        of = runner(work, ledger=ledger_object.ledger, write=ledger_object.write)
        return list(Rollout(plan=PLAN, order=Order(), runner=of).update())

    with pytest.raises(Killed):
        rolled(killed_at_the_second, LedgerObject(objects, AT))
    done = []

    def noted(request):
        done.append((request.shard.target.stack, request.mode.value, request.claim is not None))
        return result(request.shard, mode=request.mode)

    rolled(noted, LedgerObject(objects, AT))
    stacks = [shard.target.stack for shard in PLAN.shards]
    assert [(stack, claimed) for stack, mode, claimed in done if mode == "update"] == [
        (stacks[1], True),
        (stacks[2], False),
    ]


@pytest.mark.parametrize(
    "text", ["s3://fleet", "s3://fleet/", "s3://fleet/a/", "s3:fleet/a", "s3://F/a", "s3://fleet/a b"]
)
def test_what_names_no_object_is_refused(text):
    with pytest.raises(ValueError, match="must be s3://BUCKET/KEY"):
        ObjectLocation.parse(text)


def test_a_file_is_no_object():
    assert ObjectLocation.parse("rollout.jsonl") is None
    assert ObjectLocation.parse(str(AT)) == AT
