"""The four requests that change a provisioned product. Each answers at once with a record that is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.aws_error import InvalidParametersError
from catalog_emulator.model.tag import read_tags
from catalog_emulator.servicecatalog import changes, import_rules, launch_paths
from catalog_emulator.servicecatalog.changes import Intent
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation
from catalog_emulator.servicecatalog.work.importing import Importing
from catalog_emulator.servicecatalog.work.launching import Launching
from catalog_emulator.servicecatalog.work.terminating import Terminating
from catalog_emulator.servicecatalog.work.updating import Updating

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.model.artifact import Artifact
    from catalog_emulator.model.product import Product
    from catalog_emulator.model.provisioned_product import ProvisionedProduct
    from catalog_emulator.model.record import Record
    from catalog_emulator.servicecatalog.timeline import Work


@operation("ImportAsProvisionedProduct")
def import_as_provisioned_product(request: OperationRequest) -> Result:
    """Govern a stack that exists. Nothing is made unless every rule holds."""
    catalog, name = request.catalog, request.get("ProvisionedProductName")
    product = catalog.product(request.get("ProductId"))
    artifact = catalog.artifact(product.id, request.get("ProvisioningArtifactId"))
    import_rules.check_artifact(product, artifact)
    import_rules.check_permissions(catalog)
    import_rules.check_launch_path(catalog, product, request.caller)
    stack = import_rules.find_stack(catalog, request.get("PhysicalId"))
    import_rules.check_stack(stack)
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
    )
    _, record = changes.new_provisioned_product(
        catalog,
        request.caller,
        intent,
        name=name,
        token=request.get("IdempotencyToken"),
        physical_id=stack.stack_id,
    )
    return _started(request, record, Importing(catalog, artifact, stack.stack_id))


@operation("ProvisionProduct")
def provision_product(request: OperationRequest) -> Result:
    """Launch a product. A taken name is told in the words that users report (peers.md, row 20)."""
    catalog, name = request.catalog, request.get("ProvisionedProductName")
    product, artifact = _launchable(request, None)
    path = launch_paths.choose(
        catalog, product.id, request.caller, path_id=request.get("PathId"), path_name=request.get("PathName")
    )
    if catalog.name_is_taken(name):
        raise InvalidParametersError(f"A stack named {name} already exists.")
    intent = Intent(
        kind="provision",
        type="PROVISION_PRODUCT",
        product_id=product.id,
        artifact_id=artifact.id,
        path_id=path.id,
        tags=read_tags(request.get("Tags")),
    )
    _, record = changes.new_provisioned_product(
        catalog,
        request.caller,
        intent,
        name=name,
        token=request.get("ProvisionToken"),
        physical_id=None,
    )
    given = _stack_parameters(request)
    work = Launching(catalog, artifact, given, list(request.get("NotificationArns") or ()))
    return _started(request, record, work)


@operation("UpdateProvisionedProduct")
def update_provisioned_product(request: OperationRequest) -> Result:
    """Change a provisioned product's version, product, path, parameters or tags."""
    catalog = request.catalog
    provisioned = catalog.provisioned_product_by(
        request.get("ProvisionedProductId"), request.get("ProvisionedProductName")
    )
    changes.check_idle(catalog, provisioned)
    product, artifact = _launchable(request, provisioned)
    intent = Intent(
        kind="update",
        type="UPDATE_PROVISIONED_PRODUCT",
        product_id=product.id,
        artifact_id=artifact.id,
        path_id=_path_of_update(request, product),
        tags=read_tags(request.get("Tags")),
    )
    given = _stack_parameters(request)
    _, record = changes.open_record(catalog, request.caller, intent, provisioned)
    tags = None if request.get("Tags") is None else intent.tags
    return _started(request, record, Updating(catalog, artifact, given, tags))


@operation("TerminateProvisionedProduct")
def terminate_provisioned_product(request: OperationRequest) -> Result:
    """Stop governing a stack, and delete it unless it is retained."""
    catalog = request.catalog
    provisioned = catalog.provisioned_product_by(
        request.get("ProvisionedProductId"), request.get("ProvisionedProductName")
    )
    changes.check_idle(catalog, provisioned)
    intent = Intent(
        kind="terminate",
        type="TERMINATE_PROVISIONED_PRODUCT",
        product_id=provisioned.product_id,
        artifact_id=provisioned.artifact_id,
        path_id=provisioned.path_id,
    )
    _, record = changes.open_record(catalog, request.caller, intent, provisioned)
    work = Terminating(
        catalog,
        retain=bool(request.get("RetainPhysicalResources")),
        ignore_errors=bool(request.get("IgnoreErrors")),
    )
    return _started(request, record, work)


def _started(request: OperationRequest, record: Record, work: Work) -> Result:
    seconds: float = getattr(request.catalog.settings, f"{record.kind}_seconds")
    request.catalog.timeline.start(record, work, seconds)
    return {"RecordDetail": record.to_detail()}


def _launchable(request: OperationRequest, provisioned: ProvisionedProduct | None) -> tuple[Product, Artifact]:
    """Return the product and version that a request names; an update may leave them as they are."""
    catalog, given = request.catalog, request.given
    if provisioned is not None and not {"ProductId", "ProductName"} & set(given):
        product = catalog.product(provisioned.product_id)
    else:
        product = catalog.product_by(given.get("ProductId"), given.get("ProductName"))
    names_artifact = bool({"ProvisioningArtifactId", "ProvisioningArtifactName"} & set(given))
    if provisioned is not None and not names_artifact:
        return product, catalog.artifact(product.id, provisioned.artifact_id)
    artifact = catalog.artifact_by(
        product.id, given.get("ProvisioningArtifactId"), given.get("ProvisioningArtifactName")
    )
    if not artifact.active:
        raise InvalidParametersError(f"Provisioning Artifact {artifact.id} is not active.")
    return product, artifact


def _path_of_update(request: OperationRequest, product: Product) -> str | None:
    catalog, path_id, path_name = request.catalog, request.get("PathId"), request.get("PathName")
    named = path_id is not None or path_name is not None
    if not named and not catalog.settings.update_needs_launch_path:
        paths = launch_paths.launch_paths(catalog, product.id, request.caller)
        return paths[0].id if len(paths) == 1 else None
    return launch_paths.choose(catalog, product.id, request.caller, path_id=path_id, path_name=path_name).id


def _stack_parameters(request: OperationRequest) -> list[Mapping[str, Any]]:
    """Turn ProvisioningParameters into CloudFormation's Parameters."""
    parameters: list[Mapping[str, Any]] = []
    for given in request.get("ProvisioningParameters") or ():
        if given.get("UsePreviousValue") and given.get("Value"):
            raise InvalidParametersError("Cannot specify usePreviousValue as true and non empty value for a parameter")
        parameters.append(
            {
                "ParameterKey": given.get("Key"),
                "ParameterValue": given.get("Value"),
                "UsePreviousValue": bool(given.get("UsePreviousValue")),
            }
        )
    return parameters
