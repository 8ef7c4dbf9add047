"""Addresses of the AWS console."""

import re
from collections.abc import Mapping
from typing import Final

_REGION: Final = re.compile(r"[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}")
_DOMAINS: Final[Mapping[str, str]] = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}


def stacks(region: str, partition: str = "aws") -> str:
    """Return what the ARN of a stack, with its special characters escaped, makes an address of; "" for no Region."""
    domain = _DOMAINS.get(partition)
    if domain is None or not _REGION.fullmatch(region):
        return ""
    return f"https://{region}.{domain}/cloudformation/home?region={region}#/stacks/stackinfo?stackId="


def provisioned_products(region: str, partition: str = "aws") -> str:
    """Return what the ID of a provisioned product makes an address of; "" for no Region."""
    domain = _DOMAINS.get(partition)
    if domain is None or not _REGION.fullmatch(region):
        return ""
    return f"https://{region}.{domain}/servicecatalog/home?region={region}#provisioned-products/"
