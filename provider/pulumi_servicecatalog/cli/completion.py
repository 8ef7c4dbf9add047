"""`catalogctl completion`: the script with which a shell completes catalogctl. AWS is not asked."""

import sys

import click
from click.shell_completion import get_completion_class

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import COMPLETE_VARIABLE, PROGRAM
from pulumi_servicecatalog.cli.commands.completion import CompletionOptions


def run(options: CompletionOptions) -> int:
    """Print the script."""
    kind = get_completion_class(options.shell)
    assert kind is not None, "click knows the shells that the command names"
    root = click.get_current_context().find_root().command
    sys.stdout.write(kind(root, {}, PROGRAM, COMPLETE_VARIABLE).source())
    return exit_codes.OK
