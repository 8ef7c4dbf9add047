"""What a change set would do to each resource, as ResourceChange documents of DescribeChangeSet.

Compares what two templates come to with their parameter values. A resource that refers to one that changes may
change with it: such a detail is Dynamic, because nobody knows the new value before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import recreation
from catalog_emulator.core import intrinsics

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog_emulator.core.intrinsics import Values

# The attributes of a resource, beside its properties, whose changes AWS shows.
_ATTRIBUTES = ("Metadata", "CreationPolicy", "UpdatePolicy", "DeletionPolicy")
_SCOPES = ("Properties", *_ATTRIBUTES, "Tags")
_HAS_NO_TAGS = ("Policy", "Subscription", "WaitCondition", "WaitConditionHandle", "Permission")


@dataclass
class _Modification:
    """The details of one resource's change, and whether they replace it."""

    type: str
    details: list[dict[str, Any]] = field(default_factory=list)

    @property
    def replacement(self) -> str:
        wanted = {(detail["Target"]["RequiresRecreation"], detail["Evaluation"]) for detail in self.details}
        if (recreation.ALWAYS, "Static") in wanted:
            return "True"
        sometimes = any(requires != recreation.NEVER for requires, _ in wanted)
        return "Conditional" if sometimes else "False"


def resource_changes(
    old: Values, new: Values, *, physical_ids: Mapping[str, str], new_tags: bool = False
) -> list[dict[str, Any]]:
    """Return the changes in the new template's order, and what goes at the end."""
    before, after = old.living(), new.living()
    modified = _modifications(old, new, new_tags=new_tags)
    changes = []
    for name, body in after.items():
        if name not in before:
            changes.append(_change("Add", name, body))
        elif name in modified:
            change = modified[name]
            changed = {detail["Target"]["Attribute"] for detail in change.details}
            changes.append(
                _change("Modify", name, body)
                | {
                    "PhysicalResourceId": physical_ids.get(name),
                    "Replacement": change.replacement,
                    "Scope": [scope for scope in _SCOPES if scope in changed],
                    "Details": change.details,
                }
            )
    gone = [name for name in before if name not in after]
    return changes + [
        _change("Remove", name, before[name]) | {"PhysicalResourceId": physical_ids.get(name)} for name in gone
    ]


def additions(new: Values, *, action: str = "Add") -> list[dict[str, Any]]:
    """Return the changes of a stack that is only made."""
    return [_change(action, name, body) for name, body in new.living().items()]


def _change(action: str, name: str, body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Action": action,
        "LogicalResourceId": name,
        "ResourceType": body["Type"],
        "Scope": [],
        "Details": [],
    }


def _modifications(old: Values, new: Values, *, new_tags: bool) -> dict[str, _Modification]:
    before, after = old.living(), new.living()
    modified: dict[str, _Modification] = {}
    for name in [name for name in after if name in before]:
        details = [*_own_details(name, old, new)]
        if new_tags and _has_tags(after[name]["Type"]):
            details.append(_detail("Tags", None, recreation.NEVER, "Static"))
        if details:
            modified[name] = _Modification(after[name]["Type"], details)
    while _add_dependants(modified, new, [name for name in after if name in before]):
        pass
    return modified


def _own_details(name: str, old: Values, new: Values) -> Iterable[dict[str, Any]]:
    before, after = old.living()[name], new.living()[name]
    kind = after["Type"]
    if kind != before["Type"]:
        yield _detail("Properties", None, recreation.ALWAYS, "Static")
        return
    texts_before, texts_after = before.get("Properties") or {}, after.get("Properties") or {}
    for key in sorted({*texts_before, *texts_after}):
        if old.resolved(texts_before.get(key)) == new.resolved(texts_after.get(key)):
            continue
        requires = recreation.of_property(kind, key)
        causes = _changed_parameters(texts_after.get(key), old, new)
        for cause in causes if texts_before.get(key) == texts_after.get(key) else [None]:
            yield _detail("Properties", key, requires, "Static", cause)
    for attribute in _ATTRIBUTES:
        if old.resolved(before.get(attribute)) != new.resolved(after.get(attribute)):
            yield _detail(attribute, None, recreation.NEVER, "Static")


def _changed_parameters(value: Any, old: Values, new: Values) -> list[str | None]:
    """Return the parameters that a value refers to and that have new values; where it does so indirectly, nothing."""
    named = sorted(name for name, _ in intrinsics.references(value) if name in new.parameters)
    changed: list[str | None] = [name for name in named if old.parameters.get(name) != new.parameters[name]]
    return changed or [None]


def _add_dependants(modified: dict[str, _Modification], new: Values, candidates: list[str]) -> bool:
    """Add what follows from the changes so far; say whether there was something."""
    resources, added = new.living(), False
    for name in candidates:
        kind = resources[name]["Type"]
        for key, value in (resources[name].get("Properties") or {}).items():
            for cause in _causes(value, modified):
                detail = _detail("Properties", key, recreation.of_property(kind, key), "Dynamic", cause)
                modification = modified.setdefault(name, _Modification(kind))
                if detail not in modification.details:
                    modification.details.append(detail)
                    added = True
    return added


def _causes(value: Any, modified: Mapping[str, _Modification]) -> list[str]:
    """Return what in a value may change: attributes of changed resources, references to replaced ones."""
    return sorted(
        name if attribute is None else f"{name}.{attribute}"
        for name, attribute in intrinsics.references(value)
        if name in modified and (attribute is not None or modified[name].replacement != "False")
    )


def _detail(
    attribute: str, name: str | None, requires: str, evaluation: str, cause: str | None = None
) -> dict[str, Any]:
    source = "DirectModification"
    if cause is not None:
        source = "ParameterReference" if evaluation == "Static" else "ResourceReference"
        source = "ResourceAttribute" if evaluation == "Dynamic" and "." in cause else source
    return {
        "Target": {"Attribute": attribute, "Name": name, "RequiresRecreation": requires},
        "Evaluation": evaluation,
        "ChangeSource": source,
        "CausingEntity": cause,
    }


def _has_tags(resource_type: str) -> bool:
    return resource_type.startswith("AWS::") and not resource_type.endswith(_HAS_NO_TAGS)
