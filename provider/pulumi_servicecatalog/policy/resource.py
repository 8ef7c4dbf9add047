"""A resource of this package, as a policy sees it: in a preview what is declared, later what the state has as well."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pulumi_servicecatalog.model.arn import location_of
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from pulumi_servicecatalog.model.unknown import UNKNOWN

_DYNAMIC: Final = "pulumi-python:dynamic/servicecatalog:"
_CONFIGURATION: Final = "servicecatalog:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """A resource with its properties by their names in the schema, of which some may be UNKNOWN.

    `settings` are those of its provider, by their names in the configuration or in an explicit provider.
    """

    urn: str
    name: str
    kind: ResourceKind
    values: Mapping[str, Any]
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_made(self) -> bool:
        """Return whether the properties are those of a state, in which AWS has answered."""
        return bool(self.text("provisionedProductId"))

    @property
    def account(self) -> str:
        """Return the account, as far as it is known; "" else."""
        location = location_of(self.text("arn")) or location_of(self.text("stackId"))
        return location[0] if location else self.expected_account

    @property
    def expected_account(self) -> str:
        """Return the account that is named in the resource or in its provider; "" if none is."""
        named = (self.values, "expectedAccountId"), (self.settings, "expectedAccountId")
        configured = (self.settings, f"{_CONFIGURATION}expectedAccountId")
        return next((value for known, name in (*named, configured) if (value := _text(known.get(name)))), "")

    def text(self, name: str) -> str:
        """Return a property that is a text; "" where it is missing or unknown."""
        return _text(self.values.get(name))

    def is_unknown(self, *names: str) -> bool:
        """Return whether one of these properties, or settings of the provider, cannot be known yet."""
        return any(known.get(name) is UNKNOWN for known in (self.values, self.settings) for name in names)


def kind_of(type_: str) -> ResourceKind | None:
    """Return which resource of this package a type token is, of the plugin or of the dynamic provider.

    Args:
        type_: the type token, as a state and a policy pack have it. The engine hides from a pack in which property a
            dynamic resource has its provider, so that the token has to do.

    Returns:
        The kind; None for every other resource.

    """
    for kind in (IMPORTED, PROVISIONED):
        if type_ in {kind.token, f"{_DYNAMIC}{kind.token.rpartition(':')[2]}"}:
            return kind
    return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
