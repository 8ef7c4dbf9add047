"""How the functions of `invokes` ask the plugin."""

from collections.abc import Mapping
from typing import Any

import pulumi

from pulumi_servicecatalog.providers import naming, schema


def now(token: str, arguments: Mapping[str, Any], opts: pulumi.InvokeOptions | None) -> Mapping[str, Any]:
    """Ask now, and give the answer."""
    answer = pulumi.runtime.invoke(token, _props(token, arguments), opts)
    if not answer.is_known:
        name = token.rpartition(":")[2]
        raise ValueError(
            f"{name} cannot be asked before its arguments and its provider are known: use its `_output` form."
        )
    result: Mapping[str, Any] = answer.value
    return result


def output(
    token: str, arguments: Mapping[str, Any], opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None
) -> pulumi.Output[Mapping[str, Any]]:
    """Ask as soon as the arguments are known; in a preview that may be never."""
    return pulumi.runtime.invoke_output(token, _props(token, arguments), opts)


def _props(token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
    described = schema.package()["functions"][token]["inputs"]["properties"]
    return naming.by_schema(described, {name: value for name, value in arguments.items() if value is not None})
