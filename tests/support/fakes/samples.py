"""A small account to test with: the product web-service with two versions, and stacks that could be adopted."""

import json
from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.model.desired import ByName, ImportSpec
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.product import (
    CLOUD_FORMATION_TEMPLATE,
    Artifact,
    ArtifactParameter,
    LaunchPath,
    Product,
)
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, UNDER_CHANGE, UNHEALTHY, ProvisionedProduct
from pulumi_servicecatalog.model.record import FAILED, SUCCEEDED, Record, RecordError
from pulumi_servicecatalog.model.stack import Stack
from support.fakes.state import ACCOUNT, REGION, SOMEBODY, State, Version, Work, moment

WEB = Product(id="prod-web", name="web-service", type=CLOUD_FORMATION_TEMPLATE, owner="Platform team")
OTHER = Product(id="prod-other", name="report-bucket", type=CLOUD_FORMATION_TEMPLATE, owner="Data team")
V1 = Artifact(id="pa-1", name="v1", created_time=moment(0))
V2 = Artifact(id="pa-2", name="v2", created_time=moment(0))
OTHER_V1 = Artifact(id="pa-9", name="v1", created_time=moment(0))

SIZE = ArtifactParameter(key="Size")
SECRET = ArtifactParameter(key="Secret", no_echo=True)
ZONE = ArtifactParameter(key="Zone", default="a")
"""Is new in version 2, and has a default."""

PATH = LaunchPath(id="lpv2-1", name="platform")


def template(*parameters: ArtifactParameter) -> str:
    """Return a template that takes these parameters."""
    declared = {parameter.key: _declaration(parameter) for parameter in parameters}
    return json.dumps({"Parameters": declared, "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}})


def _declaration(parameter: ArtifactParameter) -> dict[str, Any]:
    facts = {
        "Default": parameter.default,
        "Description": parameter.description or None,
        "AllowedValues": parameter.allowed_values and list(parameter.allowed_values),
        "AllowedPattern": parameter.allowed_pattern,
        "MinLength": parameter.min_length,
        "MaxLength": parameter.max_length,
        "MinValue": parameter.min_value,
        "MaxValue": parameter.max_value,
        "ConstraintDescription": parameter.constraint_description,
    }
    known = {name: value for name, value in facts.items() if value is not None}
    return {"Type": parameter.type, "NoEcho": parameter.no_echo, **known}


BROKEN = RecordError(code="CfnError", description="it broke")
VALUES = {"Size": "small", "Secret": "****"}


def stack_id(name: str, *, account: str = ACCOUNT, region: str = REGION) -> str:
    return f"arn:aws:cloudformation:{region}:{account}:stack/{name}/0a1b2c3d"


def stack(name: str = "payments", **facts: Any) -> Stack:
    return Stack(**{"id": stack_id(name), "name": name, "status": "CREATE_COMPLETE", "parameters": VALUES, **facts})


def version(product: Product, artifact: Artifact, *parameters: ArtifactParameter) -> Version:
    return Version(product_id=product.id, artifact=artifact, parameters=parameters, template=template(*parameters))


def account(*stacks: Stack) -> State:
    """Return an account where nothing is governed yet; the stacks have the template of version 1 of web-service."""
    existing = stacks or (stack(),)
    return State(
        stacks=existing,
        products=(WEB, OTHER),
        versions=(version(WEB, V1, SIZE, SECRET), version(WEB, V2, SIZE, SECRET, ZONE), version(OTHER, OTHER_V1)),
        launch_paths={WEB.id: (PATH,), OTHER.id: (PATH,)},
        templates={item.id: template(SIZE, SECRET) for item in existing},
    )


def product(name: str = "payments", **facts: Any) -> ProvisionedProduct:
    """Return the provisioned product that version 1 of web-service makes of the stack of the same name.

    It is as the description and the search together tell of it. Where its last record failed, one before has succeeded.
    """
    last_record_id = facts.get("last_record_id", f"rec-{name}")
    failed = facts.get("status") in UNHEALTHY
    usual = {
        "id": f"pp-{name}",
        "name": name,
        "arn": f"arn:aws:servicecatalog:{REGION}:{ACCOUNT}:stack/{name}/pp-{name}",
        "type": "CFN_STACK",
        "status": AVAILABLE,
        "created_time": moment(0),
        "physical_id": stack_id(name),
        "product_id": WEB.id,
        "product_name": WEB.name,
        "artifact_id": V1.id,
        "artifact_name": V1.name,
        "last_record_id": last_record_id,
        "last_successful_record_id": f"{last_record_id}-before" if failed else last_record_id,
        "owner": SOMEBODY.caller_arn,
        "launch_role_arn": "",
    }
    return ProvisionedProduct(**{**usual, **facts})


def record(of: ProvisionedProduct, status: str = SUCCEEDED, **facts: Any) -> Record:
    """Return the last record of a provisioned product."""
    usual = {
        "id": of.last_record_id,
        "status": status,
        "type": "PROVISION_PRODUCT",
        "provisioned_product_id": of.id,
        "provisioned_product_name": of.name,
        "provisioned_product_type": of.type,
        "product_id": of.product_id,
        "artifact_id": of.artifact_id,
        "created_time": moment(0),
        "updated_time": moment(0),
    }
    return Record(**{**usual, **facts})


def adopted(*names: str, **facts: Any) -> State:
    """Return an account in which stacks of these names are governed; `facts` are of the provisioned products."""
    state = account(*(stack(name) for name in names))
    for name in names:
        state = taken(state, name, **facts)
    return state


def taken(state: State, name: str, **facts: Any) -> State:
    """Return the account with its stack of this name governed; `facts` are of the provisioned product."""
    observed = product(name, **facts)
    status = FAILED if observed.unhealthy else SUCCEEDED
    errors = (BROKEN,) if observed.unhealthy else ()
    if observed.last_successful_record_id not in {"", observed.last_record_id}:
        state = state.with_record(record(observed, id=observed.last_successful_record_id))
    return state.with_governed(observed).with_record(record(observed, status, errors=errors))


def being_changed(
    name: str = "payments", *, ends_at: float, becomes: str | None = AVAILABLE, status: str = SUCCEEDED, **facts: Any
) -> State:
    """Return an account in which AWS is still at the stack of this name.

    `facts` are of the provisioned product once it is done; `becomes` None: there is none then. No record before this
    one has succeeded, as when it is being imported.
    """
    now = product(name, status=UNDER_CHANGE, last_successful_record_id="")
    running = record(now, "IN_PROGRESS")
    errors = (BROKEN,) if status == FAILED else ()
    ends = {"last_successful_record_id": now.last_record_id if status == SUCCEEDED else "", **facts}
    work = Work(
        ends_at=ends_at,
        record=replace(running, status=status, errors=errors),
        provisioned_product=replace(now, status=becomes, **ends) if becomes else None,
    )
    state = account(stack(name)).with_governed(now).with_record(running)
    return replace(state, under_way=(work,))


def observed(name: str = "payments", **facts: Any) -> ObservedState:
    return ObservedState(provisioned_product=product(name, **facts), stack=stack(name))


def adoption(name: str = "payments", **target: Any) -> ImportSpec:
    """Declare that the stack of this name is governed by version 1 of web-service."""
    usual = {"name": name, "physical_id": name, "product": ByName(WEB.name), "artifact": ByName(V1.name)}
    return ImportSpec(**{**usual, **target})
