"""Stack statuses, and what each of them allows (UpdateStack, DeleteStack, ImportAsProvisionedProduct)."""

from __future__ import annotations

# ImportAsProvisionedProduct: "The CloudFormation stack must have one of the following statuses to be imported".
IMPORTABLE = (
    "CREATE_COMPLETE",
    "UPDATE_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE",
    "IMPORT_COMPLETE",
    "IMPORT_ROLLBACK_COMPLETE",
)
# The same five can be updated; so can stacks that failed with their rollback disabled.
UPDATABLE = (*IMPORTABLE, "CREATE_FAILED", "UPDATE_FAILED")
# What a creation that failed leaves.
NEVER_RAN = ("CREATE_FAILED", "ROLLBACK_FAILED", "ROLLBACK_COMPLETE")

ALL = (
    *(f"CREATE_{outcome}" for outcome in ("IN_PROGRESS", "FAILED", "COMPLETE")),
    *(f"ROLLBACK_{outcome}" for outcome in ("IN_PROGRESS", "FAILED", "COMPLETE")),
    *(f"DELETE_{outcome}" for outcome in ("IN_PROGRESS", "FAILED", "COMPLETE")),
    "UPDATE_IN_PROGRESS",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_COMPLETE",
    "UPDATE_FAILED",
    "UPDATE_ROLLBACK_IN_PROGRESS",
    "UPDATE_ROLLBACK_FAILED",
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_ROLLBACK_COMPLETE",
    "REVIEW_IN_PROGRESS",
    *(f"IMPORT_{outcome}" for outcome in ("IN_PROGRESS", "COMPLETE")),
    *(f"IMPORT_ROLLBACK_{outcome}" for outcome in ("IN_PROGRESS", "FAILED", "COMPLETE")),
)


def is_in_progress(status: str) -> bool:
    """Say whether an operation is under way."""
    return status.endswith("_IN_PROGRESS")
