"""Identifiers and ARNs in the shapes that AWS uses.

Called wherever something is made. A seed makes a run repeatable.
"""

from __future__ import annotations

import random
import uuid

# AWS's ids are thirteen characters of lower-case base 32, such as `prod-26spvdqxrlyqy`.
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_LENGTH = 13


class Ids:
    """A source of new identifiers."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311  # identifiers, not secrets

    def new(self, prefix: str) -> str:
        """Return a new id such as `pp-4ngvxzq2yhiio`."""
        return f"{prefix}-" + "".join(self._random.choices(_ALPHABET, k=_LENGTH))

    def uuid(self) -> str:
        """Return a random UUID."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))


_PARTITIONS = {
    "cn": "aws-cn",
    "eusc-de": "aws-eusc",
    "us-gov": "aws-us-gov",
    "us-iso": "aws-iso",
    "us-isob": "aws-iso-b",
}


def partition_of(region: str) -> str:
    """Return the partition that a Region is in."""
    return _PARTITIONS.get(region.rsplit("-", 2)[0], "aws")


def catalog_arn(partition: str, region: str, account: str, resource: str) -> str:
    """Return the ARN of a portfolio or a product (service prefix `catalog`)."""
    return f"arn:{partition}:catalog:{region}:{account}:{resource}"


def provisioned_product_arn(partition: str, region: str, account: str, name: str, pp_id: str) -> str:
    """Return the ARN of a provisioned product, which AWS spells `stack/<name>/<pp id>`."""
    return f"arn:{partition}:servicecatalog:{region}:{account}:stack/{name}/{pp_id}"
