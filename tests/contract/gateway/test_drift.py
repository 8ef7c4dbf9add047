"""Drift detection and CloudTrail, over the wire."""

from datetime import UTC, datetime, timedelta

from pulumi_servicecatalog.aws.gateway import AwsGateway
from pulumi_servicecatalog.model.resource_drift import COMPLETE, IN_PROGRESS, PropertyDifference
from support.account import Account


def test_a_detection_ends_and_says_what_differs(aws: Account, gateway: AwsGateway) -> None:
    stack_id = aws.stack_id("payments")
    changed = {"account": aws.account, "region": aws.region}
    aws.control.drift_stack("payments", "Jobs", **changed, properties={"VisibilityTimeout": "99"})
    detection = gateway.drift_detection(gateway.detect_drift(stack_id))
    assert (detection.status, detection.ended) == (COMPLETE, True)
    (drift,) = gateway.resource_drifts(stack_id)
    assert (drift.logical_id, drift.type, drift.status) == ("Jobs", "AWS::SQS::Queue", "MODIFIED")
    assert drift.differences == (PropertyDifference(path="/VisibilityTimeout", expected="30", actual="99"),)

    aws.control.drift_stack("payments", "Jobs", **changed)
    gateway.detect_drift(stack_id)
    assert gateway.resource_drifts(stack_id) == []


def test_a_detection_takes_a_while(aws: Account, gateway: AwsGateway) -> None:
    aws.set(update_seconds=60)
    detection = gateway.drift_detection(gateway.detect_drift(aws.stack_id("payments")))
    assert (detection.status, detection.ended) == (IN_PROGRESS, False)


def test_events_that_changed_something_say_who_it_was(aws: Account, gateway: AwsGateway) -> None:
    id_ = aws.adopt("payments")
    aws.catalog.update_provisioned_product(ProvisionedProductId=id_)
    now = datetime.now(UTC)
    events = list(
        gateway.events("servicecatalog.amazonaws.com", now - timedelta(minutes=5), now + timedelta(minutes=5))
    )
    assert [event.name for event in events][:2] == ["UpdateProvisionedProduct", "ImportAsProvisionedProduct"]
    assert "DescribeRecord" not in {event.name for event in events}
    assert events[0].caller == gateway.identity().caller_arn
    assert id_ in events[0].text
    assert events[0].time is not None
    long_ago = now - timedelta(days=9)
    assert list(gateway.events("servicecatalog.amazonaws.com", long_ago, long_ago)) == []
