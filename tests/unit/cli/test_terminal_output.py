"""What a person sees at a terminal, and what a file, a pipe and a pipeline get instead."""

import io
import re
import sys
from typing import Any

import pytest
from hypothesis import given

from pulumi_servicecatalog.cli import layout, main, records, terminal, verdicts
from pulumi_servicecatalog.cli.layout import BAD, Column, Paragraph, Row, Span, Table
from pulumi_servicecatalog.cli.progress import progress
from pulumi_servicecatalog.model.problems.stacks import StackNotFound
from pulumi_servicecatalog.model.verdict import Verdict
from support.fakes.samples import product, record
from support.tables import table
from unit.test_hostile_text import HOSTILE, harmless

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
MARKUP = "[red]x[/red]"
BLOCKS: list[layout.Block] = [
    layout.line(Span(MARKUP, BAD), " and ", Span("\x1b[2J:smile: 42", "bold")),
    Paragraph(text=Span(f"{MARKUP} {'word ' * 30}"), first=[Span("  ! ", BAD)], rest="    "),
    Table(
        columns=[Column(heading="ACCOUNT", width=14), Column(heading="STACKS", width=12, numbers=True)],
        rows=[Row(values=[MARKUP, "7"]), Row(values=["222"], note=f"not read: {MARKUP} \x1b[2J")],
    ),
]


class Stream(io.StringIO):
    """A stream that says that it is a terminal, or that it is not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 60 columns with colours, whatever runs the tests."""
    for name in ("CI", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")


def shown(blocks: Any, *, at_terminal: bool = True) -> str:
    stream = Stream(terminal=at_terminal)
    layout._write(stream, blocks)
    return stream.getvalue()


@table(
    "variables at_terminal",
    ({}, True, "a terminal"),
    ({"CI": "true"}, False, "a pipeline with a terminal that nobody reads"),
    ({"CI": "false"}, True, "a terminal where CI says that it is not"),
    ({"TERM": "dumb"}, False, "a terminal that obeys nothing"),
)
def test_who_reads(
    variables: dict[str, str], *, at_terminal: bool, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal.is_terminal(Stream(terminal=True)) == at_terminal, reason
    assert not terminal.is_terminal(Stream(terminal=False))


def test_a_pipe_gets_plain_lines_of_their_own_width() -> None:
    text = shown(BLOCKS, at_terminal=False)
    assert text == layout.plain(BLOCKS)
    assert text.isascii()
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) > 60


def test_a_terminal_gets_colours_and_lines_of_its_width() -> None:
    text = shown(BLOCKS)
    assert "\x1b[31m" in text
    assert max(len(line) for line in ESCAPE.sub("", text).splitlines()) <= 60


def test_a_long_name_is_broken_by_the_window_alone_so_that_it_can_be_copied() -> None:
    arn = "arn:aws:iam::100000000001:role/" + "x" * 60
    paragraph = Paragraph(text=Span(f"not read: {arn}"), first=[Span("  ! ")], rest="    ")
    assert arn in ESCAPE.sub("", shown([paragraph]))


@table(
    "columns headings",
    ("50", "ACCOUNT         GOVERNED  NEAR", "a narrow one"),
    ("90", "ACCOUNT         GOVERNED  NEAR  UNREADABLE  EXCLUDED-BY-AWS", "a wide one"),
)
def test_a_window_that_is_too_narrow_for_a_table_has_no_columns_of_zeros(
    columns: str, headings: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    counted = [
        Column(heading=name, width=12, numbers=True) for name in ("GOVERNED", "NEAR", "UNREADABLE", "EXCLUDED-BY-AWS")
    ]
    rows = [Row(values=["100000000000  ", "7", "3", "0", "0"]), Row(values=["222"], note="not read: denied")]
    text = shown([Table(columns=[Column(heading="ACCOUNT", width=14), *counted], rows=rows)])
    assert ESCAPE.sub("", text).splitlines()[0].rstrip() == headings, reason


def test_a_terminal_without_colours_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", shown(BLOCKS))


@pytest.mark.parametrize("at_terminal", [True, False])
def test_names_are_shown_as_they_are_and_what_acts_on_a_terminal_is_escaped(*, at_terminal: bool) -> None:
    text = ESCAPE.sub("", shown(BLOCKS, at_terminal=at_terminal))
    assert text.count(MARKUP) == 4
    assert text.count("\\x1b[2J") == 2
    assert ":smile: 42" in text


@given(hostile=HOSTILE)
def test_whatever_others_write_does_nothing_to_a_terminal(hostile: str) -> None:
    observed = product(name=hostile, status=hostile)
    history = records.History(provisioned_product=observed, records=[record(observed, type=hostile)], versions={})
    problem = StackNotFound(stack=hostile, account=hostile, region=hostile)
    rows = [Row(values=[hostile]), Row(values=[hostile], note=hostile)]
    table_ = Table(columns=[Column(heading="A", width=9)], rows=rows)
    for blocks in (records.as_text(history), verdicts.as_table([(hostile, Verdict(problems=(problem,)))]), [table_]):
        harmless(ESCAPE.sub("", shown(blocks)))


def test_a_value_that_is_folded_begins_no_line_with_a_command_of_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    harmless(
        ESCAPE.sub(
            "", shown([Table(columns=[Column(heading="A", width=9)], rows=[Row(values=["x" * 18 + " ::error::fake"])])])
        )
    )


def test_a_directive_that_two_parts_make_together_is_broken_up_as_well() -> None:
    assert "<{%" not in ESCAPE.sub("", shown([layout.line(Span("<{", BAD), Span("%reset%}>"))]))
    assert "user:secret" not in shown([layout.line(Span("https:/", BAD), Span("/user:secret@host"))])


def test_long_work_is_a_bar_on_a_terminal_and_what_failed_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream(terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("reading", 0, 2) as step:
        step(f"111, eu-west-1: {MARKUP} \x1b[2J", failed=True)
        step("222, eu-west-1: 7 stacks", failed=False)
    text = ESCAPE.sub("", stream.getvalue())
    assert f"catalogctl: 111, eu-west-1: {MARKUP} \\x1b[2J" in text
    assert "2/2" in text


def test_long_work_is_a_line_for_each_step_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream(terminal=False)
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("reading", 1, 3) as step:
        step("111: denied", failed=True)
        step("222: 7 stacks", failed=False)
    assert stream.getvalue() == "catalogctl: 2 of 3: 111: denied\ncatalogctl: 3 of 3: 222: 7 stacks\n"


def test_a_help_text_is_bold_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = []
    for at_terminal in (True, False):
        stream = Stream(terminal=at_terminal)
        monkeypatch.setattr(sys, "stdout", stream)
        assert main.main(["--help"]) == 0
        texts.append(stream.getvalue())
    assert "\x1b[1mexamples" in texts[0]
    assert ESCAPE.sub("", texts[0]) == texts[1]
