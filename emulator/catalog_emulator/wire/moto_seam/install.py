"""Put our Service Catalog and CloudFormation in the place of moto's.

moto has no plug-in API. What it has is a registry: the class that a BackendDict makes instances of is its
attribute `backend`, and the module beside that class names the URLs. Setting the attribute swaps implementation
and routes at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto import settings
from moto.backends import get_backend
from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.core.responses import ActionAuthenticatorMixin
from moto.organizations.models import organizations_backends

from catalog_emulator.wire.moto_seam import current_world
from catalog_emulator.wire.moto_seam.cloudformation.models import StackBackend
from catalog_emulator.wire.moto_seam.config.models import AggregatorBackend
from catalog_emulator.wire.moto_seam.servicecatalog.models import CatalogBackend
from catalog_emulator.wire.moto_seam.services import MotoServices

if TYPE_CHECKING:
    from catalog_emulator.core.world import World

_PROBE_ACCOUNT = "000000000000"
_PROBE_REGION = "us-east-1"
_NO_AUTH_ACTIONS = settings.INITIAL_NO_AUTH_ACTION_COUNT  # that of the start: no enforcement


class MotoChangedError(RuntimeError):
    """moto no longer works the way the emulator relies on."""


def install(here: World) -> None:
    """Make a world current, and serve Service Catalog and CloudFormation from it. Earlier state is dropped."""
    current_world.enter(here)
    here.services = MotoServices()
    here.forget_accounts()
    _forget_everything()
    _replace("servicecatalog", CatalogBackend)
    _replace("cloudformation", StackBackend)
    _replace("config", AggregatorBackend)


def reset() -> None:
    """Drop all state of the current world, in every service, and switch moto's IAM enforcement off again."""
    current_world.current().forget()
    _forget_everything()
    ActionAuthenticatorMixin.request_count = 0
    settings.INITIAL_NO_AUTH_ACTION_COUNT = _NO_AUTH_ACTIONS


def _backends(service: str) -> Any:
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
    BackendDict.reset()
    organizations_backends.master_accounts.clear()
    reset_model_data()
