"""Finds the stack, the product and the version that a declaration names."""

from dataclasses import dataclass

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.arn import is_stack_name, parse_stack_arn
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import Adoption, ByName, Reference
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import near, resolve
from pulumi_servicecatalog.rules.adoption import Wish


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Some of it cannot be found, for these reasons."""

    problems: tuple[Problem, ...]


def wish(adoption: Adoption, site: Site) -> Wish | Unresolved:
    """Resolve every name of an adoption. Raises Refusal where AWS does not answer."""
    found_stack = stack(adoption.physical_id, site)
    found_product = product(adoption.product, site)
    problems = [each for each in (found_stack, found_product) if isinstance(each, Problem)]
    found_artifact: Artifact | Problem | None = None
    if isinstance(found_product, Product):
        found_artifact = artifact(adoption.artifact, found_product, site)
        if isinstance(found_artifact, Problem):
            problems.append(found_artifact)
    if not (
        isinstance(found_stack, Stack) and isinstance(found_product, Product) and isinstance(found_artifact, Artifact)
    ):
        return Unresolved(tuple(problems))
    return Wish(
        name=adoption.name,
        stack_id=found_stack.id,
        product_id=found_product.id,
        artifact_id=found_artifact.id,
        language=adoption.accept_language,
    )


def stack(physical_id: str, site: Site) -> Stack | Problem:
    """Find the stack by its name or its ARN, in the account and Region of the connection."""
    identity = site.door.identity()
    arn = parse_stack_arn(physical_id)
    if arn is None and not is_stack_name(physical_id):
        return kinds.NOT_A_STACK.found(physical_id=physical_id)
    if arn is not None and arn.account != identity.account:
        return kinds.STACK_IN_OTHER_ACCOUNT.found(stack=arn.name, stack_account=arn.account, account=identity.account)
    if arn is not None and arn.region != identity.region:
        return kinds.STACK_IN_OTHER_REGION.found(stack=arn.name, stack_region=arn.region, region=identity.region)
    found = site.snapshot.stack(physical_id)
    return found if found is not None else _missing_stack(physical_id, identity, site)


def product(wanted: Reference, site: Site) -> Product | Problem:
    """Find the product by its ID or its name."""
    candidates = site.snapshot.products(wanted)
    near_names = site.door.product_names() if not candidates and isinstance(wanted, ByName) else ()
    return resolve.product(wanted, candidates=candidates, near_names=near_names, identity=site.door.identity())


def artifact(wanted: Reference | None, of: Product, site: Site) -> Artifact | Problem:
    """Find the version that is declared; where none is, the only active one."""
    artifacts = site.snapshot.artifacts(of.id)
    if wanted is not None:
        return resolve.artifact(wanted, of=of, artifacts=artifacts)
    active = [each for each in artifacts if each.active]
    if len(active) == 1:
        return active[0]
    return kinds.ARTIFACT_NOT_CHOSEN.found(product=of.name, versions=resolve.versions(active))


def _missing_stack(physical_id: str, identity: Identity, site: Site) -> Problem:
    arn = parse_stack_arn(physical_id)
    try:
        names = site.snapshot.known_stack_names()
    except Refusal:  # the near names are a courtesy
        names = []
    return kinds.STACK_NOT_FOUND.found(
        stack=physical_id,
        account=identity.account,
        region=identity.region,
        near=near.hint(arn.name if arn else physical_id, names),
    )
