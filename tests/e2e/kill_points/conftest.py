"""`--crash-matrix` runs every point; without it, of the engine's kills only those of an adoption.

Whichever process is killed, the next `up` begins with the same state and the same AWS; what a kill of the engine adds
is that its stack is locked. So one operation stands for all of them.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--crash-matrix", action="store_true", help="kill at every AWS call, instead of a few")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--crash-matrix", default=False):
        return
    left = [item for item in items if _is_for_the_matrix(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


def _is_for_the_matrix(item: pytest.Item) -> bool:
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    return parameters.get("process") == "engine" and parameters["scenario"].title != "adopt"
