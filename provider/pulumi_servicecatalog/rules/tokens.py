"""Idempotency tokens that follow from the wish, so that a repeat of the same wish is the same request.

ImportAsProvisionedProduct, UpdateProvisionedProduct and TerminateProvisionedProduct take a token of 1 to 128
characters, `[a-zA-Z0-9][a-zA-Z0-9_-]*`, and answer a repeated token with the record that it made the first time.
"""

import hashlib
import json
from collections.abc import Mapping


def import_token(*, stack_id: str, name: str, product_id: str, artifact_id: str, generation: int) -> str:
    """Give the token of an import. The stack's ARN holds account and Region.

    The generation grows where an earlier one is used up: its record has ended and what it made is gone.
    """
    return _token("import", stack_id, name, product_id, artifact_id, str(generation))


def update_token(*, provisioned_product_id: str, after_record_id: str, wish: Mapping[str, object]) -> str:
    """Give the token of an update. The record that it follows makes a later, equal update a new request."""
    return _token("update", provisioned_product_id, after_record_id, json.dumps(wish, sort_keys=True, default=str))


def terminate_token(*, provisioned_product_id: str, after_record_id: str) -> str:
    """Give the token of a termination."""
    return _token("terminate", provisioned_product_id, after_record_id)


def _token(*parts: str) -> str:
    """Hash the parts, so that no value of the user leaves the machine in a token."""
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"pulumi-{parts[0]}-{digest[:48]}"
