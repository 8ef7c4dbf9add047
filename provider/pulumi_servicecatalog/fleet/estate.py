"""What tells which accounts and Regions there are. `aws.estate` satisfies it.

Every method raises a `model.refusal.Refusal` where AWS gives no result.
"""

from collections.abc import Sequence
from typing import Protocol

from pulumi_servicecatalog.model.estate import OrganizationAccount


class Estate(Protocol):
    """One caller's view."""

    def enabled_regions(self) -> Sequence[str]:
        """Return the Regions that the account has enabled."""

    def accounts(self) -> Sequence[OrganizationAccount]:
        """Return the accounts of the organization."""

    def accounts_under(self, organizational_unit: str) -> Sequence[OrganizationAccount]:
        """Return the accounts of a unit, and of all units below it."""

    def stack_set_locations(self, stack_set: str) -> Sequence[tuple[str, str]]:
        """Return the accounts and Regions that a stack set is in."""

    def aggregated_locations(self, aggregator: str) -> Sequence[tuple[str, str]]:
        """Return the accounts and Regions in which an aggregator of AWS Config knows stacks."""
