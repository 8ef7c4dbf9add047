"""The verdict of discover is that of preflight, whatever the world."""

import contextlib
import os
from collections import Counter
from dataclasses import replace

import hypothesis
import pytest
from botocore.exceptions import ClientError
from hypothesis import strategies as some

from integration.random_worlds.strategies import worlds
from integration.random_worlds.worlds import make, stack_name
from pulumi_servicecatalog.aws.gateway import open_gateway
from pulumi_servicecatalog.discovery.scan import scan
from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ById, DesiredImport
from pulumi_servicecatalog.model.problems.base import blocking
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.preflight import imported
from support.aws_environment import caller_of
from support.in_process.aws import ACCOUNT, REGION, in_process_aws
from support.sessions import unshared

DENIED = [
    (),
    (),
    ("servicecatalog:ImportAsProvisionedProduct",),
    ("servicecatalog:ListLaunchPaths", "iam:SimulatePrincipalPolicy"),
    ("cloudformation:GetTemplate",),
    ("s3:GetObject",),
    ("servicecatalog:*AsAdmin", "servicecatalog:ListProvisioningArtifacts"),
]
SEED = int(os.environ.get("RANDOM_WORLDS_SEED", "20261127"))


@pytest.fixture(scope="module")
def aws(tmp_path_factory):
    with caller_of(ACCOUNT, tmp_path_factory.mktemp("aws")), in_process_aws() as running:
        yield running


@some.composite
def estates(draw):
    """Draw a world, what the caller may not do there, and whether a launch has taken the name of the first stack."""
    return replace(draw(worlds()), denied=()), draw(some.sampled_from(DENIED)), draw(some.booleans())


def take_name(aws):
    """Launch something under the name of the first stack, where there is a product and AWS lets it."""
    products = list(aws.offering().products.values())
    if products:
        version = aws.offering().artifacts_of(products[0].id)[0]
        with contextlib.suppress(ClientError):
            aws.client("servicecatalog").provision_product(
                ProductId=products[0].id,
                ProvisioningArtifactId=version.id,
                ProvisionedProductName=stack_name(0),
                ProvisionToken="by-hand",
            )
        aws.catalog()


def opened():
    return unshared(open_gateway(Connection(region=REGION)))


def preflighted(stack, versions):
    """Return the versions at which preflight, which has observed nothing yet, lets the stack be imported."""
    session = opened()
    passed = set()
    for version in versions:
        product, artifact = ById(version.product.id), ById(version.artifact.id)
        desired = DesiredImport(name=stack.name, physical_id=stack.id, product=product, artifact=artifact)
        answer = imported.examine(desired, session)
        if answer.adoptable and answer.resumes is None:
            passed.add(version)
    return passed


def differences(result):
    """Find each stack of which discover says something else than preflight."""
    readable = [version.version for version in result.versions if version.family]
    for verdict in result.verdicts:
        passed = preflighted(verdict.stack, readable)
        best = [candidate.version for candidate in verdict.candidates[:1]]
        same = best[0] in passed if verdict.kind is Kind.ADOPTABLE else not passed
        if not same and verdict.kind is not Kind.UNREADABLE:  # preflight lets through what it cannot compare
            yield verdict, passed


def test_what_discover_calls_adoptable_is_what_preflight_lets_through_and_nothing_else(aws):
    kinds: Counter[str] = Counter()

    @hypothesis.seed(SEED)
    @hypothesis.settings(
        max_examples=60,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(estates())
    def compared(estate):
        world, denied, taken = estate
        make(aws, world)
        if taken:
            take_name(aws)
        aws.set(denied_actions=denied)
        try:
            result = scan(opened(), lambda same: same)
        except Refusal:
            kinds["refused"] += 1
            return
        kinds.update(verdict.kind.value for verdict in result.verdicts)
        kinds.update(problem.code for verdict in result.verdicts for problem in blocking(verdict.problems))
        assert list(differences(result)) == [], estate

    compared()
    seldom = {"NameTaken", "MissingPermission", "StackStatusNotImportable"}
    assert {"adoptable", "governed", "excluded", "unmatched", *seldom} <= kinds.keys(), kinds
