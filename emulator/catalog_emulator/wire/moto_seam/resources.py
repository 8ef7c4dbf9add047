"""The resources of a stack as moto makes them, so that other services show them.

Joins our order of things with moto's resource map, which knows the intrinsic functions. What moto cannot make is a
stub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.cloudformation.parsing import (
    ResourceMap,
    clean_json,
    get_model_map,
    parse_and_update_resource,
)

from catalog_emulator.cloudformation.resources import Resources
from catalog_emulator.cloudformation.stub_resource import StubResource

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.stack import Stack


class MotoResources(Resources, ResourceMap):  # type: ignore[misc]  # moto is not analysed
    """A stack's resources, made when they are first read."""

    def __init__(self, stack: Stack, document: dict[str, Any], exports: dict[str, Any]) -> None:
        Resources.__init__(self, stack)
        ResourceMap.__init__(
            self,
            stack_id=stack.stack_id,
            stack_name=stack.name,
            parameters=stack.parameters,
            tags=stack.tags,
            account_id=stack.account_id,
            region_name=stack.region_name,
            template=document,
            cross_stack_resources=exports,
        )
        self._parsed_resources["AWS::NotificationARNs"] = []
        self.load()

    def evaluated(self, value: Any) -> Any:
        """Return what a value of the template comes to; resources that it refers to are made."""
        return clean_json(value, self)

    def holds(self, condition: str) -> bool:
        """Say whether a condition of the template, by its name, is true."""
        return bool(self.lazy_condition_map[condition])

    def create(self, document: dict[str, Any]) -> bool:
        """Make every resource of the template, in the order of their dependencies."""
        return bool(ResourceMap.create(self, document))

    def parse_ssm_parameter(self, value: str, value_type: str) -> Any:
        """Return what the parameter store has; nothing of a default that is not in force and not there."""
        try:
            return super().parse_ssm_parameter(value, value_type)
        except AttributeError:
            return ""

    def validate_outputs(self) -> None:
        """Do nothing where moto rejects outputs: what can be known before was checked before (`template_check`)."""

    def _make(self, name: str, body: dict[str, Any]) -> Any:
        return ResourceMap.__getitem__(self, name) if body["Type"] in get_model_map() else super()._make(name, body)

    def _updated(self, name: str, body: dict[str, Any], old: Any) -> Any:
        if isinstance(old, StubResource):
            return super()._updated(name, body, old)
        # moto returns None for types that it can make but not change: those stay as they are.
        return parse_and_update_resource(name, body, self, self._account_id, self._region_name) or old

    def _delete_resource(self, parsed_resource: Any, resource_json: dict[str, Any]) -> None:
        ResourceMap._delete_resource(self, parsed_resource, resource_json)  # noqa: SLF001  # moto's own name for it

    def _go_over_to(self, document: dict[str, Any], parameters: dict[str, str]) -> None:
        for key in self.resolved_parameters:
            self._parsed_resources.pop(key, None)
        self._template = document
        self._resource_json_map = document["Resources"]
        self.input_parameters = parameters
        self.resolved_parameters: dict[str, Any] = {}
        self.load()
