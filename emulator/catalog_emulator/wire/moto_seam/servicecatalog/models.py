"""moto's handle on one account and region of Service Catalog. moto wants this module to be called `models`."""

from __future__ import annotations

from moto.servicecatalog.models import ServiceCatalogBackend

from catalog_emulator.core import world
from catalog_emulator.servicecatalog.catalog import Catalog


class CatalogBackend(ServiceCatalogBackend):  # type: ignore[misc]  # moto is not analysed
    """Made by moto's BackendDict, once per account and region; holds our state and nothing of moto's."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.catalog = Catalog(
            account=account_id,
            region=region_name,
            partition=str(self.partition),
            world=world.current(),
        )
