"""Makes the outputs of a resource when a program asks for them, in place of all of them for each resource.

Pulumi's SDK makes an Output for every property when a resource is declared, each of four futures and a task, and looks
at all that are pending whenever one is done (wait_for_rpcs). With the twenty of ours, of which a program reads one or
none, that is most of what a program of many resources takes.

The SDK makes them in `pulumi.runtime.rpc.transfer_properties`, from the names of the properties, and keeps for each a
function that takes the answer of the engine. Here it is handed no names; what takes the answers is put there in its
place, and an Output that is asked for is made by the same function, and gets the same answer. It is as one that was
made at once in all that a program can see.

Where the SDK does not work so, or somebody else has replaced the properties (a transformation may), all of them are
made at once, by the SDK itself.
"""

import asyncio
import functools
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pulumi
from pulumi.runtime import rpc

_THE_SDKS_OWN = frozenset({"id", "urn"})
_Answer = tuple[Any, ...]
_Resolvers = dict[str, Callable[..., None]]


def properties(resource: pulumi.Resource, values: dict[str, Any]) -> Mapping[str, Any]:
    """Return the properties to hand to the SDK for a resource that is about to be registered.

    Args:
        resource: what is being made; its outputs are found by `of` from now on.
        values: the inputs, and None for each output.

    """
    if not _fits():
        return values
    outputs = _Outputs(resource)
    resource.__dict__ = _Attributes(resource.__dict__, outputs)
    return _Properties(values, outputs)


def of(resource: pulumi.Resource, name: str) -> Any:
    """Return an output by its name in the schema; None if there is none."""
    attributes = resource.__dict__
    if isinstance(attributes, _Attributes) and name not in attributes:
        attributes.outputs.make(name)
    return attributes.get(name)


def when_answered(resource: pulumi.Resource, name: str, call: Callable[[Any, Exception | None], None]) -> bool:
    """Call a function with the value of an output, or with the error for which there is none.

    Args:
        resource: a resource that is being registered.
        name: a property of it, which the program itself does not read.
        call: takes the value, as it is known so far, and the error.

    Returns:
        Whether the resource has this property, so that the function will be called.

    """
    attributes = resource.__dict__
    if isinstance(attributes, _Attributes) and attributes.outputs.listen(name, call):
        return True
    output = attributes.get(name)
    if not isinstance(output, pulumi.Output):
        return False

    async def wait() -> None:
        try:
            value = await output.future(with_unknowns=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is handed on
            call(None, error)
        else:
            call(value, None)

    _waiting.add(task := asyncio.ensure_future(wait()))
    task.add_done_callback(_waiting.discard)
    return True


_waiting: set["asyncio.Future[None]"] = set()
"""The event loop itself keeps no task alive."""


class _Outputs:
    """The outputs of one resource that nobody has asked for yet."""

    __slots__ = ("_answers", "_resolvers", "_resource")

    def __init__(self, resource: pulumi.Resource) -> None:
        self._resource = resource
        self._answers: dict[str, _Answer] = {}
        self._resolvers: _Resolvers = {}

    def expect(self, resolvers: _Resolvers, names: Iterator[str]) -> None:
        """Take the answers for these names, in the SDK's own table of what takes them."""
        self._resolvers = resolvers
        resolvers.update((name, _Slot(name, self)) for name in names if name not in _THE_SDKS_OWN)

    def answer(self, name: str, answer: _Answer) -> None:
        self._answers[name] = answer
        self._resolvers = {}  # all are answered in one go, so that nothing comes by it any more

    def make(self, name: str) -> None:
        """Have the SDK make an output, which becomes an attribute of the resource."""
        answer = self._answers.pop(name, None)
        if answer is None and not isinstance(self._resolvers.get(name), _Slot):
            return
        resolve = rpc.transfer_properties(self._resource, {name: None}, custom=True)[name]
        if answer is None:
            self._resolvers[name] = resolve
        else:
            resolve(*answer)

    def make_all(self) -> None:
        for name in (*self._resolvers, *self._answers):
            if name not in self._resource.__dict__:
                self.make(name)

    def listen(self, name: str, call: Callable[[Any, Exception | None], None]) -> bool:
        """Have a function take an answer that is still awaited; return whether it will."""
        if name not in self._resolvers:
            return False
        self._resolvers[name] = lambda *answer: call(answer[0], answer[-1])
        return True


class _Slot:
    """Takes the engine's answer for one output."""

    __slots__ = ("_name", "_outputs")

    def __init__(self, name: str, outputs: _Outputs) -> None:
        self._name = name
        self._outputs = outputs

    def __call__(self, *answer: Any) -> None:
        self._outputs.answer(self._name, answer)


class _Properties(dict[str, Any]):
    """Properties, of which the SDK's function that makes outputs sees none."""

    __slots__ = ("_outputs", "_taken")

    def __init__(self, values: Mapping[str, Any], outputs: _Outputs) -> None:
        super().__init__(values)
        self._outputs = outputs
        self._taken = False

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names; once the answers are expected here, over those of inputs, which alone are sent."""
        if self._taken:
            return iter([name for name, value in self.items() if value is not None])
        frame = sys._getframe(1)  # noqa: SLF001 - the table is a local of the SDK's function; see the module's docstring
        resolvers = frame.f_locals.get("resolvers") if frame.f_code is rpc.transfer_properties.__code__ else None
        if not isinstance(resolvers, dict):
            return super().__iter__()
        self._outputs.expect(resolvers, super().__iter__())
        self._taken = True
        return iter(())


class _Attributes(dict[str, Any]):
    """The attributes of a resource. Who lists them, as an export of the whole resource does, finds every output."""

    __slots__ = ("outputs",)

    def __init__(self, attributes: Mapping[str, Any], outputs: _Outputs) -> None:
        super().__init__(attributes)
        self.outputs = outputs

    def __iter__(self) -> Iterator[str]:
        self.outputs.make_all()
        return super().__iter__()

    def keys(self) -> Any:
        self.outputs.make_all()
        return super().keys()

    def values(self) -> Any:
        self.outputs.make_all()
        return super().values()

    def items(self) -> Any:
        self.outputs.make_all()
        return super().items()


@functools.cache
def _fits() -> bool:
    """Return whether the SDK makes outputs as it is known to: tried with a resource that has no properties."""

    class Nothing:
        pass

    outputs = _Outputs(Nothing())  # type: ignore[arg-type]  # it needs no more than a dictionary
    try:
        resolvers = rpc.transfer_properties(Nothing(), _Properties({}, outputs), custom=True)  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - any other signature, or whatever it does then
        return False
    return resolvers is outputs._resolvers  # noqa: SLF001 - of this module
