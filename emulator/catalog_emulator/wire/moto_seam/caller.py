"""Whose an access key is, as moto's STS has it."""

from __future__ import annotations

from datetime import UTC, datetime

from catalog_emulator.servicecatalog.caller import Caller, caller


def caller_of(*, account: str, partition: str, access_key: str, region: str) -> Caller:
    """Ask moto's STS who an access key belongs to."""
    from moto.sts.models import sts_backends  # noqa: PLC0415

    _, session_arn, _ = sts_backends[account][partition].get_caller_identity(access_key, region)
    return caller(account, str(session_arn))


def session_end(account: str, access_key: str) -> datetime | None:
    """Return when the session of a role ends; None for a key that is of no session."""
    from moto.sts.models import sts_backends  # noqa: PLC0415

    role = sts_backends[account]["aws"].get_assumed_role_from_access_key(access_key)
    return None if role is None else role.expiration.replace(tzinfo=UTC)
