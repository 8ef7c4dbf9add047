"""Addresses of the AWS console."""

import re
from collections.abc import Mapping
from typing import Final

_REGION: Final = re.compile(r"[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}")
_DOMAINS: Final[Mapping[str, str]] = {"cn-": "console.amazonaws.cn", "us-gov-": "console.amazonaws-us-gov.com"}
"""Of partitions that are not AWS's own, by how their Regions begin."""


def stacks(region: str) -> str:
    """Return what the ARN of a stack, with its special characters escaped, makes an address of; "" for no Region."""
    if not _REGION.fullmatch(region):
        return ""
    domain = next((name for begin, name in _DOMAINS.items() if region.startswith(begin)), "console.aws.amazon.com")
    return f"https://{region}.{domain}/cloudformation/home?region={region}#/stacks/stackinfo?stackId="
