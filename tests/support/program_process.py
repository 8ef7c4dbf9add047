"""A Python program's process, with Pulumi's own stand-in for an engine."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from pulumi.runtime import mocks, settings
from pulumi.runtime.stack import wait_for_rpcs

OUTPUTS = {
    "provisionedProductId": "pp-1",
    "stackId": "arn:stack",
    "liveParameters": {"physical_id": "a", "Size": "small"},
    "outputs": {"JobsUrl": "https://jobs", "status": "fine"},
    "status": "AVAILABLE",
}


class Engine(mocks.Mocks):
    """Answers each registration with the inputs and `outputs`, or with an error. `registered` has what was sent."""

    def __init__(self) -> None:
        self.registered: list[Any] = []
        self.outputs: dict[str, Any] = OUTPUTS
        self.error: Exception | None = None

    def new_resource(self, args: Any) -> tuple[str, dict[str, Any]]:
        self.registered.append(args)
        if self.error is not None:
            raise type(self.error)(*self.error.args)  # each with a traceback of its own
        return "pp-1", {**args.inputs, **self.outputs}

    def call(self, _args: Any) -> tuple[dict[str, Any], None]:
        return {}, None


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine for the test's program, which is a preview if the fixture has the parameter "preview".

    The event loop is the one that Pulumi's outputs need. What the program leaves pending is waited for at its end.
    """
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(lambda *_: None)  # errors that nobody waits for are not printed
    engine = Engine()
    mocks.set_mocks(engine, preview=getattr(request, "param", None) == "preview")
    yield engine
    if engine.error is None:
        ended()
    _forget_the_program()
    asyncio.set_event_loop(None)
    loop.close()


def ended() -> None:
    """Wait for all that a program waits for at its end; raise what it ends with."""
    try:
        asyncio.get_event_loop().run_until_complete(wait_for_rpcs())
    except Exception:
        _forget_the_program()
        raise


def _forget_the_program() -> None:
    """Have the SDK forget what has failed or is pending, which another event loop would wait for in vain."""
    for output in settings.SETTINGS.outputs:
        if output.done() and not output.cancelled():
            output.exception()  # else it is reported when the program's memory is freed
    settings.SETTINGS.outputs.clear()
    settings._get_rpc_manager().clear()


def value(output: Any) -> Any:
    """Return the value of an output."""
    return asyncio.get_event_loop().run_until_complete(output.future())


def awaited(coroutine: Any) -> Any:
    """Return the result of a coroutine."""
    return asyncio.get_event_loop().run_until_complete(coroutine)
