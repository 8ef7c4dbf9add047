"""A state is decoded as it stands: both providers' resources, their configuration, and what is secret of them."""

import json
from typing import Any

import pytest

from pulumi_servicecatalog.drift import questions, state
from pulumi_servicecatalog.drift.state import StateError
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.model.unknown import UNKNOWN
from support.expect import present
from support.pulumi_state import DYNAMIC, FORMS, PLUGIN, document, encrypted, entry, secret, type_of
from support.tables import table

URN = "urn:pulumi:dev::shop::servicecatalog:index:ImportedProvisionedProduct::payments"
INPUTS = {"name": "payments", "physicalId": "payments", "productName": "web-service", "region": "eu-west-1"}
ROLE = "arn:aws:iam::123456789012:role/catalog"
PROVIDER = "urn:pulumi:dev::shop::pulumi:providers:servicecatalog::default::0b"


def one(form: str = PLUGIN, kind: Any = IMPORTED, inputs: Any = INPUTS, **facts: Any) -> dict[str, Any]:
    return entry(URN, "pp-1", type_of(kind, form), inputs, {**inputs, "stackId": "arn"}, **facts)


@table(
    "text said",
    ("", "it is empty", "nothing was written"),
    ('{"version": 3, "deployment": {"resour', "it is no JSON, or is cut off", "a disk was full"),
    ("[]", "it is no state of a Pulumi stack", "another JSON"),
    ('{"version": 3}', "it has neither a deployment nor a checkpoint", "another object"),
    ('{"version": 2, "deployment": {}}', "it is of version 2, and 3 and 4 can be read", "a state of old"),
    ('{"version": 3, "deployment": {"resources": [{}]}}', "its resources are no list of resources", "no URN"),
)
def test_what_is_no_whole_state_is_refused(text: str, said: str, reason: str) -> None:
    with pytest.raises(StateError) as caught:
        state.parse(text)
    assert said in str(caught.value), reason


@pytest.mark.parametrize("kind", [IMPORTED, PROVISIONED])
@pytest.mark.parametrize("form", FORMS)
def test_resources_of_both_providers_are_decoded(form: str, kind: Any) -> None:
    (resource,) = state.parse(document([one(form, kind)])).resources
    assert (resource.kind, resource.plugin, resource.inputs) == (kind, form == PLUGIN, INPUTS)
    assert (resource.id, resource.name, resource.outputs["stackId"]) == ("pp-1", "payments", "arn")


@table(
    "facts",
    ({"external": True}, "it is only read"),
    ({"delete": True}, "it is about to be deleted"),
    ({"type": "aws:s3/bucket:Bucket"}, "it is of another provider"),
)
def test_what_the_stack_does_not_manage_or_is_not_ours_is_left_out(facts: dict[str, Any], reason: str) -> None:
    assert state.parse(document([{**one(), **facts}])).resources == (), reason


def test_the_file_of_a_backend_is_a_state_as_well() -> None:
    latest = json.loads(document([one()]))["deployment"]
    checkpoint = {"version": 3, "checkpoint": {"stack": "organization/shop/dev", "latest": latest}}
    read = state.parse(json.dumps(checkpoint))
    assert (read.stack, len(read.resources)) == ("dev", 1)
    never_deployed = {"version": 3, "checkpoint": {"stack": "dev"}}
    assert state.parse(json.dumps(never_deployed)).resources == ()


def test_secrets_are_decrypted_or_unknown_and_named() -> None:
    inputs = {**INPUTS, "parameters": {"Size": secret("big"), "Password": encrypted()}, "tags": secret({"a": "b"})}
    (resource,) = state.parse(document([one(inputs=inputs)])).resources
    assert resource.inputs["parameters"] == {"Size": "big", "Password": UNKNOWN}
    assert resource.inputs["tags"] == {"a": "b"}
    assert resource.encrypted == ("parameters.Password",)
    assert resource.secret == {"parameters.Size", "parameters.Password", "tags"}


@table(
    "form type_ inputs",
    (PLUGIN, "pulumi:providers:servicecatalog", {"region": "eu-west-1", "roleArn": ROLE}, "its own inputs"),
    (
        DYNAMIC,
        "pulumi:providers:pulumi-python",
        {"aws:region": "eu-west-1", "servicecatalog:roleArn": ROLE, "shop:region": "us-east-1"},
        "the stack's configuration",
    ),
)
def test_the_configuration_is_that_of_the_provider_in_the_state(
    form: str, type_: str, inputs: Any, reason: str
) -> None:
    provider = {"urn": PROVIDER.rpartition("::")[0], "id": "0b", "type": type_, "custom": True, "inputs": inputs}
    (resource,) = state.parse(document([provider, one(form, provider=PROVIDER)])).resources
    connection = resource.configured.defaults.connection
    assert (connection.region, connection.role_arn) == ("eu-west-1", ROLE), reason


@pytest.mark.parametrize("entered", [False, True])
def test_an_encrypted_external_id_of_the_provider_is_named_unless_the_command_enters_by_itself(entered: Any) -> None:
    own = {"region": "eu-west-1", "roleArn": ROLE, "externalId": encrypted()}
    provider = entry(PROVIDER.rpartition("::")[0], "0b", "pulumi:providers:servicecatalog", own, {})
    read = state.parse(document([provider, one(provider=PROVIDER)]))
    (resource,) = read.resources
    assert (resource.hidden, resource.configured.defaults.connection.role_arn) == (("externalId",), ROLE)
    reader = Connection(role_arn="arn:aws:iam::123456789012:role/reader")
    wanted = questions.of([read], lambda connection, _: reader if entered else connection)
    assert [present(one_.problem).code for one_ in wanted.unasked] == ([] if entered else ["EncryptedInState"])
    assert len(wanted.answerable) == int(entered)


@table(
    "facts failed refreshes replaces",
    ({"initErrors": ["it broke"]}, ("it broke",), False, False, "it is updated"),
    ({"initErrors": ["it broke"], "refreshBeforeUpdate": True}, ("it broke",), True, False, "it is refreshed first"),
    ({"taint": True}, (), False, True, "a person wants it replaced"),
    ({"pendingReplacement": True}, (), False, True, "a replacement was cut short"),
)
def test_what_the_engine_does_whatever_aws_has_is_known(
    facts: Any, failed: Any, refreshes: Any, replaces: Any, reason: str
) -> None:
    (resource,) = state.parse(document([one(**facts)])).resources
    assert (resource.failed, resource.refreshes, resource.replaces) == (failed, refreshes, replaces), reason


def test_operations_that_an_interrupted_update_has_left_are_counted() -> None:
    assert state.parse(document([], pending_operations=[{}, {}])).pending == 2


@table(
    "latest pending named",
    (None, [], "dev", "a stack of which nothing was ever made"),
    ({"resources": []}, [], "dev", "a stack that was destroyed"),
    ({"resources": []}, [{"resource": {"urn": URN.replace(":dev:", ":prod:")}}], "prod", "an operation names it"),
)
def test_a_state_without_resources_has_the_name_that_it_tells(
    latest: Any, pending: Any, named: str, reason: str
) -> None:
    known = None if latest is None else {**latest, "pending_operations": pending}
    checkpoint = {"version": 3, "checkpoint": {"stack": "organization/shop/dev", "latest": known}}
    assert state.parse(json.dumps(checkpoint)).stack == named, reason
