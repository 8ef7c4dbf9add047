"""What a preview says of drift, beside the engine's own diff of the state and the inputs. Both providers show it.

What the program has changed is no drift: then the state has what AWS has.
"""

from collections.abc import Mapping
from typing import Any

from pulumi_servicecatalog.codec import Values
from pulumi_servicecatalog.model.properties import PropertyPath
from pulumi_servicecatalog.reconcile.controller import DiffResult
from pulumi_servicecatalog.rules import drift


def lines(result: DiffResult, recorded: Values) -> list[str]:
    """Return a line for each difference whose old side the state does not have."""
    if result.gone:
        return []
    return [drift.describe(change) for change in result.live_changes if at(recorded, change.path) != change.actual]


def at(values: Values, path: PropertyPath) -> Any:
    """Return what a state has at a path; None where it has nothing there."""
    value = values.get(path.name)
    return value.get(path.key) if path.key is not None and isinstance(value, Mapping) else value
