"""`--write-seen` writes down what users see, instead of comparing it; run it without -n."""

from collections.abc import Iterable

import pytest

from clocked.fixtures import clocked, place, shared_place  # noqa: F401 - fixtures
from faults import seen


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-seen", action="store_true", help="write tests/faults/seen.json anew")


@pytest.fixture
def note(pytestconfig: pytest.Config) -> seen.Note:
    """Compare what was seen with what is checked in."""

    def compare(fault: str, scenario: str, rows: Iterable[seen.Row]) -> None:
        found = sorted(rows)
        if pytestconfig.getoption("--write-seen"):
            seen.write(fault, scenario, found)
        assert found == seen.recorded(fault, scenario), "run pytest tests/faults --write-seen, and make generate"

    return compare
