"""The four requests that change a provisioned product. Each answers at once with a record that is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import AwsError, InvalidParametersError
from catalog_emulator.core.model.artifact import DEPRECATED
from catalog_emulator.servicecatalog import changes, import_rules, launch_paths, offers, record_life
from catalog_emulator.servicecatalog.changes import Intent
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation
from catalog_emulator.servicecatalog.provisioning_parameters import stack_parameters
from catalog_emulator.servicecatalog.stack_set_preferences import deployment, refuse_for_stack
from catalog_emulator.servicecatalog.tagging import TagChange, tags_left_out, tags_of_launch, tags_of_update
from catalog_emulator.servicecatalog.terms import check_same_kind, launch_role_of_update, terms_of
from catalog_emulator.servicecatalog.work.importing import Importing
from catalog_emulator.servicecatalog.work.launching import Launching
from catalog_emulator.servicecatalog.work.stack_sets import LaunchingStackSet, UpdatingStackSet
from catalog_emulator.servicecatalog.work.terminating import Terminating
from catalog_emulator.servicecatalog.work.updating import Updating

if TYPE_CHECKING:
    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.product import Product
    from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
    from catalog_emulator.core.model.record import Record
    from catalog_emulator.servicecatalog.launch_paths import LaunchPath
    from catalog_emulator.servicecatalog.record_life import Work


@operation("ImportAsProvisionedProduct")
def import_as_provisioned_product(request: OperationRequest) -> Result:
    """Govern a stack that exists. Nothing is made unless every rule holds."""
    catalog, name = request.catalog, request.get("ProvisionedProductName")
    home = offers.home_of(catalog, request.get("ProductId"))
    product = home.product(request.get("ProductId"))
    artifact = home.artifact(product.id, request.get("ProvisioningArtifactId"))
    import_rules.check_artifact(catalog, product, artifact)
    import_rules.check_permissions(catalog)
    import_rules.check_launch_path(catalog, product, request.caller)
    stack = import_rules.find_stack(catalog, request.get("PhysicalId"))
    import_rules.check_stack(catalog, stack)
    import_rules.check_free(catalog, name, stack)
    import_rules.check_template(catalog, stack, artifact)
    import_rules.check_alone(catalog, product.id)
    paths = launch_paths.launch_paths(catalog, product.id, request.caller)
    intent = Intent(
        kind="import",
        type=catalog.settings.import_record_type,
        product_id=product.id,
        artifact_id=artifact.id,
        path_id=paths[0].id if paths and catalog.settings.import_path_id == "first" else None,
        launch_role_arn=(
            terms_of(catalog, paths[0]).launch_role_arn
            if paths and catalog.settings.import_launch_role == "constraint"
            else None
        ),
    )
    provisioned = changes.new_provisioned_product(
        catalog,
        request.caller,
        intent,
        name=name,
        token=request.get("IdempotencyToken"),
        physical_id=stack.stack_id,
    )
    record = changes.open_record(catalog, request.caller, intent, provisioned)
    return _started(request, record, Importing(catalog, artifact, stack.stack_id))


@operation("ProvisionProduct")
def provision_product(request: OperationRequest) -> Result:
    """Launch a product: a stack, or a stack set where the launch path has a STACKSET constraint."""
    catalog, name = request.catalog, request.get("ProvisionedProductName")
    product, artifact = _launchable(request, None)
    path = launch_paths.choose(
        catalog, product.id, request.caller, path_id=request.get("PathId"), path_name=request.get("PathName")
    )
    changes.check_name(catalog, name)
    terms, requested = terms_of(catalog, path), stack_parameters(request.get("ProvisioningParameters"))
    preferences = request.get("ProvisioningPreferences")
    work: Work
    if terms.stack_set is not None:
        work = LaunchingStackSet(catalog, artifact, requested, terms, deployment(terms.stack_set, preferences))
    else:
        refuse_for_stack(catalog, preferences)
        work = Launching(catalog, artifact, requested, request.get("NotificationArns") or (), terms)
    intent = Intent(
        kind="provision",
        type="PROVISION_PRODUCT",
        product_id=product.id,
        artifact_id=artifact.id,
        path_id=path.id,
        launch_role_arn=terms.launch_role_arn,
        provisioned_product_type="CFN_STACKSET" if terms.stack_set else "CFN_STACK",
        tags=tags_of_launch(path, request.get("Tags")),
    )
    provisioned = changes.new_provisioned_product(
        catalog,
        request.caller,
        intent,
        name=name,
        token=request.get("ProvisionToken"),
        physical_id=None,
    )
    record = changes.open_record(catalog, request.caller, intent, provisioned)
    return _started(request, record, work)


@operation("UpdateProvisionedProduct")
def update_provisioned_product(request: OperationRequest) -> Result:
    """Change a provisioned product's version, product, path, parameters, tags, or a stack set's instances."""
    catalog = request.catalog
    provisioned = catalog.provisioned_product_by(
        request.get("ProvisionedProductId"), request.get("ProvisionedProductName")
    )
    changes.check_idle(catalog, provisioned, "update")
    product, artifact = _launchable(request, provisioned)
    path = _path_of_update(request, product)
    terms, requested = terms_of(catalog, path), stack_parameters(request.get("ProvisioningParameters"))
    check_same_kind(provisioned, terms)
    tags = tags_of_update(catalog, provisioned, path, terms, request.get("Tags"))
    preferences = request.get("ProvisioningPreferences")
    keeps_version = False
    work: Work
    if terms.stack_set is not None:
        action = (preferences or {}).get("StackSetOperationType", "UPDATE")
        keeps_version = action != "UPDATE"
        where = deployment(terms.stack_set, preferences)
        work = UpdatingStackSet(catalog, artifact, requested, tags, terms, where, action)
    else:
        refuse_for_stack(catalog, preferences)
        left_out = tags_left_out(catalog, provisioned, path, terms, request.get("Tags"))
        work = Updating(catalog, artifact, requested, TagChange(tags, left_out), terms)
    intent = Intent(
        kind="update",
        type="UPDATE_PROVISIONED_PRODUCT",
        product_id=provisioned.product_id if keeps_version else product.id,
        artifact_id=provisioned.artifact_id if keeps_version else artifact.id,
        path_id=path.id if path else None,
        launch_role_arn=launch_role_of_update(catalog, provisioned, terms),
        tags=tags,
    )
    record = changes.open_record(catalog, request.caller, intent, provisioned)
    return _started(request, record, work)


@operation("TerminateProvisionedProduct")
def terminate_provisioned_product(request: OperationRequest) -> Result:
    """Release a stack, and delete it unless it is retained."""
    catalog = request.catalog
    identifier, name = request.get("ProvisionedProductId"), request.get("ProvisionedProductName")
    if (identifier is None) == (name is None):
        message = "Specify either ProvisionedProductId or ProvisionedProductName, but not both."
        raise AwsError(message, code=catalog.settings.both_or_neither_code)
    provisioned = catalog.provisioned_product_by(identifier, name)
    changes.check_idle(catalog, provisioned, "terminate")
    intent = Intent(
        kind="terminate",
        type="TERMINATE_PROVISIONED_PRODUCT",
        product_id=provisioned.product_id,
        artifact_id=provisioned.artifact_id,
        path_id=provisioned.path_id,
        launch_role_arn=provisioned.launch_role_arn,
    )
    record = changes.open_record(catalog, request.caller, intent, provisioned)
    work = Terminating(
        catalog,
        retain=bool(request.get("RetainPhysicalResources")),
        ignore_errors=bool(request.get("IgnoreErrors")),
    )
    return _started(request, record, work)


def _started(request: OperationRequest, record: Record, work: Work) -> Result:
    record_life.start(request.catalog, record, work)
    return {"RecordDetail": record.to_detail()}


def _launchable(request: OperationRequest, provisioned: ProvisionedProduct | None) -> tuple[Product, Artifact]:
    """Return the product and version that a request names; an update may leave them as they are."""
    catalog, parameters = request.catalog, request.parameters
    identifier, name = parameters.get("ProductId"), parameters.get("ProductName")
    if provisioned is not None and identifier is None and name is None:
        identifier = provisioned.product_id
    home = offers.home_of(catalog, identifier, name)
    product = home.product_by(identifier, name)
    if provisioned is not None:
        changes.check_product_change(catalog, provisioned, product)
    names_artifact = bool({"ProvisioningArtifactId", "ProvisioningArtifactName"} & set(parameters))
    if provisioned is not None and not names_artifact:
        return product, home.artifact(product.id, provisioned.artifact_id)
    artifact = home.artifact_by(
        product.id, parameters.get("ProvisioningArtifactId"), parameters.get("ProvisioningArtifactName")
    )
    if not artifact.active:
        raise InvalidParametersError(f"Provisioning Artifact {artifact.id} is not active.")
    if provisioned is None and artifact.guidance == DEPRECATED and not catalog.settings.launch_accepts_deprecated:
        raise InvalidParametersError(f"Provisioning Artifact {artifact.id} is deprecated and cannot be launched.")
    return product, artifact


def _path_of_update(request: OperationRequest, product: Product) -> LaunchPath | None:
    catalog, path_id, path_name = request.catalog, request.get("PathId"), request.get("PathName")
    named = path_id is not None or path_name is not None
    if not named and not catalog.settings.update_needs_launch_path:
        paths = launch_paths.launch_paths(catalog, product.id, request.caller)
        return paths[0] if len(paths) == 1 else None
    return launch_paths.choose(catalog, product.id, request.caller, path_id=path_id, path_name=path_name)
