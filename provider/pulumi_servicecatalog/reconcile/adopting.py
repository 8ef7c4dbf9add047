"""Adopts a stack: makes it governed as declared, whatever an earlier run has done of it already."""

from datetime import datetime
from itertools import count

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.desired import Adoption
from pulumi_servicecatalog.model.outcome import Done, NotMade, Outcome
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.request import ImportRequest
from pulumi_servicecatalog.reconcile import changing, reading, refusals, resolving, settling
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import adoption as rule
from pulumi_servicecatalog.rules import drift, tokens

_REPEATS = 3
"""So often a request is repeated, under the same token, while its outcome is unknown."""


def adopt(adoption: Adoption, site: Site, operation: Operation) -> Outcome:
    """Adopt the stack. Repeating it is safe at any time: what is there already is taken as it is."""
    try:
        wish = resolving.wish(adoption, site)
        if isinstance(wish, resolving.Unresolved):
            return NotMade(problems=wish.problems)
        outcome = _govern(wish, site, operation)
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))
    return _as_declared(adoption, outcome, site, operation)


def _govern(wish: rule.Wish, site: Site, operation: Operation) -> Outcome:
    """Import the stack, unless it is governed as wished already."""
    by_name = site.door.provisioned_product_named(wish.name)
    decision = rule.decide(wish, by_name=by_name, by_stack=site.snapshot.governor_of(wish.stack_id))
    match decision:
        case rule.Blocked():
            return NotMade(problems=decision.problems)
        case rule.TakeAsIs():
            return _take(decision.provisioned_product, wish, site, operation)
        case rule.Import():
            return _import(wish, site, operation)


def _take(found: ProvisionedProduct, wish: rule.Wish, site: Site, operation: Operation) -> Outcome:
    """Take over what an earlier run left; where it is still at work, wait for it."""
    if found.under_change and found.last_record_id:
        record = site.door.record(found.last_record_id)
        return settling.settle(record, site, operation, what="The import", stack_id=wish.stack_id)
    state = reading.read_anew(found.id, site, stack_id=wish.stack_id)
    if state is None:  # it went away between two answers
        return _import(wish, site, operation)
    operation.say(f"{found.id} governs the stack already")
    return Done(state=state, notes=(f"{found.id} governed the stack already, and was taken as it is.",))


def _import(wish: rule.Wish, site: Site, operation: Operation) -> Outcome:
    """Begin the import under the first token that is not used up, and see it through."""
    before = site.door.server_time()
    operation.say("importing")
    for generation in count():
        try:
            record = _request(wish, generation, site, operation)
        except aws.Duplicate as refusal:
            return _after_duplicate(refusal, wish, site, operation)
        except aws.Invalid as refusal:
            return NotMade(problems=(_mismatch_or_refused(refusal, wish),))
        if not _used_up(record, before, site):
            return settling.settle(record, site, operation, what="The import", stack_id=wish.stack_id)
    raise AssertionError("generations never end")


def _request(wish: rule.Wish, generation: int, site: Site, operation: Operation) -> Record:
    """Send the request, and repeat it while its outcome is unknown: the token makes both the same request."""
    request = ImportRequest(
        name=wish.name,
        stack_id=wish.stack_id,
        product_id=wish.product_id,
        artifact_id=wish.artifact_id,
        token=tokens.import_token(
            stack_id=wish.stack_id,
            name=wish.name,
            product_id=wish.product_id,
            artifact_id=wish.artifact_id,
            generation=generation,
        ),
        language=wish.language,
    )
    for repeat in range(_REPEATS):
        try:
            return site.door.import_as_provisioned_product(request)
        except aws.OutcomeUnknown:
            if repeat == _REPEATS - 1 or operation.pause(1.0 + repeat) is not None:
                raise
            operation.say("no complete answer came back; repeating the same request")
    raise AssertionError("the last repeat returns or raises")


def _used_up(record: Record, before: datetime | None, site: Site) -> bool:
    """Tell whether a token's record belongs to an earlier adoption that has been ended since, or that had failed.

    AWS answers a used token with the record that it made then. Both times are AWS's own, so no clock of ours matters.
    """
    if before is None or record.created_time is None or record.created_time >= before:
        return False
    current = record if record.ended else site.door.record(record.id)
    if not current.ended:
        return False
    return not current.succeeded or site.door.provisioned_product(current.provisioned_product_id) is None


def _after_duplicate(refusal: aws.Duplicate, wish: rule.Wish, site: Site, operation: Operation) -> Outcome:
    """AWS says that the name or the stack is taken: look whether by ourselves or by somebody else."""
    site.snapshot.forget_governed()
    by_name = site.door.provisioned_product_named(wish.name)
    decision = rule.decide(wish, by_name=by_name, by_stack=site.snapshot.governor_of(wish.stack_id))
    match decision:
        case rule.TakeAsIs():
            return _take(decision.provisioned_product, wish, site, operation)
        case rule.Blocked():
            return NotMade(problems=decision.problems)
        case rule.Import():
            return NotMade(problems=(refusals.problem(refusal),))


def _mismatch_or_refused(refusal: aws.Invalid, wish: rule.Wish) -> Problem:
    if "template" in refusal.reason.lower():
        return kinds.TEMPLATE_MISMATCH.found(stack=wish.stack_id, artifact=wish.artifact_id, reason=refusal.reason)
    return refusals.problem(refusal)


def _as_declared(adoption: Adoption, outcome: Outcome, site: Site, operation: Operation) -> Outcome:
    """An import takes no parameters; where the declared ones differ, an update follows it."""
    if not isinstance(outcome, Done) or outcome.state is None:
        return outcome
    differing = drift.changes(adoption, outcome.state)
    if not any(change.property.startswith("parameters.") for change in differing):
        return outcome
    return changing.change(outcome.state, adoption, site, operation)
