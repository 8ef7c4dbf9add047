"""One operation of an engine, asked in the same way over either provider and of either kind of resource."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import grpc
from pulumi.runtime.proto import provider_pb2

from support.providers import ADOPTED, Kind
from support.screen import Screen
from support.wire import CallFailed, plain, struct

pb = provider_pb2
_PATIENCE = 120


@dataclass(frozen=True, kw_only=True)
class ProviderCalls:
    """The calls about one resource. `of` gives those about another one, in the same operation."""

    stub: Any
    screen: Screen
    dynamic: bool
    kind: Kind = ADOPTED
    urn: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "urn", self.urn or self.kind.urn(dynamic=self.dynamic))

    def of(self, kind: Kind, resource: str = "") -> Self:
        return replace(self, kind=kind, urn=kind.urn(resource, dynamic=self.dynamic))

    def check(self, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """Return the checked inputs, and the failures as (property, reason)."""
        request = pb.CheckRequest(urn=self.urn, news=self._props({**news, **more}))
        if olds is not None:
            request.olds.CopyFrom(self._props(olds))
        answer = self._ask("Check", request)
        return _own(answer.inputs), [(failure.property, failure.reason) for failure in answer.failures]

    def diff(self, id_: str, state: Mapping[str, Any], news: Mapping[str, Any]) -> Any:
        request = pb.DiffRequest(id=id_, urn=self.urn, olds=self._props(state), news=self._props(news))
        return self._ask("Diff", request)

    def create(self, news: Mapping[str, Any], *, timeout: float = 0.0) -> tuple[str, dict[str, Any]]:
        """Return the ID and the state."""
        answer = self._ask("Create", pb.CreateRequest(urn=self.urn, properties=self._props(news), timeout=timeout))
        return answer.id, _own(answer.properties)

    def update(
        self, id_: str, state: Mapping[str, Any], news: Mapping[str, Any], *, timeout: float = 0.0
    ) -> dict[str, Any]:
        return _own(self._ask("Update", self._update(id_, state, news, timeout=timeout)).properties)

    def preview_update(self, id_: str, state: Mapping[str, Any], inputs: Any, news: Mapping[str, Any]) -> Any:
        """Ask what a preview asks before an update, and give the failures of the check."""
        checked, failures = self.check(news, inputs, **({"__problems": "?"} if self.dynamic else {}))
        if not failures:
            self.diff(id_, state, checked)
            if not self.dynamic:  # of a dynamic resource no update is previewed
                self._ask("Update", self._update(id_, state, checked, preview=True))
        return failures

    def read(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any] | None = None) -> Any:
        """Return the ID, the state and the inputs; an empty ID says that it is gone."""
        request = pb.ReadRequest(id=id_, urn=self.urn, properties=self._props(state))
        if inputs is not None:
            request.inputs.CopyFrom(self._props(inputs))
        answer = self._ask("Read", request)
        return answer.id, _own(answer.properties), _own(answer.inputs)

    def delete(self, id_: str, state: Mapping[str, Any], *, timeout: float = 0.0) -> None:
        self._ask("Delete", pb.DeleteRequest(id=id_, urn=self.urn, properties=self._props(state), timeout=timeout))

    def shown(self, *, passing: bool) -> list[str]:
        """Return the lines that were shown on the resource, those that pass or those that stay."""
        return [line.message for line in self.screen.said() if line.passing == passing and line.urn == self.urn]

    def reported(self, code: str) -> list[str]:
        """Return the lasting lines of a code."""
        return [line for line in self.shown(passing=False) if line.startswith(f"[{code}]")]

    def _update(self, id_: str, state: Mapping[str, Any], news: Mapping[str, Any], **facts: Any) -> Any:
        return pb.UpdateRequest(id=id_, urn=self.urn, olds=self._props(state), news=self._props(news), **facts)

    def _props(self, values: Mapping[str, Any]) -> Any:
        return struct({**values, "__provider": self.kind.provider} if self.dynamic else values)

    def _ask(self, method: str, request: Any) -> Any:
        try:
            return getattr(self.stub, method)(request, timeout=_PATIENCE)
        except grpc.RpcError as error:
            raise CallFailed(error) from None


def kept(failed: CallFailed) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return the ID, the state and the inputs that an engine records of a failure."""
    return failed.kept.id, _own(failed.kept.properties), _own(failed.kept.inputs)


def _own(message: Any) -> dict[str, Any]:
    return {name: value for name, value in plain(message).items() if name != "__provider"}
