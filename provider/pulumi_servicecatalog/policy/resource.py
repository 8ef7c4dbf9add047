"""A resource of this package, as a policy sees it: in a preview what is declared, later what the state has as well."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pulumi_servicecatalog.model.arn import location_of
from pulumi_servicecatalog.model.properties import ResourceKind
from pulumi_servicecatalog.model.unknown import UNKNOWN

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


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
