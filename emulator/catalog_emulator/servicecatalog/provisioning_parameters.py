"""ProvisioningParameters of a request, as CloudFormation takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import InvalidParametersError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def stack_parameters(provisioning: Iterable[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    """Turn ProvisioningParameters into CloudFormation's Parameters."""
    parameters: list[Mapping[str, Any]] = []
    for given in provisioning or ():
        if given.get("UsePreviousValue") and given.get("Value"):
            raise InvalidParametersError("Cannot specify usePreviousValue as true and non empty value for a parameter")
        parameters.append(
            {
                "ParameterKey": given.get("Key"),
                "ParameterValue": given.get("Value"),
                "UsePreviousValue": bool(given.get("UsePreviousValue")),
            }
        )
    return parameters
