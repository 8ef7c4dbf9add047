"""Of several results of a shard the one counts that says how it is now, in whatever order files are named."""

from datetime import timedelta

from pulumi_servicecatalog.fleet.merge import last
from pulumi_servicecatalog.fleet.result import Mode, Status
from support.fleet import BEGINNING, of_size, result
from support.tables import table

(SHARD,) = of_size(1).shards


def ended(minutes: int, mode: Mode, status: Status):
    return result(SHARD, status, mode=mode, ended=BEGINNING + timedelta(minutes=minutes))


FAILED = ended(1, Mode.UPDATE, Status.FAILED)
DONE = ended(2, Mode.UPDATE, Status.DONE)
SEEN = ended(3, Mode.VERIFY, Status.UNCHANGED)
DIFFERENT = ended(3, Mode.VERIFY, Status.FAILED)
LOOKED = ended(4, Mode.PREVIEW, Status.UNCHANGED)
STOPPED = result(SHARD, Status.STOPPED)


@table(
    "results counted",
    ([FAILED, LOOKED], FAILED, "a preview after an update that failed"),
    ([DONE, LOOKED], DONE, "a preview after an update"),
    ([LOOKED], LOOKED, "a preview alone"),
    ([DONE, DIFFERENT], DIFFERENT, "a second look that failed"),
    ([DONE, SEEN, LOOKED], DONE, "a second look, and a preview"),
    ([FAILED, DONE], DONE, "an update that was done again"),
    ([FAILED, STOPPED], FAILED, "a later run that did not begin it"),
    ([DONE, DIFFERENT, STOPPED], DIFFERENT, "a second look that failed, and a later run"),
    ([STOPPED], STOPPED, "a shard that was never begun"),
)
def test_the_result_that_says_how_the_shard_is_counts_in_any_order(results, counted, reason):
    assert (last(results), last(results[::-1])) == (counted, counted)


def test_results_that_do_not_say_when_count_as_they_were_written():
    first, second = result(SHARD, Status.FAILED), ended(0, Mode.UPDATE, Status.DONE)
    assert (last([first, second]), last([second, first])) == (second, first)
