"""CloudFormation's requests on their way in and out. moto's dispatcher calls `StackResponse.dispatch`.

Stack sets stay moto's; their operations are inherited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import camelcase_to_underscores

from catalog_emulator.cloudformation import engine, operations
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.cloudformation.stack_sets import HEALTHY
from catalog_emulator.wire.moto_seam import current_world
from catalog_emulator.wire.moto_seam.stack_sets import backend_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.cloudformation.stacks import Stacks


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
        """Return the stacks of the caller's account and Region."""
        return stacks_of(current_world.current(), self.current_account, self.region)

    def call_action(self) -> Any:
        """Check the input, then serve it: by ourselves, or else by moto."""
        operations.check(self._get_action(), self.params)
        return super().call_action()

    def get_stack_policy(self) -> Any:
        """GetStackPolicy is moto's, but for a stack that is not there."""
        self._check_policy_stack()
        return super().get_stack_policy()

    def set_stack_policy(self) -> Any:
        """SetStackPolicy is moto's, but for a stack that is not there."""
        self._check_policy_stack()
        return super().set_stack_policy()

    def create_stack_set(self) -> Any:
        """CreateStackSet is moto's, but for the check of the template."""
        engine.parse(operations.template_of(operations.StackRequest(stacks=self.stacks, members=self.params)))
        return super().create_stack_set()

    def list_stack_instances(self) -> ActionResult:
        """ListStackInstances, with the ids of the stacks that really exist."""
        instances = (
            backend_of(self.current_account, self.region).describe_stack_set(self._get_param("StackSetName")).instances
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

    def _check_policy_stack(self) -> None:
        name = self._get_param("StackName")
        if (
            self.stacks.find(name) is None
            and self.stacks.world.settings.of(self.current_account).stack_policy_of_unknown_stack == "with-colon"
        ):
            raise StackValidationError(f"Stack: {name} does not exist")


def _served(name: str) -> Callable[[StackResponse], ActionResult]:
    def serve(self: StackResponse) -> ActionResult:
        result = operations.serve(self.stacks, name, self.params)
        return ActionResult(result) if result else EmptyResult()

    return serve


for _name in operations.OPERATIONS:
    setattr(StackResponse, camelcase_to_underscores(_name), _served(_name))
