"""CloudFormation's operations on stacks and change sets: from a request's members to a result's.

Stack sets are not among them: over the wire, moto serves those.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import change_sets, drift, engine, imports, parameters, show, template_url
from catalog_emulator.cloudformation.change import Change
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.core import template, validation
from catalog_emulator.core.aws_error import AwsError, InputError
from catalog_emulator.core.operation_table import OperationTable
from catalog_emulator.core.paging import Page, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.cloudformation.stacks import Stacks
    from catalog_emulator.core.settings import Settings

_BODY_LIMIT = 51_200  # CreateStack: TemplateBody, in bytes
_NAME = re.compile(r"[a-zA-Z][-a-zA-Z0-9]*")
_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class StackRequest:
    """A request: among whose stacks, and its members by AWS's names."""

    stacks: Stacks
    members: Mapping[str, Any]

    def get(self, member: str, default: Any = None) -> Any:
        """Return a member, or the default where it is left out."""
        value = self.members.get(member)
        return default if value is None else value

    @property
    def settings(self) -> Settings:
        """Return the settings that hold for the account now."""
        return self.stacks.world.settings.of(self.stacks.account)


Result = dict[str, Any]
Operation = Callable[[StackRequest], Result]

OPERATIONS: OperationTable[Operation] = OperationTable()
operation = OPERATIONS.entry


def check(name: str, members: Mapping[str, Any]) -> None:
    """Refuse members that break a constraint of the API's model, with CloudFormation's own code."""
    try:
        validation.validate("cloudformation", name, members)
    except InputError as error:
        raise StackValidationError(error.message) from error


def serve(stacks: Stacks, name: str, members: Mapping[str, Any]) -> Result:
    """Perform an operation of the table; its members must have been checked."""
    return OPERATIONS[name](StackRequest(stacks=stacks, members=members))


@operation("CreateStack")
def create_stack(request: StackRequest) -> Result:
    """CreateStack."""
    on_failure = request.get("OnFailure")
    stack = engine.new_stack(
        request.stacks,
        name=_new_name(request),
        template=template_of(request),
        parameters=request.get("Parameters", []),
        tags=_tags(request) or {},
        capabilities=list(request.get("Capabilities", [])),
        notification_arns=list(request.get("NotificationARNs", [])),
        role_arn=request.get("RoleARN"),
        timeout_in_minutes=request.get("TimeoutInMinutes"),
        disable_rollback=bool(request.get("DisableRollback")) or on_failure == "DO_NOTHING",
        enable_termination_protection=bool(request.get("EnableTerminationProtection")),
        policy=request.get("StackPolicyBody") or "",
    )
    engine.launch(request.stacks, stack)
    if on_failure == "DELETE" and stack.status == "ROLLBACK_COMPLETE":
        engine.begin_delete(stack)
        engine.finish_delete(request.stacks, stack)
    return {"StackId": stack.stack_id}


@operation("UpdateStack")
def update_stack(request: StackRequest) -> Result:
    """UpdateStack."""
    stack = request.stacks.living(request.get("StackName"))
    engine.check_updatable(stack)
    change = _change(request, stack)
    engine.begin_update(stack, change)
    engine.finish_update(request.stacks, stack, change)
    return {"StackId": stack.stack_id}


@operation("DeleteStack")
def delete_stack(request: StackRequest) -> Result:
    """DeleteStack; a stack that does not exist is deleted already."""
    stack = request.stacks.find(request.get("StackName"))
    keep = frozenset(request.get("RetainResources", []))
    if stack is None or stack.deleted:
        return {}
    if keep and stack.status != "DELETE_FAILED":
        raise StackValidationError(
            f"Invalid operation on stack [{stack.stack_id}]. When you delete a stack, specify which resources "
            "to retain only when the stack is in the DELETE_FAILED state."
        )
    engine.begin_delete(stack)
    engine.finish_delete(request.stacks, stack, keep)
    return {}


@operation("UpdateTerminationProtection")
def update_termination_protection(request: StackRequest) -> Result:
    """UpdateTerminationProtection."""
    stack = request.stacks.living(request.get("StackName"))
    if stack.parent_id:
        raise StackValidationError(f"Termination protection cannot be changed on nested stack [{stack.name}]")
    stack.enable_termination_protection = bool(request.get("EnableTerminationProtection"))
    return {"StackId": stack.stack_id}


@operation("DescribeStacks")
def describe_stacks(request: StackRequest) -> Result:
    """DescribeStacks; newest first, as AWS lists them."""
    name = request.get("StackName")
    stacks = [request.stacks.get(name)] if name else request.stacks.stacks.values()
    shown = _page(request, stacks)
    return {"Stacks": [show.stack_document(s) for s in shown.items], "NextToken": shown.token}


@operation("ListStacks")
def list_stacks(request: StackRequest) -> Result:
    """ListStacks; deleted ones too."""
    wanted = request.get("StackStatusFilter", [])
    shown = _page(request, [s for s in request.stacks.all_stacks() if not wanted or s.status in wanted])
    return {"StackSummaries": [show.stack_summary(s) for s in shown.items], "NextToken": shown.token}


@operation("GetTemplate")
def gettemplate_of(request: StackRequest) -> Result:
    """GetTemplate; the processed template is the original, as there are no macros here."""
    name = request.get("StackName")
    change_set_name = request.get("ChangeSetName")
    if change_set_name:
        text = change_sets.find(request.stacks, change_set_name, name).change.template
    else:
        text = request.stacks.get(name).template
    return {"TemplateBody": text, "StagesAvailable": ["Original", "Processed"]}


@operation("GetTemplateSummary")
def get_template_summary(request: StackRequest) -> Result:
    """GetTemplateSummary."""
    name = request.get("StackName")
    stack = request.stacks.get(name) if name else None
    if stack and stack.status == "REVIEW_IN_PROGRESS":
        raise StackValidationError("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.")
    absent = "" if request.settings.absent_description == "empty" else None
    text = stack.template if stack else template_of(request)
    return show.template_summary(text, absent_description=absent)


@operation("ValidateTemplate")
def validatetemplate_of(request: StackRequest) -> Result:
    """ValidateTemplate, without cfn-lint, which takes seconds."""
    summary = show.template_summary(template_of(request))
    kept = ("Parameters", "Description", "Capabilities", "CapabilitiesReason", "DeclaredTransforms")
    for parameter in summary["Parameters"]:
        parameter.pop("ParameterConstraints")
        parameter.pop("ParameterType")
    return {name: summary[name] for name in kept}


@operation("ListExports")
def list_exports(request: StackRequest) -> Result:
    """ListExports."""
    shown = _page(request, request.stacks.exports.values(), lambda export: [export.name])
    documents = [
        {"ExportingStackId": export.exporting_stack_id, "Name": export.name, "Value": template.as_text(export.value)}
        for export in shown.items
    ]
    return {"Exports": documents, "NextToken": shown.token}


@operation("ListImports")
def list_imports(request: StackRequest) -> Result:
    """ListImports; what nothing imports is refused."""
    name = str(request.get("ExportName"))
    users = imports.importers(request.stacks.stacks.values(), name)
    if not users:
        raise StackValidationError(f"Export '{name}' is not imported by any stack.")
    return {"Imports": users}


@operation("DescribeStackEvents")
def describe_stack_events(request: StackRequest) -> Result:
    """DescribeStackEvents, newest first."""
    stack = request.stacks.get(request.get("StackName") or "")
    numbered = list(enumerate(stack.events))
    shown = _page(request, numbered, lambda pair: [pair[0]])
    events = [event.to_document() for _, event in shown.items]
    return {"StackEvents": events, "NextToken": shown.token}


@operation("DescribeStackResources")
def describe_stack_resources(request: StackRequest) -> Result:
    """DescribeStackResources."""
    wanted = request.get("LogicalResourceId")
    documents = [r for r in _resource_documents(request) if wanted in (None, r["LogicalResourceId"])]
    return {"StackResources": documents}


@operation("DescribeStackResource")
def describe_stack_resource(request: StackRequest) -> Result:
    """DescribeStackResource."""
    wanted = request.get("LogicalResourceId")
    for resource in _resource_documents(request):
        if resource["LogicalResourceId"] == wanted:
            return {"StackResourceDetail": resource}
    name = request.get("StackName")
    raise StackValidationError(f"Resource {wanted} does not exist for stack {name}")


@operation("ListStackResources")
def list_stack_resources(request: StackRequest) -> Result:
    """ListStackResources."""
    numbered = list(enumerate(_resource_documents(request)))
    shown = _page(request, numbered, lambda pair: [-pair[0]])
    summaries = [resource for _, resource in shown.items]
    return {"StackResourceSummaries": summaries, "NextToken": shown.token}


@operation("CreateChangeSet")
def create_change_set(request: StackRequest) -> Result:
    """CreateChangeSet."""
    stack = request.stacks.find(request.get("StackName"))
    stack = None if stack is None or stack.deleted else stack
    if stack is None:
        _new_name(request)
    made = change_sets.create(request.stacks, stack, _change(request, stack), request.members)
    return {"Id": made.id, "StackId": made.stack.stack_id}


@operation("DescribeChangeSet")
def describe_change_set(request: StackRequest) -> Result:
    """DescribeChangeSet."""
    change_set = change_sets.find(request.stacks, request.get("ChangeSetName"), request.get("StackName"))
    return change_set.to_document()


@operation("ExecuteChangeSet")
def execute_change_set(request: StackRequest) -> Result:
    """ExecuteChangeSet."""
    change_sets.execute(
        request.stacks,
        change_sets.find(request.stacks, request.get("ChangeSetName"), request.get("StackName")),
    )
    return {}


@operation("DeleteChangeSet")
def delete_change_set(request: StackRequest) -> Result:
    """DeleteChangeSet."""
    change_set = change_sets.find(request.stacks, request.get("ChangeSetName"), request.get("StackName"))
    del request.stacks.change_sets[change_set.id]
    return {}


@operation("ListChangeSets")
def list_change_sets(request: StackRequest) -> Result:
    """ListChangeSets."""
    stack = request.stacks.get(request.get("StackName"))
    of_stack = [c for c in request.stacks.change_sets.values() if c.stack is stack]
    return {"Summaries": [c.to_summary() for c in of_stack]}


@operation("DetectStackDrift")
def detect_stack_drift(request: StackRequest) -> Result:
    """DetectStackDrift, of all resources of a stack."""
    detection = drift.detect(request.stacks, request.stacks.living(request.get("StackName")))
    return {"StackDriftDetectionId": detection.id}


@operation("DescribeStackDriftDetectionStatus")
def describe_stack_drift_detection_status(request: StackRequest) -> Result:
    """DescribeStackDriftDetectionStatus."""
    return drift.status(request.stacks, request.get("StackDriftDetectionId"))


@operation("DescribeStackResourceDrifts")
def describe_stack_resource_drifts(request: StackRequest) -> Result:
    """DescribeStackResourceDrifts."""
    stack = request.stacks.get(request.get("StackName"))
    documents = drift.results(request.stacks, stack, list(request.get("StackResourceDriftStatusFilters", [])))
    shown = _page(request, list(enumerate(documents)), lambda pair: [-pair[0]])
    return {"StackResourceDrifts": [document for _, document in shown.items], "NextToken": shown.token}


def _change(request: StackRequest, stack: Stack | None) -> Change:
    """Read what UpdateStack and CreateChangeSet have in common."""
    use_previous = stack is not None and bool(request.get("UsePreviousTemplate"))
    if use_previous and (request.get("TemplateBody") or request.get("TemplateURL")):
        raise StackValidationError("You cannot specify both usePreviousTemplate and Template Body/Template URL")
    text = stack.template if stack is not None and use_previous else template_of(request)
    previous = stack.parameters if stack is not None else {}
    return Change(
        template=text,
        parameters=parameters.in_force(
            engine.parse(text), request.get("Parameters", []), previous, pseudo=request.stacks.pseudo
        ),
        tags=_tags(request),
        capabilities=list(request.get("Capabilities", [])),
        role_arn=request.get("RoleARN"),
        notification_arns=request.get("NotificationARNs"),
    )


def _new_name(request: StackRequest) -> str:
    """Return a name for a new stack; botocore's model lacks CreateStack's pattern for it."""
    name = str(request.get("StackName"))
    if not _NAME.fullmatch(name):
        raise StackValidationError(
            f"1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: Member "
            f"must satisfy regular expression pattern: {_NAME.pattern}"
        )
    return name


def _resource_documents(request: StackRequest) -> list[dict[str, Any]]:
    return show.resource_documents(request.stacks.get(request.get("StackName") or ""))


def _tags(request: StackRequest) -> dict[str, str] | None:
    tags = request.get("Tags")
    return None if tags is None else {tag["Key"]: tag["Value"] for tag in tags}


def template_of(request: StackRequest) -> str:
    """Return the template that a request has as TemplateBody, or names by TemplateURL."""
    body, url = request.get("TemplateBody"), request.get("TemplateURL")
    if (body is None) == (url is None):
        raise StackValidationError("Either Template URL or Template Body must be specified.")
    if body is not None:
        if len(body.encode()) > _BODY_LIMIT:
            raise StackValidationError(
                "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member "
                f"must have length less than or equal to {_BODY_LIMIT}"
            )
        return str(body)
    return _template_at(request, url)


def _template_at(request: StackRequest, url: str) -> str:
    try:
        return template_url.read(url, request.stacks)
    except template_url.TemplateUrlError as error:
        raise StackValidationError(f"S3 error: The template at {url} could not be read.") from error


def _page(
    request: StackRequest, items: Iterable[Any], position: Callable[[Any], list[Any]] = lambda stack: [stack.ordinal]
) -> Page[Any]:
    token = request.get("NextToken")
    try:
        return page(items, cap=_PAGE, size=None, token=token, position=position, descending=True)
    except AwsError as error:
        raise StackValidationError(f"NextToken: {error.message}") from error
