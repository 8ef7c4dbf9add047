"""Behaviours in which peers went wrong, and which no other test shows: through the real door."""

from pulumi_servicecatalog.model import outputs
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy
from pulumi_servicecatalog.providers import codec
from support.fakes.by_values import ByValues
from support.fakes.timer import FakeTimer

DECLARED = {
    "name": "payments",
    "physicalId": "payments",
    "productName": "web-service",
    "provisioningArtifactName": "v1",
}


def adopted():
    return ByValues()


def operation():
    return Operation.lasting(60.0, timer=FakeTimer())


def adopt(**target):
    """Adopt the stack, and give the state."""
    declared = {**DECLARED, **target}
    kind = adopted()
    assert kind.check({}, declared, urn="").failures == ()
    outcome = kind.create(declared, operation(), urn="")
    assert isinstance(outcome, Done), outcome
    return codec.state(declared, outcome.state)


def update(recorded, **target):
    """Give the outcome of an update, in a run of its own."""
    declared = {**DECLARED, **target}
    return adopted().update(recorded["provisionedProductId"], recorded, declared, operation())


def version_like_the_stack(place, change):
    """Make a version v3 whose template is that of the stack, with a change."""
    body = place.client("cloudformation").get_template(StackName="payments")["TemplateBody"]
    bucket = f"templates-{place.account}-eu-west-1"
    place.client("s3").put_object(Bucket=bucket, Key="v3.yaml", Body=change(body).encode())
    url = f"https://{bucket}.s3.eu-west-1.amazonaws.com/v3.yaml"
    place.catalog.create_provisioning_artifact(
        ProductId=place.product_id("web-service"),
        Parameters={"Name": "v3", "Type": "CLOUD_FORMATION_TEMPLATE", "Info": {"LoadTemplateFromURL": url}},
    )


def test_an_output_that_an_update_adds_is_in_the_state_at_once(place):
    version_like_the_stack(place, lambda body: f"{body.rstrip()}\n  Further:\n    Value: more\n")
    recorded = adopt()
    assert "Further" not in recorded["outputs"]
    outcome = update(recorded, provisioningArtifactName="v3")
    assert isinstance(outcome, Done)
    assert outputs.values(outcome.state)["outputs"] == {**recorded["outputs"], "Further": "more"}


def test_a_version_that_changes_no_resource_is_told_in_aws_words(place):
    place.control.set(account=place.account, empty_update="fail", auto_tags=False)
    version_like_the_stack(place, lambda body: f"{body}# The same\n")
    outcome = update(adopt(), provisioningArtifactName="v3")
    assert isinstance(outcome, MadeButUnhealthy)
    assert "No updates are to be performed" in outcome.problems[0].message()


def test_every_service_is_asked_in_the_assumed_role(place, elsewhere):
    before = len(place.control.journal(account=place.account))
    adopt(roleArn=f"arn:aws:iam::{place.account}:role/deploy")
    asked = place.control.journal(account=place.account)[before:]
    assert {each["service"] for each in asked} >= {"cloudformation", "s3", "servicecatalog"}
    own = place.control.journal(account=elsewhere.account)
    assert {each["operation"] for each in own} == {"AssumeRole"}
