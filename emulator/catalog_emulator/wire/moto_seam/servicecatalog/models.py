"""moto's handle on one account and region of Service Catalog. moto wants this module to be called `models`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource
from moto.servicecatalog.models import ServiceCatalogBackend

from catalog_emulator.core import world
from catalog_emulator.servicecatalog.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Iterator


class CatalogBackend(ServiceCatalogBackend, TaggableResourcesMixin):  # type: ignore[misc]  # moto is not analysed
    """Made by moto's BackendDict, once per account and region; holds our state and nothing of moto's."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.catalog = Catalog(
            account=account_id,
            region=region_name,
            partition=str(self.partition),
            world=world.current(),
        )

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        """Return what the Resource Groups Tagging API shows; called by moto's."""
        resources: dict[str, dict[str, Any]] = {
            "catalog:portfolio": self.catalog.portfolios,
            "catalog:product": self.catalog.products,
            "servicecatalog:stack": self.catalog.provisioned,
        }
        for kind, having in resources.items():
            for resource in having.values():
                tags = {tag.key: tag.value for tag in resource.tags}
                yield TaggedResource(arn=resource.arn, tags=tags, resource_type=kind)
