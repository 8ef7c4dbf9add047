"""Provisioned product plans: create, describe, list, execute, delete."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import InvalidParametersError, InvalidStateError
from catalog_emulator.core.model import plan as plans
from catalog_emulator.core.model import provisioned_product as products
from catalog_emulator.core.model.plan import Plan
from catalog_emulator.core.model.product import CLOUD_FORMATION
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog import changes, launch_paths, offers, planning, record_life
from catalog_emulator.servicecatalog.caller import is_visible
from catalog_emulator.servicecatalog.changes import Intent
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation
from catalog_emulator.servicecatalog.provisioning_parameters import stack_parameters
from catalog_emulator.servicecatalog.tagging import TagChange, tags_of_launch, tags_of_update
from catalog_emulator.servicecatalog.terms import launch_role_of_update, terms_of
from catalog_emulator.servicecatalog.work.executing import Executing
from catalog_emulator.servicecatalog.work.launching import Launching
from catalog_emulator.servicecatalog.work.updating import Updating

if TYPE_CHECKING:
    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.product import Product
    from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.record_life import Work


@operation("CreateProvisionedProductPlan")
def create_plan(request: OperationRequest) -> Result:
    """Plan a launch, or the update of the provisioned product of this name."""
    catalog, name = request.catalog, request.get("ProvisionedProductName")
    home = offers.home_of(catalog, request.get("ProductId"))
    product = home.product(request.get("ProductId"))
    artifact = home.artifact(product.id, request.get("ProvisioningArtifactId"))
    _check_artifact(product, artifact)
    path = launch_paths.choose(catalog, product.id, request.caller, path_id=request.get("PathId"), path_name=None)
    terms = terms_of(catalog, path)
    if terms.stack_set is not None:
        raise InvalidParametersError("There are no plans for a product with a STACKSET constraint.")
    stack_parameters(request.get("ProvisioningParameters"))
    existing = next((p for p in catalog.provisioned.values() if p.name == name), None)
    if existing is not None:
        _check_plannable(catalog, existing)
        changes.check_product_change(catalog, existing, product)
        tags = tags_of_update(catalog, existing, path, terms, request.get("Tags"))
    else:
        changes.check_name(catalog, name)
        tags = tags_of_launch(path, request.get("Tags"))
    _check_plan_name(request, product)
    intent = Intent(
        kind="provision",
        type="PROVISION_PRODUCT",
        product_id=product.id,
        artifact_id=artifact.id,
        path_id=path.id,
        launch_role_arn=terms.launch_role_arn,
        tags=tags,
    )
    planned = _planned(request, existing, intent)
    plan = Plan(
        id=catalog.new_id("plan"),
        ordinal=catalog.next_ordinal(),
        name=request.get("PlanName"),
        type=request.get("PlanType"),
        created=catalog.now(),
        updated=catalog.now(),
        product_id=product.id,
        artifact_id=artifact.id,
        path_id=path.id,
        provisioned_product_id=planned.id,
        provisioned_product_name=planned.name,
        user_arn=request.caller.arn,
        user_arn_session=request.caller.session_arn,
        status_before=existing.status if existing else None,
        notification_arns=tuple(request.get("NotificationArns") or ()),
        parameters=tuple(request.get("ProvisioningParameters") or ()),
        tags=tags,
    )
    planning.start(catalog, plan, artifact, path)
    return {
        "PlanName": plan.name,
        "PlanId": plan.id,
        "ProvisionProductId": planned.id,
        "ProvisionedProductName": planned.name,
        "ProvisioningArtifactId": artifact.id,
    }


@operation("DescribeProvisionedProductPlan")
def describe_plan(request: OperationRequest) -> Result:
    """Show a plan and a page of its resource changes."""
    plan = request.catalog.plan(request.get("PlanId"))
    shown = page(
        list(enumerate(plan.changes)),
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda numbered: [numbered[0]],
    )
    return {
        "ProvisionedProductPlanDetails": plan.to_details(),
        "ResourceChanges": [change for _, change in shown.items],
        "NextPageToken": shown.token,
    }


@operation("ListProvisionedProductPlans")
def list_plans(request: OperationRequest) -> Result:
    """List the plans of a provisioned product, or all; without a filter, the caller's own."""
    catalog, pp_id = request.catalog, request.get("ProvisionProductId")
    if pp_id is not None:
        catalog.provisioned_product(pp_id)
    level = request.get("AccessLevelFilter")
    if level and level.get("Value", "Self").lower() != "self":
        raise InvalidParametersError("The only supported AccessLevelFilter value is Self.")
    shown = page(
        [
            plan
            for plan in catalog.plans.values()
            if pp_id in (None, plan.provisioned_product_id)
            and is_visible(level, "User", request.caller, (plan.user_arn, plan.user_arn_session))
        ],
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda plan: [plan.ordinal],
    )
    return {"ProvisionedProductPlans": [plan.to_summary() for plan in shown.items], "NextPageToken": shown.token}


@operation("ExecuteProvisionedProductPlan")
def execute_plan(request: OperationRequest) -> Result:
    """Do what a plan says. Its product is UNDER_CHANGE until the record ends."""
    catalog = request.catalog
    plan = catalog.plan(request.get("PlanId"))
    if plan.status != plans.CREATE_SUCCESS:
        raise InvalidStateError(
            f"Plan {plan.id} is {plan.status}. Only one that is {plans.CREATE_SUCCESS} can be executed."
        )
    provisioned = catalog.provisioned_product(plan.provisioned_product_id)
    if provisioned.status == products.UNDER_CHANGE:
        raise InvalidStateError(f"Provisioned product {provisioned.id} is {provisioned.status}.")
    artifact = offers.home_of(catalog, plan.product_id).artifact(plan.product_id, plan.artifact_id)
    path = launch_paths.choose(catalog, plan.product_id, request.caller, path_id=plan.path_id, path_name=None)
    terms, new = terms_of(catalog, path), plan.status_before is None
    intent = Intent(
        kind="provision" if new else "update",
        type="PROVISION_PRODUCT" if new else "UPDATE_PROVISIONED_PRODUCT",
        product_id=plan.product_id,
        artifact_id=plan.artifact_id,
        path_id=plan.path_id,
        launch_role_arn=terms.launch_role_arn if new else launch_role_of_update(catalog, provisioned, terms),
        tags=plan.tags,
    )
    requested = stack_parameters(plan.parameters)
    work: Work
    if new:
        work = Launching(catalog, artifact, requested, plan.notification_arns, terms)
    else:
        work = Updating(catalog, artifact, requested, TagChange(plan.tags), terms)
    catalog.plans[plan.id] = dataclasses.replace(plan, status=plans.EXECUTE_IN_PROGRESS, updated=catalog.now())
    record = changes.open_record(catalog, request.caller, intent, provisioned)
    record_life.start(catalog, record, Executing(catalog, plan.id, work))
    return {"RecordDetail": record.to_detail()}


@operation("DeleteProvisionedProductPlan")
def delete_plan(request: OperationRequest) -> Result:
    """Forget a plan: its product goes back to the status that it had, and one that the plan made goes with it."""
    catalog = request.catalog
    plan = catalog.plan(request.get("PlanId"))
    if plan.status == plans.EXECUTE_IN_PROGRESS:
        raise InvalidParametersError(f"Plan {plan.id} is {plan.status}. Wait until it has been executed.")
    del catalog.plans[plan.id]
    provisioned = catalog.provisioned.get(plan.provisioned_product_id)
    if provisioned is not None and provisioned.status == products.PLAN_IN_PROGRESS:
        if plan.status_before is None:
            del catalog.provisioned[provisioned.id]
        elif plan.status != plans.CREATE_FAILED:  # after which the product has its status back already
            catalog.store(dataclasses.replace(provisioned, status=plan.status_before))
    return {}


def _check_artifact(product: Product, artifact: Artifact) -> None:
    """Refuse what CloudFormation does not make: the only PlanType is CLOUDFORMATION."""
    if product.type != CLOUD_FORMATION or artifact.type != CLOUD_FORMATION:
        raise InvalidParametersError(f"Product {product.id} is of type {product.type}, for which there are no plans.")
    if not artifact.active:
        raise InvalidParametersError(f"Provisioning Artifact {artifact.id} is not active.")


def _check_plannable(catalog: Catalog, provisioned: ProvisionedProduct) -> None:
    """Refuse a second plan, and products that are not "AVAILABLE or TAINTED" as CreateProvisionedProductPlan says."""
    if provisioned.type != "CFN_STACK":
        raise InvalidParametersError(f"There are no plans for a provisioned product of type {provisioned.type}.")
    if provisioned.status not in (products.AVAILABLE, products.TAINTED):
        raise InvalidStateError(
            f"Provisioned product {provisioned.id} is {provisioned.status}. It must be AVAILABLE or TAINTED."
        )
    for plan in catalog.plans_of(provisioned.id):
        if plan.status == plans.CREATE_FAILED:
            continue  # tools leave it, and make another (aws-service-catalog-puppet)
        if plan.status not in plans.EXECUTED or catalog.settings.executed_plan == "block":
            raise InvalidStateError(
                f"You can create one plan for each provisioned product; {provisioned.id} has {plan.id} ({plan.status})."
            )


def _check_plan_name(request: OperationRequest, product: Product) -> None:
    """Refuse a name that another plan of the user has for the product (switch `plan_name_scope`)."""
    catalog, name = request.catalog, request.get("PlanName")
    if catalog.settings.plan_name_scope == "off":
        return
    for plan in catalog.plans.values():
        if (plan.name, plan.product_id, plan.user_arn) == (name, product.id, request.caller.arn):
            raise InvalidParametersError(f"Plan {plan.id} for product {product.id} is named {name} already.")


def _planned(request: OperationRequest, existing: ProvisionedProduct | None, intent: Intent) -> ProvisionedProduct:
    """Return the product that the plan is for, in the status that it has while there is a plan."""
    catalog = request.catalog
    if existing is not None:
        if catalog.settings.planned_product_status == "keep":
            return existing
        return catalog.store(dataclasses.replace(existing, status=products.PLAN_IN_PROGRESS))
    made = changes.new_provisioned_product(
        catalog,
        request.caller,
        intent,
        name=request.get("ProvisionedProductName"),
        token=request.get("IdempotencyToken"),
        physical_id=None,
    )
    return catalog.store(dataclasses.replace(made, status=products.PLAN_IN_PROGRESS))
