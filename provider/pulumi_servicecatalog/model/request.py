"""What reconcile asks the gateway to change, in terms of AWS's requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pulumi_servicecatalog.model.desired import Reference
from pulumi_servicecatalog.model.stack_set import StackSetPreferences


@dataclass(frozen=True, kw_only=True, slots=True)
class SetValue:
    """Return the parameter this value."""

    key: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepValue:
    """UsePreviousValue, sent without a Value: AWS refuses the two together."""

    key: str


ParameterSetting = SetValue | KeepValue


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRequest:
    """ImportAsProvisionedProduct."""

    name: str
    stack_id: str
    product_id: str
    artifact_id: str
    token: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionRequest:
    """ProvisionProduct. `path` is None where AWS is to take the only one."""

    name: str
    product_id: str
    artifact_id: str
    path: Reference | None
    parameters: Mapping[str, str]
    tags: Mapping[str, str]
    notification_arns: tuple[str, ...]
    preferences: StackSetPreferences | None
    token: str
    language: str
    plain: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateRequest:
    """UpdateProvisionedProduct. `path` is None where AWS is to take the only one; `tags` None where none are sent."""

    provisioned_product_id: str
    product_id: str
    artifact_id: str
    path: Reference | None
    parameters: tuple[ParameterSetting, ...]
    tags: Mapping[str, str] | None
    token: str
    language: str
    preferences: StackSetPreferences | None = None
    plain: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class PropertiesRequest:
    """UpdateProvisionedProductProperties. `values` are by the name of the input; what is not there stays as it is."""

    provisioned_product_id: str
    values: Mapping[str, str]
    token: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanRequest:
    """CreateProvisionedProductPlan, for an update of a provisioned product that exists."""

    plan_name: str
    name: str
    product_id: str
    artifact_id: str
    path_id: str | None
    parameters: tuple[ParameterSetting, ...]
    tags: Mapping[str, str] | None
    token: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TerminateRequest:
    """TerminateProvisionedProduct."""

    provisioned_product_id: str
    retain_physical_resources: bool
    ignore_errors: bool
    token: str
    language: str
