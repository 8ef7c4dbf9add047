"""Moving a stack to another product: by an update where AWS takes it, else by release and adoption, with a way back."""

from dataclasses import dataclass, field, replace

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ById, ByName, Latest, Spec
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.product import Artifact
from pulumi_servicecatalog.model.request import ImportRequest, SetValue, TerminateRequest, UpdateRequest
from support.expect import a, present
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import (
    OTHER,
    OTHER_V1,
    SECRET,
    SIZE,
    V1,
    WEB,
    ZONE,
    adopted,
    adoption,
    stack_id,
    template,
    version,
)
from support.fakes.state import State
from support.fakes.timer import FakeTimer
from support.launches import change, launched, wanted
from support.tables import cases, table

UPDATE = "update_provisioned_product"
TERMINATE = "terminate_provisioned_product"
IMPORT = "import_as_provisioned_product"
PP = "pp-payments"
PAYMENTS = stack_id("payments")
SAME = Artifact(id="pa-20", name="v1")
NEWER = Artifact(id="pa-21", name="v2")
TO_OTHER = adoption(product=ByName(OTHER.name), artifact=ByName("v1"))
TO_NEWER = replace(TO_OTHER, artifact=ByName("v2"))
DENIED = refusal.Denied(operation="ImportAsProvisionedProduct", reason="no")
UPDATE_DENIED = refusal.Denied(operation="UpdateProvisionedProduct", reason="no")
RELEASE_DENIED = refusal.Denied(operation="TerminateProvisionedProduct", reason="no")
DOES_NOT_FIT = refusal.Invalid(operation="UpdateProvisionedProduct", reason="It does not fit.")


def movable(**facts):
    """Return an account where report-bucket has a version with the stack's template, and a newer one."""
    state = adopted("payments", **facts)
    others = (version(OTHER, SAME, SIZE, SECRET), version(OTHER, NEWER, SIZE, SECRET, ZONE))
    return replace(state, versions=(*(old for old in state.versions if old.artifact != OTHER_V1), *others))


def gateway_to(state, *, refused=True, **how):
    gateway = FakeGateway(state, **how)
    gateway.switch(product_change="refused" if refused else "allowed")
    return gateway


def kinds_of(gateway):
    return [type(request) for request in gateway.requests]


def codes(outcome):
    return [(problem.code, problem.property) for problem in outcome.problems]


def payments(gateway):
    provisioned_product = gateway.state.observed(name="payments")
    assert provisioned_product is not None
    return provisioned_product


def before_import(act):
    """Return what has the gateway act right before the import."""
    return lambda gateway: gateway.before(IMPORT, lambda state: act(gateway) or state)


# By an update


def test_where_aws_takes_it_an_update_moves_the_stack_and_keeps_the_provisioned_product():
    gateway = gateway_to(movable(), refused=False)
    outcome = Run(gateway).change(PP, TO_NEWER)
    assert isinstance(outcome, Done)
    assert kinds_of(gateway) == [UpdateRequest]
    moved = payments(gateway)
    assert (moved.id, moved.product_name, moved.artifact_name) == (PP, "report-bucket", "v2")
    assert moved.physical_id == PAYMENTS


def test_without_a_declared_version_the_one_that_the_stack_has_is_taken():
    gateway = gateway_to(movable(), refused=False)
    assert isinstance(Run(gateway).change(PP, replace(TO_OTHER, artifact=None)), Done)
    assert payments(gateway).artifact_id == SAME.id


def test_without_a_declared_version_and_without_a_fitting_one_nothing_is_changed():
    before = adopted("payments")
    gateway = gateway_to(before, refused=False)
    outcome = Run(gateway).change(PP, replace(TO_OTHER, artifact=None))
    assert isinstance(outcome, NotMade)
    assert codes(outcome) == [("NoMatchingArtifact", "provisioningArtifactName")]
    assert gateway.state == before


def test_what_was_launched_moves_by_an_update_as_well():
    state = launched()
    gateway = gateway_to(replace(state, versions=movable().versions), refused=False)
    assert isinstance(change(Run(gateway), wanted(product=ByName(OTHER.name))), Done)
    assert kinds_of(gateway) == [UpdateRequest]


# By release and adoption


def test_where_aws_refuses_the_update_the_stack_is_released_and_adopted():
    gateway = gateway_to(movable())
    run = Run(gateway)
    outcome = run.change(PP, TO_OTHER)
    assert isinstance(outcome, Done)
    assert kinds_of(gateway) == [UpdateRequest, TerminateRequest, ImportRequest]
    released = gateway.requests[1]
    assert isinstance(released, TerminateRequest)
    assert (released.retain_physical_resources, released.ignore_errors) == (True, False)
    assert outcome.state is not None
    moved = outcome.state.provisioned_product
    assert moved == payments(gateway)
    assert (moved.product_name, moved.artifact_id, moved.physical_id) == ("report-bucket", SAME.id, PAYMENTS)
    assert moved.id != PP
    assert gateway.state.stack(PAYMENTS) == adopted("payments").stack(PAYMENTS)
    assert "AWS takes no update to report-bucket: releasing the stack, to adopt it there" in run.said


@table(
    "artifact",
    (ByName("v2"), "by its name"),
    (ById(NEWER.id), "by its ID"),
    (Latest.ACTIVE, "by a policy"),
)
def test_it_is_adopted_at_the_version_that_it_has_and_then_updated_to_the_declared_one(artifact, reason):
    gateway = gateway_to(movable())
    outcome = Run(gateway).change(PP, replace(TO_OTHER, artifact=artifact))
    assert isinstance(outcome, Done), reason
    assert kinds_of(gateway) == [UpdateRequest, TerminateRequest, ImportRequest, UpdateRequest], reason
    assert payments(gateway).artifact_id == NEWER.id, reason
    assert outcome.state is not None
    assert outcome.state.provisioned_product == payments(gateway), reason


@table(
    "refused",
    (UPDATE_DENIED, "AWS denies it"),
    (DOES_NOT_FIT, "AWS refuses it"),
)
def test_where_the_update_after_the_move_is_refused_the_new_id_is_kept(refused, reason):
    gateway = gateway_to(movable())
    gateway.before(IMPORT, lambda state: gateway.refuse(UPDATE, refused) or state)
    outcome = Run(gateway).change(PP, TO_NEWER)
    assert isinstance(outcome, MadeButUnhealthy), reason
    assert outcome.state.provisioned_product == payments(gateway), reason
    assert (payments(gateway).product_id, payments(gateway).artifact_id) == (OTHER.id, SAME.id), reason


def test_a_secret_that_the_program_changes_along_with_the_product_is_set():
    """The stack keeps its value when it is adopted again; only the last declaration shows that it is another one."""
    gateway = gateway_to(movable())
    before = adoption(parameters={"Secret": "hunter2"})
    outcome = change(Run(gateway), replace(TO_OTHER, parameters={"Secret": "hunter3"}), earlier=before)
    assert isinstance(outcome, Done)
    assert kinds_of(gateway) == [UpdateRequest, TerminateRequest, ImportRequest, UpdateRequest]
    last = gateway.requests[-1]
    assert isinstance(last, UpdateRequest)
    assert SetValue(key="Secret", value="hunter3") in last.parameters


# What is not moved


@dataclass(frozen=True)
class Stays:
    """What AWS has, what is declared, what AWS refuses, and what is reported while nothing changes."""

    state: State
    target: Spec
    code: str
    message: str = ""
    remedy: str = ""
    refused: dict[str, refusal.Refusal] = field(default_factory=dict)


RETAINED_NOT = Stays(
    movable(),
    replace(TO_OTHER, retain_physical_resources=False),
    "MoveRefused",
    "AWS does not move payments to product report-bucket by an update "
    f"(Provisioned product {PP} is of product {WEB.id} and cannot be updated to product {OTHER.id}), "
    "and the stack cannot be released and adopted there, because retainPhysicalResources is false.",
    "Set retainPhysicalResources to true",
)
LAUNCHED_TO_OTHER = replace(launched(), versions=movable().versions)


@cases(
    {
        "a release would end the stack": RETAINED_NOT,
        "a release would end the stack, the product by its ID": replace(
            RETAINED_NOT, target=replace(RETAINED_NOT.target, product=ById(OTHER.id))
        ),
        "no version of the other product has the template of the stack": Stays(
            adopted("payments"),
            TO_OTHER,
            "MoveRefused",
            "because no version of that product could be chosen.",
            "No active version of product report-bucket has the template of stack payments.",
        ),
        "the stack is in a status that AWS does not import": Stays(
            movable().with_stack(replace(present(movable().stack(PAYMENTS)), status="UPDATE_ROLLBACK_FAILED")),
            TO_OTHER,
            "MoveRefused",
            "its stack is in UPDATE_ROLLBACK_FAILED",
        ),
        "the stack cannot be read": Stays(
            movable(),
            TO_OTHER,
            "MoveRefused",
            "its stack cannot be read",
            refused={"stack": refusal.Denied(operation="DescribeStacks", reason="no")},
        ),
        "it was launched": Stays(
            LAUNCHED_TO_OTHER,
            wanted(product=ByName(OTHER.name), retain_physical_resources=True),
            "MoveRefused",
            "it was launched, not adopted",
        ),
        "the refusal has nothing to do with the product": Stays(
            adopted("payments"), adoption(artifact=ByName("v2")), "RefusedByAws", refused={UPDATE: DOES_NOT_FIT}
        ),
        "the update is denied": Stays(movable(), TO_OTHER, "MissingPermission", refused={UPDATE: UPDATE_DENIED}),
        "there is no launch path": Stays(
            movable(),
            TO_OTHER,
            "RefusedByAws",
            refused={UPDATE: refusal.Absent(operation="UpdateProvisionedProduct", reason="No launch paths found.")},
        ),
        "the release is denied": Stays(movable(), TO_OTHER, "MissingPermission", refused={TERMINATE: RELEASE_DENIED}),
    }
)
def test_what_is_not_to_be_moved_stays_as_it_is(case):
    gateway = gateway_to(case.state)
    for method, answer in case.refused.items():
        gateway.refuse(method, answer)
    outcome = change(Run(gateway), case.target)
    (problem,) = a(NotMade, outcome).problems
    assert (problem.code, gateway.state) == (case.code, case.state)
    assert case.message in problem.message()
    assert case.remedy in problem.remedy()
    assert ImportRequest not in kinds_of(gateway)


# When the release does not go well


def test_where_the_release_fails_nothing_is_adopted():
    gateway = gateway_to(movable())
    gateway.before(TERMINATE, lambda state: gateway.fails() or state)
    outcome = Run(gateway).change(PP, TO_OTHER)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message() == "The release failed: it broke (CfnError)."
    assert kinds_of(gateway) == [UpdateRequest, TerminateRequest]
    assert (payments(gateway).id, payments(gateway).product_id) == (PP, WEB.id)


# The way back


@table(
    "breaks described",
    (
        lambda gateway: gateway.refuse(IMPORT, DENIED),
        "AWS denies ImportAsProvisionedProduct to this caller: no",
        "refused",
    ),
    (before_import(lambda gateway: gateway.fails()), "The import failed: it broke (CfnError)", "it fails"),
    (
        before_import(lambda gateway: gateway.fails(leaves=None)),
        "The import failed: it broke (CfnError)",
        "nothing left",
    ),
)
def test_where_the_adoption_goes_wrong_the_stack_is_adopted_under_its_old_product_again(breaks, described, reason):
    gateway = gateway_to(movable())
    breaks(gateway)
    run = Run(gateway)
    outcome = a(MadeButUnhealthy, run.change(PP, TO_OTHER))
    assert codes(outcome) == [("MovedBack", "productName")]
    assert outcome.problems[0].message() == (
        "payments was released from product web-service, could not be adopted under report-bucket "
        f"({described}), and was adopted under web-service again."
    )
    restored = payments(gateway)
    assert outcome.state.provisioned_product == restored
    assert (restored.product_id, restored.artifact_id, restored.status) == (WEB.id, V1.id, "AVAILABLE")
    assert gateway.state.stack(PAYMENTS) == adopted("payments").stack(PAYMENTS)
    assert "adopting it under web-service again" in run.said
    gateway.timer.advance(60)
    assert isinstance(Run(gateway).change(restored.id, TO_OTHER), Done), "the next run tries the move again"
    assert (payments(gateway).product_id, payments(gateway).status) == (OTHER.id, "AVAILABLE")


def test_what_a_failed_adoption_leaves_is_released_before_the_way_back():
    gateway = gateway_to(movable())
    before_import(lambda gateway: gateway.fails())(gateway)
    run = Run(gateway)
    run.change(PP, TO_OTHER)
    assert kinds_of(gateway) == [UpdateRequest, TerminateRequest, ImportRequest, TerminateRequest, ImportRequest]
    second = a(TerminateRequest, gateway.requests[3])
    assert second.provisioned_product_id not in {PP, payments(gateway).id}
    assert (second.retain_physical_resources, second.ignore_errors) == (True, False)
    assert "the adoption failed: releasing the stack from report-bucket" in run.said


def test_where_the_stack_was_changed_in_between_the_reason_is_reported():
    """Somebody updates the stack past the catalog between the comparison of the templates and the import."""
    gateway = gateway_to(movable())
    changed = template(SIZE)
    gateway.before(IMPORT, lambda state: replace(state, templates={**state.templates, PAYMENTS: changed}))
    outcome = Run(gateway).change(PP, TO_OTHER)
    assert isinstance(outcome, NotMade)
    assert codes(outcome) == [("LeftReleased", "productName")]
    assert "does not match" in outcome.problems[0].message()


def test_where_the_way_back_fails_as_well_it_is_reported_and_the_next_run_adopts_the_stack():
    gateway = gateway_to(movable())
    gateway.refuse(IMPORT, DENIED, times=2)
    outcome = Run(gateway).change(PP, TO_OTHER)
    assert isinstance(outcome, NotMade)
    assert codes(outcome) == [("LeftReleased", "productName")]
    assert outcome.problems[0].message() == (
        "payments was released from product web-service, and could be adopted neither under report-bucket "
        "(AWS denies ImportAsProvisionedProduct to this caller: no) nor under web-service again "
        "(AWS denies ImportAsProvisionedProduct to this caller: no). "
        "The stack keeps running, but has no provisioned product now."
    )
    assert gateway.state.provisioned_products == ()
    assert gateway.state.stack(PAYMENTS) is not None
    assert Run(gateway).change(PP, TO_OTHER) is None
    gateway.timer.advance(60)
    assert isinstance(Run(gateway).adopt(TO_OTHER), Done)
    assert payments(gateway).product_id == OTHER.id


def after_an_adoption_that_fails(gateway, intervention):
    """Let the adoption fail, and act before what it has left is released."""

    def fail(state):
        gateway.fails()
        gateway.before(TERMINATE, intervention)
        return state

    gateway.before(IMPORT, fail)


def test_where_what_the_adoption_left_cannot_be_released_it_is_kept_with_both_reasons():
    gateway = gateway_to(movable())
    after_an_adoption_that_fails(gateway, lambda state: gateway.refuse(TERMINATE, RELEASE_DENIED) or state)
    outcome = Run(gateway).change(PP, TO_OTHER)
    assert isinstance(outcome, MadeButUnhealthy)
    assert codes(outcome) == [("OperationFailed", ""), ("MissingPermission", "")]
    assert outcome.state.provisioned_product == payments(gateway)
    assert (payments(gateway).product_id, payments(gateway).status) == (OTHER.id, "ERROR")


def test_where_the_release_of_what_the_adoption_left_fails_it_is_kept_with_both_reasons():
    gateway = gateway_to(movable())
    after_an_adoption_that_fails(gateway, lambda state: gateway.fails(saying="it is stuck") or state)
    outcome = Run(gateway).change(PP, TO_OTHER)
    assert isinstance(outcome, MadeButUnhealthy)
    assert [problem.message() for problem in outcome.problems] == [
        "The import failed: it broke (CfnError).",
        "The release failed: it is stuck (CfnError).",
    ]
    assert outcome.state.provisioned_product.id == payments(gateway).id
    assert payments(gateway).product_id == OTHER.id


def test_an_adoption_that_is_not_at_its_end_in_time_is_waited_for_by_the_next_run():
    """Whether it fails is not known yet, so nothing is taken back."""
    gateway = gateway_to(movable(), seconds=50.0)
    outcome = Run(gateway, seconds=90.0).change(PP, TO_OTHER)
    assert isinstance(outcome, MadeButUnhealthy)
    assert codes(outcome) == [("NotInTime", "")]
    assert kinds_of(gateway) == [UpdateRequest, TerminateRequest, ImportRequest]
    gateway.timer.advance(60)
    assert isinstance(Run(gateway).change(outcome.state.provisioned_product.id, TO_OTHER), Done)
    assert (payments(gateway).product_id, payments(gateway).status) == (OTHER.id, "AVAILABLE")


def test_a_way_back_that_is_not_at_its_end_in_time_keeps_the_id():
    gateway = gateway_to(movable(), seconds=50.0)
    gateway.before(IMPORT, lambda state: gateway.refuse(IMPORT, DENIED) or state)
    outcome = Run(gateway, seconds=90.0).change(PP, TO_OTHER)
    assert isinstance(outcome, MadeButUnhealthy)
    assert codes(outcome) == [("MovedBack", "productName"), ("NotInTime", "")]
    assert outcome.state.provisioned_product.id == payments(gateway).id


# A run that ends between the halves


def test_a_run_that_was_cancelled_between_the_halves_is_mended_by_the_next_one():
    gateway = gateway_to(movable(), timer=FakeTimer(cancel_at=2.0))
    outcome = Run(gateway).change(PP, TO_OTHER)
    assert isinstance(outcome, MadeButUnhealthy)
    assert codes(outcome) == [("Cancelled", "")]
    gateway.timer = FakeTimer(start=60.0)
    assert payments_or_none(gateway) is None
    assert Run(gateway).change(PP, TO_OTHER) is None
    assert isinstance(Run(gateway).adopt(TO_OTHER), Done)
    assert payments(gateway).product_id == OTHER.id


class Killed(BaseException):
    """As a signal does: nothing in the provider catches it."""


@table(
    "method",
    (TERMINATE, "after the release has begun"),
    (IMPORT, "after the adoption has begun"),
)
def test_a_run_that_was_killed_between_the_halves_is_mended_by_an_adoption(method, reason):
    gateway = gateway_to(movable())
    gateway.refuse(method, Killed(), after_the_work=True)
    try:
        Run(gateway).change(PP, TO_NEWER)
    except Killed:
        killed = True
    assert killed, reason
    gateway.timer.advance(60)
    assert Run(gateway).change(PP, TO_NEWER) is None, reason
    assert isinstance(Run(gateway).adopt(replace(TO_OTHER, artifact=Latest.ACTIVE)), Done), reason
    assert (payments(gateway).product_id, payments(gateway).artifact_id) == (OTHER.id, NEWER.id), reason


def payments_or_none(gateway):
    return gateway.state.observed(name="payments")
