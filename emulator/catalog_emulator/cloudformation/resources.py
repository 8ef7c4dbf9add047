"""The resources of one stack: made when they are first referred to, changed and removed, the failing one named.

`Resources` says in which order; what a resource is, those say who inherit: `StubResources` here, and
`wire.moto_seam.resources`, whose resources are moto's.
"""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from catalog_emulator.cloudformation.errors import ResourceFailedError, StackValidationError, reason_of
from catalog_emulator.cloudformation.parameters import looked_up
from catalog_emulator.cloudformation.stub_resource import StubResource
from catalog_emulator.core.evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from catalog_emulator.cloudformation.export import Export
    from catalog_emulator.core.world import World

_SUFFIX_LENGTH = 12


class Owner(Protocol):
    """What resources need to know of the stack that they are in."""

    world: World
    stack_id: str
    name: str
    account_id: str
    region_name: str
    parameters: dict[str, str]
    tags: dict[str, str]
    notification_arns: list[str]

    def note(
        self, logical_id: str, physical_id: str, resource_type: str, status: str, reason: str | None = None
    ) -> None:
        """Add a line to the stack's history."""


class Resources(ABC):
    """A stack's resources by their names in the template, with its parameters and pseudo parameters."""

    _parsed_resources: dict[str, Any]
    _resource_json_map: dict[str, Any]
    _template: dict[str, Any]

    def __init__(self, stack: Owner) -> None:
        self._note = stack.note
        self._stack_name = stack.name
        self._stored = partial(stack.world.services.parameter, stack.account_id, stack.region_name)
        self._new_suffix = stack.world.ids.new("x")[2 : 2 + _SUFFIX_LENGTH].upper
        # What each resource's properties came to when it was made; a difference is an update.
        self._made_from: dict[str, Any] = {}

    @abstractmethod
    def evaluated(self, value: Any) -> Any:
        """Return what a value of the template comes to; resources that it refers to are made."""

    @abstractmethod
    def holds(self, condition: str) -> bool:
        """Say whether a condition of the template, by its name, is true."""

    @abstractmethod
    def create(self, document: dict[str, Any]) -> Any:
        """Make every resource of the template, in the order of their dependencies."""

    @abstractmethod
    def _go_over_to(self, document: dict[str, Any], parameters: dict[str, str]) -> None:
        """Go over to another template and other parameter values."""

    def _make(self, name: str, body: dict[str, Any]) -> Any:
        """Make a resource: a stub, where nothing else can."""
        stub = StubResource(
            logical_resource_id=name,
            cf_resource_type=body["Type"],
            physical_resource_id=f"{self._stack_name}-{name}-{self._new_suffix()}",
            properties=self.evaluated(body.get("Properties") or {}),
        )
        stub.fail_on("create")
        self._parsed_resources[name] = stub
        return stub

    def _updated(self, name: str, body: dict[str, Any], old: Any) -> Any:
        """Change a resource, and return it, or another one in its place."""
        del name
        old.properties = self.evaluated(body.get("Properties") or {})
        old.fail_on("update")
        return old

    def _delete_resource(self, parsed_resource: Any, resource_json: dict[str, Any]) -> None:
        """Delete a resource. The name is moto's."""
        del resource_json
        parsed_resource.delete("", "")

    def __getitem__(self, key: str) -> Any:
        """Return a resource, a parameter or a pseudo parameter; a resource is made if there is none yet."""
        if key in self._parsed_resources:
            return self._parsed_resources[key]
        body = self._resource_json_map.get(key)
        if not body:
            raise KeyError(key)
        if not self._is_wanted(body):
            return None
        kind = body["Type"]
        self._note(key, "", kind, "CREATE_IN_PROGRESS", None)
        try:
            resource = self._make(key, body)
            self._made_from[key] = self.evaluated(body)
        except ResourceFailedError:
            raise
        except Exception as error:
            reason = reason_of(error)
            self._note(key, "", kind, "CREATE_FAILED", reason)
            raise ResourceFailedError(key, reason) from error
        self._note(key, physical_id(resource), kind, "CREATE_COMPLETE", None)
        return resource

    def left_out_of_outputs(self) -> list[str]:
        """Return the resources that outputs refer to, and that are left out by their condition."""
        outputs = [o for o in (self._template.get("Outputs") or {}).values() if self._is_wanted(o)]
        referred = {name for output in outputs for name in _direct_reference(output["Value"])}
        bodies = self._resource_json_map
        return sorted(name for name in referred if name in bodies and not self._is_wanted(bodies[name]))

    def made(self) -> Iterator[tuple[str, str, Any]]:
        """Return name, type and resource of everything that exists, in the template's order."""
        for name, body in self._resource_json_map.items():
            resource = self._parsed_resources.get(name)
            if resource is not None:
                yield name, body["Type"], resource

    def change(self, document: dict[str, Any], parameters: dict[str, str]) -> list[str]:
        """Add and change what a new template wants; return what it no longer wants, to be removed afterwards."""
        self._go_over_to(document, parameters)
        for name in list(self._resource_json_map):
            body = self._resource_json_map[name]
            if name not in self._parsed_resources:
                self[name]
            elif self._is_wanted(body) and self.evaluated(body) != self._made_from.get(name):
                self._update_one(name, body)
        return [name for name in self._made_from if not self._is_wanted(self._resource_json_map.get(name))]

    def remove(self, name: str, body: dict[str, Any], *, keep: bool = False) -> None:
        """Delete one resource, unless its policy or the caller keeps it."""
        resource = self._parsed_resources.get(name)
        if resource is None:
            return
        if not keep and body.get("DeletionPolicy") not in ("Retain", "RetainExceptOnCreate"):
            self._note(name, physical_id(resource), body["Type"], "DELETE_IN_PROGRESS", None)
            try:
                self._delete_resource(resource, body)
            except Exception as error:
                reason = reason_of(error)
                self._note(name, physical_id(resource), body["Type"], "DELETE_FAILED", reason)
                raise ResourceFailedError(name, reason) from error
            self._note(name, physical_id(resource), body["Type"], "DELETE_COMPLETE", None)
        self._parsed_resources.pop(name, None)
        self._made_from.pop(name, None)

    def remove_all(self, *, keep: frozenset[str] = frozenset()) -> list[ResourceFailedError]:
        """Delete everything, dependants first; return what could not be deleted, and why."""
        failed: list[ResourceFailedError] = []
        remaining = [name for name in self._made_from if name in self._parsed_resources]
        while remaining:
            failed = []
            for name in reversed(remaining):
                try:
                    self.remove(name, self._body(name), keep=name in keep)
                except ResourceFailedError as failure:
                    failed.append(failure)
            still = [name for name in remaining if name in self._parsed_resources]
            if len(still) == len(remaining):
                break
            remaining = still
        return failed

    def adopt(self, resource: StubResource, status: str = "IMPORT_COMPLETE") -> None:
        """Take in a resource that exists already, so that it is not made."""
        name = resource.logical_resource_id
        self._parsed_resources[name] = resource
        self._made_from[name] = self.evaluated(self._body(name))
        self._note(name, resource.physical_resource_id, resource.cf_resource_type, status, None)

    def bodies(self) -> dict[str, Any]:
        """Return the template's resources as they are now."""
        return dict(self._resource_json_map)

    def _body(self, name: str) -> dict[str, Any]:
        return self._resource_json_map.get(name) or {"Type": "Unknown"}

    def _is_wanted(self, body: dict[str, Any] | None) -> bool:
        if not body:
            return False
        condition = body.get("Condition")
        return condition is None or self.holds(condition)

    def _update_one(self, name: str, body: dict[str, Any]) -> None:
        old, kind = self._parsed_resources[name], body["Type"]
        self._note(name, physical_id(old), kind, "UPDATE_IN_PROGRESS", None)
        try:
            new = self._updated(name, body, old)
        except Exception as error:
            reason = reason_of(error)
            self._note(name, physical_id(old), kind, "UPDATE_FAILED", reason)
            raise ResourceFailedError(name, reason) from error
        self._parsed_resources[name] = new
        self._made_from[name] = self.evaluated(body)
        self._note(name, physical_id(new), kind, "UPDATE_COMPLETE", None)


class StubResources(Resources):
    """Resources of which there is nothing but a name."""

    def __init__(self, stack: Owner, document: dict[str, Any], exports: Mapping[str, Export]) -> None:
        super().__init__(stack)
        self._exports = exports
        self._parsed_resources = {}
        partition, region, account = stack.stack_id.split(":")[1], stack.region_name, stack.account_id
        self._pseudo = {
            "AWS::AccountId": account,
            "AWS::NotificationARNs": list(stack.notification_arns),
            "AWS::Partition": partition,
            "AWS::Region": region,
            "AWS::StackId": stack.stack_id,
            "AWS::StackName": stack.name,
            "AWS::URLSuffix": "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com",
        }
        self._go_over_to(document, stack.parameters)

    def evaluated(self, value: Any) -> Any:
        """Return what a value of the template comes to; resources that it refers to are made."""
        return self._values.resolved(value)

    def holds(self, condition: str) -> bool:
        """Say whether a condition of the template, by its name, is true."""
        return self._values.holds({"Condition": condition})

    def create(self, document: dict[str, Any]) -> None:
        """Make every resource of the template, in the order of their dependencies."""
        self._resource_json_map = document["Resources"]
        for name in self._resource_json_map:
            self._create_after(name)

    def _create_after(self, name: str) -> None:
        needed = self._resource_json_map[name].get("DependsOn") or []
        for other in [needed] if isinstance(needed, str) else needed:
            self._create_after(other)
        self[name]

    def _go_over_to(self, document: dict[str, Any], parameters: dict[str, str]) -> None:
        self._template = document
        self._resource_json_map = document["Resources"]
        self._values = Evaluation(
            document=document,
            parameters=looked_up(document, parameters, self._stored),
            reference=self._reference,
            attribute=lambda name, attribute: self[name].get_cfn_attribute(attribute),
            exported=self._exported,
        )

    def _reference(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return {"Ref": name}
        return self._pseudo[name] if name in self._pseudo else physical_id(self[name])

    def _exported(self, name: str) -> str:
        if name not in self._exports:
            raise StackValidationError(f"No export named {name} found.")
        return str(self._exports[name].value)


def _direct_reference(value: Any) -> tuple[str, ...]:
    match value:
        case {"Fn::GetAtt": [str(name), *_]} | {"Ref": str(name)}:
            return (name,)
        case {"Fn::GetAtt": str(text)}:
            return (text.partition(".")[0],)
    return ()


def prepared(document: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a parsed template that moto may write into."""
    copied = copy.deepcopy(document)
    for body in (copied.get("Resources") or {}).values():
        body.setdefault("Properties", {})
        if body["Properties"] is None:
            body["Properties"] = {}
    if copied.get("Outputs") is None:
        copied.pop("Outputs", None)
    for section in ("Parameters", "Mappings", "Conditions"):
        if copied.get(section) is None:
            copied.pop(section, None)
    for body in copied.get("Parameters", {}).values():
        body.setdefault("Type", "String")
    return copied


def physical_id(resource: Any) -> str:
    """Return a resource's physical id, or nothing where it has none."""
    try:
        return str(resource.physical_resource_id)
    except (AttributeError, NotImplementedError):
        return ""
