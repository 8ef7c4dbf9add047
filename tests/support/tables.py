"""Table tests, in two forms: rows of columns whose last is the reason why a row is there, or cases by such a reason."""

from collections.abc import Mapping
from typing import Any

import pytest


def table(columns: str, *rows: tuple[Any, ...]) -> pytest.MarkDecorator:
    """Parametrize by rows; the columns are those named, and `reason`."""
    names = [*columns.split(), "reason"]
    return pytest.mark.parametrize(names, [pytest.param(*row, id=str(row[-1])) for row in rows])


def cases(named: Mapping[str, Any]) -> pytest.MarkDecorator:
    """Parametrize `case` by values; the name of each is the reason why it is there."""
    return pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in named.items()])
