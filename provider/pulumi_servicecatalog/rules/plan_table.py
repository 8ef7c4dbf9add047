"""Shows what an update would do to a stack's resources, as a table that a person reads on the resource."""

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.plan import Plan, ResourceChange

_SIGNS = {"ADD": "+", "REMOVE": "-"}
_WORDS = {"ADD": "is added", "REMOVE": "is removed"}
_ORDER = ("REMOVE", "MODIFY", "ADD")


def render(plan: Plan, actual: ObservedState) -> str:
    """Return a line for the whole, and one for each resource: removals first, since nobody may overlook them."""
    name = actual.provisioned_product.name
    if not plan.changes:
        return f"This update of {name} changes no resource of its stack."
    count = f"{len(plan.changes)} resource{'s' if len(plan.changes) > 1 else ''}"
    ranked = sorted(plan.changes, key=_rank)
    widths = [
        max(len(text) for text in column)
        for column in zip(*((change.logical_id, change.type) for change in ranked), strict=True)
    ]
    lines = [
        f"  {_sign(change)} {change.logical_id:<{widths[0]}}  {change.type:<{widths[1]}}  {_effect(change)}".rstrip()
        for change in ranked
    ]
    return display.block([f"This update of {name} changes {count} of its stack:", *lines])


def _rank(change: ResourceChange) -> tuple[int, int, str]:
    order = _ORDER.index(change.action) if change.action in _ORDER else len(_ORDER)
    return (order, 0 if change.replacement == "TRUE" else 1, change.logical_id)


def _sign(change: ResourceChange) -> str:
    if change.action == "MODIFY":
        return "±" if change.replacement in {"TRUE", "CONDITIONAL"} else "~"
    return _SIGNS.get(change.action, "?")


def _effect(change: ResourceChange) -> str:
    if change.action != "MODIFY":
        return _WORDS.get(change.action, change.action)
    what = f" ({', '.join(change.scope)})" if change.scope else ""
    match change.replacement:
        case "TRUE":
            return f"is replaced{what}"
        case "CONDITIONAL":
            return f"is changed, and perhaps replaced{what}"
        case _:
            return f"is changed{what}"
