"""What a Pulumi program in Python imports: `from pulumi_servicecatalog import ImportedProvisionedProduct`.

A name is looked up when it is used, so that catalogctl, which needs no Pulumi, does not wait for it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pulumi_servicecatalog.providers.dynamic.components import GovernedStacks
    from pulumi_servicecatalog.providers.dynamic.resources import ImportedProvisionedProduct, ProvisionedProduct

__all__ = ["GovernedStacks", "ImportedProvisionedProduct", "ProvisionedProduct"]
_COMPONENT = "GovernedStacks"


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == _COMPONENT:
        from pulumi_servicecatalog.providers.dynamic import components  # noqa: PLC0415 - see the docstring

        return getattr(components, name)
    from pulumi_servicecatalog.providers.dynamic import resources  # noqa: PLC0415 - see the docstring

    return getattr(resources, name)
