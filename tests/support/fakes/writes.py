"""What AWS does when it is asked for a change: from a state and a request to the next state, or a refusal.

The rules are those that the API references tell, as far as reconcile can meet them; catalog_emulator has them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.desired import ById, ByName, Reference
from pulumi_servicecatalog.model.plan import Plan
from pulumi_servicecatalog.model.product import ArtifactParameter, LaunchPath
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, STACK_SET, UNDER_CHANGE, ProvisionedProduct
from pulumi_servicecatalog.model.record import FAILED, SUCCEEDED, Record, RecordError
from pulumi_servicecatalog.model.request import (
    ImportRequest,
    KeepValue,
    ParameterSetting,
    PlanRequest,
    PropertiesRequest,
    ProvisionRequest,
    SetValue,
    TerminateRequest,
    UpdateRequest,
)
from pulumi_servicecatalog.model.stack import Stack
from support.fakes.state import Planning, State, Version, Work, moment

IN_PROGRESS = "IN_PROGRESS"
PROVISION = "PROVISION_PRODUCT"
UPDATE = "UPDATE_PROVISIONED_PRODUCT"
ROLLED_BACK = "ROLLBACK_COMPLETE"
BUSY = (
    "Can't terminate provisioned product because it's still under change or its status does not allow further operation"
)
"""AWS's words, as they were seen at a termination."""

AS_USUAL = "as usual"
"""What a failure leaves where nothing else is said: ERROR after an import or a launch, TAINTED after all else."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """How the record of an operation fails, and what it leaves: a status, or None for nothing at all."""

    error: RecordError
    leaves: str | None = AS_USUAL


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
    if state.observed(name=request.name) is not None:
        raise refusal.Duplicate(
            operation=operation,
            reason=f"A provisioned product named {request.name} already exists.",
            code="DuplicateResourceException",
        )
    if state.observed(stack_id=stack.id) is not None:
        raise refusal.Duplicate(
            operation=operation,
            reason=f"Stack {stack.id} is provisioned already.",
            code="DuplicateResourceException",
        )
    if state.templates.get(stack.id, version.template) != version.template:
        raise _invalid(operation, f"The template of {stack.id} does not match {request.artifact_id}.")
    begun = replace(_new(state, request.name, version, course, token=request.token), physical_id=stack.id)
    record = _record(state, begun, PROVISION, course)
    return _begun(
        state,
        begun,
        record,
        course,
        well=_Left(_available(begun, record)),
        badly=_Left(_unhealthy(begun, "ERROR", course)),
    )


def launched(state: State, request: ProvisionRequest, course: Course) -> tuple[State, Record]:
    """ProvisionProduct. What is wrong with the parameters, the record tells: CloudFormation finds it."""
    operation = "ProvisionProduct"
    version = _version(state, request.product_id, request.artifact_id, operation)
    path = chosen_path(state, request.product_id, request.path, operation)
    if state.observed(name=request.name) is not None:
        raise _invalid(operation, f"A stack named {request.name} already exists.")
    begun = replace(
        _new(state, request.name, version, course, token=request.token),
        type=STACK_SET if "STACKSET" in path.constraints else "CFN_STACK",
        tags=dict(request.tags),
        launch_role_arn=state.launch_roles.get(path.id, ""),
    )
    record = replace(_record(state, begun, PROVISION, course), path_id=path.id, tags=begun.tags)
    made = replace(begun, physical_id=_physical_id(state, begun))
    if begun.type == STACK_SET:
        return _begun(
            state,
            begun,
            record,
            course,
            well=_Left(_available(made, record)),
            badly=_Left(_unhealthy(made, "ERROR", course)),
        )
    settings = [SetValue(key=key, value=value) for key, value in request.parameters.items()]
    try:
        parameters = _parameters(settings, version, {}, operation)
    except refusal.Invalid as refused:
        course = _broken(course, refused.reason)
        return _begun(state, begun, record, course, well=_Left(None), badly=_Left(_unhealthy(begun, "ERROR", course)))
    stack = _launched_stack(made, parameters)
    well = _Left(_available(made, record), stack, version.template)
    badly = _Left(_unhealthy(made, "ERROR", course), replace(stack, status=ROLLED_BACK), version.template)
    return _begun(state, begun, record, course, well=well, badly=badly)


def updated(state: State, request: UpdateRequest, course: Course) -> tuple[State, Record]:
    """UpdateProvisionedProduct. What has never worked cannot be updated, which the record tells."""
    operation = "UpdateProvisionedProduct"
    existing = _at_rest(state, request.provisioned_product_id, operation)
    version = _version(state, request.product_id, request.artifact_id, operation)
    product = next(item for item in state.products if item.id == request.product_id)
    stack = state.stack(existing.physical_id or "")
    if stack is not None:
        parameters = _parameters(request.parameters, version, stack.parameters, operation)
        stack = replace(stack, status="UPDATE_COMPLETE", parameters=parameters)
    if existing.never_worked:
        course = _broken(course, f"Stack {existing.physical_id} has never run, and cannot be updated.")
    ends = replace(
        existing,
        product_id=product.id,
        product_name=product.name,
        artifact_id=version.artifact.id,
        artifact_name=version.artifact.name,
        tags=dict(request.tags) if request.tags is not None else existing.tags,
    )
    record = replace(_record(state, ends, UPDATE, course), tags=dict(request.tags or {}))
    well = _Left(_available(ends, record), stack, version.template)
    badly = _Left(_unhealthy(existing, "ERROR" if existing.never_worked else "TAINTED", course))
    return _begun(state, existing, record, course, well=well, badly=badly)


def with_properties(state: State, request: PropertiesRequest, course: Course) -> tuple[State, Record]:
    """UpdateProvisionedProductProperties. It is no provisioning: the status stays, and so does the last success.

    AWS answers with less than the record.
    """
    operation = "UpdateProvisionedProductProperties"
    existing = _unplanned(state, request.provisioned_product_id, operation)
    if existing.under_change:
        raise _wrong_state(operation, existing)
    ends = replace(
        existing,
        launch_role_arn=request.values.get("launchRoleArn", existing.launch_role_arn),
        owner=_user(request.values["owner"]) if "owner" in request.values else existing.owner,
    )
    record = replace(_record(state, existing, UPDATE, course), launch_role_arn=ends.launch_role_arn or "")
    after, record = _begun(state, existing, record, course, well=_Left(ends), badly=_Left(existing))
    return after, Record(id=record.id, status=record.status, provisioned_product_id=existing.id)


def terminated(state: State, request: TerminateRequest, course: Course) -> tuple[State, Record]:
    """TerminateProvisionedProduct."""
    existing = _at_rest(state, request.provisioned_product_id, "TerminateProvisionedProduct")
    record = _record(state, existing, "TERMINATE_PROVISIONED_PRODUCT", course)
    well = _Left(None, ends_stack=None if request.retain_physical_resources else existing.physical_id)
    return _begun(state, existing, record, course, well=well, badly=_Left(_unhealthy(existing, "TAINTED", course)))


def planned(state: State, request: PlanRequest, course: Course, made: Plan) -> tuple[State, Plan]:
    """CreateProvisionedProductPlan; `made` is the plan once it is worked out, but for what the request tells.

    A name that nothing bears gets a provisioned product, which exists until the plan is deleted.
    """
    operation = "CreateProvisionedProductPlan"
    version = _version(state, request.product_id, request.artifact_id, operation)
    chosen_path(state, request.product_id, ById(request.path_id) if request.path_id else None, operation)
    existing = state.observed(name=request.name)
    if existing is not None and existing.status not in {AVAILABLE, "TAINTED"}:
        raise _wrong_state(operation, existing)
    before = existing.status if existing else None
    if existing is None:
        existing = replace(_new(state, request.name, version, course, token=request.token), id=f"pp-of-{made.id}")
        state = state.with_governed(existing)
    begun = Plan(id=made.id, name=request.plan_name, provisioned_product_id=existing.id)
    planning = Planning(
        plan=replace(begun, status="CREATE_IN_PROGRESS"),
        before=before,
        ends_at=course.now + course.seconds,
        made=replace(made, name=request.plan_name, provisioned_product_id=existing.id),
    )
    return state.with_planning(planning), begun


def chosen_path(state: State, product_id: str, named: Reference | None, operation: str) -> LaunchPath:
    """Return the path that a request names, or the only one that there is."""
    paths = state.launch_paths.get(product_id, ())
    if not paths:
        raise refusal.Absent(
            operation=operation,
            reason=f"No launch paths found for resource: {product_id}",
            code="ResourceNotFoundException",
        )
    if named is not None:
        paths = tuple(item for item in paths if named in {ById(item.id), ByName(item.name)})
    if not paths:
        raise _invalid(operation, f"Invalid PathId: {named}")
    if len(paths) > 1:
        raise _invalid(operation, "More than one launch path ids exist. Please specify the launch path id")
    return paths[0]


def _new(state: State, name: str, version: Version, course: Course, *, token: str) -> ProvisionedProduct:
    """Return a provisioned product that has no stack yet."""
    location = state.identity
    pp_id = f"pp-{len(state.records) + 1}"
    product = next(item for item in state.products if item.id == version.product_id)
    return ProvisionedProduct(
        id=pp_id,
        name=name,
        arn=f"arn:{location.partition}:servicecatalog:{location.region}:{location.account}:stack/{name}/{pp_id}",
        type="CFN_STACK",
        status=AVAILABLE,
        created_time=moment(course.now),
        product_id=product.id,
        product_name=product.name,
        artifact_id=version.artifact.id,
        artifact_name=version.artifact.name,
        launch_role_arn="",
        owner=location.caller_arn,
        idempotency_token=token,
    )


def _user(owner: str) -> str:
    """Return the UserArn of an owner: of a session, that is its role."""
    location, _, session = owner.partition(":assumed-role/")
    role = session.partition("/")[0]
    return f"{location.replace(':sts:', ':iam:')}:role/{role}" if session else owner


def _physical_id(state: State, product: ProvisionedProduct) -> str:
    """Return the ARN of what a launch makes, which is named after the provisioned product."""
    location = state.identity
    name = f"SC-{location.account}-{product.id}"
    kind = f"stackset/{name}:0a1b2c3d" if product.type == STACK_SET else f"stack/{name}/0a1b2c3d"
    return f"arn:{location.partition}:cloudformation:{location.region}:{location.account}:{kind}"


def _launched_stack(product: ProvisionedProduct, parameters: Mapping[str, str]) -> Stack:
    arn = parse_stack_arn(product.physical_id or "")
    assert arn is not None
    return Stack(
        id=str(product.physical_id),
        name=arn.name,
        status="CREATE_COMPLETE",
        parameters=parameters,
        tags=product.tags,
    )


@dataclass(frozen=True)
class _Left:
    """What there is once a record has ended, as `Work` has it."""

    provisioned_product: ProvisionedProduct | None
    stack: Stack | None = None
    template: str | None = None
    ends_stack: str | None = None


def _available(product: ProvisionedProduct, record: Record) -> ProvisionedProduct:
    return replace(product, status=AVAILABLE, status_message="", last_successful_record_id=record.id)


def _unhealthy(product: ProvisionedProduct, status: str, course: Course) -> ProvisionedProduct:
    return replace(product, status=status, status_message=course.failure.error.description if course.failure else "")


def _broken(course: Course, reason: str) -> Course:
    """Let the record fail by what CloudFormation refuses."""
    return replace(course, failure=Failure(error=RecordError(code="ValidationError", description=reason)))


def _record(state: State, of: ProvisionedProduct, record_type: str, course: Course) -> Record:
    """Return the record of a request, as it is at first."""
    return Record(
        id=f"rec-{len(state.records) + 1}",
        status=IN_PROGRESS,
        type=record_type,
        provisioned_product_id=of.id,
        provisioned_product_name=of.name,
        provisioned_product_type=of.type,
        product_id=of.product_id,
        artifact_id=of.artifact_id,
        launch_role_arn=of.launch_role_arn or "",
        created_time=moment(course.now),
        updated_time=moment(course.now),
    )


def _begun(
    state: State, existing: ProvisionedProduct, record: Record, course: Course, *, well: _Left, badly: _Left
) -> tuple[State, Record]:
    """Put the provisioned product under change, and what comes of it under way."""
    now = replace(existing, status=UNDER_CHANGE, status_message="", last_record_id=record.id)
    ends_at = course.now + course.seconds
    ended = replace(record, status=SUCCEEDED, updated_time=moment(ends_at))
    left = well
    if course.failure is not None:
        ended = replace(ended, status=FAILED, errors=(course.failure.error,))
        left = _as_told(badly, course.failure)
    product = left.provisioned_product
    work = Work(
        ends_at=ends_at,
        record=ended,
        provisioned_product=replace(product, last_record_id=record.id) if product else None,
        stack=left.stack,
        template=left.template,
        ends_stack=left.ends_stack,
    )
    after = state.with_record(record).with_governed(now)
    return replace(after, under_way=(*after.under_way, work)), record


def _as_told(usual: _Left, failure: Failure) -> _Left:
    """Return what a failure leaves: the usual, in the status that the test wants, or nothing."""
    product = usual.provisioned_product
    if failure.leaves is None:
        return _Left(None)
    if failure.leaves == AS_USUAL or product is None:
        return usual
    left = replace(product, status=failure.leaves, status_message=failure.error.description)
    return replace(usual, provisioned_product=left)


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
    existing = _unplanned(state, provisioned_product_id, operation)
    if existing.under_change:
        raise refusal.Invalid(operation=operation, reason=BUSY, code="ValidationException")
    return existing


def _unplanned(state: State, provisioned_product_id: str, operation: str) -> ProvisionedProduct:
    existing = state.observed(id=provisioned_product_id)
    if existing is None:
        raise refusal.Absent(
            operation=operation,
            reason=f"Provisioned product {provisioned_product_id} does not exist.",
            code="ResourceNotFoundException",
        )
    if existing.planned:
        raise _wrong_state(operation, existing)
    return existing


def _parameters(
    settings: Iterable[ParameterSetting], version: Version, previous: Mapping[str, str], operation: str
) -> Mapping[str, str]:
    """Return the stack's values after a change; what is not named gets its default."""
    accepted = {parameter.key: parameter for parameter in version.parameters}
    values: dict[str, str] = {}
    for setting in settings:
        if setting.key not in accepted:
            raise _invalid(operation, f"Parameters: [{setting.key}] do not exist in the template")
        match setting:
            case SetValue():
                values[setting.key] = "****" if accepted[setting.key].no_echo else setting.value
            case KeepValue():
                if setting.key not in previous:
                    raise _invalid(operation, f"There is no previous value of {setting.key}")
                values[setting.key] = previous[setting.key]
    missing = [item for item in accepted.values() if item.key not in values and item.default is None]
    if missing:
        raise _invalid(operation, f"Parameters: [{_keys(missing)}] must have values")
    return {key: values.get(key, item.default or "") for key, item in accepted.items()}


def _keys(parameters: Iterable[ArtifactParameter]) -> str:
    return ", ".join(parameter.key for parameter in parameters)


def _invalid(operation: str, reason: str) -> refusal.Invalid:
    return refusal.Invalid(operation=operation, reason=reason, code="InvalidParametersException")


def _wrong_state(operation: str, product: ProvisionedProduct) -> refusal.WrongState:
    return refusal.WrongState(
        operation=operation,
        reason=f"Provisioned product {product.id} is {product.status}.",
        code="InvalidStateException",
    )
