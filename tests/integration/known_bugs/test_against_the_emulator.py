"""Bugs of others that no other test shows: through the gateway to the emulated AWS."""

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.model import outputs
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy
from support.expect import present
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
    return codec.state(declared, present(outcome.state))


def update(recorded, **target):
    """Return the outcome of an update, in a run of its own."""
    declared = {**DECLARED, **target}
    return adopted().update(recorded["provisionedProductId"], recorded, declared, operation())


def version_like_the_stack(aws, change):
    """Make a version v3 whose template is that of the stack, with a change."""
    body = aws.cloudformation.get_template(StackName="payments")["TemplateBody"]
    aws.add_version("web-service", "v3", change(body))


def test_an_output_that_an_update_adds_is_in_the_state_at_once(aws):
    version_like_the_stack(aws, lambda body: f"{body.rstrip()}\n  Further:\n    Value: more\n")
    recorded = adopt()
    assert "Further" not in recorded["outputs"]
    outcome = update(recorded, provisioningArtifactName="v3")
    assert isinstance(outcome, Done)
    assert outputs.values(present(outcome.state))["outputs"] == {**recorded["outputs"], "Further": "more"}


def test_a_version_that_changes_no_resource_is_reported_in_aws_words(aws):
    aws.set(empty_update="fail", auto_tags=False)
    version_like_the_stack(aws, lambda body: f"{body}# The same\n")
    outcome = update(adopt(), provisioningArtifactName="v3")
    assert isinstance(outcome, MadeButUnhealthy)
    assert "No updates are to be performed" in outcome.problems[0].message()


def test_every_service_is_asked_in_the_assumed_role(aws, elsewhere):
    before = len(aws.control.journal(account=aws.account))
    adopt(roleArn=f"arn:aws:iam::{aws.account}:role/deploy")
    calls = aws.control.journal(account=aws.account)[before:]
    assert {call["service"] for call in calls} >= {"cloudformation", "s3", "servicecatalog"}
    own = aws.control.journal(account=elsewhere.account)
    assert {call["operation"] for call in own} == {"AssumeRole"}
