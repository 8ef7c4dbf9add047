"""The state of Service Catalog in one account and region, and the look-ups that every operation needs.

Operations read and write it under the world's lock; `record_life` moves its records on.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import AwsError, InvalidParametersError, ResourceNotFoundError
from catalog_emulator.servicecatalog.idempotency import Tokens
from catalog_emulator.servicecatalog.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.constraint import Constraint
    from catalog_emulator.core.model.plan import Plan
    from catalog_emulator.core.model.portfolio import Association, Portfolio, Principal
    from catalog_emulator.core.model.product import Product
    from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
    from catalog_emulator.core.model.record import Record
    from catalog_emulator.core.model.service_action import ServiceAction
    from catalog_emulator.core.model.share import Share
    from catalog_emulator.core.model.tag_option import TagOption
    from catalog_emulator.core.settings import Settings
    from catalog_emulator.core.world import World


class Catalog:
    """Everything that Service Catalog knows in one account and region."""

    def __init__(self, *, account: str, region: str, partition: str, world: World) -> None:
        self.account = account
        self.region = region
        self.partition = partition
        self.world = world
        self.portfolios: dict[str, Portfolio] = {}
        self.products: dict[str, Product] = {}
        self.artifacts: dict[str, Artifact] = {}
        self.associations: dict[str, Association] = {}
        self.principals: list[Principal] = []
        self.tag_options: dict[str, TagOption] = {}
        self.constraints: dict[str, Constraint] = {}
        self.provisioned: dict[str, ProvisionedProduct] = {}
        self.records: dict[str, Record] = {}
        self.plans: dict[str, Plan] = {}
        self.budgets: list[tuple[str, str]] = []  # names, each with a portfolio or product
        self.actions: dict[str, ServiceAction] = {}
        # token of CopyProduct -> the product, once it is complete
        self.copies: dict[str, str | None] = {}
        self.shares: dict[tuple[str, str, str], Share] = {}
        # token -> portfolio, node of the organization, accounts that it reached
        self.share_tokens: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        # portfolios of other accounts, each with its account
        self.accepted: set[tuple[str, str]] = set()
        self.rejected: set[tuple[str, str]] = set()
        # name -> until when it stays taken although its product is gone
        self.retired_names: dict[str, datetime] = {}
        # provisioned product -> how many searches it is still missing from
        self.search_lag: dict[str, int] = {}
        self.tokens = Tokens()
        self.timeline = Timeline()
        self._ordinals = itertools.count(1)

    @property
    def settings(self) -> Settings:
        """Return the settings that hold for this account now."""
        return self.world.settings.of(self.account)

    def now(self) -> datetime:
        """Return the time."""
        return self.world.clock.now()

    def new_id(self, prefix: str) -> str:
        """Return a new identifier."""
        return self.world.ids.new(prefix)

    def next_ordinal(self) -> int:
        """Return the next position in the order of creation."""
        return next(self._ordinals)

    def portfolio(self, portfolio_id: str) -> Portfolio:
        """Return a portfolio, or raise ResourceNotFoundException."""
        try:
            return self.portfolios[portfolio_id]
        except KeyError:
            raise ResourceNotFoundError(f"Portfolio {portfolio_id} not found.") from None

    def product(self, product_id: str) -> Product:
        """Return a product, or raise ResourceNotFoundException."""
        try:
            return self.products[product_id]
        except KeyError:
            message = f"Product {product_id} does not exist or access was denied."
            raise ResourceNotFoundError(message) from None

    def product_by(self, product_id: str | None, name: str | None) -> Product:
        """Return the product that a request names by id or by name, and must not name by both."""
        _exactly_one(product_id, name, "ProductId", "ProductName")
        if product_id is not None:
            return self.product(product_id)
        named = [p for p in self.products.values() if p.name == name]
        if not named:
            raise ResourceNotFoundError(f"Product with name {name} does not exist or access was denied.")
        if len(named) > 1:
            raise InvalidParametersError(f"Multiple products with name {name} found. Use the product id.")
        return named[0]

    def artifacts_of(self, product_id: str) -> list[Artifact]:
        """Return the versions of a product, in the order of the switch `version_order`."""
        versions = [a for a in self.artifacts.values() if a.product_id == product_id]
        if self.settings.version_order == "none":
            return sorted(versions, key=lambda artifact: artifact.id)
        return versions[::-1] if self.settings.version_order == "newest-first" else versions

    def artifact(self, product_id: str, artifact_id: str) -> Artifact:
        """Return a version of a product, or raise ResourceNotFoundException."""
        artifact = self.artifacts.get(artifact_id)
        if artifact is None or artifact.product_id != product_id:
            raise ResourceNotFoundError(f"Provisioning Artifact {artifact_id} not found.")
        return artifact

    def artifact_by(self, product_id: str, artifact_id: str | None, name: str | None) -> Artifact:
        """Return the version that a request names by id or by name, and must not name by both."""
        _exactly_one(artifact_id, name, "ProvisioningArtifactId", "ProvisioningArtifactName")
        if artifact_id is not None:
            return self.artifact(product_id, artifact_id)
        named = [a for a in self.artifacts_of(product_id) if a.name == name]
        if not named:
            raise ResourceNotFoundError(f"Provisioning Artifact with name {name} not found.")
        if len(named) > 1:
            raise InvalidParametersError(f"Multiple Provisioning Artifact with name {name} found.")
        return named[0]

    def associations_of(self, portfolio_id: str) -> list[Association]:
        """Return the products of a portfolio."""
        return [a for a in self.associations.values() if a.portfolio_id == portfolio_id]

    def provisioned_product(self, pp_id: str) -> ProvisionedProduct:
        """Return a provisioned product, or raise the error of the switch `not_found_code`."""
        try:
            return self.provisioned[pp_id]
        except KeyError:
            raise self._no_provisioned_product(pp_id) from None

    def provisioned_product_by(self, pp_id: str | None, name: str | None) -> ProvisionedProduct:
        """Return the provisioned product that a request names by id, by name or by ARN."""
        _exactly_one(pp_id, name, "ProvisionedProductId", "ProvisionedProductName")
        if pp_id is not None:
            return self.provisioned_product(pp_id)
        for candidate in self.provisioned.values():
            if name in (candidate.name, candidate.arn):
                return candidate
        raise self._no_provisioned_product(str(name))

    def _no_provisioned_product(self, named: str) -> AwsError:
        return AwsError(f"Provisioned product not found: {named}", code=self.settings.not_found_code)

    def record(self, record_id: str) -> Record:
        """Return a record, or raise ResourceNotFoundException."""
        try:
            return self.records[record_id]
        except KeyError:
            raise ResourceNotFoundError(f"Record {record_id} not found.") from None

    def plan(self, plan_id: str) -> Plan:
        """Return a plan, or raise ResourceNotFoundException."""
        try:
            return self.plans[plan_id]
        except KeyError:
            raise ResourceNotFoundError(f"Provisioned product plan {plan_id} not found.") from None

    def plans_of(self, pp_id: str) -> list[Plan]:
        """Return the plans for a provisioned product."""
        return [plan for plan in self.plans.values() if plan.provisioned_product_id == pp_id]

    def open_records(self) -> Iterable[Record]:
        """Return the records that are still being worked on."""
        return (record for record in self.records.values() if record.is_open)

    def rotate_path_ids(self, product_id: str | None = None) -> list[str]:
        """Replace the IDs of launch paths, so that those that records keep become stale; return the new ones."""
        rotated = [
            dataclasses.replace(known, path_id=self.new_id("lpv2")) if product_id in (None, known.product_id) else known
            for known in self.associations.values()
        ]
        self.associations = {association.path_id: association for association in rotated}
        return [a.path_id for a in rotated if product_id in (None, a.product_id)]

    def name_is_taken(self, name: str) -> bool:
        """Say whether a provisioned product has this name, or had it a moment ago."""
        if any(p.name == name for p in self.provisioned.values()):
            return True
        until = self.retired_names.get(name)
        return until is not None and until > self.now()

    def is_searchable(self, pp_id: str) -> bool:
        """Say whether a search finds a product already; asking is one search (switch `search_lag_reads`)."""
        left = self.search_lag.get(pp_id, 0)
        self.search_lag[pp_id] = max(left - 1, 0)
        return left == 0

    def store(self, provisioned: ProvisionedProduct) -> ProvisionedProduct:
        """Store a new value of a provisioned product."""
        self.provisioned[provisioned.id] = provisioned
        return provisioned

    def store_record(self, record: Record) -> Record:
        """Store a new value of a record."""
        self.records[record.id] = record
        return record


def _exactly_one(identifier: str | None, name: str | None, id_label: str, name_label: str) -> None:
    if (identifier is None) == (name is None):
        raise InvalidParametersError(f"Specify either {id_label} or {name_label}, but not both.")
