"""Products, their versions (provisioning artifacts) and the launch paths that lead to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CLOUD_FORMATION_TEMPLATE = "CLOUD_FORMATION_TEMPLATE"


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    """A product, as ProductViewSummary has it. `type` is CLOUD_FORMATION_TEMPLATE, EXTERNAL, MARKETPLACE, ..."""

    id: str
    name: str
    type: str
    owner: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Artifact:
    """A version of a product, as ProvisioningArtifactDetail has it. `guidance` is DEFAULT or DEPRECATED."""

    id: str
    name: str
    active: bool = True
    guidance: str = "DEFAULT"
    type: str = CLOUD_FORMATION_TEMPLATE
    created_time: datetime | None = None
    description: str = ""

    @property
    def deprecated(self) -> bool:
        """Tell whether the catalog's owner advises against this version."""
        return self.guidance == "DEPRECATED"


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactSource:
    """Where a version's template came from: DescribeProvisioningArtifact, `Info` and `Status`.

    `template_url` and `physical_id` are None where AWS does not tell them.
    """

    status: str
    template_url: str | None = None
    physical_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactParameter:
    """A parameter that a version's template takes (ProvisioningArtifactParameter); None for what AWS does not tell.

    The constraints are those that DescribeProvisioningParameters tells; DescribeProvisioningArtifact tells none.
    """

    key: str
    default: str | None = None
    type: str = "String"
    no_echo: bool = False
    description: str = ""
    allowed_values: tuple[str, ...] | None = None
    allowed_pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_value: float | None = None
    max_value: float | None = None
    constraint_description: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisioningParameters:
    """What a launch of a version by one launch path takes and is bound to (DescribeProvisioningParameters).

    `tag_options` are the values that each key may have. `stack_set_accounts` and `stack_set_regions` are those of a
    STACKSET constraint, and empty without one. `constraints` are pairs of a type and a description. `rules` are those
    of TEMPLATE constraints, by their names; None where AWS does not tell them.
    """

    parameters: tuple[ArtifactParameter, ...] = ()
    constraints: tuple[tuple[str, str], ...] = ()
    tag_options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stack_set_accounts: tuple[str, ...] = ()
    stack_set_regions: tuple[str, ...] = ()
    rules: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchPath:
    """A way by which the caller may launch a product (ListLaunchPaths)."""

    id: str
    name: str
    constraints: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_template_rules(self) -> bool:
        """Tell whether a TEMPLATE constraint restricts the values of parameters."""
        return "TEMPLATE" in self.constraints

    @property
    def makes_stack_set(self) -> bool:
        """Tell whether a STACKSET constraint makes a stack set of what is launched."""
        return "STACKSET" in self.constraints
