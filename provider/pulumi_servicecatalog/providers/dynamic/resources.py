"""The resources for Python programs, with no plugin to install. Public as `pulumi_servicecatalog`.

A program waits for what it imports, so that nothing of the provider itself is imported here.
"""

from collections.abc import Mapping
from typing import Any, Unpack

import pulumi

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from pulumi_servicecatalog.model.python_names import SCHEMA_NAMES
from pulumi_servicecatalog.providers import naming, outputs_on_demand
from pulumi_servicecatalog.providers.dynamic import deferred_failures, reference
from pulumi_servicecatalog.providers.generated.arguments import (
    ImportedProvisionedProductArgs,
    ImportedProvisionedProductOutputs,
    ProvisionedProductArgs,
    ProvisionedProductOutputs,
)


class ImportedProvisionedProduct(
    ImportedProvisionedProductOutputs,
    naming.NamedAsInPython,
    pulumi.CustomResource,
):
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
        props = outputs_on_demand.properties(self, _props(IMPORTED, args, reference.PROVIDER))
        super().__init__(IMPORTED.dynamic_token, resource_name, props, _options(opts, args))
        _deferred_failures.await_verdict(self)


class ProvisionedProduct(
    ProvisionedProductOutputs,
    naming.NamedAsInPython,
    pulumi.CustomResource,
):
    """A product of Service Catalog that this program launches.

    docs/reference.md has the inputs and outputs. Deleting the resource deletes the stack, unless
    `retain_physical_resources` is true.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        **args: Unpack[ProvisionedProductArgs],
    ) -> None:
        """Declare the launch. What is misspelt or missing is reported by the preview, all of it at once."""
        props = outputs_on_demand.properties(self, _props(PROVISIONED, args, reference.LAUNCHING_PROVIDER))
        super().__init__(PROVISIONED.dynamic_token, resource_name, props, _options(opts, args))
        _deferred_failures.await_verdict(self)


def _props(kind: ResourceKind, args: Mapping[str, Any], provider: str) -> dict[str, Any]:
    """Return the properties of a dynamic resource: its own, those of its preview, and what names its provider."""
    return {**naming.props(kind.token, args), **deferred_failures.question(), "__provider": provider}


def _options(opts: pulumi.ResourceOptions | None, args: Mapping[str, Any]) -> pulumi.ResourceOptions | None:
    """Return the options: which outputs are secret. The inputs are among the outputs, and so are those that always are.

    What may be secret among the parameters is secret among the live parameters, too. Whether an output is a secret is
    known later than this has to be said, so every output is taken for one.
    """
    declared = {SCHEMA_NAMES.get(name, name) for name, value in args.items() if value is not None}
    secret = sorted(properties.SECRET & declared)
    parameters = args.get("parameters")
    values = parameters.values() if isinstance(parameters, Mapping) else (parameters,)
    if any(isinstance(value, pulumi.Output) for value in values):
        secret.append("liveParameters")
    named = naming.with_schema_names(opts)
    if not secret:
        return named
    return pulumi.ResourceOptions.merge(named, pulumi.ResourceOptions(additional_secret_outputs=secret))


_deferred_failures = deferred_failures.DeferredFailures()
