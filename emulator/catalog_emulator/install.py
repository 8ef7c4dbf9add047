"""Put our Service Catalog and CloudFormation in moto's place, and find them again.

moto has no plug-in API. What it has is a registry: the class that a BackendDict makes instances of is its
attribute `backend`, and the module beside that class names the URLs. Setting the attribute swaps implementation
and routes at once. `install` fails loudly where a later moto wires things differently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator import world

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.models import StackBackend
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.world import World

_PROBE_ACCOUNT = "000000000000"
_PROBE_REGION = "us-east-1"


class MotoChangedError(RuntimeError):
    """moto no longer works the way the emulator relies on."""


def install(here: World) -> None:
    """Make a world current, and serve Service Catalog and CloudFormation from it. Earlier state is dropped."""
    from catalog_emulator.cloudformation.models import StackBackend  # noqa: PLC0415
    from catalog_emulator.servicecatalog.models import CatalogBackend  # noqa: PLC0415

    world.enter(here)
    _forget_everything()
    _replace("servicecatalog", CatalogBackend)
    _replace("cloudformation", StackBackend)


def catalogs_of(account: str) -> list[Catalog]:
    """Return the catalogs of an account, of every region in which it was used."""
    return [backend.catalog for backend in list(_backends("servicecatalog")[account].values())]


def catalog_of(account: str, region: str) -> Catalog:
    """Return the catalog of an account and region."""
    catalog: Catalog = _backends("servicecatalog")[account][region].catalog
    return catalog


def stacks_of(account: str, region: str) -> StackBackend:
    """Return the stacks of an account and region."""
    backend: StackBackend = _backends("cloudformation")[account][region]
    return backend


def _backends(service: str) -> Any:
    from moto.backends import get_backend  # noqa: PLC0415

    return get_backend(service)


def _replace(service: str, ours: type) -> None:
    registered = _backends(service)
    registered.backend = ours
    registered.clear()
    probe: Any = registered[_PROBE_ACCOUNT][_PROBE_REGION]
    expected = f"{ours.__module__.removesuffix('.models')}.urls"
    routes = probe._url_module.__name__  # noqa: SLF001  # the seam itself
    if type(probe) is not ours or routes != expected:
        raise MotoChangedError(
            f"moto serves {service} from {type(probe)} with {routes}, not from {ours} with {expected}: "
            "this emulator needs moto 5.2"
        )
    registered.clear()


def _forget_everything() -> None:
    """Drop what an earlier emulator of this process left behind, in every service."""
    from moto.core.base_backend import BackendDict  # noqa: PLC0415
    from moto.core.model_instances import reset_model_data  # noqa: PLC0415

    BackendDict.reset()
    reset_model_data()
