"""The command line: parses arguments, runs a command, returns the exit code."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from pulumi_servicecatalog.cli import check, discover, exit_codes, generate, history, iam_policy, layout
from pulumi_servicecatalog.host import bug
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.version import VERSION

_EPILOG = f"""\
`catalogctl COMMAND --help` describes a command, with examples.

{exit_codes.HELP}
Credentials and the Region come from the AWS SDK's chain; AWS_ENDPOINT_URL is used. Nothing is ever changed.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: those of the command line; by default those of the process.

    Returns:
        The exit code (see `exit_codes`).
    """
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return exit_codes.CANCELLED
    except BrokenPipeError:  # only the first lines are read, as by `head`; Python would complain when it ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.OK
    except Exception as error:  # noqa: BLE001 - whatever AWS refuses is a problem by now
        layout.complain(f"this is a bug of catalogctl, please report it: {bug.describe(error)}")
        return exit_codes.ERROR
    return code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with a message that may repeat what was typed."""
        super().error(display.line(message))


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="catalogctl",
        description="Looks at CloudFormation stacks and Service Catalog, and changes neither.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check.add_to(commands)
    discover.add_to(commands)
    generate.add_to(commands)
    history.add_to(commands)
    iam_policy.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
