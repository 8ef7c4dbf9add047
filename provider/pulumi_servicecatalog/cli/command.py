"""A command of catalogctl as it is declared: its arguments, options and help, in click.

What it does is in the module of its name in cli/, which is imported when the command runs. So a help text, a slip and a
completion wait for nothing that asks AWS.
"""

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NoReturn

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from pulumi_servicecatalog.cli import terminal

PROGRAM: Final = "catalogctl"
COMPLETE_VARIABLE: Final = "_CATALOGCTL_COMPLETE"
"""How a shell asks for completions; the scripts of `catalogctl completion` set it."""
CONTEXT: Final[dict[str, Any]] = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
_NUMBER: Final = re.compile(r"-\d*\.?\d+")


class Parsed(click.ParamType[Any]):
    """A value that a function reads from what was typed. Its ValueError says what is wrong."""

    name = "text"

    def __init__(self, parse: Callable[[str], Any], completes: str | None = None) -> None:
        """Read values.

        Args:
            parse: from what was typed to the value; raises ValueError.
            completes: "file" or "dir", where a shell completes such names.

        """
        self._parse = parse
        self._completes = completes

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value; a default is one already."""
        if not isinstance(value, str):
            return value
        try:
            return self._parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - as click calls it
        param: click.Parameter,  # noqa: ARG002 - as click calls it
        incomplete: str,
    ) -> list[CompletionItem[str]]:
        """Return what a shell can complete by itself."""
        return [CompletionItem(incomplete, type=self._completes)] if self._completes else []


def text(value: str) -> str:
    """Return the argument, unless it is empty, which is mostly a shell variable that is not set."""
    if not value.strip():
        raise ValueError("must not be empty")
    return value


def count(value: str) -> int:
    """Return a number of things."""
    if not value.isdecimal() or int(value) == 0:
        raise ValueError(f"{value!r} must be an integer, at least 1")
    return int(value)


def file(value: str) -> Path:
    """Return the path of a file, which does not have to exist."""
    path = Path(text(value))
    if path.is_dir():
        raise ValueError(f"must be a file, and {value} is a folder")
    return path


TEXT: Final = Parsed(text)
COUNT: Final = Parsed(count)
FILE: Final = Parsed(file, "file")
FOLDER: Final = Parsed(lambda value: Path(text(value)), "dir")


class Choice(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:  # noqa: ARG002 - click's
        """Return what is wrong with another value."""
        words = [str(word) for word in self.choices]
        return f"must be one of {', '.join(words)}, and not {value!r}{did_you_mean(str(value), words)}"


def did_you_mean(typed: str, known: Sequence[str]) -> str:
    """Return the end of a message that names the most similar of the known words; nothing where none is similar."""
    similar = get_close_matches(typed, known, n=1)
    return f'. Did you mean "{similar[0]}"?' if similar else ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """Options that belong together, under a title of the help text."""

    title: str
    note: str = ""
    options: Sequence[click.Option]


@dataclass(frozen=True, kw_only=True)
class OneOf:
    """Names of options of which at most one can be given; or exactly one, where it is required."""

    names: Sequence[str]
    required: bool = False

    def check(self, context: click.Context) -> None:
        """Refuse what was typed, if it has too many of them, or too few."""
        typed = [param for param in context.command.params if param.opts[0] in self.names and _typed(param, context)]
        if len(typed) > 1:
            first, second = typed[0].opts[0], typed[1].opts[0]
            context.fail(f"argument {second}: not allowed with argument {first}")
        if self.required and not typed:
            context.fail(f"one of the arguments {' '.join(self.names)} is required")


def _typed(param: click.Parameter, context: click.Context) -> bool:
    return context.get_parameter_source(param.name) is ParameterSource.COMMANDLINE


class Page(click.Command):
    """What is typed after `catalogctl`: its help text and its refusals read alike for all."""

    notes: str = ""
    sections: Sequence[Section] = ()

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, purpose and examples first, then the arguments and options, then what there is to know."""
        formatter.write(self.get_usage(ctx) + "\n")
        self.format_help_text(ctx, formatter)
        blocks = self.notes.strip("\n").split("\n\n") if self.notes else []
        examples = [block for block in blocks if block.startswith("examples:")]
        for block in examples:
            _write_block(formatter, block)
        self.format_options(ctx, formatter)
        for block in blocks:
            if block not in examples:
                _write_block(formatter, block)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Write what it is for."""
        formatter.write_paragraph()
        formatter.write_text(self.help or "")

    def get_usage(self, ctx: click.Context) -> str:
        """Return the line that says what can be typed."""
        several = "..." if any(param.nargs == -1 for param in self.params) else ""
        return f"usage: {ctx.command_path} {' '.join(self.collect_usage_pieces(ctx))}{several}"

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments and options by their sections."""
        arguments = [param.get_help_record(ctx) for param in self.params if isinstance(param, click.Argument)]
        write_section(formatter, "arguments", "", arguments)
        *others, last = self.sections or [Section(title="options", options=[])]
        for section in others:
            write_section(formatter, section.title, section.note, _records(section, ctx))
        write_section(formatter, last.title, last.note, [*_records(last, ctx), ("-h, --help", "show this help")])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what was typed. An option does not take the next one for its value."""
        if not ctx.resilient_parsing:
            self._refuse_missing_values(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_missing_values(self, ctx: click.Context, args: Sequence[str]) -> None:
        options = [param for param in self.params if isinstance(param, click.Option) and not param.is_flag]
        valued = {name for option in options for name in option.opts}
        typed = args[: args.index("--")] if "--" in args else args
        for name, value in pairwise(typed):
            if name in valued and value.startswith("-") and value != "-" and not _NUMBER.fullmatch(value):
                ctx.fail(f"argument {name}: expected one argument")


class Command(Page):
    """A command. Its name is that of the module in cli/ whose `run` does it."""

    def __init__(  # noqa: PLR0913 - a declaration, in which each part has its name
        self,
        name: str,
        purpose: str,
        *,
        options: Callable[..., Any],
        arguments: Sequence[click.Argument] = (),
        sections: Sequence[Section] = (),
        one_of: Sequence[OneOf] = (),
        notes: str = "",
    ) -> None:
        """Declare it.

        Args:
            name: what is typed.
            purpose: what it does, in a sentence or two.
            options: makes of the values what `run` gets: a dataclass that has a field for each of them.
            arguments: what is typed without a name.
            sections: what is typed with one.
            one_of: which options exclude each other.
            notes: the rest of the help text, in blocks with a heading; the one with examples is shown first.

        """
        options_ = [option for section in sections for option in section.options]
        settings = {**CONTEXT, "allow_extra_args": True}  # they are refused below, in words of ours
        super().__init__(name, params=[*arguments, *options_], help=purpose, context_settings=settings)
        self.callback = lambda **values: run(name, options(**values))
        self.sections, self.notes, self._one_of = sections, notes, one_of

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what was typed, all of it, and compare it with which options exclude each other."""
        rest = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            if rest:
                ctx.fail(f"unrecognized arguments: {' '.join(rest)}")
            for rule in self._one_of:
                rule.check(ctx)
        return rest


def run(name: str, options: Any) -> int:
    """Do what a command is for, and return its exit code."""
    code: int = import_module(f"pulumi_servicecatalog.cli.{name.replace('-', '_')}").run(options)
    return code


def refuse(message: str) -> NoReturn:
    """End a command whose arguments do not go together."""
    raise click.UsageError(message, click.get_current_context(silent=True))


def flag(name: str, help_: str) -> click.Option:
    """Return an option without a value."""
    return click.Option([name], is_flag=True, help=help_)


def _records(section: Section, ctx: click.Context) -> list[tuple[str, str]]:
    return [record for option in section.options if (record := option.get_help_record(ctx))]


def write_section(formatter: click.HelpFormatter, title: str, note: str, records: Sequence[tuple[str, str]]) -> None:
    """Write terms with their meaning under a title."""
    if records:
        formatter.write_paragraph()
        formatter.write(f"{_heading(title)}:\n")
        with formatter.indentation():
            if note:
                formatter.write_text(note)
            formatter.write_dl(records)


def _write_block(formatter: click.HelpFormatter, block: str) -> None:
    title, newline, lines = block.partition(":\n")
    formatter.write_paragraph()
    formatter.write(f"{_heading(title)}:\n{lines}\n" if newline else f"{block}\n")


def _heading(title: str) -> str:
    """Return a heading of a help text, bold on a terminal."""
    return click.style(title, bold=True) if terminal.is_terminal(sys.stdout) else title
