"""What reconcile needs of AWS. `aws.gateway` satisfies it; the tests have one in memory.

Every method raises a `model.refusal.Refusal` where AWS gives no result. Those that look something up return None
(or nothing) where it does not exist.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import Reference
from pulumi_servicecatalog.model.plan import Plan
from pulumi_servicecatalog.model.product import (
    Artifact,
    ArtifactParameter,
    ArtifactSource,
    LaunchPath,
    Product,
    ProvisioningParameters,
)
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record, RecordOutput
from pulumi_servicecatalog.model.request import (
    ImportRequest,
    PlanRequest,
    PropertiesRequest,
    ProvisionRequest,
    TerminateRequest,
    UpdateRequest,
)
from pulumi_servicecatalog.model.resource_drift import DriftDetection, ResourceDrift
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.model.trail import TrailEvent


class Catalog(Protocol):
    """Service Catalog."""

    def provisioned_products(self) -> Iterator[ProvisionedProduct]:
        """Return all provisioned products of the account and Region, a page of 100 a call."""

    def provisioned_product(
        self, provisioned_product_id: str, *, after: Record | None = None
    ) -> ProvisionedProduct | None:
        """Return one by its ID, as it is now, with its launch role.

        `after` is the record of what was done last, which has the launch role, so that one question less may do.
        """

    def provisioned_product_named(self, name: str) -> ProvisionedProduct | None:
        """Return one by its name, as it is now."""

    def record(self, record_id: str) -> Record:
        """Return a record as it is now."""

    def record_outputs(self, record_id: str) -> Sequence[RecordOutput]:
        """Return the outputs that a record reports, through all pages."""

    def record_history(self, provisioned_product_id: str) -> Iterator[Record]:
        """Return the records of a provisioned product, the newest first, a page of 20 a call."""

    def product_history(self, product_id: str) -> Iterator[Record]:
        """Return the records of all provisioned products of a product, gone ones as well, a page of 20 a call."""

    def products_named(self, name: str) -> Sequence[Product]:
        """Return the products that bear exactly this name."""

    def product(self, product_id: str) -> Product | None:
        """Return a product by its ID."""

    def products(self) -> Sequence[Product]:
        """Return the products that the caller sees, each once."""

    def artifacts(self, product_id: str) -> Sequence[Artifact]:
        """Return the versions of a product."""

    def artifact_parameters(self, product_id: str, artifact_id: str) -> Sequence[ArtifactParameter]:
        """Return the parameters that a version's template takes."""

    def artifact_source(self, product_id: str, artifact_id: str) -> ArtifactSource:
        """Return where a version's template came from, and whether the version is ready."""

    def launch_paths(self, product_id: str) -> Sequence[LaunchPath]:
        """Return the ways by which the caller may launch a product."""

    def provisioning_parameters(
        self, product_id: str, artifact_id: str, path: Reference | None
    ) -> ProvisioningParameters:
        """Return what a launch takes by a path; None where there is one only."""

    def import_as_provisioned_product(self, request: ImportRequest) -> Record:
        """Begin an import."""

    def provision_product(self, request: ProvisionRequest) -> Record:
        """Begin a launch."""

    def update_provisioned_product(self, request: UpdateRequest) -> Record:
        """Begin an update."""

    def update_properties(self, request: PropertiesRequest) -> Record:
        """Begin to give it another launch role, or another owner."""

    def terminate_provisioned_product(self, request: TerminateRequest) -> Record:
        """Begin a termination."""


class Plans(Protocol):
    """Service Catalog's plans: what an update would do, worked out by AWS."""

    def create_plan(self, request: PlanRequest) -> Plan:
        """Begin to work a plan out."""

    def plan(self, plan_id: str) -> Plan:
        """Return a plan as it is now, with the changes of all pages."""

    def plans(self, provisioned_product_id: str) -> Sequence[Plan]:
        """Return the plans that exist for a provisioned product, without their changes, through all pages."""

    def delete_plan(self, plan_id: str) -> None:
        """Delete a plan; one that does not exist is deleted."""


class Stacks(Protocol):
    """CloudFormation."""

    def stacks(self) -> Iterator[Stack]:
        """Return all stacks of the account and Region that exist, a page a call."""

    def stack(self, name_or_id: str) -> Stack | None:
        """Return one stack as it is now; None where there is none, or where it has been deleted."""

    def exports(self) -> Mapping[str, str]:
        """Return the ARN of the stack that exports it by each exported name of the account and Region."""

    def importers(self, export: str) -> Sequence[str]:
        """Return the names of the stacks that import an export, which nothing may."""

    def failures(self, stack_id: str) -> Sequence[str]:
        """Return the newest events of the stack that tell of a failure, as sentences; none where unreadable."""


class Templates(Protocol):
    """Templates as they were written."""

    def stack_template(self, stack_id: str) -> str:
        """Return the template of a stack, as text."""

    def template_at(self, url: str) -> str:
        """Return the template at a URL, as text."""


class ParameterStore(Protocol):
    """Systems Manager's parameter store."""

    def not_stored(self, names: Sequence[str]) -> Sequence[str]:
        """Return those of the names that name nothing."""


class StackDrift(Protocol):
    """CloudFormation's drift detection."""

    def detect_drift(self, stack_id: str) -> str:
        """Begin to detect what differs of a stack's resources, and return the ID of the detection."""

    def drift_detection(self, detection_id: str) -> DriftDetection:
        """Return a detection as it is now."""

    def resource_drifts(self, stack_id: str) -> Sequence[ResourceDrift]:
        """Return the resources that the last detection has found modified or deleted, through all pages."""


class Trail(Protocol):
    """CloudTrail."""

    def events(self, source: str, start: datetime, end: datetime) -> Iterator[TrailEvent]:
        """Return the events of a service that changed something in a time, the newest first, as far as is usual."""


class Gateway(Catalog, Plans, Stacks, Templates, ParameterStore, StackDrift, Trail, Protocol):
    """One account and Region of AWS."""

    def identity(self) -> Identity:
        """Return the caller as AWS knows it; AWS is asked once."""

    def denied_actions(self, caller_arn: str, actions: Sequence[str], resources: Sequence[str]) -> Sequence[str]:
        """Return those of the IAM actions that the caller may do on none of the resources, without trying them."""

    def server_time(self) -> datetime | None:
        """Return AWS's own clock, as of its newest answer; None before the first."""
