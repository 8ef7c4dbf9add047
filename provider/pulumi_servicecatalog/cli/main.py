"""The command line: parses arguments, runs a command, returns the exit code."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final

import click
from click.shell_completion import CompletionItem, shell_complete

from pulumi_servicecatalog.cli import exit_codes, slips, terminal
from pulumi_servicecatalog.cli.command import COMPLETE_VARIABLE, CONTEXT, PROGRAM, Section, write_section
from pulumi_servicecatalog.cli.group import Group
from pulumi_servicecatalog.version import VERSION

_COMMANDS: Final[Mapping[str, str]] = {
    "discover": "find the stacks of accounts and Regions, and which of them can be adopted",
    "propose": "write a Pulumi project with products for stacks that no version matches",
    "generate": "write a Pulumi project that adopts what was discovered",
    "rollout": "roll a project out over its accounts and Regions, in waves",
    "fleet": "plan the Pulumi stacks of many accounts, do a part of them anywhere, and merge the results",
    "drift": "compare the states of Pulumi stacks with AWS: what differs, since when, by which operation",
    "check": "check whether stacks can be adopted into a product, and if not, why",
    "report": "write what is known of an estate: how far it is, what blocks the rest, and the trend",
    "doctor": "look whether this machine and the accounts have all that is needed",
    "audit": "judge states and inventories by the rules of the policy pack",
    "comment": "make one comment of results, for a pull request",
    "issue": "keep one issue for each account that is not as declared",
    "history": "show every operation on a provisioned product",
    "iam-policy": "print the IAM policy that a purpose needs",
    "completion": "print a script with which a shell completes catalogctl",
}
"""What each is for, in the order of the help text. What is typed after it is in commands/, and is imported if it is."""

_NOTES: Final = f"""\
examples:
  catalogctl discover --region eu-west-1                       # which stacks are there, and which can be adopted?
  catalogctl generate inventory.jsonl --out adoptions          # a Pulumi project that adopts them
  catalogctl rollout adoptions                                 # preview, ask, then adopt in waves
  catalogctl drift adoptions                                   # has AWS what was declared?
  catalogctl fleet plan adoptions --out plan.jsonl             # a line for each Pulumi stack, for any scheduler
  catalogctl propose inventory.jsonl --out catalog             # products for stacks that no version matches
  catalogctl check payments --product web-service              # can this one be adopted, and if not, why?
  catalogctl report inventory.jsonl --out report               # a page that can be mailed: how far is it?
  catalogctl history payments                                  # what has been done with it?
  source <(catalogctl completion bash)                         # completion in this shell; zsh and fish as well

`catalogctl COMMAND --help` describes a command, with examples.

{exit_codes.HELP}
Credentials and the Region come from the AWS SDK's chain; AWS_ENDPOINT_URL is used. Nothing is changed at AWS, except by
`rollout` and `fleet run --yes`.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: those of the command line; by default those of the process.

    Returns:
        The exit code (see `exit_codes`).
    """
    typed = sys.argv[1:] if arguments is None else list(arguments)
    terminal.accept_all_characters(sys.stdout)
    try:
        code = _run(typed)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return exit_codes.CANCELLED
    except BrokenPipeError:  # only the first lines are read, as by `head`; Python would complain when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.OK
    except Exception as error:  # noqa: BLE001 - whatever AWS refuses is a problem by now
        from pulumi_servicecatalog.cli import layout  # noqa: PLC0415 - rarely needed, and slow to import
        from pulumi_servicecatalog.host import bug  # noqa: PLC0415

        layout.complain(f"this is a bug of catalogctl, please report it: {bug.describe(error)}")
        return exit_codes.ERROR
    return code


def _run(typed: list[str]) -> int:
    catalogctl = _Catalogctl()
    if instruction := os.environ.get(COMPLETE_VARIABLE):
        return shell_complete(catalogctl, {}, PROGRAM, COMPLETE_VARIABLE, instruction)
    try:
        with catalogctl.make_context(PROGRAM, typed) as context:
            code: int = catalogctl.invoke(context)
    except click.exceptions.Exit as done:  # after --help and --version
        return done.exit_code
    except click.UsageError as slip:
        sys.stderr.write(slips.shown(slip))
        return exit_codes.CONFIGURATION
    return code


class _Catalogctl(Group):
    """All commands, each imported when it is typed."""

    def __init__(self) -> None:
        version = click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help="show the version"
        )
        purpose = "Looks at CloudFormation stacks and Service Catalog, and adopts what you declare."
        super().__init__(
            PROGRAM,
            params=[version],
            help=purpose,
            context_settings=CONTEXT,
            no_args_is_help=False,
            subcommand_metavar="COMMAND ...",
        )
        self.notes = _NOTES
        self.sections = [Section(title="options", options=[version])]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return the names, in the order of the help text."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Import what is typed after a command."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"pulumi_servicecatalog.cli.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.COMMAND
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for, without importing any."""
        super().format_help_text(ctx, formatter)
        write_section(formatter, "commands", "", list(_COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Complete a command or an option, without importing any command."""
        named = [
            CompletionItem(name, help=purpose) for name, purpose in _COMMANDS.items() if name.startswith(incomplete)
        ]
        return [*named, *click.Command.shell_complete(self, ctx, incomplete)]


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001, FBT001 - click's
    if value:
        sys.stdout.write(f"{PROGRAM} {VERSION}\n")
        ctx.exit()


if __name__ == "__main__":
    sys.exit(main())
