"""Whose an access key is, as moto's STS has it."""

from __future__ import annotations

from catalog_emulator.servicecatalog.caller import Caller, caller


def caller_of(*, account: str, partition: str, access_key: str, region: str) -> Caller:
    """Ask moto's STS who an access key belongs to."""
    from moto.sts.models import sts_backends  # noqa: PLC0415

    _, session_arn, _ = sts_backends[account][partition].get_caller_identity(access_key, region)
    return caller(account, str(session_arn))
