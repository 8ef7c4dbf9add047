"""What is shown while a rollout goes on: a bar at a terminal, lines in a pipeline, or each event as a line of JSON."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pulumi_servicecatalog.cli import fleet_summary, layout
from pulumi_servicecatalog.cli.progress import Step, progress
from pulumi_servicecatalog.fleet import json_lines
from pulumi_servicecatalog.fleet.result import Result
from pulumi_servicecatalog.fleet.rollout import Event, WaveBegun, WaveEnded
from pulumi_servicecatalog.fleet.runner import ShardDone
from pulumi_servicecatalog.fleet.summary import summarize
from pulumi_servicecatalog.fleet.tally import Tally

_SCHEMA_VERSION = 1


@dataclass(kw_only=True)
class Shown:
    """Shows the events of a rollout, and what it came to. `tally` is how far it is."""

    step: Step | None
    as_json: bool
    tally: Tally

    def event(self, event: Event) -> Result | None:
        """Show an event; return what became of a shard, where it says so for good."""
        self.tally = self.tally.after(event)
        match event:
            case WaveBegun():
                shards = "1 account and Region" if event.shards == 1 else f"{event.shards} accounts and Regions"
                self._wave(f"wave {event.number} of {event.of}: {shards}")
                self._json("waveBegun", {"wave": event.number, "of": event.of, "shards": event.shards})
            case WaveEnded():
                self._ended(event)
                members = {"wave": event.number, "failed": event.failed, "stopped": event.stopped}
                self._json("waveEnded", members)
            case ShardDone():
                self._json("shardAgain" if event.again else "shardDone", {"result": event.result.as_dict()})
                self._shard(event)
                return None if event.again else event.result
        return None

    def summary(self, results: Sequence[Result]) -> None:
        """Show what the rollout came to."""
        if not self.as_json:
            fleet_summary.show(results)
            return
        summary = summarize(results)
        statuses = {status.value: number for status, number in summary.statuses.items()}
        self._json("summary", {"statuses": statuses, "changed": summary.changed})

    def _shard(self, event: ShardDone) -> None:
        result = event.result
        if self.step is None:
            return
        if event.again:
            layout.complain(f"{result.target}: its worker was lost, and it is begun again", layout.CAREFUL)
            return
        changes = f", {result.changed} resources" if result.changed else ""
        why = f": {result.causes[0]}" if result.causes else ""
        self.step(
            f"{result.target}: {result.status.value}{changes}{why}", failed=result.status.bad, note=str(self.tally)
        )

    def _wave(self, title: str) -> None:
        if self.step is not None:
            if _groups():
                sys.stderr.write(f"::group::{title}\n")
            else:
                layout.complain(title, layout.NAME)

    def _ended(self, event: WaveEnded) -> None:
        if self.step is None:
            return
        if _groups():
            sys.stderr.write("::endgroup::\n")
        if event.stopped:
            layout.complain(f"stopped after wave {event.number}: {event.stopped}")

    def _json(self, event: str, members: Mapping[str, Any]) -> None:
        if self.as_json:
            sys.stdout.write(json_lines.text({"schemaVersion": _SCHEMA_VERSION, "event": event, **members}))
            sys.stdout.flush()


@contextmanager
def shown(work: str, shards: int, *, as_json: bool) -> Iterator[Shown]:
    """Show a rollout until the block ends.

    Args:
        work: what is done.
        shards: with how many shards.
        as_json: whether each event is a line of JSON.

    """
    if as_json:
        yield Shown(step=None, as_json=True, tally=Tally(waiting=shards))
        return
    with progress(work, 0, shards) as step:
        yield Shown(step=step, as_json=False, tally=Tally(waiting=shards))


def _groups() -> bool:
    """Return whether the log of a pipeline folds what is between two marks."""
    return os.environ.get("GITHUB_ACTIONS") == "true"
