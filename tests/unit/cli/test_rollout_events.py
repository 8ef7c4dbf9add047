"""How far a rollout is, and the bar that shows it at a terminal."""

import io
import re
import sys

import pytest

from pulumi_servicecatalog.cli.rollout_events import shown
from pulumi_servicecatalog.fleet.result import Status
from pulumi_servicecatalog.fleet.rollout import Event, WaveBegun, WaveEnded
from pulumi_servicecatalog.fleet.runner import ShardDone
from pulumi_servicecatalog.fleet.tally import Tally
from support.fleet import of_size, result

ONE, TWO, THREE = of_size(3).shards
STOPPED = "1 of 1 failed in this wave, and the tolerance is 0"
EVENTS: list[Event] = [
    WaveBegun(number=1, of=2, shards=1),
    ShardDone(result=result(ONE)),
    WaveEnded(number=1, failed=0),
    WaveBegun(number=2, of=2, shards=2),
    ShardDone(result=result(TWO, Status.FAILED), again=True),
    ShardDone(result=result(TWO, Status.FAILED)),
    WaveEnded(number=2, failed=1, stopped=STOPPED),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_how_far_it_is_follows_from_the_events() -> None:
    tally, notes = Tally(waiting=3), []
    for event in EVENTS:
        tally = tally.after(event)
        notes.append(str(tally))
    assert notes[0] == "wave 1 of 2: 0 resources, 3 waiting"
    assert notes[1] == "wave 1 of 2: 2 resources, 2 waiting"
    assert notes[-3] == notes[3] == "wave 2 of 2: 2 resources, 2 waiting", "what is begun again has no result yet"
    assert notes[-1] == "wave 2 of 2: 2 resources, 1 waiting, 1 failed"


def test_a_terminal_has_a_bar_with_how_far_it_is_and_keeps_what_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "NO_COLOR", "GITHUB_ACTIONS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "160")
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with shown("rolling out", 3, as_json=False) as events:
        for event in EVENTS:
            events.event(event)
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", screen.getvalue())
    for part in ("2/3", "left", "wave 2 of 2: 2 resources, 1 waiting, 1 failed", "000000000002, eu-west-1: failed"):
        assert part in text
    assert f"stopped after wave 2: {STOPPED}" in text
