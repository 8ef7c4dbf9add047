"""DescribeProvisioningParameters: what a launch of a version along a path needs, and what constraints leave of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import rules
from catalog_emulator.core import template
from catalog_emulator.servicecatalog import launch_paths, offers
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation
from catalog_emulator.servicecatalog.tagging import tag_options
from catalog_emulator.servicecatalog.terms import terms_of

if TYPE_CHECKING:
    from catalog_emulator.core.template import ParameterDeclaration
    from catalog_emulator.servicecatalog.terms import Terms


@operation("DescribeProvisioningParameters")
def describe_provisioning_parameters(request: OperationRequest) -> Result:
    """Show parameters, constraints, TagOptions, where a stack set may be, and the keys of the outputs."""
    catalog = request.catalog
    home = offers.home_of(catalog, request.get("ProductId"), request.get("ProductName"))
    product = home.product_by(request.get("ProductId"), request.get("ProductName"))
    artifact = home.artifact_by(
        product.id, request.get("ProvisioningArtifactId"), request.get("ProvisioningArtifactName")
    )
    path = launch_paths.choose(
        catalog, product.id, request.caller, path_id=request.get("PathId"), path_name=request.get("PathName")
    )
    terms, document = terms_of(catalog, path), template.parse(artifact.template)
    stack_set = terms.stack_set
    return {
        "ProvisioningArtifactParameters": [_narrowed(declared, terms) for declared in template.parameters(document)],
        "ConstraintSummaries": [constraint.to_summary() for constraint in path.constraints],
        "UsageInstructions": _instructions(document, terms),
        "TagOptions": [{"Key": key, "Values": values} for key, values in tag_options(path).items()],
        "ProvisioningArtifactPreferences": {
            "StackSetAccounts": list(stack_set.accounts) if stack_set else None,
            "StackSetRegions": list(stack_set.regions) if stack_set else None,
        },
        "ProvisioningArtifactOutputKeys": [
            {"Key": key, "Description": body.get("Description")}
            for key, body in (document.get("Outputs") or {}).items()
            if isinstance(body, dict)  # a loop (Fn::ForEach) is a list, and its outputs are known once it is unrolled
        ],
    }


def _narrowed(declared: ParameterDeclaration, terms: Terms) -> dict[str, Any]:
    """Return a parameter with the values that TEMPLATE constraints leave it."""
    shown = declared.to_document()
    allowed = rules.allowed_values(terms.rules, declared.key)
    if allowed is not None:
        own = declared.constraints.get("AllowedValues", allowed)
        narrowed = [value for value in own if value in allowed]
        shown["ParameterConstraints"] = declared.constraints | {"AllowedValues": narrowed}
    return shown


def _instructions(document: dict[str, Any], terms: Terms) -> list[dict[str, str]]:
    """Return "additional metadata": the template's version, as AWS says, and what constraints add."""
    instructions = {
        "version": document.get("AWSTemplateFormatVersion"),
        "rules": json.dumps(terms.rules) if terms.rules else None,
        "launchAsRole": terms.launch_role_arn,
        "tagUpdateOnProvisionedProduct": "ALLOWED" if terms.tag_updates_allowed else None,
    }
    return [{"Type": kind, "Value": str(value)} for kind, value in instructions.items() if value is not None]
