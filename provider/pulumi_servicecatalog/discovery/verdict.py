"""What discovery says of a stack, as values."""

import enum
from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.stack import Stack


class Kind(enum.Enum):
    """Where a stack is on the road to being governed."""

    HELD = "governed"
    """A provisioned product manages it."""
    ADOPTABLE = "adoptable"
    """It has the template of a version, and preflight lets its adoption through."""
    ALIKE = "near"
    """Most of its template is that of a version."""
    UNMATCHED = "unmatched"
    """No version is like it."""
    EXCLUDED = "excluded"
    """AWS does not import it, or it belongs to a tool."""
    UNREADABLE = "unreadable"
    """Its template cannot be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A version of a product that a caller sees. Both are equal by their IDs and by nothing else that changes."""

    product: Product
    artifact: Artifact

    def __str__(self) -> str:
        return f"{self.product.name} {self.artifact.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A version that a stack could be adopted at. `masked` are the paths where CloudFormation shows ? (see `mask`)."""

    version: Version
    identical: bool
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AlikeVersion:
    """A version that is like a stack's template: how much of both is alike, from 0 to 1, and where they differ."""

    version: Version
    alike: float
    differences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Governor:
    """What governs a stack: at which version, and the newest one where it is behind that."""

    provisioned_product: ProvisionedProduct
    newest: str | None = None
    deprecated: bool = False

    @property
    def tainted(self) -> bool:
        """Tell whether its last operation failed (TAINTED, ERROR)."""
        return self.provisioned_product.status in {"TAINTED", "ERROR"}


@dataclass(frozen=True, kw_only=True, slots=True)
class StackVerdict:
    """A stack, and what can be done with it.

    Attributes:
        stack: as CloudFormation describes it.
        kind: the verdict.
        problems: why, by the codes of preflight.
        family: the fingerprint of its template; None where that was not read.
        governor: what governs it, where something does.
        candidates: the versions that it could be adopted at, the best one first.
        because: why the first one is taken; "" where there is one only.
        alike: the versions that are most like it, the most alike first.

    """

    stack: Stack
    kind: Kind
    problems: tuple[Problem, ...] = ()
    family: str | None = None
    governor: Governor | None = None
    candidates: tuple[Candidate, ...] = ()
    because: str = ""
    alike: tuple[AlikeVersion, ...] = ()
