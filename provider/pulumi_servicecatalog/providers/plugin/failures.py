"""How the plugin fails: with a gRPC code and lines that a person can act on; with the ID kept where something was made.

The engine takes UNKNOWN and INTERNAL to mean that the state may be corrupt, so only a bug of ours is INTERNAL.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import grpc

from pulumi_servicecatalog.host import bug
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.providers import init_failed as packing

Metadata = tuple[tuple[str, bytes], ...]

_MOST = 4000
"""Characters of a message: it travels in a header, and above 8 KiB some clients of gRPC drop the whole answer."""


class Failure(Exception):
    """A call that ends without a result."""

    def __init__(self, code: grpc.StatusCode, message: str, metadata: Metadata = ()) -> None:
        super().__init__(message)
        text = display.shown(message)
        self.code = code
        self.message = text if len(text) <= _MOST else text[: _MOST - 1] + "…"
        self.metadata = metadata


def refused(problems: Iterable[Problem], withheld: Callable[[str], str] = str) -> Failure:
    """Return the failure of a call that changed nothing. `withheld` leaves out the values that are secret."""
    return Failure(grpc.StatusCode.FAILED_PRECONDITION, display.block(withheld(str(problem)) for problem in problems))


def malformed(message: str) -> Failure:
    """Return the failure of a request that no engine of sound mind sends."""
    return Failure(grpc.StatusCode.INVALID_ARGUMENT, message)


def stopped(problems: Iterable[Problem], withheld: Callable[[str], str] = str) -> Failure:
    """Return the failure of a release that has not come to its end; the engine keeps the resource as it is."""
    return Failure(grpc.StatusCode.ABORTED, display.block(withheld(str(problem)) for problem in problems))


def init_failed(
    *, id_: str, properties: Any, inputs: Any, reasons: Sequence[str], refresh_before_update: bool
) -> Failure:
    """Return the failure of a resource that exists: the engine keeps it, and the next `up` goes on from there."""
    code = grpc.StatusCode.ABORTED
    status = packing.status(
        code=code.value[0],
        id_=id_,
        properties=properties,
        inputs=inputs,
        reasons=reasons,
        refresh_before_update=refresh_before_update,
    )
    return Failure(code, display.block(reasons), ((packing.METADATA_KEY, status),))


def of(error: BaseException) -> Failure:
    """Return the failure that an exception is. The stack of a bug goes to standard error, which the engine keeps."""
    match error:
        case Failure():
            return error
        case _:
            sys.stderr.write(bug.stack(error))
            return Failure(grpc.StatusCode.INTERNAL, f"bug in provider servicecatalog: {bug.describe(error)}")
