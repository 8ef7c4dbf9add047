"""The operations of a service by the API's names, each with the function that answers it."""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


class OperationTable(dict[str, F]):
    """Functions enter themselves when their module is imported."""

    def entry(self, name: str) -> Callable[[F], F]:
        """Enter a function into the table under the API's name for the operation."""

        def enter(function: F) -> F:
            self[name] = function
            return function

        return enter
