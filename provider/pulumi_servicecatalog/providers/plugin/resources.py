"""The classes with which a Python program declares the plugin's resources. Public as `pulumi_servicecatalog.plugin`."""

import json
from typing import Any, Unpack

import pulumi

from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.model.python_names import SCHEMA_NAMES
from pulumi_servicecatalog.providers import naming, outputs_on_demand, schema
from pulumi_servicecatalog.providers.generated.arguments import (
    GovernedStacksArgs,
    GovernedStacksOutputs,
    ImportedProvisionedProductArgs,
    ImportedProvisionedProductOutputs,
    ProviderArgs,
    ProvisionedProductArgs,
    ProvisionedProductOutputs,
)


class ImportedProvisionedProduct(ImportedProvisionedProductOutputs, naming.NamedAsInPython, pulumi.CustomResource):
    """An existing CloudFormation stack that Service Catalog governs as a provisioned product.

    docs/reference.md has the inputs and outputs. Deleting the resource releases the stack, which keeps running.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[ImportedProvisionedProductArgs],
    ) -> None:
        """Declare the adoption. What is misspelt or missing is reported by the preview, all of it at once."""
        options = naming.with_schema_names(opts)
        props = outputs_on_demand.properties(self, naming.props(IMPORTED.token, args))
        super().__init__(IMPORTED.token, resource_name, props, options)


class ProvisionedProduct(ProvisionedProductOutputs, naming.NamedAsInPython, pulumi.CustomResource):
    """A product of Service Catalog that the program launches, and whose stack goes with it.

    docs/reference.md has the inputs and outputs.
    """

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[ProvisionedProductArgs]
    ) -> None:
        """Declare the launch. What is misspelt or missing is reported by the preview, all of it at once."""
        options = naming.with_schema_names(opts)
        props = outputs_on_demand.properties(self, naming.props(PROVISIONED.token, args))
        super().__init__(PROVISIONED.token, resource_name, props, options)


class GovernedStacks(GovernedStacksOutputs, naming.NamedAsInPython, pulumi.ComponentResource):
    """Stacks that one product governs: an ImportedProvisionedProduct for each, made by the plugin."""

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[GovernedStacksArgs]
    ) -> None:
        """Declare the adoptions."""
        options = naming.with_schema_names(opts)
        props = naming.props(schema.GOVERNED_STACKS, args)
        super().__init__(schema.GOVERNED_STACKS, resource_name, props, options, remote=True)


class Provider(pulumi.ProviderResource):
    """An account and Region of AWS, and how it is reached; pass it to resources as the option `provider`."""

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[ProviderArgs]
    ) -> None:
        """Configure a provider. The arguments are those of the stack's configuration (docs/reference.md)."""
        declared = {SCHEMA_NAMES.get(name, name): value for name, value in args.items()}
        texts = {name: _text(name, value) for name, value in declared.items()}
        super().__init__("servicecatalog", resource_name, texts, opts)


def _text(name: str, value: Any) -> Any:
    """Return JSON for what is no string, as the engine hands on a provider's configuration."""
    described = schema.package()["provider"]["inputProperties"].get(name, {})
    if described.get("type") == "string":
        return value
    return pulumi.Output.from_input(value).apply(json.dumps)
