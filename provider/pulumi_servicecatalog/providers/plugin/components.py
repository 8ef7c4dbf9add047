"""The components of the package, constructed for programs in any language. Called by the servicer's Construct.

Pulumi's own servicer does the protocol; it needs the whole SDK, so this module is loaded when a component is made.
"""

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi.provider import ConstructResult, Provider
from pulumi.provider.server import ProviderServicer

from pulumi_servicecatalog.providers import schema
from pulumi_servicecatalog.providers.plugin.resources import ImportedProvisionedProduct

_PASSED_ON = ("ignore_changes", "replace_on_changes", "retain_on_delete", "custom_timeouts")
"""Options of the component that mean each of its resources; Pulumi itself hands down `protect` and providers."""


class _GovernedStacks(pulumi.ComponentResource):
    """One resource for each stack, under the component."""

    def __init__(self, name: str, inputs: Mapping[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__(schema.GOVERNED_STACKS, name, {}, opts)
        common = {key: value for key, value in inputs.items() if key != "stacks"}
        children = {
            stack: ImportedProvisionedProduct(
                f"{name}-{stack}", opts=_handed_down(self, opts), name=stack, physical_id=physical_id, **common
            )
            for stack, physical_id in _stacks(inputs).items()
        }
        self.state = {
            "provisionedProductIds": {stack: child.provisioned_product_id for stack, child in children.items()},
            "statuses": {stack: child.status for stack, child in children.items()},
        }
        self.register_outputs(self.state)


class Components(Provider):
    """Makes the component that an engine asks for."""

    def construct(
        self, name: str, resource_type: str, inputs: Mapping[str, Any], options: pulumi.ResourceOptions | None = None
    ) -> ConstructResult:
        """Make it, and give its URN and outputs."""
        if resource_type != schema.GOVERNED_STACKS:
            raise pulumi.InputPropertyError("type", f"there is no component {resource_type}")
        made = _GovernedStacks(name, inputs, options or pulumi.ResourceOptions())
        return ConstructResult(made.urn, made.state)


class ComponentServicer(ProviderServicer):
    """Pulumi's servicer, which reads customTimeouts and drops them."""

    @staticmethod
    def _construct_options(request: Any) -> pulumi.ResourceOptions:
        options = ProviderServicer._construct_options(request)  # noqa: SLF001 - it is ours to override
        timeouts = request.customTimeouts
        if timeouts.create or timeouts.update or timeouts.delete:
            options.custom_timeouts = pulumi.CustomTimeouts(
                create=timeouts.create or None, update=timeouts.update or None, delete=timeouts.delete or None
            )
        return options


def servicer(engine_address: str) -> ComponentServicer:
    """Return a servicer of Construct and Call."""
    return ComponentServicer(Components(schema.package()["version"]), [], engine_address)


def _stacks(inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    stacks = inputs.get("stacks")
    if not isinstance(stacks, Mapping):
        reason = "give a map of provisioned product names to stacks, whose names are known in a preview"
        raise pulumi.InputPropertyError("stacks", reason)
    return stacks


def _handed_down(parent: pulumi.Resource, opts: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    passed_on = pulumi.ResourceOptions(parent=parent)
    for option in _PASSED_ON:
        setattr(passed_on, option, getattr(opts, option))
    return passed_on
