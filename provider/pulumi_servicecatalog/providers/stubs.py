"""Pulumi's generated messages and services, without the SDK around them.

`import pulumi` takes longer than everything else that a plugin's start needs, and only components use it. The generated
modules import nothing of the SDK but each other, so they are loaded as a package of their own. Where the SDK is loaded
already, or has them somewhere else, they are taken from it. protobuf gives the same classes either way.
"""

import sys
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from google.protobuf import empty_pb2

if TYPE_CHECKING:
    from pulumi.runtime.proto import (
        engine_pb2,
        engine_pb2_grpc,
        plugin_pb2,
        provider_pb2,
        provider_pb2_grpc,
        status_pb2,
    )

__all__ = ["engine_pb2", "engine_pb2_grpc", "plugin_pb2", "provider_pb2", "provider_pb2_grpc", "status_pb2"]

_SDK_PACKAGE = "pulumi.runtime.proto"
_OWN_PACKAGE = "_pulumi_servicecatalog_stubs"


def _package() -> str:
    """Return the name of the package to load from."""
    if _SDK_PACKAGE in sys.modules or _OWN_PACKAGE in sys.modules:
        return _SDK_PACKAGE if _SDK_PACKAGE in sys.modules else _OWN_PACKAGE
    sdk = util.find_spec("pulumi")
    for location in (sdk.submodule_search_locations or ()) if sdk else ():
        folder = Path(location, "runtime", "proto")
        if (folder / "provider_pb2_grpc.py").exists():
            package = ModuleType(_OWN_PACKAGE)
            package.__path__ = [str(folder)]
            sys.modules[_OWN_PACKAGE] = package
            return _OWN_PACKAGE
    return _SDK_PACKAGE


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{_package()}.{name}")
    globals()[name] = module
    return module


def empty() -> empty_pb2.Empty:
    """Return the answer that says nothing."""
    return empty_pb2.Empty()
