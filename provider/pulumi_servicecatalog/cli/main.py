"""The command line: parses arguments, runs a command, gives the exit code."""

import argparse
import sys
from collections.abc import Sequence

from pulumi_servicecatalog.cli import check, exit_codes

_EPILOG = """\
exit codes:
  0  adoptable        4  blocked           1  AWS could not be asked
  2  wrong arguments  3  no credentials    8  interrupted

Credentials and the Region come from the AWS SDK's chain; AWS_ENDPOINT_URL is honoured. Nothing is ever changed.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except KeyboardInterrupt:
        return exit_codes.CANCELLED
    except BrokenPipeError:  # somebody reads the first lines only
        return exit_codes.OK
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="catalogctl",
        description="Looks at CloudFormation stacks and Service Catalog, and changes neither.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
