"""The same resource over the provider plugin, for Python: `from pulumi_servicecatalog.plugin import ...`.

Class names and arguments are those of `pulumi_servicecatalog`. The plugin adds `pulumi import`, a detailed diff,
explicit providers and functions; `pulumi-resource-servicecatalog` comes with the package, and is found on PATH where
the virtual environment is active. docs/moving-between-providers.md says how a program moves from one to the other.
"""

from pulumi_servicecatalog.providers.generated import functions
from pulumi_servicecatalog.providers.generated.functions import *  # noqa: F403 - as many as the schema has
from pulumi_servicecatalog.providers.plugin.resources import (
    GovernedStacks,
    ImportedProvisionedProduct,
    Provider,
    ProvisionedProduct,
)

__all__ = ["GovernedStacks", "ImportedProvisionedProduct", "Provider", "ProvisionedProduct"]
__all__ += functions.__all__
