"""How the dynamic provider fails: with one line, and with the ID kept where something was made."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.codec import Values
from pulumi_servicecatalog.host import bug
from pulumi_servicecatalog.model import display, python_names
from pulumi_servicecatalog.model.outcome import MadeButUnhealthy
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.providers import init_failed
from pulumi_servicecatalog.providers.dynamic.call_context import CallContext

_UNKNOWN = 2
"""The gRPC status that Pulumi's dynamic servicer aborts with; Go discards details whose status differs from it."""

P = ParamSpec("P")
T = TypeVar("T")


class ResourceFailed(Exception):
    """Carries problems to the engine, which shows the text. Python prints no module before a builtin's name."""

    __module__ = "builtins"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(display.block(python_names.in_text(str(problem)) for problem in problems))


class ProviderBug(Exception):
    """Says that it is one, and where, in one line."""

    __module__ = "builtins"

    def __init__(self, error: BaseException) -> None:
        super().__init__(f"This is a bug of pulumi-servicecatalog, please report it: {bug.describe(error)}.")


def one_line(method: Callable[P, T]) -> Callable[P, T]:
    """Let nothing out of a method of the dynamic provider but what a user can read.

    Pulumi's servicer catches an Exception only: a SystemExit out of a library would leave the engine waiting for good.
    """

    @functools.wraps(method)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(*args, **kwargs)
        except ResourceFailed:
            raise
        except BaseException as error:  # noqa: BLE001 - see the docstring
            raise ProviderBug(error) from None

    return guarded


def unhealthy(
    outcome: MadeButUnhealthy, call: CallContext, inputs: Values, before: Values | None = None
) -> ResourceFailed:
    """Return the failure, and hand the state to the engine with it, so that the next `up` goes on from there.

    Without the call's context the ID is lost to the state; then the next `up` adopts what is there already.
    """
    if call.context is not None and call.request is not None:
        sent = call.request.properties if hasattr(call.request, "properties") else call.request.news
        provider = {"__provider": sent["__provider"]}
        status = init_failed.status(
            code=_UNKNOWN,
            id_=outcome.state.provisioned_product.id,
            properties={**codec.state(inputs, outcome.state, before), **provider},
            inputs={**inputs, **provider},
            reasons=[python_names.in_text(str(problem)) for problem in outcome.problems],
            refresh_before_update=False,
        )
        call.context.set_trailing_metadata(((init_failed.METADATA_KEY, status),))
    return ResourceFailed(outcome.problems)
