"""The members that several of Service Catalog's requests have. What is not declared is left out."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.desired import ById, ByName, Reference
from pulumi_servicecatalog.model.request import ParameterSetting, SetValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pulumi_servicecatalog.aws.structure import Structure
    from pulumi_servicecatalog.model.stack_set import StackSetPreferences


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """How AWS names an input: in a request, and in its responses (ProvisionedProductAttribute)."""

    request: str
    response: str


INPUTS: Mapping[str, Member] = MappingProxyType(
    {
        "launchRoleArn": Member(request="LAUNCH_ROLE", response="LaunchRoleArn"),
        "owner": Member(request="OWNER", response="UserArn"),
    }
)
"""The inputs whose values AWS takes and reports as they are; the line that a new one needs here."""


def inputs(declared: Mapping[str, object]) -> dict[str, Any]:
    """Return the members of a request for inputs that AWS takes as they are."""
    return {INPUTS[name].request: value for name, value in declared.items()}


def plain(attribute: Structure) -> dict[str, str]:
    """Return what a response has of the inputs that have no field of their own, by the input's name."""
    values = {
        name: attribute.text_or_none(member.response)
        for name, member in INPUTS.items()
        if not properties.BY_NAME[name].field
    }
    return {name: value for name, value in values.items() if value is not None}


def settings(parameters: Iterable[ParameterSetting]) -> list[dict[str, Any]]:
    """Return UpdateProvisioningParameters, in the order of the settings."""
    return [_setting(parameter) for parameter in parameters]


def values(parameters: Mapping[str, str]) -> list[dict[str, str]]:
    """Return a list of Key and Value, sorted by key, so that a repeated request is the same one."""
    return [{"Key": key, "Value": value} for key, value in sorted(parameters.items())]


def tags(declared: Mapping[str, str] | None) -> dict[str, Any]:
    """Return the member Tags; an empty list is sent as one."""
    return {} if declared is None else {"Tags": values(declared)}


def path(declared: Reference | None) -> dict[str, str]:
    """Return the member PathId or PathName; none of them where no path is declared."""
    match declared:
        case ById():
            return {"PathId": declared.id}
        case ByName():
            return {"PathName": declared.name}
        case None:
            return {}


def preferences(target: StackSetPreferences) -> dict[str, Any]:
    """Return the members of ProvisioningPreferences. Zero is a number like any other, and is sent."""
    numbers = {
        "StackSetFailureToleranceCount": target.failure_tolerance_count,
        "StackSetFailureTolerancePercentage": target.failure_tolerance_percentage,
        "StackSetMaxConcurrencyCount": target.max_concurrency_count,
        "StackSetMaxConcurrencyPercentage": target.max_concurrency_percentage,
    }
    targets = {"StackSetAccounts": list(target.accounts), "StackSetRegions": list(target.regions)}
    return {
        **{key: names for key, names in targets.items() if names},
        **{key: number for key, number in numbers.items() if number is not None},
    }


def update_preferences(target: StackSetPreferences) -> dict[str, Any]:
    """Return the members of UpdateProvisioningPreferences, which alone have an operation."""
    operation = {} if target.operation is None else {"StackSetOperationType": target.operation}
    return {**preferences(target), **operation}


def _setting(setting: ParameterSetting) -> dict[str, Any]:
    if isinstance(setting, SetValue):
        return {"Key": setting.key, "Value": setting.value}
    return {"Key": setting.key, "UsePreviousValue": True}
