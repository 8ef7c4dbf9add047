"""What stacks export and import, over the wire."""

import json

QUEUE = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}


def with_output(output):
    return json.dumps({**QUEUE, "Outputs": {"Net": output}})


def test_exports_are_listed_with_their_stacks_and_their_importers(aws, gateway):
    export = {"Value": "x", "Export": {"Name": "net"}}
    exporting = aws.cloudformation.create_stack(StackName="net", TemplateBody=with_output(export))["StackId"]
    assert gateway.exports()["net"] == exporting
    assert gateway.importers("net") == (), "which AWS refuses to list"
    aws.cloudformation.create_stack(StackName="user", TemplateBody=with_output({"Value": {"Fn::ImportValue": "net"}}))
    assert gateway.importers("net") == ["user"]
    aws.cloudformation.delete_stack(StackName="net")
    (kept,) = aws.cloudformation.describe_stacks(StackName="net")["Stacks"]
    assert (kept["StackStatus"], kept["StackStatusReason"]) == (
        "CREATE_COMPLETE",
        "Export net cannot be deleted as it is in use by user",
    )
