"""What a program declares of one provisioned product: of a stack to adopt, or of one to launch.

A desired state may still hold unknown values, as in a preview; rules judge it. `resolve` turns it into an `ImportSpec`
or a `ProvisionSpec`, which hold none; operations act on those.
"""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.connection import Connection, UnknownConnection
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, Property, ResourceKind, SentBy
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown

LANGUAGES = ("en", "jp", "zh")
"""Those of AWS's messages (AcceptLanguage)."""


class Preflight(enum.Enum):
    """What is done with the problems that preflight finds: stop, warn, or do not look."""

    ERROR = "error"
    WARN = "warn"
    OFF = "off"


class Latest(enum.Enum):
    """A version that is chosen again at every operation: the newest active one, or the newest not deprecated."""

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
    """Named by a name that a person chose, which need not be unique."""

    name: str

    def __str__(self) -> str:
        return f'"{self.name}"'


Reference = ById | ByName
Version = Reference | Latest


@dataclass(frozen=True, kw_only=True, slots=True)
class DesiredState:
    """What both resources declare; each field's meaning stands in `model.properties`.

    `parameters`, `tags`, `launch_role_arn` and `owner` are None where the program declares none, which leaves them
    alone. `plain` are the values of inputs that no rule needs by name, by the input's name. `timeouts` are seconds,
    by `create`, `update` and `delete`. `shown_parameters` are the names of those parameters whose values are known
    to be no secrets of the program; empty where a provider cannot tell. `preview_changes` is None where the
    provider's configuration decides. `connection` is what the resource itself declares; the provider's
    configuration stands for the rest. A setting that is not known yet is unknown, and never its default.
    """

    name: str | Unknown
    product: Reference | Unknown
    artifact: Version | Unknown | None = None
    path: Reference | Unknown | None = None
    parameters: Mapping[str, str | Unknown] | Unknown | None = None
    shown_parameters: frozenset[str] = frozenset()
    tags: Mapping[str, str | Unknown] | Unknown | None = None
    launch_role_arn: str | Unknown | None = None
    owner: str | Unknown | None = None
    plain: Mapping[str, object] = field(default_factory=dict)
    preflight: Preflight | Unknown = Preflight.ERROR
    preview_changes: bool | Unknown | None = None
    timeouts: Mapping[str, float] | Unknown = field(default_factory=dict)
    accept_language: str | Unknown = "en"
    retain_physical_resources: bool | Unknown = True
    ignore_errors: bool | Unknown = False
    connection: Connection | UnknownConnection = field(default_factory=Connection)

    @property
    def is_known(self) -> bool:
        """Return whether every value is known."""
        return isinstance(self.connection, Connection) and all(value is not UNKNOWN for value in self._values())

    @property
    def stops_for_problems(self) -> bool:
        """Return whether the problems that preflight finds stop: they may, as long as it is not known otherwise."""
        return self.preflight not in {Preflight.WARN, Preflight.OFF}

    def seconds_to(self, operation: str) -> float | None:
        """Return how long `create`, `update` or `delete` may take; None where that is not declared, or not known."""
        return None if self.timeouts is UNKNOWN else self.timeouts.get(operation)

    def value_of(self, prop: Property) -> object:
        """Return the declared value of an input, in the model's terms; None where nothing is declared."""
        if not prop.field:
            return self.plain.get(prop.name)
        value: object = self
        for part in prop.field.split("."):
            value = value.value_of(part) if isinstance(value, UnknownConnection) else getattr(value, part)
        match value:
            case ById(id=text):
                return text if prop.name.endswith("Id") else None
            case ByName(name=text):
                return text if prop.name.endswith("Name") else None
            case Latest():
                return value.value if prop.name == "versionPolicy" else None
            case _:
                return value

    def plain_for(self, request: SentBy) -> dict[str, object]:
        """Return what a request carries of the inputs that no rule needs by name."""
        return {name: value for name, value in self.plain.items() if name in properties.sent_by(request)}

    def _values(self) -> Iterator[object]:
        for member in fields(self):
            value = getattr(self, member.name)
            yield from value.values() if isinstance(value, Mapping) else (value,)


@dataclass(frozen=True, kw_only=True, slots=True)
class DesiredImport(DesiredState):
    """An ImportedProvisionedProduct as declared."""

    physical_id: str | Unknown
    apply_constraints: bool | Unknown = False

    def resolve(self) -> "ImportSpec":
        """Return the same declaration as one that can be acted on.

        Raises:
            ValueError: a value is still unknown.

        """
        _require_known(self)
        return ImportSpec(**{member.name: getattr(self, member.name) for member in fields(self)})


@dataclass(frozen=True, kw_only=True, slots=True)
class DesiredLaunch(DesiredState):
    """A ProvisionedProduct as declared. Where nothing is said, deleting it deletes its stack."""

    retain_physical_resources: bool | Unknown = False
    notification_arns: tuple[str, ...] | Unknown = ()
    preferences: StackSetPreferences | Unknown | None = None

    def resolve(self) -> "ProvisionSpec":
        """Return the same declaration as one that can be acted on.

        Raises:
            ValueError: a value is still unknown.

        """
        _require_known(self)
        return ProvisionSpec(**{member.name: getattr(self, member.name) for member in fields(self)})


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportSpec(DesiredImport):
    """The declaration of an adoption in which everything is known."""

    name: str
    physical_id: str
    product: Reference
    artifact: Version | None = None
    path: Reference | None = None
    parameters: Mapping[str, str] | None = None
    tags: Mapping[str, str] | None = None
    launch_role_arn: str | None = None
    owner: str | None = None
    preflight: Preflight = Preflight.ERROR
    preview_changes: bool | None = None
    timeouts: Mapping[str, float] = field(default_factory=dict)
    accept_language: str = "en"
    retain_physical_resources: bool = True
    ignore_errors: bool = False
    connection: Connection = field(default_factory=Connection)
    apply_constraints: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionSpec(DesiredLaunch):
    """The declaration of a launch in which everything is known."""

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
    preflight: Preflight = Preflight.ERROR
    preview_changes: bool | None = None
    timeouts: Mapping[str, float] = field(default_factory=dict)
    accept_language: str = "en"
    retain_physical_resources: bool = False
    ignore_errors: bool = False
    connection: Connection = field(default_factory=Connection)


Desired = DesiredImport | DesiredLaunch
Spec = ImportSpec | ProvisionSpec


def kind_of(desired: DesiredState) -> ResourceKind:
    """Return which resource declares this."""
    return PROVISIONED if isinstance(desired, DesiredLaunch) else IMPORTED


def _require_known(desired: DesiredState) -> None:
    if not desired.is_known:
        raise ValueError("a value is still unknown, so there is nothing to act on yet")
