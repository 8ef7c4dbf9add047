"""A result says when its shard was begun and ended, and in which wave, so that a rollout can be shown over time."""

from datetime import timedelta
from typing import Any

from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.result import Mode
from pulumi_servicecatalog.fleet.rollout import Rollout
from pulumi_servicecatalog.fleet.waves import Order, Share
from support.fleet import BEGINNING, of_size, result
from support.fleet_runner import runner


def test_the_ledger_says_of_each_shard_when_it_was_done_and_in_which_wave():
    written: list[Any] = []
    work = runner(lambda request: result(request.shard, mode=request.mode), written=written)
    list(Rollout(plan=of_size(3), order=Order(waves=(Share(number=1),)), runner=work).update())
    done = [results.parse(line) for line in written if line["kind"] == "result"]
    assert [(entry.mode, entry.wave) for entry in done] == [
        (Mode.UPDATE, 1),
        (Mode.VERIFY, 1),
        *[(Mode.UPDATE, 2)] * 2,
        *[(Mode.VERIFY, 2)] * 2,
    ]
    moments = [moment for entry in done for moment in (entry.begun, entry.ended) if moment]
    assert moments == sorted(moments)
    assert (len(moments), moments[0] > BEGINNING) == (2 * len(done), True)


def test_a_moment_in_a_line_is_read_as_it_was_written_and_may_be_missing():
    (shard,) = of_size(1).shards
    timed = result(shard, begun=BEGINNING, ended=BEGINNING + timedelta(seconds=3), wave=2)
    assert results.parse(timed.as_dict()).as_dict() == timed.as_dict()
    line = {name: value for name, value in timed.as_dict().items() if name not in {"begun", "ended", "wave"}}
    assert results.parse(line).as_dict() == result(shard).as_dict()
