"""The table of what an update would do: what goes stands first, and a replacement cannot be overlooked."""

from pulumi_servicecatalog.model.plan import Plan, ResourceChange
from pulumi_servicecatalog.rules import plan_table
from support.fakes.samples import observed
from support.tables import table


def change(action, logical_id="Queue", kind="AWS::SQS::Queue", replacement="", scope=()):
    return ResourceChange(action=action, logical_id=logical_id, type=kind, replacement=replacement, scope=scope)


def render(*changes):
    plan = Plan(id="plan-1", name="pulumi-preview-1", status="CREATE_SUCCESS", changes=changes)
    return plan_table.render(plan, observed())


def test_the_resources_are_lines_in_columns_and_what_goes_is_first():
    shown = render(
        change("ADD", "Alarm", "AWS::CloudWatch::Alarm"),
        change("MODIFY", "Topic", "AWS::SNS::Topic", "FALSE", ("Tags",)),
        change("MODIFY", "Database", "AWS::RDS::DBInstance", "TRUE", ("Properties", "Tags")),
        change("REMOVE", "Queue"),
        change("MODIFY", "Bucket", "AWS::S3::Bucket", "CONDITIONAL", ("Properties",)),
    )
    assert shown.splitlines() == [
        "This update of payments changes 5 resources of its stack:",
        "  - Queue     AWS::SQS::Queue         is removed",
        "  ± Database  AWS::RDS::DBInstance    is replaced (Properties, Tags)",
        "  ± Bucket    AWS::S3::Bucket         is changed, and perhaps replaced (Properties)",
        "  ~ Topic     AWS::SNS::Topic         is changed (Tags)",
        "  + Alarm     AWS::CloudWatch::Alarm  is added",
    ]


@table(
    "one line",
    (change("ADD"), "  + Queue  AWS::SQS::Queue  is added", "added"),
    (change("REMOVE", scope=("Properties",)), "  - Queue  AWS::SQS::Queue  is removed", "the scope says nothing then"),
    (change("MODIFY"), "  ~ Queue  AWS::SQS::Queue  is changed", "AWS reports neither replacement nor scope"),
    (change("MODIFY", replacement="TRUE"), "  ± Queue  AWS::SQS::Queue  is replaced", "replaced"),
    (change("IMPORT"), "  ? Queue  AWS::SQS::Queue  IMPORT", "a change of another kind is shown as AWS reports it"),
    (change("ADD", kind=""), "  + Queue    is added", "AWS does not report the type"),
)
def test_one_change_is_one_line(one, line, reason):
    assert render(one).splitlines() == ["This update of payments changes 1 resource of its stack:", line], reason


def test_an_update_that_changes_no_resource_is_reported_as_such():
    assert render() == "This update of payments changes no resource of its stack."
