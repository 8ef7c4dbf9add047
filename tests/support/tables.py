"""Table tests, in one form: each row ends with the reason why it is in the table, which also names the test."""

from typing import Any

import pytest


def table(columns: str, *rows: tuple[Any, ...]) -> pytest.MarkDecorator:
    """Parametrize by rows; the columns are those named, and `reason`."""
    names = [*columns.split(), "reason"]
    return pytest.mark.parametrize(names, [pytest.param(*row, id=str(row[-1])) for row in rows])
