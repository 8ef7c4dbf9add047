"""The component for Python programs without the plugin. Public as `pulumi_servicecatalog.GovernedStacks`.

Its rules are loaded with it; a program that declares resources alone does not wait for them.
"""

from collections.abc import Mapping
from typing import Any, Unpack

import pulumi

from pulumi_servicecatalog.model.python_names import SCHEMA_NAMES
from pulumi_servicecatalog.providers import governed_stacks, schema
from pulumi_servicecatalog.providers.dynamic.resources import ImportedProvisionedProduct
from pulumi_servicecatalog.providers.generated.arguments import GovernedStacksArgs
from pulumi_servicecatalog.rules.governed_stacks import InvalidComponentError


class GovernedStacks(pulumi.ComponentResource):
    """Stacks that products govern: an ImportedProvisionedProduct for each, made by the program itself."""

    def __init__(
        self, resource_name: str, opts: pulumi.ResourceOptions | None = None, **args: Unpack[GovernedStacksArgs]
    ) -> None:
        """Declare the adoptions.

        Raises:
            pulumi.RunError: neither `stacks` nor `adoptions` is there, or one of them cannot be used.

        """
        super().__init__(schema.GOVERNED_STACKS, resource_name, {}, opts)
        inputs = {SCHEMA_NAMES.get(name, name): value for name, value in args.items()}
        try:
            self._children = governed_stacks.children(self, resource_name, inputs, opts, ImportedProvisionedProduct)
        except InvalidComponentError as error:  # which Pulumi shows without a traceback
            raise pulumi.RunError(f"{resource_name}: {error.property_name}: {error}") from error
        self.register_outputs({})

    @property
    def provisioned_product_ids(self) -> pulumi.Output[Mapping[str, str]]:
        """The ID of each provisioned product, by its name."""
        return _known({name: child.provisioned_product_id for name, child in self._children.items()})

    @property
    def statuses(self) -> pulumi.Output[Mapping[str, str]]:
        """The status of each, by its name."""
        return _known({name: child.status for name, child in self._children.items()})


def _known(values: Mapping[str, Any]) -> pulumi.Output[Mapping[str, str]]:
    return pulumi.Output.from_input(values)
