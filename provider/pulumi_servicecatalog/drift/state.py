"""The state of a Pulumi stack, as `pulumi stack export` or a backend has it: what each resource of ours declares.

Both providers' resources are decoded. What is encrypted is UNKNOWN, and is named. The texts and keys below are part of
Pulumi's format of states (sdk/go/common/apitype, version 3 and 4), and never change.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pulumi_servicecatalog import configuration
from pulumi_servicecatalog.configuration import Configuration
from pulumi_servicecatalog.model.properties import ResourceKind
from pulumi_servicecatalog.model.unknown import UNKNOWN

_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - marks secrets, and is none
_VERSIONS: Final = (3, 4)
_RUNTIME: Final = frozenset({"__provider", "__problems"})


class StateError(Exception):
    """What was read is no state of a Pulumi stack; the text is one line that says why."""


@dataclass(frozen=True, kw_only=True)
class StateResource:
    """A resource of ours.

    Attributes:
        urn: by which Pulumi knows it.
        kind: which of our resources it is.
        plugin: whether it is the plugin's; else it is the dynamic provider's.
        id: by which Pulumi knows it at AWS.
        inputs: what was declared last; UNKNOWN stands for what is encrypted.
        outputs: what was known after the last operation, likewise.
        configured: the configuration of its provider, as far as the state has it.
        hidden: the settings of that which are encrypted.
        encrypted: the paths of inputs that are encrypted, and were not decrypted.
        secret: the paths of inputs that are secret, decrypted or not.
        ignored: what the program tells the engine to ignore.
        failed: why its last operation did not end well; such a resource is updated, whatever else is so, unless
        refreshes: the engine refreshes it first, which ends that if all is well by then.
        replaces: whether the state says that it is to be replaced.

    """

    urn: str
    kind: ResourceKind
    plugin: bool
    id: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    configured: Configuration = field(default_factory=Configuration)
    hidden: tuple[str, ...] = ()
    encrypted: tuple[str, ...] = ()
    secret: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    refreshes: bool = False
    replaces: bool = False

    @property
    def name(self) -> str:
        """Return its name in the program."""
        return self.urn.rpartition("::")[2]


@dataclass(frozen=True, kw_only=True)
class StackState:
    """A Pulumi stack: its name, the resources of ours, and how many operations an interrupted update has left.

    `urn` is that of the Pulumi stack itself, as far as the state tells it.
    """

    stack: str
    resources: tuple[StateResource, ...] = ()
    pending: int = 0
    urn: str = ""


def parse(text: str, stack: str = "") -> StackState:
    """Return the state that a text is.

    Args:
        text: what `pulumi stack export` prints, or the file of a backend.
        stack: the name of the Pulumi stack; without it, the one that the state itself names.

    Raises:
        StateError: it is no state, or a part of one.

    """
    document = _document(text)
    deployment = _deployment(document)
    resources = deployment.get("resources") or []
    if not isinstance(resources, list) or not all(isinstance(entry, Mapping) and "urn" in entry for entry in resources):
        raise StateError("its resources are no list of resources")
    configured = {f"{entry['urn']}::{entry.get('id', '')}": entry for entry in resources if _is_provider(entry)}
    decoded = tuple(_resource(entry, configured) for entry in resources if _is_ours(entry))
    pending = deployment.get("pending_operations") or []
    urn = _urn([*resources, *(operation.get("resource") or {} for operation in pending)])
    return StackState(
        stack=stack or urn.split("::")[0].rpartition(":")[2] or _name(document),
        resources=decoded,
        pending=len(pending),
        urn=urn,
    )


def _document(text: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text)
    except ValueError as error:
        whole = "it is empty" if not text.strip() else f"it is no JSON, or is cut off: {error}"
        raise StateError(whole) from error
    if not isinstance(document, Mapping):
        raise StateError("it is no state of a Pulumi stack")
    return document


def _deployment(document: Mapping[str, Any]) -> Mapping[str, Any]:
    checkpoint = document.get("checkpoint")
    state = checkpoint.get("latest") if isinstance(checkpoint, Mapping) else document.get("deployment")
    if state is None and isinstance(checkpoint, Mapping):  # a stack of which nothing was ever made
        return {}
    if not isinstance(state, Mapping):
        raise StateError("it is no state of a Pulumi stack: it has neither a deployment nor a checkpoint")
    if document.get("version") not in _VERSIONS:
        raise StateError(f"it is of version {json.dumps(document.get('version'))}, and 3 and 4 can be read")
    return state


def _urn(resources: list[Mapping[str, Any]]) -> str:
    """Return the URN of the stack, by that of any resource: `urn:pulumi:STACK::PROJECT::TYPE::NAME`."""
    stack, _, rest = next((str(entry["urn"]) for entry in resources if entry.get("urn")), "").partition("::")
    project = rest.partition("::")[0]
    return f"{stack}::{project}::pulumi:pulumi:Stack::{project}-{stack.rpartition(':')[2]}" if stack else ""


def _name(document: Mapping[str, Any]) -> str:
    """Return the name of a stack without resources, as the file of a backend has it: `organization/PROJECT/STACK`."""
    checkpoint = document.get("checkpoint")
    return str(checkpoint.get("stack") or "").rpartition("/")[2] if isinstance(checkpoint, Mapping) else ""


def _is_ours(entry: Mapping[str, Any]) -> bool:
    """Return whether it is a resource of ours that the stack manages: neither only read, nor about to be deleted."""
    known = ResourceKind.of_type(str(entry.get("type")))
    return known is not None and not entry.get("external") and not entry.get("delete")


def _is_provider(entry: Mapping[str, Any]) -> bool:
    return str(entry.get("type", "")).startswith("pulumi:providers:")


def _resource(entry: Mapping[str, Any], providers: Mapping[str, Mapping[str, Any]]) -> StateResource:
    inputs, outputs = entry.get("inputs") or {}, entry.get("outputs") or {}
    kind = ResourceKind.of_type(entry["type"])
    assert kind is not None, "it is one of ours"
    plugin = entry["type"] == kind.token
    provider = providers.get(str(entry.get("provider")), {})
    settings = _settings(provider, plugin=plugin)
    return StateResource(
        urn=str(entry["urn"]),
        kind=kind,
        plugin=plugin,
        id=str(entry.get("id", "")),
        inputs=_values(inputs),
        outputs=_values(outputs),
        configured=_configured(settings),
        hidden=tuple(name for name, value in settings.items() if value is UNKNOWN),
        encrypted=tuple(path for path, value in _secrets(inputs) if "plaintext" not in value),
        secret=frozenset(path for path, _ in _secrets(inputs)),
        ignored=tuple(entry.get("ignoreChanges") or ()),
        failed=tuple(entry.get("initErrors") or ()),
        refreshes=bool(entry.get("refreshBeforeUpdate")),
        replaces=bool(entry.get("taint") or entry.get("pendingReplacement")),
    )


def _settings(provider: Mapping[str, Any], *, plugin: bool) -> dict[str, Any]:
    """Return the settings that the state has of a provider; UNKNOWN stands for what is encrypted."""
    values = _values(provider.get("inputs") or {})
    if plugin:
        return configuration.typed(configuration.without_the_engines(values))
    return {name: value for name, value in configuration.of_dynamic(values).items() if value is not None}


def _configured(settings: Mapping[str, Any]) -> Configuration:
    """Return the configuration that settings are; what of them cannot be used, or read, is left out."""
    known = {name: value for name, value in settings.items() if value is not UNKNOWN}
    wrong = {problem.property for problem in configuration.problems(known)}
    return configuration.parse({name: value for name, value in known.items() if name not in wrong})


def _values(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain values, as the codec takes them: without nulls and what names a dynamic provider."""
    return {name: _value(value) for name, value in properties.items() if name not in _RUNTIME and value is not None}


def _value(value: Any) -> Any:
    if _is_secret(value):
        return _value(json.loads(value["plaintext"])) if "plaintext" in value else UNKNOWN
    if isinstance(value, Mapping):
        return {key: _value(member) for key, member in value.items() if member is not None}
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _secrets(value: Any, path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what is secret, with its path."""
    if _is_secret(value):
        yield path, value
    elif isinstance(value, Mapping):
        for name, member in value.items():
            if name not in _RUNTIME:
                yield from _secrets(member, f"{path}.{name}" if path else name)


def _is_secret(value: Any) -> bool:
    return isinstance(value, Mapping) and value.get(_SIGNATURE) == _SECRET
