"""Finds the stack, the product and the version that a declaration names, and what a person names of AWS's own."""

from pulumi_servicecatalog.model.arn import is_stack_name, parse_stack_arn
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import ByName, Latest, Reference, Version
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.inputs import NotAStack
from pulumi_servicecatalog.model.problems.products import StackTemplateUnreadable
from pulumi_servicecatalog.model.problems.stacks import StackInOtherAccount, StackInOtherRegion, StackNotFound
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.observation.template_cache import CachedTemplate
from pulumi_servicecatalog.rules import references, suggestions, templates, versions
from pulumi_servicecatalog.rules.checks import product as product_checks
from pulumi_servicecatalog.rules.checks import template as template_checks
from pulumi_servicecatalog.rules.templates import ReadTemplate

_PROVISIONED_PRODUCT = "pp-"
"""What the IDs of provisioned products begin with."""


def stack(physical_id: str, session: AccountSession) -> Stack | Problem:
    """Find the stack by its name or its ARN, in the account and Region of the connection."""
    identity = session.gateway.identity()
    arn = parse_stack_arn(physical_id)
    if arn is None and not is_stack_name(physical_id):
        return NotAStack(physical_id=physical_id)
    if arn is not None and arn.account != identity.account:
        return StackInOtherAccount(stack=arn.name, stack_account=arn.account, account=identity.account)
    if arn is not None and arn.region != identity.region:
        return StackInOtherRegion(stack=arn.name, stack_region=arn.region, region=identity.region)
    existing = session.snapshot.stack(physical_id)
    return existing if existing is not None else _missing_stack(physical_id, identity, session)


def provisioned_product(named: str, session: AccountSession) -> ProvisionedProduct | Problem | None:
    """Find one by its ID (`pp-...`), its name, or the ARN of its stack; None where there is none.

    Raises Refusal where AWS does not answer.
    """
    arn = parse_stack_arn(named)
    if arn is not None:
        account = session.gateway.identity().account
        if arn.account != account:
            return StackInOtherAccount(property="", stack=arn.name, stack_account=arn.account, account=account)
        return session.snapshot.governor_of(named)
    if named.startswith(_PROVISIONED_PRODUCT):
        return session.snapshot.provisioned_product(named)
    return session.snapshot.named(named) or session.gateway.provisioned_product_named(named)


def ungoverned_stack(named: str, session: AccountSession) -> Stack | None:
    """Find the stack that a person may have meant where no provisioned product has this name, ID or stack."""
    if named.startswith(_PROVISIONED_PRODUCT):
        return None
    try:
        answer = stack(named, session)
    except Refusal:  # then it is only not said
        return None
    return answer if isinstance(answer, Stack) else None


def product(wanted: Reference, session: AccountSession) -> Product | Problem:
    """Find the product by its ID or its name."""
    candidates = session.snapshot.products(wanted)
    others = session.snapshot.all_products() if not candidates and isinstance(wanted, ByName) else ()
    known_names = sorted({other.name for other in others})
    return references.product(
        wanted, candidates=candidates, known_names=known_names, identity=session.gateway.identity()
    )


def artifact(wanted: Version, of: Product, session: AccountSession) -> Artifact | Problem:
    """Find the version that is declared, or that a policy chooses."""
    artifacts = session.snapshot.artifacts(of.id)
    if isinstance(wanted, Latest):
        return versions.choose(wanted, of=of, artifacts=artifacts)
    return references.artifact(wanted, of=of, artifacts=artifacts)


def fitting_artifact(of: Product, stack: Stack, session: AccountSession) -> Artifact | Problem:
    """Find the active version whose template the stack has."""
    template = session.template_cache.of_stack(stack)
    if not isinstance(template, ReadTemplate):
        return StackTemplateUnreadable(stack=stack.name, reason=template.reason)
    versions = session.template_cache.versions(of.id, lambda: _active_artifacts(of, session))
    return versions.choose(stack, of, template)


def candidates(of: Product, stack: Stack, session: AccountSession) -> list[template_checks.Candidate]:
    """Compare the stack's template with that of every active version that is ready."""
    of_stack = session.template_cache.of_stack(stack)
    return [
        template_checks.Candidate(
            artifact=artifact, verdict=_compared(of_stack, session.template_cache.of_artifact(of.id, artifact))
        )
        for artifact in _active_artifacts(of, session)
    ]


def _active_artifacts(of: Product, session: AccountSession) -> list[Artifact]:
    """Return the versions that are active and ready."""
    active = [artifact for artifact in session.snapshot.artifacts(of.id) if artifact.active]
    session.template_cache.expect(of.id, active)
    return [artifact for artifact in active if _is_ready(of, artifact, session)]


def _is_ready(of: Product, artifact: Artifact, session: AccountSession) -> bool:
    try:
        return product_checks.is_ready(session.template_cache.source(of.id, artifact))
    except Refusal:  # the template cannot be read either then, and that is shown
        return True


def _compared(stack: CachedTemplate, artifact: CachedTemplate) -> templates.Verdict | None:
    if isinstance(stack, ReadTemplate) and isinstance(artifact, ReadTemplate):
        return templates.compare(stack, artifact)
    return None


def _missing_stack(physical_id: str, identity: Identity, session: AccountSession) -> Problem:
    arn = parse_stack_arn(physical_id)
    try:
        names = session.snapshot.known_stack_names()
    except Refusal:  # the near names are a courtesy
        names = []
    return StackNotFound(
        stack=physical_id,
        account=identity.account,
        region=identity.region,
        suggestions=suggestions.similar(arn.name if arn else physical_id, names),
    )
