"""The first preview, by the provider itself: what needs no product is judged, the rest once there is one."""

import pulumi
import pytest

from integration.with_pulumi_aws.account import STACKS, template
from integration.with_pulumi_aws.engine import Refused

READS_OF_A_FIRST_PREVIEW = {
    "DescribeProvisionedProduct",
    "DescribeStacks",
    "GetCallerIdentity",
    "GetTemplate",
    "SearchProvisionedProducts",
}


def reported(engine):
    """Return the code of each error that was shown, by the name of its resource."""
    return {
        item.urn.rpartition("::")[2]: item.message.partition("[")[2].partition("]")[0]
        for item in engine.said
        if item.severity == "ERROR"
    }


def test_where_the_product_is_not_known_nothing_is_asked_that_depends_on_it(engine, emulator, aws):
    emulator.control.forget_journal(account=aws.account)
    engine.preview()
    assert {call["operation"] for call in emulator.control.journal(account=aws.account)} == READS_OF_A_FIRST_PREVIEW
    assert engine.said == []
    assert engine.changed == set(engine.registered)


def test_outputs_of_what_is_not_made_yet_are_unknown(engine):
    engine.preview()
    assert isinstance(engine.exported["productId"], pulumi.output.Unknown)
    assert {name: type(value) for name, value in engine.exported["governed"].items()} == dict.fromkeys(
        STACKS, pulumi.output.Unknown
    )


def test_a_stack_that_is_missing_is_told_although_the_product_is_not_known(engine, aws):
    aws.cloudformation.delete_stack(StackName="search")
    with pytest.raises(pulumi.RunError, match="1 of 3 resources cannot be made as declared"):
        engine.preview()
    assert reported(engine) == {"search": "StackNotFound"}


def test_every_stack_that_is_in_no_state_to_be_adopted_is_told_at_once(engine, aws):
    aws.force_stack("orders", status="UPDATE_ROLLBACK_FAILED")
    aws.force_stack("search", parent_id=aws.stack_id("payments"))
    with pytest.raises(pulumi.RunError, match="2 of 3 resources cannot be made as declared"):
        engine.preview()
    assert reported(engine) == {"orders": "StackStatusNotImportable", "search": "NestedStack"}


def test_a_template_that_differs_is_told_as_soon_as_there_is_a_version_to_compare_it_with(engine, aws):
    aws.cloudformation.update_stack(StackName="orders", TemplateBody=template("v2"))
    engine.preview()
    assert reported(engine) == {}

    with pytest.raises(Refused, match="TemplateMismatch"):
        engine.up()
    assert "orders" not in aws.observed()

    with pytest.raises(pulumi.RunError, match="1 of 3 resources cannot be made as declared"):
        engine.preview()
    assert reported(engine) == {"orders": "TemplateMismatch"}
