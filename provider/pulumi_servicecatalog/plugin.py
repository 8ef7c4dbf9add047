"""The same resource over the provider plugin, for Python: `from pulumi_servicecatalog.plugin import ...`.

Class names and arguments are those of `pulumi_servicecatalog`. The plugin adds `pulumi import`, a detailed diff,
explicit providers and functions; `pulumi-resource-servicecatalog` comes with the package, and is found on PATH where
the virtual environment is active. docs/moving-between-providers.md says how a program moves from one to the other.
"""

from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.providers.plugin.resources import (
    GovernedStacks,
    ImportedProvisionedProduct,
    Provider,
    ProvisionedProduct,
)

if TYPE_CHECKING:
    from pulumi_servicecatalog.providers.generated import functions
    from pulumi_servicecatalog.providers.generated.functions import *  # noqa: F403 - as many as the schema has

    __all__ = ["GovernedStacks", "ImportedProvisionedProduct", "Provider", "ProvisionedProduct"]
    __all__ += functions.__all__


def __getattr__(name: str) -> Any:
    """Look up a function, or its result's type, when it is used: most programs use none, and would wait for all."""
    if name == "__path__":  # which every import of a name from here asks for
        raise AttributeError(name)
    from pulumi_servicecatalog.providers.generated import functions  # noqa: PLC0415

    if name == "__all__":
        return ["GovernedStacks", "ImportedProvisionedProduct", "Provider", "ProvisionedProduct", *functions.__all__]
    if name not in functions.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(functions, name)
