"""The questions by their subjects; importing this registers all of them, in this order."""

from catalog_emulator.probe.questions import (
    after_import,
    failures,
    importing,
    listing,
    plans,
    refusals,
    sharing,
    stacks,
    under_change,
    updating,
    versions,
)

__all__ = [
    "after_import",
    "failures",
    "importing",
    "listing",
    "plans",
    "refusals",
    "sharing",
    "stacks",
    "under_change",
    "updating",
    "versions",
]
