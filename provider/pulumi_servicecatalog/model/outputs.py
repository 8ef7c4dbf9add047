"""Every output of the resources, said once: its type, where its value comes from, and what it means.

schema.json, the output types, the reference page and the encoder of the state follow from this table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pulumi_servicecatalog.model.moment import iso
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.properties import PROVISIONED, ResourceKind
from pulumi_servicecatalog.model.property_types import PropertyType, Text, TextMap

OutputValue = str | dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """One output. What AWS does not report is an empty text or map, so that every output has one type.

    `stable` tells that no update changes it. `doc_provisioned` stands where a launched product differs. `reported`
    tells whether AWS has reported it: of most, an empty text says that it has not.
    """

    name: str
    value: Callable[[ObservedState], OutputValue]
    doc: str
    type: PropertyType = field(default_factory=Text)
    stable: bool = False
    doc_provisioned: str = ""
    reported: Callable[[ObservedState], bool] | None = None

    def is_reported(self, observed: ObservedState) -> bool:
        """Return whether AWS has reported it, so that an empty value is the value."""
        return bool(self.value(observed)) if self.reported is None else self.reported(observed)

    def json_schema(self, kind: ResourceKind) -> dict[str, Any]:
        """Return the type and description, as JSON Schema has them."""
        doc = self.doc_provisioned if kind is PROVISIONED and self.doc_provisioned else self.doc
        return {**self.type.json_schema(), "description": doc}


def _has_been_read(observed: ObservedState) -> bool:
    return observed.stack is not None or observed.stack_gone


OUTPUTS: Final = (
    Output(
        name="provisionedProductId",
        value=lambda observed: observed.provisioned_product.id,
        stable=True,
        doc="The provisioned product, as `pp-...`; also the ID of the resource.",
    ),
    Output(
        name="arn",
        value=lambda observed: observed.provisioned_product.arn,
        stable=True,
        doc="The ARN of the provisioned product.",
    ),
    Output(
        name="stackId",
        value=lambda observed: (
            observed.provisioned_product.physical_id or (observed.stack.id if observed.stack else "")
        ),
        stable=True,
        doc="The ARN of the stack that is governed.",
        doc_provisioned="The ARN of the stack, or of the stack set.",
    ),
    Output(
        name="owner",
        value=lambda observed: observed.provisioned_product.owner,
        doc="The ARN of the user or role that owns the provisioned product.",
    ),
    Output(
        name="status",
        value=lambda observed: observed.provisioned_product.status,
        doc="AVAILABLE, UNDER_CHANGE, TAINTED, ERROR or PLAN_IN_PROGRESS, as AWS reported it last.",
    ),
    Output(
        name="statusMessage",
        value=lambda observed: observed.provisioned_product.status_message,
        reported=lambda _observed: True,
        doc="AWS's own words on the status; empty where there are none.",
    ),
    Output(
        name="type",
        value=lambda observed: observed.provisioned_product.type,
        stable=True,
        doc="CFN_STACK.",
        doc_provisioned="CFN_STACK or CFN_STACKSET.",
    ),
    Output(
        name="productId",
        value=lambda observed: observed.provisioned_product.product_id,
        doc="The product that governs the stack.",
        doc_provisioned="The product that was launched.",
    ),
    Output(
        name="provisioningArtifactId",
        value=lambda observed: observed.provisioned_product.artifact_id,
        doc="The version that AWS reports for the stack.",
    ),
    Output(
        name="provisioningArtifactName",
        value=lambda observed: observed.provisioned_product.artifact_name,
        doc="The name of that version; its ID where AWS does not report the name.",
    ),
    Output(
        name="launchRoleArn",
        value=lambda observed: observed.provisioned_product.launch_role_arn or "",
        reported=lambda observed: observed.provisioned_product.launch_role_arn is not None,
        doc="The role that Service Catalog uses for the stack; empty where there is none.",
    ),
    Output(
        name="liveParameters",
        value=lambda observed: dict(observed.stack.parameters) if observed.stack else {},
        reported=_has_been_read,
        type=TextMap(),
        doc="The stack's parameters as CloudFormation reports them; NoEcho values are masked by AWS.",
    ),
    Output(
        name="outputs",
        value=lambda observed: dict(observed.stack.outputs) if observed.stack else {},
        reported=_has_been_read,
        type=TextMap(),
        doc="The stack's outputs.",
    ),
    Output(
        name="lastRecordId",
        value=lambda observed: observed.provisioned_product.last_record_id,
        doc="The record of the last operation on the provisioned product.",
    ),
    Output(
        name="createdTime",
        value=lambda observed: iso(observed.provisioned_product.created_time),
        stable=True,
        doc="When the provisioned product was made, in ISO 8601, UTC.",
    ),
)
"""In the order of the reference page."""

NAMES: Final = tuple(output.name for output in OUTPUTS)
STABLE: Final = tuple(output.name for output in OUTPUTS if output.stable)


def values(observed: ObservedState) -> dict[str, Any]:
    """Return the outputs of what AWS has, by their names."""
    return {output.name: output.value(observed) for output in OUTPUTS}


def json_schema(kind: ResourceKind) -> Mapping[str, Mapping[str, Any]]:
    """Return the JSON Schema of each output of a kind of resource, by its name."""
    return {output.name: output.json_schema(kind) for output in OUTPUTS}
