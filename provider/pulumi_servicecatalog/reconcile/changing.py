"""Changes what a provisioned product is: its version, its product, its parameters."""

from collections.abc import Callable
from functools import partial

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.desired import Adoption
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problem import Problem, blocking
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.request import UpdateRequest
from pulumi_servicecatalog.reconcile import reading, refusals, resolving, resting, sending, settling
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import drift, tokens, updates


def change_by_id(provisioned_product_id: str, adoption: Adoption, site: Site, operation: Operation) -> Outcome | None:
    """Make the provisioned product as declared; None where it is gone."""
    try:
        actual = reading.read_anew(provisioned_product_id, site, stack_id=None)
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))
    return None if actual is None else change(actual, adoption, site, operation)


def change(actual: Governed, adoption: Adoption, site: Site, operation: Operation) -> Outcome:
    """Make it as declared. What another run has under way is waited for first, and may turn out to be the wish."""
    return _once_at_rest(
        actual,
        site,
        operation,
        lambda settled: (
            _update(settled, adoption, site, operation) if drift.changes(adoption, settled) else Done(state=settled)
        ),
    )


def update(actual: Governed, adoption: Adoption, site: Site, operation: Operation) -> Outcome:
    """Update it although it may be as declared already, which is when AWS applies constraints."""
    return _once_at_rest(actual, site, operation, lambda settled: _update(settled, adoption, site, operation))


def _once_at_rest(actual: Governed, site: Site, operation: Operation, act: Callable[[Governed], Outcome]) -> Outcome:
    try:
        settled = resting.at_rest(actual, site, operation)
        if settled is None:
            return NotMade(problems=(kinds.GONE.found(id=actual.provisioned_product.id),))
        return settled if isinstance(settled, MadeButUnhealthy) else act(settled)
    except aws.OutcomeUnknown as refusal:
        return MadeButUnhealthy(state=actual, problems=(refusals.problem(refusal),))
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))


def _update(settled: Governed, adoption: Adoption, site: Site, operation: Operation) -> Outcome:
    request = _request(settled, adoption, site)
    if isinstance(request, NotMade):
        return request
    operation.say("updating")
    record = sending.send(partial(site.door.update_provisioned_product, request), operation)
    if isinstance(record, sending.NotBegun):
        return NotMade(problems=(record.problem("The update"),))
    stack_id = settled.provisioned_product.physical_id
    return settling.settle(record, site, operation, what="The update", stack_id=stack_id)


def _request(actual: Governed, adoption: Adoption, site: Site) -> UpdateRequest | NotMade:
    """Resolve what the update needs; everything that is not declared stays as it is."""
    found = actual.provisioned_product
    product = resolving.product(adoption.product, site)
    if isinstance(product, Problem):
        return NotMade(problems=(product,))
    artifact = _artifact(actual, adoption, product, site)
    if isinstance(artifact, Problem):
        return NotMade(problems=(artifact,))
    accepted = site.door.artifact_parameters(product.id, artifact.id)
    unknown = updates.unknown_parameters(adoption.parameters or {}, accepted, artifact.name)
    if blocking(unknown):
        return NotMade(problems=unknown)
    live = actual.stack.parameters if actual.stack else {}
    settings = updates.parameter_settings(declared=adoption.parameters, accepted=accepted, live=live)
    wish = {
        "product": product.id,
        "artifact": artifact.id,
        "path": adoption.path,
        "parameters": settings,
        "tags": adoption.tags,
    }
    return UpdateRequest(
        provisioned_product_id=found.id,
        product_id=product.id,
        artifact_id=artifact.id,
        path=adoption.path,
        parameters=settings,
        tags=adoption.tags,
        token=tokens.update_token(provisioned_product_id=found.id, after_record_id=found.last_record_id, wish=wish),
        language=adoption.accept_language,
    )


def _artifact(actual: Governed, adoption: Adoption, product: Product, site: Site) -> Artifact | Problem:
    """Without a declared version, the one that it has is kept."""
    found = actual.provisioned_product
    if adoption.artifact is None and product.id == found.product_id:
        return Artifact(id=found.artifact_id, name=found.artifact_name)
    if adoption.artifact is not None:
        return resolving.artifact(adoption.artifact, product, site)
    if actual.stack is None:
        return kinds.NO_MATCHING_ARTIFACT.found(product=product.name, stack=str(adoption.physical_id), nearest="")
    return resolving.fitting_artifact(product, actual.stack, site)
