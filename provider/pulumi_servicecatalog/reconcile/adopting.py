"""Adopts a stack: makes it governed as declared, whatever an earlier run has done of it already."""

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.desired import Adoption, Preflight
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problem import Severity, blocking
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile import changing, comparing, importing, preflight, reading, refusals, settling
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import adoption as rule


def adopt(adoption: Adoption, site: Site, operation: Operation) -> Outcome:
    """Adopt the stack. Repeating it is safe at any time: what is there already is taken as it is."""
    try:
        verdict = _examine(adoption, site)
        wish = _wish(adoption, verdict)
        if wish is None or (blocking(verdict.problems) and adoption.preflight is Preflight.ERROR):
            return NotMade(problems=blocking(verdict.problems))
        for problem in verdict.problems:
            if problem.severity is not Severity.INFORMATION:
                operation.warn(str(problem))
        outcome = _govern(wish, site, operation)
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))
    return _as_declared(adoption, outcome, site, operation)


def _examine(adoption: Adoption, site: Site) -> Verdict:
    """Look anew at what may have changed since the preview: the stack, its template, and who governs it."""
    site.snapshot.forget_stack(adoption.physical_id)
    site.shelf.forget_stack(adoption.physical_id)
    if adoption.preflight is Preflight.OFF:
        return preflight.resolve_only(adoption, site)
    return preflight.examine(adoption, site)


def _wish(adoption: Adoption, verdict: Verdict) -> rule.Wish | None:
    """Give the wish in AWS's terms, where every name of it could be resolved."""
    if verdict.stack is None or verdict.product is None:
        return None
    if verdict.resumes is not None:
        artifact_id = verdict.resumes.artifact_id
    elif verdict.artifact is not None:
        artifact_id = verdict.artifact.id
    else:
        return None
    return rule.Wish(
        name=adoption.name,
        stack_id=verdict.stack.id,
        product_id=verdict.product.id,
        artifact_id=artifact_id,
        language=adoption.accept_language,
    )


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


def _import(wish: rule.Wish, site: Site, operation: Operation) -> Outcome:
    """Import it when it is our turn; where AWS says that somebody was faster, look who."""
    try:
        return importing.import_in_turn(wish, site, operation)
    except aws.Duplicate as refusal:
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


def _take(found: ProvisionedProduct, wish: rule.Wish, site: Site, operation: Operation) -> Outcome:
    """Take over what an earlier run left; where it is still at work, wait for it."""
    if found.under_change and found.last_record_id:
        record = site.door.record(found.last_record_id)
        return settling.settle(record, site, operation, what="The import", stack_id=wish.stack_id)
    state = reading.read_anew(found.id, site, stack_id=wish.stack_id)
    if state is None:  # it went away between two answers
        return importing.import_in_turn(wish, site, operation)
    operation.say(f"{found.id} governs the stack already")
    return Done(state=state, notes=(f"{found.id} governed the stack already, and was taken as it is.",))


def _as_declared(adoption: Adoption, outcome: Outcome, site: Site, operation: Operation) -> Outcome:
    """Follow the import with an update, where something is declared that an import does not take.

    What an earlier run left may also be at another version, or in need of an update to become well.
    """
    if not isinstance(outcome, Done) or outcome.state is None:
        return outcome
    try:
        follows = any(not each.replaces for each in comparing.changes(adoption, outcome.state, site))
    except aws.Refusal as refusal:
        return MadeButUnhealthy(state=outcome.state, problems=(refusals.problem(refusal),))
    if not follows and not adoption.apply_constraints:
        return outcome
    follow = changing.update if adoption.apply_constraints else changing.change
    followed = follow(outcome.state, adoption, site, operation)
    if isinstance(followed, NotMade):  # the update was not; the import was, and its ID must not get lost
        return MadeButUnhealthy(state=outcome.state, problems=followed.problems)
    return followed
