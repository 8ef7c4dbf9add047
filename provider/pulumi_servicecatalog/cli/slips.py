"""What is said of arguments that cannot be used: what can be typed, what is wrong, and what was perhaps meant."""

from collections.abc import Sequence

import click

from pulumi_servicecatalog.cli.command import PROGRAM, did_you_mean
from pulumi_servicecatalog.model import display


def shown(slip: click.UsageError) -> str:
    """Return the two lines for standard error. What was typed may be repeated in them."""
    usage = slip.ctx.get_usage() if slip.ctx else f"usage: {PROGRAM}"
    path = slip.ctx.command_path if slip.ctx else PROGRAM
    return f"{display.line(usage)}\n{display.line(f'{path}: error: {_message(slip)}')}\n"


def no_command(typed: str, known: Sequence[str]) -> str:
    """Return what is wrong with a command that does not exist."""
    return f"argument COMMAND: invalid choice: {typed!r} (choose from {', '.join(known)}){did_you_mean(typed, known)}"


def _message(slip: click.UsageError) -> str:
    match slip:
        case click.NoSuchOption():
            known = [name for param in slip.ctx.command.get_params(slip.ctx) for name in param.opts] if slip.ctx else []
            return f"unrecognized arguments: {slip.option_name}{did_you_mean(slip.option_name, known)}"
        case click.BadOptionUsage():
            return f"argument {slip.option_name}: {_of_option(slip)}"
        case click.MissingParameter():
            return f"the following arguments are required: {_name(slip.param)}"
        case click.BadParameter():
            return f"argument {_name(slip.param)}: {slip.message}"
    return slip.message


def _of_option(slip: click.BadOptionUsage) -> str:
    return "takes no value" if "take a value" in slip.message else "expected one argument"


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Argument):
        return param.human_readable_name
    return "/".join(param.opts) if param else "?"
