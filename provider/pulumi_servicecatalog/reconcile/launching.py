"""Launches a product: makes a new stack that is governed from the start, whatever an earlier run has done of it."""

from dataclasses import replace

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.desired import Launch, Preflight
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problem import Problem, Severity, blocking
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.request import ProvisionRequest
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile import (
    changing,
    comparing,
    generations,
    preflight_launch,
    reading,
    refusals,
    sending,
    settling,
)
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import launch as rule

_STACK_ARN = "CloudformationStackARN"
"""The output by which the record of a launch names the stack."""


def launch(wanted: Launch, site: Site, operation: Operation, *, declared_by: str) -> Outcome:
    """Launch the product. Repeating it is safe at any time: what this resource has launched is taken as it is."""
    try:
        verdict = _examine(wanted, site, declared_by)
        stops = blocking(verdict.problems) if wanted.preflight is Preflight.ERROR else ()
        if stops or verdict.product is None or verdict.artifact is None:
            return NotMade(problems=blocking(verdict.problems))
        for problem in verdict.problems:
            if problem.severity is not Severity.INFORMATION:
                operation.warn(str(problem))
        wish = rule.LaunchWish(
            name=wanted.name,
            product_id=verdict.product.id,
            declared_by=declared_by,
            identity=site.door.identity(),
        )
        outcome = _completed(_provide(wish, wanted, verdict.artifact.id, site, operation), wanted, site)
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))
    return _as_declared(wanted, outcome, site, operation)


def _examine(wanted: Launch, site: Site, declared_by: str) -> Verdict:
    if wanted.preflight is Preflight.OFF:
        return preflight_launch.resolve_only(wanted, site)
    return preflight_launch.examine(wanted, site, declared_by=declared_by)


def _provide(wish: rule.LaunchWish, wanted: Launch, artifact_id: str, site: Site, operation: Operation) -> Outcome:
    """Launch it, unless an earlier run of this resource has."""
    by_name = site.door.provisioned_product_named(wish.name)
    resumes = rule.resumes(wish, by_name)
    if isinstance(resumes, Problem):
        return NotMade(problems=(resumes,))
    if resumes and by_name is not None:
        return _take(by_name, site, operation)
    operation.say("launching")
    asked = _request(wish, wanted, artifact_id)
    record = generations.begin(
        lambda generation: site.door.provision_product(replace(asked, token=wish.token(asked, generation))),
        site,
        operation,
    )
    if isinstance(record, sending.NotBegun):
        return NotMade(problems=(record.problem("The launch"),))
    return settling.settle(record, site, operation, what="The launch", stack_id=None)


def _request(wish: rule.LaunchWish, wanted: Launch, artifact_id: str) -> ProvisionRequest:
    """Give the request, which has no token yet."""
    return ProvisionRequest(
        name=wish.name,
        product_id=wish.product_id,
        artifact_id=artifact_id,
        path=wanted.path,
        parameters=wanted.parameters or {},
        tags=wanted.tags or {},
        notification_arns=wanted.notification_arns,
        preferences=wanted.preferences,
        token="",
        language=wanted.accept_language,
    )


def _take(found: ProvisionedProduct, site: Site, operation: Operation) -> Outcome:
    """Take over what an earlier run left; where it is still at work, wait for it."""
    if found.under_change and found.last_record_id:
        record = site.door.record(found.last_record_id)
        return settling.settle(record, site, operation, what="The launch", stack_id=found.physical_id)
    state = reading.read_anew(found.id, site, stack_id=None)
    if state is None:  # it went away between two answers
        return NotMade(problems=(kinds.GONE.found(id=found.id),))
    if found.never_worked:
        reasons = found.status_message or f"{found.id} is {found.status}"
        advice = "Correct what AWS names, and run `pulumi up` again, which launches it anew."
        problem = kinds.OPERATION_FAILED.found(what="The launch", reasons=reasons, advice=advice)
        return MadeButUnhealthy(state=state, problems=(problem,))
    note = f"{found.id} had been launched already, and was taken as it is."
    return Done(state=state, notes=(note,))


def _completed(outcome: Outcome, wanted: Launch, site: Site) -> Outcome:
    """Add what AWS's search alone tells, and tells late of a fresh provisioned product: its stack and its tags."""
    if not isinstance(outcome, Done) or outcome.state is None:
        return outcome
    found = outcome.state.provisioned_product
    if found.physical_id is not None:
        return outcome
    found = replace(found, tags=wanted.tags or {})
    try:
        told = site.door.record_outputs(found.last_record_id)
        stack_id = next((each.value for each in told if each.key == _STACK_ARN), None)
        state = reading.with_stack(replace(found, physical_id=stack_id), site)
    except aws.Refusal:  # it is made, and the next refresh reads the rest
        state = Governed(provisioned_product=found)
    return replace(outcome, state=state)


def _as_declared(wanted: Launch, outcome: Outcome, site: Site, operation: Operation) -> Outcome:
    """Follow the launch with an update, where something is declared that a launch does not take.

    That is the owner and the launch role; and what an earlier run left may be at another version.
    """
    if not isinstance(outcome, Done) or outcome.state is None:
        return outcome
    try:
        changes = comparing.changes(wanted, outcome.state, site)
    except aws.Refusal as refusal:
        return MadeButUnhealthy(state=outcome.state, problems=(refusals.problem(refusal),))
    if not any(not each.replaces for each in changes):
        return outcome
    followed = changing.change(outcome.state, wanted, site, operation)
    if isinstance(followed, NotMade):  # the update was not; the launch was, and its ID must not get lost
        return MadeButUnhealthy(state=outcome.state, problems=followed.problems)
    return followed
