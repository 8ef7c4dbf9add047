"""Which paths Service Catalog answers. moto finds this file beside the backend's module."""

from __future__ import annotations

from moto.servicecatalogappregistry.responses import AppRegistryResponse
from moto.servicecatalogappregistry.urls import url_paths as app_registry_paths

from catalog_emulator.wire.moto_seam.servicecatalog.responses import CatalogResponse

url_bases = [r"https?://servicecatalog\.(.+)\.amazonaws\.com"]
url_paths = {
    "{0}/$": CatalogResponse.dispatch,
    **dict.fromkeys(app_registry_paths, AppRegistryResponse.dispatch),
}
