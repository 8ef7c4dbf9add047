"""What a provisioned product plan comes to: the changes of each resource, or why there is no plan.

Started by CreateProvisionedProductPlan, and performed when the plan's time has come, through CloudFormation's own
change sets.
"""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import change_sets, engine
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.cloudformation.resource_changes import additions
from catalog_emulator.core.intrinsics import Values
from catalog_emulator.core.model import plan as plans
from catalog_emulator.core.model import provisioned_product as products
from catalog_emulator.servicecatalog.accounts import home_of_stack
from catalog_emulator.servicecatalog.provisioning_parameters import stack_parameters
from catalog_emulator.servicecatalog.record_life import Failure
from catalog_emulator.servicecatalog.tagging import auto_tags
from catalog_emulator.servicecatalog.terms import terms_of
from catalog_emulator.servicecatalog.work.stack_change import parameters_of, wanted_change

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.plan import Plan
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.launch_paths import LaunchPath


def start(catalog: Catalog, plan: Plan, artifact: Artifact, path: LaunchPath) -> None:
    """Store a new plan, and have it worked out after `plan_seconds`."""
    catalog.plans[plan.id] = plan
    due = catalog.now() + timedelta(seconds=catalog.settings.plan_seconds)
    catalog.timeline.at(due, lambda at: _work_out(catalog, plan.id, artifact, path, at))


def _work_out(catalog: Catalog, plan_id: str, artifact: Artifact, path: LaunchPath, at: datetime) -> None:
    plan = catalog.plans.get(plan_id)
    if plan is None or plan.status != plans.CREATE_IN_PROGRESS:
        return
    try:
        changes = _changes(catalog, plan, artifact, path)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is this plan's failure
        message = Failure.of(error).description
        failed = dataclasses.replace(plan, status=plans.CREATE_FAILED, status_message=message, updated=at)
        catalog.plans[plan_id] = failed
        _restore_status(catalog, plan)
        return
    shown = tuple(_shown(change) for change in changes)
    catalog.plans[plan_id] = dataclasses.replace(plan, status=plans.CREATE_SUCCESS, changes=shown, updated=at)


def _restore_status(catalog: Catalog, plan: Plan) -> None:
    """Restore an existing product's status: tools leave such a plan, and plan again (service-catalog-puppet)."""
    product = catalog.provisioned.get(plan.provisioned_product_id)
    if product is not None and plan.status_before is not None and product.status == products.PLAN_IN_PROGRESS:
        catalog.store(dataclasses.replace(product, status=plan.status_before))


def _changes(catalog: Catalog, plan: Plan, artifact: Artifact, path: LaunchPath) -> list[dict[str, Any]]:
    requested, terms = stack_parameters(plan.parameters), terms_of(catalog, path)
    if plan.status_before is None:
        document = engine.parse(artifact.template)
        return additions(Values(document=document, parameters=parameters_of(catalog, document, requested, terms, {})))
    product = catalog.provisioned[plan.provisioned_product_id]
    stack = home_of_stack(catalog, product.physical_id).living(product.physical_id or "")
    engine.check_updatable(stack)
    tags = (*auto_tags(catalog, product, plan), *plan.tags)
    change = wanted_change(catalog, stack, artifact, requested, tags, terms)
    if engine.is_empty(stack, change):
        raise StackValidationError(change_sets.NO_CHANGES)
    return change_sets.changes_of(stack, change)


def _shown(change: dict[str, Any]) -> dict[str, Any]:
    """Turn CloudFormation's ResourceChange into Service Catalog's, whose values are in capitals."""
    return {
        "Action": change["Action"].upper(),
        "LogicalResourceId": change["LogicalResourceId"],
        "PhysicalResourceId": change.get("PhysicalResourceId"),
        "ResourceType": change["ResourceType"],
        "Replacement": _upper(change.get("Replacement")),
        "Scope": [scope.upper() for scope in change["Scope"]],
        "Details": [
            {
                "Target": {
                    "Attribute": detail["Target"]["Attribute"].upper(),
                    "Name": detail["Target"]["Name"],
                    "RequiresRecreation": detail["Target"]["RequiresRecreation"].upper(),
                },
                "Evaluation": detail["Evaluation"].upper(),
                "CausingEntity": detail["CausingEntity"],
            }
            for detail in change["Details"]
        ],
    }


def _upper(text: str | None) -> str | None:
    return None if text is None else text.upper()
