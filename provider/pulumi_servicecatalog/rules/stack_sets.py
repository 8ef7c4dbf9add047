"""Which operations on stack instances lead from one declaration of a stack set to another.

AWS takes one kind of operation at a time (StackSetOperationType of UpdateProvisionedProduct), each on every pair of the
accounts and Regions that are sent with it.
"""

from collections.abc import Iterator, Sequence

from pulumi_servicecatalog.model.problems.launches import TooManyAtOnce
from pulumi_servicecatalog.model.stack_set import StackSetPreferences

CREATE, UPDATE, DELETE = "CREATE", "UPDATE", "DELETE"

Targets = tuple[tuple[str, ...], tuple[str, ...]]


def update(before: StackSetPreferences | None, after: StackSetPreferences) -> StackSetPreferences:
    """Return the preferences of an update of what stays; without accounts, AWS updates the whole stack set."""
    if before is None:
        return after.only(UPDATE, accounts=after.accounts, regions=after.regions)
    accounts, regions = _common(before.accounts, after.accounts), _common(before.regions, after.regions)
    if not (accounts and regions):
        accounts, regions = (), ()
    return after.only(UPDATE, accounts=accounts, regions=regions)


def instances(before: StackSetPreferences | None, after: StackSetPreferences | None) -> tuple[StackSetPreferences, ...]:
    """Return the preferences of each removal and each addition of stack instances, in their order.

    Only what is declared on both sides can be told apart: without accounts or Regions, the constraint's are meant.
    """
    if before is None or after is None or not (before.accounts and before.regions and after.accounts and after.regions):
        return ()
    return (
        *(after.only(DELETE, accounts=accounts, regions=regions) for accounts, regions in _lacking(before, after)),
        *(after.only(CREATE, accounts=accounts, regions=regions) for accounts, regions in _lacking(after, before)),
    )


def accounts_of_each_operation(
    before: StackSetPreferences | None, after: StackSetPreferences, of_constraint: Sequence[str]
) -> Iterator[int]:
    """Yield in how many accounts each operation of a launch or an update acts.

    Args:
        before: what was declared before an update; None at a launch, and where it is not known.
        after: what is declared.
        of_constraint: the accounts of the constraint, which are meant where none are declared.

    """
    steps = (after,) if before is None else (update(before, after), *instances(before, after))
    yield from (len(step.accounts or of_constraint) for step in steps)


def too_many_at_once(preferences: StackSetPreferences, accounts: int) -> TooManyAtOnce | None:
    """Find that a number of accounts at a time is more than one above the percentage of those that may fail.

    Service Catalog rounds the number of accounts that may fail down. Of a percentage at a time AWS says no such thing.
    """
    at_once, percentage = preferences.max_concurrency_count, preferences.failure_tolerance_percentage
    if at_once is None or percentage is None or not accounts:
        return None
    tolerance = accounts * percentage // 100
    if at_once <= tolerance + 1:
        return None
    at = "provisioningPreferences.stackSetMaxConcurrencyCount"
    return TooManyAtOnce(property=at, at_once=at_once, percentage=percentage, accounts=accounts, tolerance=tolerance)


def _lacking(these: StackSetPreferences, those: StackSetPreferences) -> Iterator[Targets]:
    """Return the pairs of these that those lack, as up to two rectangles."""
    accounts = tuple(account for account in these.accounts if account not in those.accounts)
    if accounts:
        yield accounts, these.regions
    shared = _common(these.accounts, those.accounts)
    regions = tuple(region for region in these.regions if region not in those.regions)
    if shared and regions:
        yield shared, regions


def _common(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in first if name in second)
