"""Idempotency tokens that follow from what is declared, so that a repeat of it is the same request.

ImportAsProvisionedProduct, UpdateProvisionedProduct and TerminateProvisionedProduct take a token of 1 to 128
characters, `[a-zA-Z0-9][a-zA-Z0-9_-]*`, and answer a repeated token with the record that it made the first time.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.record import Record

_FIRST = "0"
"""What stands in a first token in place of a predecessor, as in release 0.1.0."""


def import_token(  # noqa: PLR0913 - all that AWS compares, when a token comes again
    *, stack_id: str, name: str, product_id: str, artifact_id: str, language: str, after: str | None = None
) -> str:
    """Return the token of an import. The stack's ARN holds account and Region.

    It begins with the first token of this import. Where that one is used up, since what it made is gone, `after` is
    the ID of the provisioned product that was released last. The language is part of the request, so it is part of the
    token, but for the one that earlier releases left out.
    """
    other_language = () if language == "en" else (language,)
    first = _token("import", stack_id, name, product_id, artifact_id, _FIRST, *other_language)
    return first if after is None else f"{first}-{_digest(after)[:32]}"


def update_token(*, provisioned_product_id: str, after_record_id: str, content: Mapping[str, object]) -> str:
    """Return the token of an update. The record that it follows makes a later, equal update a new request."""
    return _token("update", provisioned_product_id, after_record_id, json.dumps(content, sort_keys=True, default=str))


def properties_token(*, provisioned_product_id: str, after_record_id: str, values: Mapping[str, str]) -> str:
    """Return the token of a change of properties, such as the launch role or the owner. `values` are by input."""
    # Release 0.1.0 wrote both of its properties, by the names of fields; a request of it may still be under way.
    content = {"launch_role_arn": values.get("launchRoleArn"), "owner": values.get("owner")}
    others = {name: value for name, value in values.items() if name not in {"launchRoleArn", "owner"}}
    return _token("properties", provisioned_product_id, after_record_id, json.dumps(content | others, sort_keys=True))


def provision_mark(*, identity: Identity, name: str, product_id: str, declared_by: str) -> str:
    """Return what the tokens of all launches by one resource begin with.

    It holds neither version nor parameters, so that a launch is known again after the program has changed; and it holds
    the resource that declares it (its URN), so that a program that declares the same does not take it for its own.
    """
    parts = ("provision", identity.account, identity.region, name, product_id, declared_by)
    return f"pulumi-provision-{_digest(*parts)[:32]}-"


def provision_token(mark: str, *, content: Mapping[str, object], after: str | None = None) -> str:
    """Return the token of a launch. AWS refuses a token that comes back with another content.

    `after` is the ID of the provisioned product that was terminated last, where the first token is used up.
    """
    return f"{mark}{_digest(json.dumps(content, sort_keys=True, default=str), after or _FIRST)[:32]}"


def plan_token(*, provisioned_product_id: str, after_record_id: str, content: Mapping[str, object]) -> str:
    """Return the token of a plan."""
    return _token("plan", provisioned_product_id, after_record_id, json.dumps(content, sort_keys=True, default=str))


def terminate_token(*, provisioned_product_id: str, after_record_id: str) -> str:
    """Return the token of a termination."""
    return _token("terminate", provisioned_product_id, after_record_id)


def predecessors(history: Iterable[Record], name: str) -> Sequence[str]:
    """Return the IDs of the provisioned products of a name that the records tell of, the newest first.

    Args:
        history: The records of a product, in AWS's order, which is not documented.
        name: The name of the provisioned product, which is unique among those that exist at a time.

    """
    named = [record for record in history if record.provisioned_product_name == name and record.provisioned_product_id]
    dated = sorted((record for record in named if record.created_time), key=_created, reverse=True)
    undated = [record for record in named if not record.created_time]
    return list(dict.fromkeys(record.provisioned_product_id for record in (*dated, *undated)))


def _created(record: Record) -> datetime:
    return record.created_time or datetime.min.replace(tzinfo=UTC)


def _token(*parts: str) -> str:
    return f"pulumi-{parts[0]}-{_digest(*parts)[:48]}"


def _digest(*parts: str) -> str:
    """Hash the parts, so that no value of the user leaves the machine in a token."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
