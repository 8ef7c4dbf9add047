"""Every stack of a fleet that the emulator makes has the verdict that the fleet's plan says; and how much is asked."""

from collections import Counter

import pytest

from catalog_emulator import Background
from catalog_emulator.sample_fleet import plan
from pulumi_servicecatalog.aws.gateway import open_gateway
from pulumi_servicecatalog.discovery.scan import scan
from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ById, DesiredImport
from pulumi_servicecatalog.reconcile.preflight import imported
from support import aws_environment
from support.sessions import unshared

SIZE = plan.Size(accounts=50)
SHARDS = [shard for shard in plan.shards(SIZE) if shard.account.id in {"100000000000", "100000000049"}]
CODES = {
    "nested": "NestedStack",
    "stack-set": "StackSetInstance",
    "cdk": "StackOfTool",
    "sam": "StackOfTool",
    "control-tower": "StackOfTool",
    "ROLLBACK_COMPLETE": "StackStatusNotImportable",
}


@pytest.fixture(scope="module")
def fleet():
    with Background("--sample-fleet", str(SIZE.accounts), "--record-seconds", "0") as running:
        yield running


@pytest.fixture(params=SHARDS, ids=lambda shard: f"{shard.account.id}-{shard.region}")
def shard(request):
    return request.param


@pytest.fixture
def session(fleet, shard, tmp_path):
    with aws_environment.caller_of(shard.account.id, tmp_path, url=fleet.url):
        yield unshared(open_gateway(Connection(region=shard.region)))


def described(verdict):
    """Return what a plan says of a stack as well: its verdict, why, and the version that it is about."""
    match verdict.kind:
        case Kind.HELD:
            held = verdict.governor.provisioned_product
            tainted = "TAINTED" if verdict.governor.tainted else ""
            age = "deprecated" if verdict.governor.deprecated else "behind" if verdict.governor.newest else "current"
            return "governed", tainted or age, held.product_name, held.artifact_name
        case Kind.ADOPTABLE:
            first = verdict.candidates[0]
            same = "identical" if first.identical else "equivalent"
            return "adoptable", same, first.version.product.name, first.version.artifact.name
        case Kind.ALIKE:
            nearest = verdict.alike[0].version
            return "near", "", nearest.product.name, nearest.artifact.name
        case Kind.UNREADABLE:
            return "unreadable", verdict.problems[0].action, "", ""
        case _:
            return verdict.kind.value, verdict.problems[0].code if verdict.kind is Kind.EXCLUDED else "", "", ""


def planned(stack):
    reason = CODES[stack.reason] if stack.verdict == "excluded" else stack.reason
    return stack.verdict, reason, stack.product, f"v{stack.version}" if stack.version else ""


def test_the_verdict_of_each_stack_is_that_of_the_plan(session, shard):
    verdicts = {verdict.stack.name: described(verdict) for verdict in scan(session, lambda same: same).verdicts}
    assert verdicts == {stack.name: planned(stack) for stack in shard.stacks}


def test_what_is_adoptable_is_what_preflight_lets_through(session):
    for verdict in scan(session, lambda same: same).verdicts:
        for candidate in verdict.candidates[:1]:
            product, artifact = ById(candidate.version.product.id), ById(candidate.version.artifact.id)
            stack = verdict.stack
            desired = DesiredImport(name=stack.name, physical_id=stack.id, product=product, artifact=artifact)
            assert imported.examine(desired, session).adoptable == (verdict.kind is Kind.ADOPTABLE)


def test_a_stack_costs_one_call_at_most_and_all_else_a_page_or_once_a_version(fleet, session, shard):
    fleet.control.forget_journal(account=shard.account.id)
    result = scan(session, lambda same: same)
    calls = Counter(call["operation"] for call in fleet.control.journal(account=shard.account.id))
    read = [verdict for verdict in result.verdicts if verdict.kind not in {Kind.HELD, Kind.EXCLUDED}]
    assert calls["GetTemplate"] == len(read)
    assert calls["DescribeStacks"] == calls["SearchProvisionedProducts"] == 1
    assert calls["DescribeProvisioningArtifact"] == len(result.versions)
    assert calls["ListProvisioningArtifacts"] == len(shard.products)
