"""moto's handle on one account and region of Service Catalog. moto wants this module to be called `models`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource
from moto.servicecatalog.models import ServiceCatalogBackend

from catalog_emulator.servicecatalog.accounts import catalog_of
from catalog_emulator.wire.moto_seam import current_world

if TYPE_CHECKING:
    from collections.abc import Iterator


class CatalogBackend(ServiceCatalogBackend, TaggableResourcesMixin):  # type: ignore[misc]  # moto is not analysed
    """Made by moto's BackendDict, once per account and region. What it shows is in the world."""

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        """Return what the Resource Groups Tagging API shows; called by moto's."""
        catalog = catalog_of(current_world.current(), self.account_id, self.region_name)
        resources: dict[str, dict[str, Any]] = {
            "catalog:portfolio": catalog.portfolios,
            "catalog:product": catalog.products,
            "servicecatalog:stack": catalog.provisioned,
        }
        for kind, having in resources.items():
            for resource in having.values():
                tags = {tag.key: tag.value for tag in resource.tags}
                yield TaggedResource(arn=resource.arn, tags=tags, resource_type=kind)
