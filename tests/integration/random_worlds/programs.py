"""Programs as values: what is declared, of which resources, and how a program is edited from one round to the next."""

from dataclasses import dataclass, replace
from typing import Any

from integration.random_worlds.mutations import OTHER_OWNER, Mutation
from integration.random_worlds.worlds import WorldSpec, product_name, stack_name, version_name
from pulumi_servicecatalog.providers.plugin.wire import Secret
from support.in_process.aws import InProcessAws
from support.pulumi_engine.values import Resource

IMPORTED = "servicecatalog:index:ImportedProvisionedProduct"
PROVISIONED = "servicecatalog:index:ProvisionedProduct"


@dataclass(frozen=True, kw_only=True)
class Declared:
    """A resource of a program.

    Product and version are named by their places, or by a text, which is a wrong name; -1 is the newest version, and
    None leaves the version out. `secret`: the values of the parameters are secrets of the program.
    """

    name: str
    launched: bool = False
    location: int = 0
    product: int | str = 0
    version: int | str | None = 0
    by_id: bool = False
    parameters: tuple[tuple[str, str], ...] = ()
    secret: bool = False
    tags: tuple[tuple[str, str], ...] = ()
    path: str | None = None
    other_name: bool = False
    owner: bool = False
    apply_constraints: bool = False
    retain: bool | None = None
    alias: str | None = None
    retain_on_delete: bool = False

    def resource(self, aws: InProcessAws) -> Resource:
        """Return the resource as Pulumi has it."""
        inputs: dict[str, Any] = {"name": self._name(), **self._product(aws), **self._version(aws)}
        if not self.launched:
            inputs["physicalId"] = stack_name(self.location)
        if self.parameters:
            inputs["parameters"] = {key: Secret(value) if self.secret else value for key, value in self.parameters}
        if self.tags:
            inputs["tags"] = dict(self.tags)
        if self.path is not None:
            inputs["pathName"] = self.path
        if self.owner:
            inputs["owner"] = OTHER_OWNER
        if self.apply_constraints and not self.launched:
            inputs["applyConstraints"] = True
        if self.retain is not None:
            inputs["retainPhysicalResources"] = self.retain
        return Resource(
            token=PROVISIONED if self.launched else IMPORTED,
            name=self.name,
            inputs=inputs,
            alias=self.alias,
            retain_on_delete=self.retain_on_delete,
        )

    def _name(self) -> str:
        if self.launched:
            return f"launched-{self.location}{'-b' if self.other_name else ''}"
        return f"{stack_name(self.location)}{'-governed' if self.other_name else ''}"

    def _product(self, aws: InProcessAws) -> dict[str, str]:
        if isinstance(self.product, str):
            return {"productName": self.product}
        name = product_name(self.product)
        known = [product.id for product in aws.offering().products.values() if product.name == name]
        return {"productId": known[0]} if self.by_id and known else {"productName": name}

    def _version(self, aws: InProcessAws) -> dict[str, str]:
        if self.version is None:
            return {}
        if isinstance(self.version, str):
            return {"provisioningArtifactName": self.version}
        if self.version == -1:
            return {"versionPolicy": "latest-active"}
        name = version_name(self.version)
        if self.by_id and isinstance(self.product, int):
            catalog = aws.offering()
            products = {
                product.id for product in catalog.products.values() if product.name == product_name(self.product)
            }
            known = [a.id for a in catalog.artifacts.values() if a.product_id in products and a.name == name]
            if known:
                return {"provisioningArtifactId": known[0]}
        return {"provisioningArtifactName": name}


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A change of the program: another value of one field of a resource, or its removal."""

    location: int
    field: str = ""
    value: Any = None

    def of(self, program: tuple[Declared, ...]) -> tuple[Declared, ...]:
        """Return the edited program."""
        if not program:
            return program
        location = self.location % len(program)
        before, declared, after = program[:location], program[location], program[location + 1 :]
        match self.field:
            case "":
                return (*before, *after)
            case "name":  # of the resource in Pulumi; the alias is declared, or not
                name, with_alias = self.value
                if any(other.name == name for other in program):
                    return program
                return (*before, replace(declared, name=name, alias=declared.name if with_alias else None), *after)
        changes: Any = {self.field: self.value}
        return (*before, replace(declared, **changes), *after)


@dataclass(frozen=True, kw_only=True)
class Round:
    """What happens between two looks: edits, then what others do, then an `up`, within which others may act too.

    `killed_at` is the change at which the `up` is killed, before the engine writes its state.
    """

    edits: tuple[Edit, ...] = ()
    mutations: tuple[Mutation, ...] = ()
    refresh: bool = False
    meanwhile: tuple[Mutation, ...] = ()
    killed_at: int | None = None


@dataclass(frozen=True, kw_only=True)
class History:
    """A world, a program, and what happens to both. `dynamic`: its resources are those of the dynamic provider."""

    world: WorldSpec
    program: tuple[Declared, ...]
    rounds: tuple[Round, ...]
    destroys: bool = False
    dynamic: bool = False
