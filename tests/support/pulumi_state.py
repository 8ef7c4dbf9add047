"""The state of a Pulumi stack as its JSON, of resources that a test has brought up."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_servicecatalog.model.properties import ResourceKind
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers.plugin.wire import SECRET, SIGNATURE, Secret

DYNAMIC, PLUGIN = "dynamic", "plugin"
FORMS = (DYNAMIC, PLUGIN)


def type_of(kind: ResourceKind, form: str) -> str:
    """Return the type that a provider's states have of a resource."""
    return kind.token if form == PLUGIN else f"pulumi-python:dynamic/{kind.token.replace(':index', '')}"


def entry(urn: str, id_: str, type_: str, inputs: Any, outputs: Any, **facts: Any) -> dict[str, Any]:
    """Return a resource of a state; `facts` are members of it by Pulumi's names."""
    return {
        "urn": urn,
        "custom": True,
        "id": id_,
        "type": type_,
        "inputs": written(inputs),
        "outputs": written(outputs),
        **facts,
    }


def document(entries: Iterable[Mapping[str, Any]], **deployment: Any) -> str:
    """Return the state that `pulumi stack export --show-secrets` prints."""
    return json.dumps({"version": 3, "deployment": {"manifest": {}, "resources": list(entries), **deployment}})


def secret(value: Any) -> dict[str, Any]:
    """Return a secret that was decrypted."""
    return {SIGNATURE: SECRET, "plaintext": json.dumps(value)}


def encrypted() -> dict[str, Any]:
    """Return one that was not."""
    return {SIGNATURE: SECRET, "ciphertext": "v1:abc:def"}


def written(value: Any) -> Any:
    """Return properties as a state has them."""
    match value:
        case Secret():
            return secret(written(value.value))
        case Mapping():
            return {name: written(member) for name, member in value.items() if member is not UNKNOWN}
        case list() | tuple():
            return [written(item) for item in value]
    return value
