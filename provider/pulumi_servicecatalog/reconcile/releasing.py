"""Releases a stack from the catalog; or ends both, where that is declared. Idempotent: gone is done."""

from dataclasses import dataclass
from functools import partial

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.provisioned_product import STACK_SET
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.request import TerminateRequest
from pulumi_servicecatalog.reconcile import reading, refusals, resting, sending, settling
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """How a provisioned product is to end. Neither flag is ever switched by itself."""

    provisioned_product_id: str
    retain_physical_resources: bool
    ignore_errors: bool
    language: str


def release(wanted: Release, site: Site, operation: Operation) -> Outcome:
    """Wait for what runs, terminate, see it through, and say what became of the stack."""
    try:
        actual = reading.read_anew(wanted.provisioned_product_id, site, stack_id=None)
        if actual is None:
            return _gone(wanted)
        settled = resting.at_rest(actual, site, operation)
        if settled is None:
            return _gone(wanted)
        return _terminate(settled, wanted, site, operation) if isinstance(settled, Governed) else settled
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))


def _terminate(settled: Governed, wanted: Release, site: Site, operation: Operation) -> Outcome:
    operation.say("releasing" if wanted.retain_physical_resources else "terminating, with the stack")
    request = _request(settled, wanted)
    try:
        record = sending.send(partial(site.door.terminate_provisioned_product, request), operation)
    except aws.Absent:
        return _gone(wanted)
    except aws.OutcomeUnknown as refusal:
        return MadeButUnhealthy(state=settled, problems=(refusals.problem(refusal),))
    if isinstance(record, sending.NotBegun):
        return NotMade(problems=(record.problem("The release"),))
    return _see_through(record, settled, wanted, site, operation)


def _see_through(record: Record, settled: Governed, wanted: Release, site: Site, operation: Operation) -> Outcome:
    """Wait for the termination that AWS has accepted, and say how it went."""
    watched = settling.watch(record, site, operation, what="The release")
    if watched.problem is not None:
        return MadeButUnhealthy(state=settled, problems=(watched.problem,))
    if not watched.record.succeeded:
        stack_id = settled.provisioned_product.physical_id
        problem = settling.failed(watched.record, site, what="The release", stack_id=stack_id)
        return MadeButUnhealthy(state=settled, problems=(problem,))
    return Done(state=None, notes=(_afterwards(settled, wanted, site),))


def _request(actual: Governed, wanted: Release) -> TerminateRequest:
    found = actual.provisioned_product
    return TerminateRequest(
        provisioned_product_id=found.id,
        retain_physical_resources=wanted.retain_physical_resources,
        ignore_errors=wanted.ignore_errors,
        token=tokens.terminate_token(provisioned_product_id=found.id, after_record_id=found.last_record_id),
        language=wanted.language,
    )


def _gone(wanted: Release) -> Done:
    return Done(state=None, notes=(f"{wanted.provisioned_product_id} was gone already.",))


def _afterwards(actual: Governed, wanted: Release, site: Site) -> str:
    """Look at the stack and say what became of it, rather than what ought to have."""
    found = actual.provisioned_product
    site.snapshot.forget(provisioned_product_id=found.id, stack_id=found.physical_id)
    if found.physical_id is None:
        return f"{found.id} is released."
    if found.type == STACK_SET:
        went = "is kept" if wanted.retain_physical_resources else "goes with it"
        return f"{found.id} is gone; the stack set {found.physical_id} {went}."
    try:
        stack = site.door.stack(found.physical_id)
    except aws.Refusal:
        return f"{found.id} is released; its stack {found.physical_id} cannot be read by this caller."
    if stack is None:
        return f"{found.id} is gone, and the stack {found.physical_id} with it."
    kept = "is still there" if wanted.retain_physical_resources else "is still there all the same"
    return f"{found.id} is released; the stack {stack.name} {kept}, in {stack.status}."
