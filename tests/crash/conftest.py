"""`--crash-matrix` runs every cell."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--crash-matrix", action="store_true", help="kill at every AWS call, instead of a few")
