"""A gateway out of which a run is killed, at the boundary of one of its calls."""

from collections.abc import Callable, Iterator
from typing import Any

from pulumi_servicecatalog.aws.gateway import AwsGateway


class Killed(BaseException):
    """The process is gone: nothing of it runs on, and nothing is reported."""


class KillableGateway:
    """Lets this number of calls through, and kills the run at the next: with nothing done, or with all of it done."""

    def __init__(self, gateway: AwsGateway, *, calls: int, after: bool) -> None:
        self._gateway = gateway
        self._left = calls
        self._after = after

    def __getattr__(self, name: str) -> Any:
        result = getattr(self._gateway, name)
        return self._killable(result) if callable(result) else result

    def _killable(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            dies = self._left == 0
            self._left -= 1
            if dies and not self._after:
                raise Killed
            answer = method(*arguments, **named)
            answer = list(answer) if isinstance(answer, Iterator) else answer
            if dies:
                raise Killed
            return answer

        return call
