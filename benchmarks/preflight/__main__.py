"""How many calls of AWS and how many seconds a preflight of many stacks takes.

Starts an emulator, makes stacks and a product, and has each resource examined by one process, as a preview does. The
calls are those of the emulator's journal. Exits with 1 where more calls are made for a resource than the limit allows.

    python -m benchmarks.preflight --stacks 1 10 100
"""

import argparse
import os
import sys
import time
from collections import Counter

from tests.support.account import Account

from catalog_emulator import Background
from pulumi_servicecatalog.aws.gateway import open_gateway
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.preflight import imported
from pulumi_servicecatalog.reconcile.session_pool import SessionPool

REGION = "eu-west-1"
TEMPLATE = '{"Resources": {"Jobs": {"Type": "AWS::SQS::Queue"}}}'


def main() -> int:
    options = _parser().parse_args()
    print(f"{'stacks':>7} {'calls':>7} {'a stack':>8} {'seconds':>8} {'ms a stack':>11}  calls by operation")
    most = 0.0
    with Background() as emulator:
        for number, count in enumerate(sorted(options.stacks), 1):
            account = f"{number:012d}"
            _fill(emulator.url, account, count, options.versions)
            seconds, calls = _measure(emulator, account, count, named=not options.any_version)
            total = sum(calls.values())
            most = total / count if count >= options.limit_from else most
            summary = ", ".join(f"{operation} {times}" for operation, times in calls.most_common(5))
            print(f"{count:7} {total:7} {total / count:8.2f} {seconds:8.2f} {1000 * seconds / count:11.1f}  {summary}")
    if most >= options.limit:
        print(f"{most:.2f} calls a stack, and the limit is {options.limit}", file=sys.stderr)
        return 1
    return 0


def _measure(emulator: Background, account: str, count: int, *, named: bool) -> tuple[float, Counter[str]]:
    """Examine every stack through one gateway; it is opened within the time, since a preview opens it too."""
    _point_at(emulator.url, account)
    before = emulator.control.journal(account=account)[-1]["seq"]
    began = time.perf_counter()
    session = SessionPool(open_gateway, Scope.OFF).at(Connection(region=REGION))
    for number in range(count):
        name = f"stack-{number}"
        desired = DesiredImport(
            name=name,
            physical_id=name,
            product=ByName("product"),
            artifact=ByName("v1") if named else None,
        )
        verdict = imported.examine(desired, session)
        assert verdict.adoptable, [str(problem) for problem in verdict.problems]
    seconds = time.perf_counter() - began
    return seconds, Counter(call["operation"] for call in emulator.control.journal(account=account, since=before))


def _point_at(url: str, account: str) -> None:
    os.environ |= {
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_ENDPOINT_URL": url,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _fill(url: str, account: str, stacks: int, versions: int) -> None:
    """Make stacks of one template, and a product whose first version has it."""
    aws = Account(url, account)
    for number in range(stacks):
        aws.make_stack(f"stack-{number}", TEMPLATE)
    aws.make_portfolio("all")
    aws.add_product("product", *(TEMPLATE.replace("Jobs", f"Jobs{number or ''}") for number in range(versions)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.preflight", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stacks", type=int, nargs="+", default=[1, 10, 100], metavar="N", help="how many stacks")
    parser.add_argument("--versions", type=int, default=5, metavar="N", help="versions of the product (default: 5)")
    parser.add_argument("--any-version", action="store_true", help="declare none, so that all are compared")
    parser.add_argument("--limit", type=float, default=3.0, metavar="CALLS", help="calls a stack (default: below 3)")
    parser.add_argument(
        "--limit-from", type=int, default=100, metavar="N", help="from this number of stacks (default: 100)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
