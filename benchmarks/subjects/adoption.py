"""`pulumi up` of new adoptions: AWS calls of each; and time, beside a script that sleeps after each request."""

import time
from collections.abc import Iterator

import boto3
from benchmarks import emulated, measure, programs
from benchmarks.adopting import adopt_all
from benchmarks.rows import Row, Session, at_most, benchmark
from benchmarks.stack import Stack
from benchmarks.targets import Target, credentials

from catalog_emulator import Background

_POLL = "DescribeRecord"
_SCALE = 10
_RECORD, _SLEEP = 5.0 / _SCALE, 10.0 / _SCALE
"""Records of 5 s, and the sleep of 10 s of the one public script, both at a tenth."""


@benchmark("adoption")
def adoption(session: Session) -> Iterator[Row]:
    """AWS calls an adoption, from the preview to the end of `pulumi up`; seconds beside a script that sleeps."""
    count = 1000 if session.full else 200
    with Background("--record-seconds", "0") as emulator:
        for number, provider in enumerate(programs.OURS, 1):
            yield _calls(Stack.empty(provider, f"{number:012d}", session.fresh("up"), emulator.control), count)
    yield from _beside_a_script(session, 20)


def _calls(stack: Stack, count: int) -> Row:
    emulated.fill(stack.control.url, stack.account, count)
    programs.write(stack.provider, count, stack.folder)
    with measure.calls(stack.control, stack.account) as calls:
        stack.run("up", "--yes")
    polls = calls.pop(_POLL)
    return Row(
        what="up of new adoptions, polls of records left out",
        subject=stack.provider,
        size=count,
        unit="AWS calls each",
        values=[calls.total() / count],
        goal=at_most(4),
        note=", ".join(f"{operation} {times}" for operation, times in calls.most_common()) + f"; {_POLL} {polls}",
    )


def _beside_a_script(session: Session, count: int) -> Iterator[Row]:
    with Background("--record-seconds", str(_RECORD)) as emulator, credentials(session.fresh("adoption")) as folder:
        targets = [Target.numbered(number, emulator.url) for number in range(2)]
        Target.write_profiles(targets, folder)
        for target in targets:
            target.fill(count)
        ours, _ = adopt_all(targets[:1], [count], threads=10)
        scripts = _script(targets[1], count)
    note = f"records of 5 s and the script's sleep of 10 s, both at 1/{_SCALE}; the script does not look at its records"
    what = "one adoption after another, 1/10 of the time"
    yield Row(what=what, subject="script", size=count, unit="s", values=[scripts], note=note)
    yield Row(what=what, subject="provider", size=count, unit="s", values=[ours], over=[scripts])


def _script(target: Target, count: int) -> float:
    """Import each stack and sleep, as the script does; a request that AWS refuses is lost to it."""
    catalog = boto3.Session(profile_name=target.account, region_name=target.region).client(
        "servicecatalog", endpoint_url=target.url
    )
    product = catalog.describe_product_as_admin(Name="product")
    request = {
        "ProductId": product["ProductViewDetail"]["ProductViewSummary"]["ProductId"],
        "ProvisioningArtifactId": product["ProvisioningArtifactSummaries"][0]["Id"],
    }
    arns = target.stacks()
    began = time.monotonic()
    for number in range(count):
        catalog.import_as_provisioned_product(
            **request, ProvisionedProductName=f"s{number}", PhysicalId=arns[f"s{number}"], IdempotencyToken=f"s{number}"
        )
        time.sleep(_SLEEP)
    return time.monotonic() - began
