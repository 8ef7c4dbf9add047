"""ProvisioningPreferences: where a stack set gets its instances, and how many may fail.

Rules are those of the API pages ProvisioningPreferences and UpdateProvisioningPreferences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation.stack_sets import Deployment
from catalog_emulator.core.aws_error import InvalidParametersError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.terms import StackSetTerms

_TOLERANCE = ("StackSetFailureToleranceCount", "StackSetFailureTolerancePercentage")
_CONCURRENCY = ("StackSetMaxConcurrencyCount", "StackSetMaxConcurrencyPercentage")


def deployment(terms: StackSetTerms, preferences: Mapping[str, Any] | None) -> Deployment:
    """Return where and how to act; what is left out comes from the STACKSET constraint."""
    preferences = preferences or {}
    for count, percentage in (_TOLERANCE, _CONCURRENCY):
        if count in preferences and percentage in preferences:
            raise InvalidParametersError(f"Specify either {count} or {percentage}, but not both.")
    accounts = _within(terms.accounts, preferences, "StackSetAccounts")
    regions = _within(terms.regions, preferences, "StackSetRegions")
    tolerance = _tolerance(preferences, len(accounts))
    at_once = preferences.get("StackSetMaxConcurrencyCount")
    if at_once is not None and at_once > tolerance + 1:
        raise InvalidParametersError(
            f"StackSetMaxConcurrencyCount is at most one more than the failure tolerance: {at_once} is more than "
            f"{tolerance + 1}."
        )
    return Deployment(accounts=accounts, regions=regions, tolerance=tolerance)


def refuse_for_stack(catalog: Catalog, preferences: Mapping[str, Any] | None) -> None:
    """Refuse preferences for a stack: "Applicable only to a CFN_STACKSET provisioned product type"."""
    if preferences and catalog.settings.preferences_of_stacks == "refuse":
        raise InvalidParametersError("ProvisioningPreferences are for products with a STACKSET constraint only.")


def _within(allowed: tuple[str, ...], preferences: Mapping[str, Any], name: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(preferences.get(name) or allowed))
    outside = [item for item in wanted if item not in allowed]
    if outside:
        raise InvalidParametersError(f"{name}: {', '.join(outside)} is not in the STACKSET constraint.")
    return wanted


def _tolerance(preferences: Mapping[str, Any], accounts: int) -> int:
    """Return a number of accounts. "Service Catalog rounds down to the next whole number"; the default is 0."""
    count, percentage = (preferences.get(name) for name in _TOLERANCE)
    return int(count) if count is not None else accounts * int(percentage or 0) // 100
