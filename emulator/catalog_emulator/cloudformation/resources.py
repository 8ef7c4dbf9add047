"""The resources of one stack: made, changed and removed through moto, with the failing one named.

Extends moto's resource map, which knows the dependencies between resources and the intrinsic functions. What
moto lacks: stubs for types that it does not know, which resource failed, changes through `Fn::Sub` and
conditions, and a way back.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from moto.cloudformation.parsing import (
    ResourceMap,
    clean_json,
    get_model_map,
    parse_and_update_resource,
)

from catalog_emulator.cloudformation.errors import ResourceFailedError, reason_of
from catalog_emulator.cloudformation.stub_resource import StubResource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Note = Callable[[str, str, str, str, str | None], None]


class Resources(ResourceMap):  # type: ignore[misc]  # moto is not analysed
    """A stack's resources, made when they are first read."""

    def __init__(self, *, note: Note, new_suffix: Callable[[], str], **moto_arguments: Any) -> None:
        self._note = note
        self._new_suffix = new_suffix
        self._stack_name = moto_arguments["stack_name"]
        # What each resource's properties came to when it was made; a difference is an update.
        self._made_from: dict[str, Any] = {}
        super().__init__(**moto_arguments)
        self._parsed_resources["AWS::NotificationARNs"] = []
        self.load()

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
            self._made_from[key] = clean_json(body, self)
        except ResourceFailedError:
            raise
        except Exception as error:
            reason = reason_of(error)
            self._note(key, "", kind, "CREATE_FAILED", reason)
            raise ResourceFailedError(key, reason) from error
        self._note(key, physical_id(resource), kind, "CREATE_COMPLETE", None)
        return resource

    def parse_ssm_parameter(self, value: str, value_type: str) -> Any:
        """Return what the parameter store has; nothing of a default that is not in force and not there."""
        try:
            return super().parse_ssm_parameter(value, value_type)
        except AttributeError:
            return ""

    def validate_outputs(self) -> None:
        """Do nothing where moto rejects outputs: what can be known before was checked before (`template_check`)."""

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
            elif self._is_wanted(body) and clean_json(body, self) != self._made_from.get(name):
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
        self._made_from[name] = clean_json(self._body(name), self)
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
        return condition is None or bool(self.lazy_condition_map[condition])

    def _make(self, name: str, body: dict[str, Any]) -> Any:
        if body["Type"] in get_model_map():
            return super().__getitem__(name)
        stub = StubResource(
            logical_resource_id=name,
            cf_resource_type=body["Type"],
            physical_resource_id=f"{self._stack_name}-{name}-{self._new_suffix()}",
            properties=clean_json(body.get("Properties") or {}, self),
        )
        stub.fail_on("create")
        self._parsed_resources[name] = stub
        return stub

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
        self._made_from[name] = clean_json(body, self)
        self._note(name, physical_id(new), kind, "UPDATE_COMPLETE", None)

    def _updated(self, name: str, body: dict[str, Any], old: Any) -> Any:
        if isinstance(old, StubResource):
            old.properties = clean_json(body.get("Properties") or {}, self)
            old.fail_on("update")
            return old
        # moto returns None for types that it can make but not change: those stay as they are.
        return parse_and_update_resource(name, body, self, self._account_id, self._region_name) or old

    def _go_over_to(self, document: dict[str, Any], parameters: dict[str, str]) -> None:
        """Go over to another template and other parameter values."""
        for key in self.resolved_parameters:
            self._parsed_resources.pop(key, None)
        self._template = document
        self._resource_json_map = document["Resources"]
        self.input_parameters = parameters
        self.resolved_parameters: dict[str, Any] = {}
        self.load()


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
