"""The accounts of an organization, as AWS Organizations lists them."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganizationAccount:
    """`active` is False for one that is suspended, or is being closed: it cannot be entered."""

    id: str
    name: str
    active: bool
