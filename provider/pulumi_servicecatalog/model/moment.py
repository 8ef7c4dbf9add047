"""Moments as states, outputs and JSON documents write them."""

from datetime import UTC, datetime


def iso(moment: datetime | None) -> str:
    """Return a moment in ISO 8601, UTC, in whole seconds, such as `2026-01-31T12:00:00Z`; "" where there is none."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if moment else ""
