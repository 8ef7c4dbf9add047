"""The components of the package, constructed for programs in any language. Called by the servicer's Construct.

Pulumi's own servicer does the protocol; it needs the whole SDK, so this module is loaded when a component is made.
"""

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi.provider import ConstructResult, Provider
from pulumi.provider.server import ProviderServicer

from pulumi_servicecatalog.providers import governed_stacks, schema
from pulumi_servicecatalog.providers.plugin.resources import ImportedProvisionedProduct
from pulumi_servicecatalog.rules.governed_stacks import InvalidComponentError


class _GovernedStacks(pulumi.ComponentResource):
    """One resource for each stack, under the component."""

    def __init__(self, name: str, inputs: Mapping[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__(schema.GOVERNED_STACKS, name, {}, opts)
        children = governed_stacks.children(self, name, inputs, opts, ImportedProvisionedProduct)
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
        try:
            made = _GovernedStacks(name, inputs, options or pulumi.ResourceOptions())
        except InvalidComponentError as error:
            raise pulumi.InputPropertyError(error.property_name, str(error)) from error
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
