"""Systems Manager's parameter store, as far as the parameters of templates name what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_servicecatalog.aws.calls import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

_MOST_NAMES = 10
"""How many names GetParameters takes."""


class ParameterStoreCalls:
    """Each method makes the calls of its name. No value leaves it."""

    def __init__(self, ssm: Callable[[], Any]) -> None:
        self._ssm = ssm

    def not_stored(self, names: Sequence[str]) -> Sequence[str]:
        """GetParameters, once for ten names: return those that name nothing. Secure values stay encrypted."""
        call = self._ssm().get_parameters
        return [
            name
            for some in _parts(names)
            for name in read("GetParameters", call, {"Names": some}, lambda page: page.texts("InvalidParameters"))
        ]


def _parts(names: Sequence[str]) -> list[list[str]]:
    return [list(names[start : start + _MOST_NAMES]) for start in range(0, len(names), _MOST_NAMES)]
