"""What a program declares of one provisioned product: of a stack to adopt, or of one to launch.

A draft may still hold unknown values, as in a preview; rules judge it. An `Adoption` or a `Launch` holds none;
reconcile acts on it.
"""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown

LANGUAGES = ("en", "jp", "zh")
"""Those in which AWS tells what went wrong (AcceptLanguage)."""


class Preflight(enum.Enum):
    """What is done with the problems that preflight finds: stop for them, tell of them, or do not look."""

    ERROR = "error"
    WARN = "warn"
    OFF = "off"


class Latest(enum.Enum):
    """A version that is chosen anew at every operation: the newest active one, or that which is not deprecated."""

    ACTIVE = "latest-active"
    DEFAULT_GUIDANCE = "latest-default-guidance"

    def __str__(self) -> str:
        return self.value


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
Version = Reference | Latest


@dataclass(frozen=True, kw_only=True, slots=True)
class DesiredState:
    """What both resources declare; the meaning of each field is told in schema.json.

    `parameters`, `tags`, `launch_role_arn` and `owner` are None where the program declares none, which leaves them
    alone.
    """

    name: str | Unknown
    product: Reference | Unknown
    artifact: Version | Unknown | None = None
    path: Reference | Unknown | None = None
    parameters: Mapping[str, str | Unknown] | Unknown | None = None
    tags: Mapping[str, str | Unknown] | Unknown | None = None
    launch_role_arn: str | Unknown | None = None
    owner: str | Unknown | None = None
    preflight: Preflight = Preflight.ERROR
    preview_changes: bool = False
    accept_language: str = "en"
    retain_physical_resources: bool = True
    ignore_errors: bool = False
    connection: Connection = field(default_factory=Connection)

    @property
    def is_known(self) -> bool:
        """Tell whether every value is known."""
        return all(value is not UNKNOWN for value in self._values())

    def _values(self) -> Iterator[object]:
        for each in fields(self):
            value = getattr(self, each.name)
            yield from value.values() if isinstance(value, Mapping) else (value,)


@dataclass(frozen=True, kw_only=True, slots=True)
class DesiredImport(DesiredState):
    """An ImportedProvisionedProduct as declared."""

    physical_id: str | Unknown
    apply_constraints: bool = False

    def resolve(self) -> "ImportSpec":
        """Give the same wish as one that can be acted on. Raises ValueError while a value is unknown."""
        _require_known(self)
        return ImportSpec(**{each.name: getattr(self, each.name) for each in fields(self)})


@dataclass(frozen=True, kw_only=True, slots=True)
class DesiredLaunch(DesiredState):
    """A ProvisionedProduct as declared. Where nothing is said, deleting it deletes its stack."""

    retain_physical_resources: bool = False
    notification_arns: tuple[str, ...] | Unknown = ()
    preferences: StackSetPreferences | Unknown | None = None

    def resolve(self) -> "ProvisionSpec":
        """Give the same wish as one that can be acted on. Raises ValueError while a value is unknown."""
        _require_known(self)
        return ProvisionSpec(**{each.name: getattr(self, each.name) for each in fields(self)})


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportSpec(DesiredImport):
    """A draft of an adoption in which everything is known."""

    name: str
    physical_id: str
    product: Reference
    artifact: Version | None = None
    path: Reference | None = None
    parameters: Mapping[str, str] | None = None
    tags: Mapping[str, str] | None = None
    launch_role_arn: str | None = None
    owner: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionSpec(DesiredLaunch):
    """A draft of a launch in which everything is known."""

    name: str
    product: Reference
    artifact: Version | None = None
    path: Reference | None = None
    parameters: Mapping[str, str] | None = None
    tags: Mapping[str, str] | None = None
    launch_role_arn: str | None = None
    owner: str | None = None
    notification_arns: tuple[str, ...] = ()
    preferences: StackSetPreferences | None = None


Desired = DesiredImport | DesiredLaunch
Spec = ImportSpec | ProvisionSpec


def _require_known(desired: DesiredState) -> None:
    if not desired.is_known:
        raise ValueError("a value is still unknown, so nothing can be done yet")
