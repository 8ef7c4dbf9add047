"""Pulumi's wire format, as an engine writes and reads it: structs, unknown values, and failures with details."""

from collections.abc import Mapping
from typing import Any

import grpc
from google.protobuf import json_format, struct_pb2
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2, status_pb2

UNKNOWN = object()
"""Stands for a value that the engine does not know yet."""


def struct(values: Mapping[str, Any]) -> struct_pb2.Struct:
    """Return the struct of plain values."""
    return json_format.ParseDict(_marked(values), struct_pb2.Struct())


def plain(message: struct_pb2.Struct) -> dict[str, Any]:
    """Return the plain values of a struct."""
    result: dict[str, Any] = _unmarked(json_format.MessageToDict(message))
    return result


class CallFailed(Exception):
    """A call that the provider answered with an error, as the engine gets it."""

    def __init__(self, error: grpc.RpcError) -> None:
        self.code: grpc.StatusCode = error.code()
        self.message: str = error.details()
        self.state_kept = _init_failed(error)
        super().__init__(f"{self.code.name}: {self.message}")

    @property
    def kept(self) -> provider_pb2.ErrorResourceInitFailed:
        """Return what an engine records of the resource, which was made all the same."""
        assert self.state_kept is not None, self.message
        return self.state_kept


def _init_failed(error: grpc.RpcError) -> provider_pb2.ErrorResourceInitFailed | None:
    """Return what says that the resource was made all the same. Go drops details whose status is not the call's."""
    metadata = dict(error.trailing_metadata() or ())
    if "grpc-status-details-bin" not in metadata:
        return None
    status = status_pb2.Status.FromString(metadata["grpc-status-details-bin"])
    assert status.code == error.code().value[0]
    detail = provider_pb2.ErrorResourceInitFailed()
    assert status.details[0].Unpack(detail)
    return detail


def _marked(value: Any) -> Any:
    if value is UNKNOWN:
        return rpc.UNKNOWN
    if isinstance(value, Mapping):
        return {key: _marked(item) for key, item in value.items()}
    return value


def _unmarked(value: Any) -> Any:
    if value == rpc.UNKNOWN:
        return UNKNOWN
    if isinstance(value, dict):
        return {key: _unmarked(item) for key, item in value.items()}
    return value
