"""What CloudFormation refuses of a template before it begins: the first error, in AWS's words where they are known.

Pure: neither the values of parameters nor the resources that exist are looked at. A template with a Transform is
only a template once its macros have run, which they do not here, so that of such a one less is checked. Types of
resources are not checked: what moto cannot make is a stub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.core import intrinsics

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SECTIONS = (
    "AWSTemplateFormatVersion",
    "Conditions",
    "Description",
    "Mappings",
    "Metadata",
    "Outputs",
    "Parameters",
    "Resources",
    "Rules",
    "Transform",
)
_RESOURCE_MEMBERS = (
    "Condition",
    "CreationPolicy",
    "DeletionPolicy",
    "DependsOn",
    "Metadata",
    "Properties",
    "Type",
    "UpdatePolicy",
    "UpdateReplacePolicy",
)


def first_error(document: Mapping[str, Any]) -> str | None:
    """Return why CloudFormation refuses a template, or None where it does not.

    Args:
        document: the parsed template, with the long form of every function.

    """
    try:
        return next(_errors(document), None)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        return "Template format error: unsupported structure."  # a function whose arguments are of another shape


def _errors(document: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(document.get("Resources"), dict) or not document["Resources"]:
        yield "Template format error: At least one Resources member must be defined."
    yield from _nulls(document, "")
    if "Transform" in document:
        return
    unknown = [name for name in document if name not in _SECTIONS]
    if unknown:
        yield f"Invalid template property or properties [{', '.join(unknown)}]"
    yield from _malformed(document)
    shared = [name for name in document.get("Parameters", {}) if name in document["Resources"]]
    if shared:
        names = ", ".join(shared)
        yield f"Template error: all resources and parameters must have unique names. Common name(s):[{names}]"
    yield from _condition_errors(document)
    yield from _reference_errors(document)
    circle = _circle({name: _needs(body, document) for name, body in document["Resources"].items()})
    if circle:
        yield f"Circular dependency between resources: [{', '.join(circle)}]"


def _nulls(value: Any, path: str) -> Iterator[str]:
    if value is None:
        yield f"[{path}] 'null' values are not allowed in templates"
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _nulls(item, f"{path}/{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _nulls(item, f"{path}/{index}")


def _malformed(document: Mapping[str, Any]) -> Iterator[str]:
    for section in ("Parameters", "Mappings", "Conditions", "Outputs"):
        if not isinstance(document.get(section, {}), dict):
            yield f"Template format error: {section} must be an object."
    yield from _malformed_resources(document["Resources"])
    for section in ("Parameters", "Outputs"):
        for name, body in document.get(section, {}).items():
            if not isinstance(body, dict):
                yield f"Template format error: [/{section}/{name}] must be an object."
            elif section == "Parameters" and not isinstance(body.get("Type"), str):
                yield f"Template format error: [/Parameters/{name}] Every Parameters object must contain a Type member."
            elif section == "Outputs" and "Value" not in body:
                yield f"Template format error: [/Outputs/{name}] Every Outputs member must contain a Value object"


def _malformed_resources(resources: Mapping[str, Any]) -> Iterator[str]:
    for name, body in resources.items():
        if not (name.isascii() and name.isalnum()):
            yield f"Template format error: Resource name {name} is non alphanumeric."
        if not isinstance(body, dict):
            yield f"Template format error: [/Resources/{name}] resource definition is malformed"
        elif not isinstance(body.get("Type"), str):
            yield f"Template format error: [/Resources/{name}] Every Resources object must contain a Type member."
        else:
            yield from (f"Invalid template resource property '{key}'" for key in body if key not in _RESOURCE_MEMBERS)
            if not isinstance(body.get("Properties", {}), dict):
                yield f"Template format error: [/Resources/{name}/Properties] Properties must be an object."


def _condition_errors(document: Mapping[str, Any]) -> Iterator[str]:
    conditions = document.get("Conditions", {})
    known = {*document.get("Parameters", {}), *conditions}
    for body in conditions.values():
        missing = [name for name, _ in _conditions_and_refs(body) if name not in known and not _is_pseudo(name)]
        if missing:
            yield (
                f"Template format error: Unresolved dependencies [{', '.join(missing)}]. Cannot reference resources "
                "in the Conditions block of the template"
            )
    needed = {
        name: {other for other, kind in _conditions_and_refs(body) if kind == "Condition"}
        for name, body in conditions.items()
    }
    circle = _circle(needed)
    if circle:
        yield f"Template format error: Circular dependency between conditions: [{', '.join(circle)}]"
    for section in ("Resources", "Outputs"):
        for body in document.get(section, {}).values():
            name = body.get("Condition")
            if name is not None and name not in conditions:
                why = f"Unresolved condition dependency {name} in the {section} block of the template"
                yield f"Template format error: {why}"
            for function, arguments in _calls(body):
                if function == "Fn::If" and _first(arguments) not in conditions:
                    yield f"Template error: unresolved condition dependency {_first(arguments)} in Fn::If"


def _reference_errors(document: Mapping[str, Any]) -> Iterator[str]:
    resources, names = document["Resources"], {*document.get("Parameters", {}), *document["Resources"]}
    for section in ("Resources", "Outputs"):
        missing: list[str] = []
        for body in document.get(section, {}).values():
            for function, arguments in _calls(body):
                yield from _call_errors(function, arguments, document)
            for name, attribute in sorted(intrinsics.references(body), key=str):
                if name not in (names if attribute is None else resources) and not _is_pseudo(name):
                    missing.append(name)
            missing += [name for name in _depends_on(body) if section == "Resources" and name not in resources]
        if missing:
            block = ", ".join(dict.fromkeys(missing))
            yield (
                f"Template format error: Unresolved resource dependencies [{block}] in the {section} block of the "
                "template"
            )


def _call_errors(function: str, arguments: Any, document: Mapping[str, Any]) -> Iterator[str]:
    match function, arguments:
        case "Fn::GetAtt", str(text) if text.partition(".")[0] not in document["Resources"]:
            yield f"Template error: instance of Fn::GetAtt references undefined resource {text.partition('.')[0]}"
        case "Fn::GetAtt", [str(name), *_] if name not in document["Resources"]:
            yield f"Template error: instance of Fn::GetAtt references undefined resource {name}"
        case "Fn::FindInMap", [str(name), *_] if name not in document.get("Mappings", {}):
            yield f"Template error: Mapping named '{name}' is not present in the 'Mappings' section of template."
        case "Fn::FindInMap", [str(name), str(top), str(second)]:
            if second not in (document["Mappings"][name].get(top) or {}):
                yield f"Template error: Unable to get mapping for {name}::{top}::{second}"
        case "Fn::Select", [int() | str() as index, list(values)] if str(index).isdigit() and int(index) >= len(values):
            yield f"Template error: Fn::Select cannot select nonexistent value at index {index}"


def _needs(body: Mapping[str, Any], document: Mapping[str, Any]) -> set[str]:
    """Return the resources that one must wait for."""
    referred = {other for other, _ in intrinsics.references(body)}
    return (referred | set(_depends_on(body))) & set(document["Resources"])


def _depends_on(body: Mapping[str, Any]) -> list[str]:
    names = body.get("DependsOn", [])
    return [names] if isinstance(names, str) else list(names)


def _conditions_and_refs(value: Any) -> Iterator[tuple[str, str]]:
    """Return what a condition refers to: names, each with Condition or Ref."""
    for function, argument in _calls(value):
        if function in ("Condition", "Ref") and isinstance(argument, str):
            yield argument, function


def _calls(value: Any) -> Iterator[tuple[str, Any]]:
    """Return every function call in a value, with its arguments; inner ones too."""
    if isinstance(value, list):
        for item in value:
            yield from _calls(item)
    elif isinstance(value, dict):
        if len(value) == 1:
            yield from value.items()
        for item in value.values():
            yield from _calls(item)


def _first(arguments: Any) -> Any:
    return arguments[0] if isinstance(arguments, list) and arguments and isinstance(arguments[0], str) else None


def _is_pseudo(name: str) -> bool:
    return name.startswith("AWS::")


def _circle(needs: Mapping[str, set[str]]) -> list[str]:
    """Return the names that cannot be put into an order, sorted; none where all can."""
    left = {name: set(others) for name, others in needs.items()}
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    # What merely stands on a circle is no part of it.
    while outside := [name for name in left if not any(name in others for others in left.values())]:
        for name in outside:
            del left[name]
    return sorted(left)
