"""The command line: parses arguments, runs a command, returns the exit code."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NoReturn

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.version import VERSION

_COMMANDS: Mapping[str, str] = {
    "check": "check whether stacks can be adopted into a product, and if not, why",
    "discover": "find the stacks of accounts and Regions, and which of them can be adopted",
    "generate": "write a Pulumi project that adopts what was discovered",
    "history": "show every operation on a provisioned product",
    "iam-policy": "print the IAM policy that a purpose needs",
}
"""What each is for. The module of a command has its arguments, and is imported if the command is run."""

_EPILOG = f"""\
`catalogctl COMMAND --help` describes a command, with examples.

{exit_codes.HELP}
Credentials and the Region come from the AWS SDK's chain; AWS_ENDPOINT_URL is used. Nothing is ever changed at AWS.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: those of the command line; by default those of the process.

    Returns:
        The exit code (see `exit_codes`).
    """
    typed = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(typed).parse_args(typed)
    try:
        code: int = options.run(options)
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


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with a message that may repeat what was typed."""
        super().error(display.line(message))


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser, with the arguments of the command that is run; of the others only the name."""
    parser: argparse.ArgumentParser = _Parser(
        prog="catalogctl",
        description="Looks at CloudFormation stacks and Service Catalog, and changes neither.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    command = next((argument for argument in arguments if not argument.startswith("-")), None)
    for name, purpose in _COMMANDS.items():
        if name == command:
            import_module(f"pulumi_servicecatalog.cli.{name.replace('-', '_')}").add_to(commands)
        else:
            commands.add_parser(name, help=purpose)
    return parser


if __name__ == "__main__":
    sys.exit(main())
