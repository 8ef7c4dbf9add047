"""`--write-seen` writes down what users see, instead of comparing it; run it without -n."""

from collections.abc import Iterable

import pytest

from integration.faults import seen
from support.fake_clock.fixtures import aws, fake_clock, shared_account

_STALE = "run pytest tests/integration/faults --write-seen, and make generate"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-seen", action="store_true", help="write tests/data/faults_seen.json again")


@pytest.fixture
def note(pytestconfig: pytest.Config) -> seen.Note:
    """Compare what was seen with what is checked in."""

    def compare(fault: str, scenario: str, rows: Iterable[seen.Row]) -> None:
        result = sorted(rows)
        if pytestconfig.getoption("--write-seen"):
            seen.write(fault, scenario, result)
        assert result == seen.recorded(fault, scenario), _STALE

    return compare
