"""ProvisioningParameters of a request, as CloudFormation takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import InvalidParametersError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def stack_parameters(provisioning: Iterable[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    """Turn ProvisioningParameters into CloudFormation's Parameters."""
    parameters: list[Mapping[str, Any]] = []
    for parameter in provisioning or ():
        if parameter.get("UsePreviousValue") and parameter.get("Value"):
            raise InvalidParametersError("Cannot specify usePreviousValue as true and non empty value for a parameter")
        parameters.append(
            {
                "ParameterKey": parameter.get("Key"),
                "ParameterValue": parameter.get("Value"),
                "UsePreviousValue": bool(parameter.get("UsePreviousValue")),
            }
        )
    return parameters
