"""Where a product with a STACKSET constraint runs: accounts, Regions, and how AWS goes from one to the next."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True, slots=True)
class StackSetPreferences:
    """ProvisioningPreferences (ProvisionProduct) and UpdateProvisioningPreferences (UpdateProvisionedProduct).

    Counts are stack instances, percentages whole per cents; None leaves a thing to AWS, and zero is sent as zero.
    `operation` is CREATE, UPDATE or DELETE of stack instances, and None at a launch.
    """

    accounts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    failure_tolerance_count: int | None = None
    failure_tolerance_percentage: int | None = None
    max_concurrency_count: int | None = None
    max_concurrency_percentage: int | None = None
    operation: str | None = None

    def only(self, operation: str, *, accounts: tuple[str, ...], regions: tuple[str, ...]) -> "StackSetPreferences":
        """Return the same pace for one operation on some of the instances."""
        return replace(self, operation=operation, accounts=accounts, regions=regions)
