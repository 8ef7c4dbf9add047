"""What AWS does when it is asked for a change: from a state and a request to the next state, or a refusal.

The rules are those that the API references tell, as far as reconcile can meet them; catalog_emulator has them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fakes.state import State, Version, Work, moment
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.product import ArtifactParameter
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, UNDER_CHANGE, ProvisionedProduct
from pulumi_servicecatalog.model.record import FAILED, SUCCEEDED, Record, RecordError
from pulumi_servicecatalog.model.request import (
    ImportRequest,
    KeepValue,
    ParameterSetting,
    SetValue,
    TerminateRequest,
    UpdateRequest,
)
from pulumi_servicecatalog.model.stack import Stack

IN_PROGRESS = "IN_PROGRESS"


@dataclass(frozen=True, kw_only=True)
class Failure:
    """How the record of an operation fails, and what it leaves: a status, or None for nothing at all."""

    error: RecordError
    leaves: str | None = "TAINTED"


@dataclass(frozen=True, kw_only=True)
class Course:
    """When a request arrives, how long AWS takes for it, and how it ends."""

    now: float
    seconds: float
    failure: Failure | None = None


def imported(state: State, request: ImportRequest, course: Course) -> tuple[State, Record]:
    """ImportAsProvisionedProduct."""
    operation = "ImportAsProvisionedProduct"
    stack = _importable_stack(state, request.stack_id)
    version = _version(state, request.product_id, request.artifact_id, operation)
    if state.governed(name=request.name) is not None:
        raise refusal.Duplicate(
            operation=operation,
            reason=f"A provisioned product named {request.name} already exists.",
            code="DuplicateResourceException",
        )
    if state.governed(stack_id=stack.id) is not None:
        raise refusal.Duplicate(
            operation=operation,
            reason=f"Stack {stack.id} is provisioned already.",
            code="DuplicateResourceException",
        )
    if state.templates.get(stack.id, version.template) != version.template:
        raise _invalid(operation, f"The template of {stack.id} does not match {request.artifact_id}.")
    number = len(state.records) + 1
    product = next(each for each in state.products if each.id == request.product_id)
    arn = parse_stack_arn(stack.id)
    assert arn is not None
    pp_id = f"pp-{number}"
    begun = ProvisionedProduct(
        id=pp_id,
        name=request.name,
        arn=f"arn:{arn.partition}:servicecatalog:{arn.region}:{arn.account}:stack/{request.name}/{pp_id}",
        type="CFN_STACK",
        status=AVAILABLE,
        created_time=moment(course.now),
        physical_id=stack.id,
        product_id=product.id,
        product_name=product.name,
        artifact_id=version.artifact.id,
        artifact_name=version.artifact.name,
    )
    return _begun(state, begun, "PROVISION_PRODUCT", course, ends=begun)


def updated(state: State, request: UpdateRequest, course: Course) -> tuple[State, Record]:
    """UpdateProvisionedProduct."""
    operation = "UpdateProvisionedProduct"
    found = _at_rest(state, request.provisioned_product_id, operation)
    version = _version(state, request.product_id, request.artifact_id, operation)
    product = next(each for each in state.products if each.id == request.product_id)
    stack = state.stack(found.physical_id or "")
    if stack is not None:
        parameters = _parameters(request.parameters, version, stack)
        stack = replace(stack, status="UPDATE_COMPLETE", parameters=parameters)
    ends = replace(
        found,
        product_id=product.id,
        product_name=product.name,
        artifact_id=version.artifact.id,
        artifact_name=version.artifact.name,
        tags=dict(request.tags) if request.tags is not None else found.tags,
    )
    return _begun(state, found, "UPDATE_PROVISIONED_PRODUCT", course, ends=ends, stack=stack, template=version.template)


def terminated(state: State, request: TerminateRequest, course: Course) -> tuple[State, Record]:
    """TerminateProvisionedProduct."""
    found = _at_rest(state, request.provisioned_product_id, "TerminateProvisionedProduct")
    ends_stack = None if request.retain_physical_resources else found.physical_id
    return _begun(state, found, "TERMINATE_PROVISIONED_PRODUCT", course, ends=None, ends_stack=ends_stack)


def _begun(
    state: State,
    found: ProvisionedProduct,
    record_type: str,
    course: Course,
    *,
    ends: ProvisionedProduct | None,
    stack: Stack | None = None,
    template: str | None = None,
    ends_stack: str | None = None,
) -> tuple[State, Record]:
    """Put the provisioned product under change, and what comes of it under way."""
    record = Record(
        id=f"rec-{len(state.records) + 1}",
        status=IN_PROGRESS,
        type=record_type,
        provisioned_product_id=found.id,
        provisioned_product_name=found.name,
        product_id=ends.product_id if ends else found.product_id,
        artifact_id=ends.artifact_id if ends else found.artifact_id,
        created_time=moment(course.now),
        updated_time=moment(course.now),
    )
    now = replace(found, status=UNDER_CHANGE, status_message="", last_record_id=record.id)
    ends_at = course.now + course.seconds
    ended = replace(record, status=SUCCEEDED, updated_time=moment(ends_at))
    if course.failure is None:
        ends = replace(ends, status=AVAILABLE, last_record_id=record.id) if ends else None
        work = Work(
            ends_at=ends_at,
            record=ended,
            provisioned_product=ends,
            stack=stack,
            template=template,
            ends_stack=ends_stack,
        )
    else:
        failed = replace(ended, status=FAILED, errors=(course.failure.error,))
        work = Work(ends_at=ends_at, record=failed, provisioned_product=_left(now, course.failure))
    after = state.with_record(record).with_governed(now)
    return replace(after, under_way=(*after.under_way, work)), record


def _left(product: ProvisionedProduct, failure: Failure) -> ProvisionedProduct | None:
    if failure.leaves is None:
        return None
    return replace(product, status=failure.leaves, status_message=failure.error.description)


def _importable_stack(state: State, stack_id: str) -> Stack:
    operation = "ImportAsProvisionedProduct"
    if parse_stack_arn(stack_id) is None:
        raise _invalid(operation, f"PhysicalId {stack_id} is not the ARN of a stack.")
    stack = state.stack(stack_id)
    if stack is None:
        raise refusal.Absent(operation=operation, reason=f"Stack {stack_id} does not exist.")
    if not stack.importable:
        raise refusal.WrongState(
            operation=operation, reason=f"Stack {stack_id} is {stack.status}.", code="InvalidStateException"
        )
    return stack


def _version(state: State, product_id: str, artifact_id: str, operation: str) -> Version:
    version = state.version(artifact_id)
    if version is None or version.product_id != product_id:
        raise refusal.Absent(operation=operation, reason=f"{product_id} has no version {artifact_id}.")
    return version


def _at_rest(state: State, provisioned_product_id: str, operation: str) -> ProvisionedProduct:
    found = state.governed(id=provisioned_product_id)
    if found is None:
        raise refusal.Absent(
            operation=operation,
            reason=f"Provisioned product {provisioned_product_id} does not exist.",
            code="ResourceNotFoundException",
        )
    if found.under_change:
        raise _invalid(operation, f"Provisioned product {found.id} is UNDER_CHANGE.")
    return found


def _parameters(settings: Iterable[ParameterSetting], version: Version, stack: Stack) -> Mapping[str, str]:
    """Give the stack's values after the update; what is not named gets its default."""
    operation = "UpdateProvisionedProduct"
    accepted = {each.key: each for each in version.parameters}
    values: dict[str, str] = {}
    for setting in settings:
        if setting.key not in accepted:
            raise _invalid(operation, f"Parameters: [{setting.key}] do not exist in the template")
        match setting:
            case SetValue():
                values[setting.key] = "****" if accepted[setting.key].no_echo else setting.value
            case KeepValue():
                if setting.key not in stack.parameters:
                    raise _invalid(operation, f"There is no previous value of {setting.key}")
                values[setting.key] = stack.parameters[setting.key]
    missing = [each for each in accepted.values() if each.key not in values and each.default is None]
    if missing:
        raise _invalid(operation, f"Parameters: [{_keys(missing)}] must have values")
    return {key: values.get(key, each.default or "") for key, each in accepted.items()}


def _keys(parameters: Iterable[ArtifactParameter]) -> str:
    return ", ".join(each.key for each in parameters)


def _invalid(operation: str, reason: str) -> refusal.Invalid:
    return refusal.Invalid(operation=operation, reason=reason, code="InvalidParametersException")
