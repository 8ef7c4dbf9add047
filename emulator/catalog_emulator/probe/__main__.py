"""`python -m catalog_emulator.probe`: ask AWS, and write an answers file for the emulator."""

from __future__ import annotations

import argparse
import re
import signal
import sys
import textwrap
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError, ProfileNotFound

from catalog_emulator.core import answers
from catalog_emulator.probe import QUESTIONS, Account, run
from catalog_emulator.probe.answer import one_line
from catalog_emulator.probe.clean_up import leftovers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog_emulator.probe import Question, Results

_DESCRIPTION = """\
Ask a real account what AWS's documents leave open, and write the answers to a file that the emulator loads:

  python -m catalog_emulator.probe --region eu-west-1 --second-region eu-west-3 --out answers.yaml
  python -m catalog_emulator --answers answers.yaml

It costs nothing: it makes stacks of WaitConditionHandles, portfolios, products, provisioned products, plans and IAM
roles, all named with the prefix, and removes them. It shows the account and asks before it writes. All questions take
an hour or two. Use an account where nobody else imports meanwhile: AWS imports one stack at a time.

exit status: 0 every question is answered, 1 some are not or something is left behind, 2 wrong arguments or no consent
"""

_MAKES = """\
Account {account}, Region {region}, second Region {second}, account that shares {sharing}, as {arn}
Asks {count} questions. Makes, and removes again, what is named {prefix}-{run}-...: CloudFormation stacks of
WaitConditionHandles, Service Catalog portfolios, products, provisioned products and plans, IAM roles.
Costs: nothing.
"""

_PREFIX = re.compile(r"[a-z][a-z0-9-]{2,19}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, or clean up; return the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    unknown = [name for name in options.only if name not in QUESTIONS]
    if unknown:
        parser.error(f"unknown question {', '.join(unknown)}; --list shows the questions")
    questions = [question for name, question in QUESTIONS.items() if not options.only or name in options.only]
    if options.list:
        sys.stdout.write("".join(f"{question.name:<36}{question.text}\n" for question in questions))
        return 0
    if not _PREFIX.fullmatch(options.prefix):
        parser.error(f"--prefix must be 3 to 20 lower-case letters, digits and hyphens, not {options.prefix!r}")
    if options.out.exists() and not options.clean_up:
        parser.error(f"{options.out} exists; name another file with --out")
    try:
        account = _account(parser, options)
        if options.clean_up:
            return _clean_up(account, yes=options.yes)
        return _ask(account, questions, out=options.out, yes=options.yes)
    except (BotoCoreError, ClientError) as error:
        _say(one_line(str(error)))
        return 1


def _account(parser: argparse.ArgumentParser, options: argparse.Namespace) -> Account:
    try:
        session = boto3.Session(profile_name=options.profile, region_name=options.region)
        sharing = boto3.Session(profile_name=options.sharing_profile) if options.sharing_profile else None
    except ProfileNotFound as error:
        parser.error(str(error))
    if session.region_name is None:
        parser.error("there is no Region; name one with --region")
    if options.second_region == session.region_name:
        parser.error("--second-region must be another Region")
    return Account(
        session=session,
        region=session.region_name,
        second_region=options.second_region,
        sharing_session=sharing,
        prefix=options.prefix,
        run=uuid.uuid4().hex[:6],
    )


def _ask(account: Account, questions: Sequence[Question], *, out: Path, yes: bool) -> int:
    identity = account.identity()
    makes = _MAKES.format(
        account=identity["Account"],
        region=account.region,
        second=account.second_region or "none",
        sharing="none" if account.sharing_session is None else account.sharer().identity()["Account"],
        arn=identity["Arn"],
        count=len(questions),
        prefix=account.prefix,
        run=account.run,
    )
    if not _consents(makes, yes=yes):
        return 2

    def progress(line: str, results: Results) -> None:
        _say(line)
        answers.write(out, results.document())

    results = run(account, questions, progress)
    for left in results.left:
        _say(f"left behind: {left}")
    if results.left:
        _say("Remove it with --clean-up.")
    count, missing = len(results.answers), len(results.unanswered)
    _say(f"{'interrupted; ' if results.interrupted else ''}{count} answered, {missing} not; see {out}")
    return 0 if results.is_complete else 1


def _clean_up(account: Account, *, yes: bool) -> int:
    made = leftovers(account)
    if not made:
        _say(f"Nothing is named {account.prefix}-...")
        return 0
    account_id = account.identity()["Account"]
    if not _consents(f"Account {account_id}, to be removed:\n" + "".join(f"  {m.label}\n" for m in made), yes=yes):
        return 2
    account.memory.remove(made[::-1])
    for left, reason in account.memory.left:
        _say(f"left behind: {one_line(f'{left.label}: {reason}')}")
    return 1 if account.memory.left else 0


def _consents(what: str, *, yes: bool) -> bool:
    """Show what will be done, and ask; without a terminal only --yes is consent."""
    _say(what.rstrip("\n"))
    if yes:
        return True
    if not sys.stdin.isatty():
        _say("There is no terminal to ask at; --yes consents.")
        return False
    sys.stderr.write("Continue? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m catalog_emulator.probe",
        description=_DESCRIPTION,
        epilog=textwrap.fill("Credentials and AWS_ENDPOINT_URL are read as by the AWS CLI."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--list", action="store_true", help="show the questions and exit")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="ask this question; repeatable")
    parser.add_argument("--prefix", default="sc-probe", help="what all names begin with (default: %(default)s)")
    parser.add_argument("--region", help="the Region to ask in")
    parser.add_argument("--second-region", metavar="REGION", help="another one, for questions across Regions")
    parser.add_argument("--profile", help="a profile of the AWS configuration")
    parser.add_argument(
        "--sharing-profile",
        metavar="PROFILE",
        help="a profile of a second account, which shares a portfolio with the first; what a killed run leaves there, "
        "--clean-up removes with it as --profile",
    )
    parser.add_argument("--out", type=Path, default=Path("answers.yaml"), help="a new file (default: %(default)s)")
    parser.add_argument("--yes", action="store_true", help="do not ask before writing")
    parser.add_argument("--clean-up", action="store_true", help="remove what has the prefix, after a killed run")
    return parser


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was made is removed then as well
    sys.exit(main())
