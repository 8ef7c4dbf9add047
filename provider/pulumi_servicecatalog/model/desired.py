"""What a program declares of one adopted stack.

A `Draft` may still hold unknown values, as in a preview; rules judge it. An `Adoption` holds none; reconcile acts on
it.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown


class Preflight(enum.Enum):
    """What is done with the problems that preflight finds: stop for them, tell of them, or do not look."""

    ERROR = "error"
    WARN = "warn"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class ById:
    """Named by AWS's ID, such as `prod-...`, `pa-...` or `lpv2-...`."""

    id: str

    def __str__(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class ByName:
    """Named by a name that a person gave, which need not be unique."""

    name: str

    def __str__(self) -> str:
        return f'"{self.name}"'


Reference = ById | ByName


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """An ImportedProvisionedProduct as declared; the meaning of each field is told in schema.json.

    `parameters` and `tags` are None where the program declares none, which leaves them alone.
    """

    name: str | Unknown
    physical_id: str | Unknown
    product: Reference | Unknown
    artifact: Reference | Unknown | None = None
    path: Reference | Unknown | None = None
    parameters: Mapping[str, str | Unknown] | Unknown | None = None
    tags: Mapping[str, str | Unknown] | Unknown | None = None
    apply_constraints: bool = False
    preflight: Preflight = Preflight.ERROR
    accept_language: str = "en"
    retain_physical_resources: bool = True
    ignore_errors: bool = False
    connection: Connection = field(default_factory=Connection)

    @property
    def settled(self) -> bool:
        """Tell whether every value is known."""
        values = [getattr(self, each.name) for each in fields(self)]
        for each in (self.parameters, self.tags):
            if isinstance(each, Mapping):
                values.extend(each.values())
        return all(value is not UNKNOWN for value in values)

    def settle(self) -> "Adoption":
        """Give the same wish as one that can be acted on. Raises ValueError while a value is unknown."""
        if not self.settled:
            raise ValueError("a value is still unknown, so nothing can be done yet")
        return Adoption(**{each.name: getattr(self, each.name) for each in fields(self)})


@dataclass(frozen=True, kw_only=True, slots=True)
class Adoption(Draft):
    """A draft in which everything is known."""

    name: str
    physical_id: str
    product: Reference
    artifact: Reference | None = None
    path: Reference | None = None
    parameters: Mapping[str, str] | None = None
    tags: Mapping[str, str] | None = None
