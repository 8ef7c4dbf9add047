"""The functions of the package: each asks AWS one thing, and changes nothing. Called by `Requests.invoke`.

Each takes plain arguments that have passed the schema, and returns plain values as schema.json describes them.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.controllers import Controllers
from pulumi_servicecatalog.model import outputs
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import DesiredImport, Reference
from pulumi_servicecatalog.model.moment import iso
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import Gone
from pulumi_servicecatalog.model.problems.inputs import MissingProperty, ProductNotNamed
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.properties import IMPORTED
from pulumi_servicecatalog.providers.plugin import failures
from pulumi_servicecatalog.reconcile.observation import read, resolve
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight import imported
from pulumi_servicecatalog.rules.checks.template import Candidate
from pulumi_servicecatalog.rules.templates import Different, Equivalent, Identical, Verdict

Arguments = Mapping[str, Any]
T = TypeVar("T")


def get_provisioned_product(arguments: Arguments, controllers: Controllers) -> dict[str, Any]:
    """Return what AWS has of a provisioned product and its stack."""
    session = _session({**codec.import_location(arguments["id"]), **arguments}, controllers)
    product = _certain(resolve.provisioned_product(arguments["id"], session))
    if product is None:
        raise failures.refused((Gone(id=arguments["id"]),))
    values = outputs.values(read.with_stack(product, session))
    return {**values, "name": product.name, "productName": product.product_name, "tags": dict(product.tags)}


def get_launch_paths(arguments: Arguments, controllers: Controllers) -> dict[str, Any]:
    """Return the ways by which the caller may launch a product."""
    session = _session(arguments, controllers)
    product = _product(arguments, session)
    paths = [
        {"id": path.id, "name": path.name, "constraints": list(path.constraints), "tags": dict(path.tags)}
        for path in session.snapshot.launch_paths(product.id)
    ]
    return {"productId": product.id, "launchPaths": paths}


def get_provisioning_parameters(arguments: Arguments, controllers: Controllers) -> dict[str, Any]:
    """Return the parameters that a version's template takes."""
    session = _session(arguments, controllers)
    product = _product(arguments, session)
    artifact = _artifact(arguments, product, session)
    taken = [
        {
            "key": parameter.key,
            "type": parameter.type,
            "noEcho": parameter.no_echo,
            **({} if parameter.default is None else {"defaultValue": parameter.default}),
        }
        for parameter in session.gateway.artifact_parameters(product.id, artifact.id)
    ]
    return {"productId": product.id, "provisioningArtifactId": artifact.id, "parameters": taken}


def get_record(arguments: Arguments, controllers: Controllers) -> dict[str, Any]:
    """Return AWS's account of one operation, with its outputs."""
    session = _session(arguments, controllers)
    record = session.gateway.record(arguments["id"])
    record_outputs = session.gateway.record_outputs(record.id)
    return {
        "status": record.status,
        "type": record.type,
        "provisionedProductId": record.provisioned_product_id,
        "provisionedProductName": record.provisioned_product_name,
        "provisionedProductType": record.provisioned_product_type,
        "productId": record.product_id,
        "provisioningArtifactId": record.artifact_id,
        "pathId": record.path_id,
        "launchRoleArn": record.launch_role_arn,
        "createdTime": iso(record.created_time),
        "updatedTime": iso(record.updated_time),
        "errors": [str(error) for error in record.errors],
        "tags": dict(record.tags),
        "outputs": {output.key: output.value for output in record_outputs},
        "outputDescriptions": {output.key: output.description for output in record_outputs if output.description},
    }


def match_artifacts(arguments: Arguments, controllers: Controllers) -> dict[str, Any]:
    """Compare a stack's template with that of every active version of a product."""
    session = _session(arguments, controllers)
    stack = _certain(resolve.stack(arguments["physicalId"], session))
    product = _product(arguments, session)
    matches = [_candidate(candidate) for candidate in resolve.candidates(product, stack, session)]
    return {"stackId": stack.id, "productId": product.id, "artifacts": matches}


def check_adoption(arguments: Arguments, controllers: Controllers) -> dict[str, Any]:
    """Return every reason why an adoption would fail, as values instead of a failed preview."""
    session = _session(arguments, controllers)
    if codec.reference(arguments, "productId", "productName") is None:
        raise failures.refused((ProductNotNamed(),))
    desired = codec.desired(IMPORTED, arguments)
    assert isinstance(desired, DesiredImport)
    verdict = imported.examine(desired, session)
    identifiers = {
        "stackId": verdict.stack and verdict.stack.id,
        "productId": verdict.product and verdict.product.id,
        "provisioningArtifactId": verdict.artifact and verdict.artifact.id,
        "provisioningArtifactName": verdict.artifact and verdict.artifact.name,
        "provisionedProductId": verdict.resumes and verdict.resumes.id,
    }
    return {
        "adoptable": verdict.adoptable,
        "problems": [problem.as_dict() for problem in verdict.problems],
        **{name: value for name, value in identifiers.items() if value is not None},
    }


def discover_stacks(arguments: Arguments, controllers: Controllers) -> dict[str, Any]:
    """Return what can be done with each stack of an account and Region."""
    from pulumi_servicecatalog.providers.plugin import discovered  # noqa: PLC0415 - see there

    return discovered.answer(_session(arguments, controllers))


FUNCTIONS: Mapping[str, Callable[[Arguments, Controllers], dict[str, Any]]] = {
    "servicecatalog:index:checkAdoption": check_adoption,
    "servicecatalog:index:discoverStacks": discover_stacks,
    "servicecatalog:index:getLaunchPaths": get_launch_paths,
    "servicecatalog:index:getProvisionedProduct": get_provisioned_product,
    "servicecatalog:index:getProvisioningParameters": get_provisioning_parameters,
    "servicecatalog:index:getRecord": get_record,
    "servicecatalog:index:matchArtifacts": match_artifacts,
}


def _session(arguments: Arguments, controllers: Controllers) -> AccountSession:
    connection = codec.connection(arguments)
    assert isinstance(connection, Connection), "a function is asked once its arguments are known"
    return controllers.session(connection)


def _certain(answer: T | Problem) -> T:
    if isinstance(answer, Problem):
        raise failures.refused((answer,))
    return answer


def _product(arguments: Arguments, session: AccountSession) -> Product:
    wanted = codec.reference(arguments, "productId", "productName")
    if wanted is None:
        raise failures.refused((ProductNotNamed(),))
    assert isinstance(wanted, Reference)
    return _certain(resolve.product(wanted, session))


def _artifact(arguments: Arguments, product: Product, session: AccountSession) -> Artifact:
    wanted = codec.reference(arguments, "provisioningArtifactId", "provisioningArtifactName")
    if wanted is None:
        name = "provisioningArtifactName"
        raise failures.refused(
            (MissingProperty(property=name, name=name, description="The version, by its name or its ID."),)
        )
    assert isinstance(wanted, Reference)
    return _certain(resolve.artifact(wanted, product, session))


def _candidate(candidate: Candidate) -> dict[str, Any]:
    artifact, verdict = candidate.artifact, candidate.verdict
    differences = verdict.differences.render().splitlines() if isinstance(verdict, Different) else []
    return {"id": artifact.id, "name": artifact.name, "match": _match(verdict), "differences": differences}


def _match(verdict: Verdict | None) -> str:
    match verdict:
        case Identical():
            return "identical"
        case Equivalent():
            return "equivalent"
        case Different():
            return "different"
        case _:
            return "unreadable"
