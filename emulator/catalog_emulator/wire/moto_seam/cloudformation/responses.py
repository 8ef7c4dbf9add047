"""CloudFormation's requests on their way in and out. moto's dispatcher calls `StackResponse.dispatch`.

Stack sets and exports stay moto's; their operations are inherited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult

from catalog_emulator.cloudformation import change_sets, engine, parameters, show, template_url
from catalog_emulator.cloudformation.accounts import stack_sets_backend, stacks_of
from catalog_emulator.cloudformation.change import Change
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.cloudformation.stack_sets import HEALTHY
from catalog_emulator.core import validation
from catalog_emulator.core.aws_error import AwsError, InputError
from catalog_emulator.core.paging import Page, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.cloudformation.stacks import Stacks
    from catalog_emulator.core.settings import Settings

_BODY_LIMIT = 51_200  # CreateStack: TemplateBody, in bytes
_NAME = re.compile(r"[a-zA-Z][-a-zA-Z0-9]*")
_PAGE = 100


class StackResponse(CloudFormationResponse):  # type: ignore[misc]  # moto is not analysed
    """Handles one request. moto makes an instance for each."""

    # moto rewrites some members on their way out; ours are AWS's already.
    RESPONSE_KEY_PATH_TO_TRANSFORMER: ClassVar[dict[str, Any]] = {
        path: transform
        for path, transform in CloudFormationResponse.RESPONSE_KEY_PATH_TO_TRANSFORMER.items()
        if path.startswith("DescribeStackSet")
    }

    @property
    def stacks(self) -> Stacks:
        """Return the stacks of the caller's account and region."""
        return stacks_of(self.current_account, self.region)

    def call_action(self) -> Any:
        """Check the input, then let moto find the method."""
        operation = self._get_action()
        try:
            validation.validate("cloudformation", operation, self.params)
        except InputError as error:
            raise StackValidationError(error.message) from error
        return super().call_action()

    def create_stack(self) -> ActionResult:
        """CreateStack."""
        on_failure = self._get_param("OnFailure")
        stack = engine.new_stack(
            self.stacks,
            name=self._new_name(),
            template=self._template(),
            parameters=self._get_param("Parameters", []),
            tags=self._tags() or {},
            capabilities=list(self._get_param("Capabilities", [])),
            notification_arns=list(self._get_param("NotificationARNs", [])),
            role_arn=self._get_param("RoleARN"),
            timeout_in_minutes=self._get_param("TimeoutInMinutes"),
            disable_rollback=bool(self._get_param("DisableRollback")) or on_failure == "DO_NOTHING",
            enable_termination_protection=bool(self._get_param("EnableTerminationProtection")),
            policy=self._get_param("StackPolicyBody") or "",
        )
        engine.launch(self.stacks, stack)
        if on_failure == "DELETE" and stack.status == "ROLLBACK_COMPLETE":
            engine.begin_delete(stack)
            engine.finish_delete(self.stacks, stack)
        return ActionResult({"StackId": stack.stack_id})

    def update_stack(self) -> ActionResult:
        """UpdateStack."""
        stack = self.stacks.living(self._get_param("StackName"))
        engine.check_updatable(stack)
        change = self._change(stack)
        engine.begin_update(stack, change)
        engine.finish_update(self.stacks, stack, change)
        return ActionResult({"StackId": stack.stack_id})

    def delete_stack(self) -> ActionResult:
        """DeleteStack; a stack that does not exist is deleted already."""
        stack = self.stacks.find(self._get_param("StackName"))
        keep = frozenset(self._get_param("RetainResources", []))
        if stack is None or stack.deleted:
            return EmptyResult()
        if keep and stack.status != "DELETE_FAILED":
            raise StackValidationError(
                f"Invalid operation on stack [{stack.stack_id}]. When you delete a stack, specify which resources "
                "to retain only when the stack is in the DELETE_FAILED state."
            )
        engine.begin_delete(stack)
        engine.finish_delete(self.stacks, stack, keep)
        return EmptyResult()

    def update_termination_protection(self) -> ActionResult:
        """UpdateTerminationProtection."""
        stack = self.stacks.living(self._get_param("StackName"))
        if stack.parent_id:
            raise StackValidationError(f"Termination protection cannot be changed on nested stack [{stack.name}]")
        stack.enable_termination_protection = bool(self._get_param("EnableTerminationProtection"))
        return ActionResult({"StackId": stack.stack_id})

    def describe_stacks(self) -> ActionResult:
        """DescribeStacks; newest first, as AWS lists them."""
        name = self._get_param("StackName")
        stacks = [self.stacks.get(name)] if name else self.stacks.stacks.values()
        shown = self._page(stacks)
        return ActionResult({"Stacks": [show.stack_document(s) for s in shown.items], "NextToken": shown.token})

    def list_stacks(self) -> ActionResult:
        """ListStacks; deleted ones too."""
        wanted = self._get_param("StackStatusFilter", [])
        shown = self._page(s for s in self.stacks.all_stacks() if not wanted or s.status in wanted)
        return ActionResult({"StackSummaries": [show.stack_summary(s) for s in shown.items], "NextToken": shown.token})

    def get_template(self) -> ActionResult:
        """GetTemplate; the processed template is the original, as there are no macros here."""
        name = self._get_param("StackName")
        change_set_name = self._get_param("ChangeSetName")
        if change_set_name:
            text = change_sets.find(self.stacks, change_set_name, name).change.template
        else:
            text = self.stacks.get(name).template
        return ActionResult({"TemplateBody": text, "StagesAvailable": ["Original", "Processed"]})

    def get_template_summary(self) -> ActionResult:
        """GetTemplateSummary."""
        name = self._get_param("StackName")
        stack = self.stacks.get(name) if name else None
        if stack and stack.status == "REVIEW_IN_PROGRESS":
            raise StackValidationError("GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.")
        absent = "" if self._settings.absent_description == "empty" else None
        text = stack.template if stack else self._template()
        return ActionResult(show.template_summary(text, absent_description=absent))

    def validate_template(self) -> ActionResult:
        """ValidateTemplate, without cfn-lint, which takes seconds."""
        summary = show.template_summary(self._template())
        kept = ("Parameters", "Description", "Capabilities", "CapabilitiesReason", "DeclaredTransforms")
        for parameter in summary["Parameters"]:
            parameter.pop("ParameterConstraints")
            parameter.pop("ParameterType")
        return ActionResult({name: summary[name] for name in kept})

    def describe_stack_events(self) -> ActionResult:
        """DescribeStackEvents, newest first."""
        stack = self.stacks.get(self._get_param("StackName") or "")
        numbered = list(enumerate(stack.events))
        shown = self._page(numbered, lambda pair: [pair[0]])
        events = [event.to_document() for _, event in shown.items]
        return ActionResult({"StackEvents": events, "NextToken": shown.token})

    def describe_stack_resources(self) -> ActionResult:
        """DescribeStackResources."""
        wanted = self._get_param("LogicalResourceId")
        documents = [r for r in self._resource_documents() if wanted in (None, r["LogicalResourceId"])]
        return ActionResult({"StackResources": documents})

    def describe_stack_resource(self) -> ActionResult:
        """DescribeStackResource."""
        wanted = self._get_param("LogicalResourceId")
        for resource in self._resource_documents():
            if resource["LogicalResourceId"] == wanted:
                return ActionResult({"StackResourceDetail": resource})
        name = self._get_param("StackName")
        raise StackValidationError(f"Resource {wanted} does not exist for stack {name}")

    def list_stack_resources(self) -> ActionResult:
        """ListStackResources."""
        numbered = list(enumerate(self._resource_documents()))
        shown = self._page(numbered, lambda pair: [-pair[0]])
        summaries = [resource for _, resource in shown.items]
        return ActionResult({"StackResourceSummaries": summaries, "NextToken": shown.token})

    def get_stack_policy(self) -> Any:
        """GetStackPolicy is moto's, but for a stack that is not there."""
        self._check_policy_stack()
        return super().get_stack_policy()

    def set_stack_policy(self) -> Any:
        """SetStackPolicy is moto's, but for a stack that is not there."""
        self._check_policy_stack()
        return super().set_stack_policy()

    def create_change_set(self) -> ActionResult:
        """CreateChangeSet."""
        stack = self.stacks.find(self._get_param("StackName"))
        stack = None if stack is None or stack.deleted else stack
        if stack is None:
            self._new_name()
        made = change_sets.create(self.stacks, stack, self._change(stack), self.params)
        return ActionResult({"Id": made.id, "StackId": made.stack.stack_id})

    def create_stack_set(self) -> Any:
        """CreateStackSet is moto's, but for the check of the template."""
        engine.parse(self._template())
        return super().create_stack_set()

    def describe_change_set(self) -> ActionResult:
        """DescribeChangeSet."""
        change_set = change_sets.find(self.stacks, self._get_param("ChangeSetName"), self._get_param("StackName"))
        return ActionResult(change_set.to_document())

    def execute_change_set(self) -> ActionResult:
        """ExecuteChangeSet."""
        change_sets.execute(
            self.stacks,
            change_sets.find(self.stacks, self._get_param("ChangeSetName"), self._get_param("StackName")),
        )
        return EmptyResult()

    def delete_change_set(self) -> ActionResult:
        """DeleteChangeSet."""
        change_set = change_sets.find(self.stacks, self._get_param("ChangeSetName"), self._get_param("StackName"))
        del self.stacks.change_sets[change_set.id]
        return EmptyResult()

    def list_change_sets(self) -> ActionResult:
        """ListChangeSets."""
        stack = self.stacks.get(self._get_param("StackName"))
        of_stack = [c for c in self.stacks.change_sets.values() if c.stack is stack]
        return ActionResult({"Summaries": [c.to_summary() for c in of_stack]})

    def list_stack_instances(self) -> ActionResult:
        """ListStackInstances, with the ids of the stacks that really exist."""
        instances = (
            stack_sets_backend(self.current_account, self.region)
            .describe_stack_set(self._get_param("StackSetName"))
            .instances
        )
        summaries = [
            i.to_dict()
            | {
                "StackId": i.stack.stack_id,
                "Status": "CURRENT" if i.stack.status in HEALTHY else "OUTDATED",
                "StatusReason": i.stack.status_reason,
            }
            for i in instances.stack_instances
        ]
        return ActionResult({"Summaries": summaries})

    def _change(self, stack: Stack | None) -> Change:
        """Read what UpdateStack and CreateChangeSet have in common."""
        use_previous = stack is not None and bool(self._get_param("UsePreviousTemplate"))
        if use_previous and (self._get_param("TemplateBody") or self._get_param("TemplateURL")):
            raise StackValidationError("You cannot specify both usePreviousTemplate and Template Body/Template URL")
        text = stack.template if stack is not None and use_previous else self._template()
        previous = stack.parameters if stack is not None else {}
        return Change(
            template=text,
            parameters=parameters.in_force(engine.parse(text), self._get_param("Parameters", []), previous),
            tags=self._tags(),
            capabilities=list(self._get_param("Capabilities", [])),
            role_arn=self._get_param("RoleARN"),
            notification_arns=self._get_param("NotificationARNs"),
        )

    @property
    def _settings(self) -> Settings:
        return self.stacks.world.settings.of(self.current_account)

    def _check_policy_stack(self) -> None:
        name = self._get_param("StackName")
        if self.stacks.find(name) is None and self._settings.stack_policy_of_unknown_stack == "with-colon":
            raise StackValidationError(f"Stack: {name} does not exist")

    def _new_name(self) -> str:
        """Return a name for a new stack; botocore's model lacks CreateStack's pattern for it."""
        name = str(self._get_param("StackName"))
        if not _NAME.fullmatch(name):
            raise StackValidationError(
                f"1 validation error detected: Value '{name}' at 'stackName' failed to satisfy constraint: Member "
                f"must satisfy regular expression pattern: {_NAME.pattern}"
            )
        return name

    def _resource_documents(self) -> list[dict[str, Any]]:
        return show.resource_documents(self.stacks.get(self._get_param("StackName") or ""))

    def _tags(self) -> dict[str, str] | None:
        tags = self._get_param("Tags")
        return None if tags is None else {tag["Key"]: tag["Value"] for tag in tags}

    def _template(self) -> str:
        body, url = self._get_param("TemplateBody"), self._get_param("TemplateURL")
        if (body is None) == (url is None):
            raise StackValidationError("Either Template URL or Template Body must be specified.")
        if body is not None:
            if len(body.encode()) > _BODY_LIMIT:
                raise StackValidationError(
                    "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member "
                    f"must have length less than or equal to {_BODY_LIMIT}"
                )
            return str(body)
        return self._template_at(url)

    def _template_at(self, url: str) -> str:
        stacks = self.stacks
        try:
            return template_url.read(url, account=stacks.account, partition=stacks.partition, endpoint=stacks.world.url)
        except template_url.TemplateUrlError as error:
            raise StackValidationError(f"S3 error: The template at {url} could not be read.") from error

    def _page(
        self, items: Iterable[Any], position: Callable[[Any], list[Any]] = lambda stack: [stack.ordinal]
    ) -> Page[Any]:
        try:
            return page(
                items, cap=_PAGE, size=None, token=self._get_param("NextToken"), position=position, descending=True
            )
        except AwsError as error:
            raise StackValidationError(f"NextToken: {error.message}") from error
