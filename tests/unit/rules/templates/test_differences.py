"""How a difference is put into words: the path, the two values, and no more than fits into a line."""

import pytest

from pulumi_servicecatalog.rules import templates
from pulumi_servicecatalog.rules.templates import Difference, Kind
from support.templates import compare, differing, read

CASES = [
    {
        "reason": "a number that changed",
        "stack": "Resources: {Queue: {Properties: {DelaySeconds: 5}}}",
        "artifact": "Resources: {Queue: {Properties: {DelaySeconds: 10}}}",
        "line": "Resources.Queue.Properties.DelaySeconds: stack has 5, version has 10",
    },
    {
        "reason": "a string is quoted, so that a type that differs is seen",
        "stack": "Resources: {Queue: {Properties: {DelaySeconds: 80}}}",
        "artifact": "Resources: {Queue: {Properties: {DelaySeconds: '80'}}}",
        "line": 'Resources.Queue.Properties.DelaySeconds: stack has 80, version has "80" (only the type differs)',
    },
    {
        "reason": "a value that the version does not have",
        "stack": "Outputs: {Arn: {Export: {Name: arn}}}",
        "artifact": "Outputs: {Arn: {}}",
        "line": 'Outputs.Arn.Export: stack has {"Name":"arn"}, version has nothing',
    },
    {
        "reason": "a value that the stack does not have",
        "stack": "Outputs: {Arn: {}}",
        "artifact": "Outputs: {Arn: {Value: ''}}",
        "line": 'Outputs.Arn.Value: stack has nothing, version has ""',
    },
    {
        "reason": "an item of a list by its number",
        "stack": "Resources: {Queue: {Properties: {Tags: [{Key: a, Value: b}]}}}",
        "artifact": "Resources: {Queue: {Properties: {Tags: [{Key: a, Value: c}]}}}",
        "line": 'Resources.Queue.Properties.Tags[0].Value: stack has "b", version has "c"',
    },
    {
        "reason": "an item put in front of a list is one difference",
        "stack": "Resources: {Queue: {DependsOn: [B, C]}}",
        "artifact": "Resources: {Queue: {DependsOn: [A, B, C]}}",
        "line": 'Resources.Queue.DependsOn[0]: stack has nothing, version has "A"',
    },
    {
        "reason": "a name with a dot stands in brackets",
        "stack": "Metadata: {a.b: 1}",
        "artifact": "Metadata: {a.b: 2}",
        "line": 'Metadata["a.b"]: stack has 1, version has 2',
    },
    {
        "reason": "a function in its long form",
        "stack": "Outputs: {Arn: {Value: !GetAtt Queue.Arn}}",
        "artifact": "Outputs: {Arn: {Value: !GetAtt Topic.Arn}}",
        "line": 'Outputs.Arn.Value.Fn::GetAtt[0]: stack has "Queue", version has "Topic"',
    },
    {
        "reason": "another kind of value altogether",
        "stack": "Transform: A",
        "artifact": "Transform: [A]",
        "line": 'Transform: stack has "A", version has ["A"]',
    },
    {
        "reason": "a resource is cut after 80 characters",
        "stack": "Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: " + "q" * 80 + "}}}",
        "artifact": "Resources: {}",
        "line": 'Resources.Queue: stack has {"Properties":{"QueueName":"' + "q" * 51 + "…, version has nothing",
    },
    {
        "reason": "of long texts that begin alike, what follows is shown",
        "stack": "Description: " + "x" * 200 + " old end",
        "artifact": "Description: " + "x" * 200 + " new end",
        "line": "Description: stack has …" + "x" * 19 + ' old end", version has …' + "x" * 19 + ' new end"',
    },
    {
        "reason": "line breaks do not break the line",
        "stack": "Description: |\n  one\n  two\n",
        "artifact": "Description: |\n  one\n",
        "line": 'Description: stack has "one\\ntwo\\n", version has "one\\n"',
    },
]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["reason"]) for case in CASES])
def test_a_difference_is_one_line(case):
    assert differing(case["stack"], case["artifact"]).render() == case["line"], case["reason"]


def test_more_differences_than_the_limit_are_counted():
    stack, artifact = (
        read("Metadata: {" + ", ".join(f"k{n:02}: {value}" for n in range(25)) + "}") for value in (1, 2)
    )
    differences = templates.differences(stack, artifact)
    assert differences.total == 25
    assert len(differences.shown) == 10
    assert differences.render().splitlines()[0] == "Metadata.k00: stack has 1, version has 2"
    assert differences.render().splitlines()[9:] == ["Metadata.k09: stack has 1, version has 2", "and 15 more"]


def test_the_order_of_the_paths_counts_items_as_numbers():
    stack, artifact = (read("Metadata: [" + ", ".join(f"{{k: {value}}}" for _ in range(12)) + "]") for value in (1, 2))
    differences = templates.differences(stack, artifact, limit=12)
    assert [difference.path for difference in differences.shown] == [f"Metadata[{n}].k" for n in range(12)]


def test_equal_templates_have_no_differences():
    template = read("Resources: {}")
    assert templates.differences(template, template) == templates.Differences(total=0, shown=(), types_only=False)


def test_a_difference_is_a_value():
    verdict = compare("Metadata: {a: 1}", "Metadata: {a: 2, b: 3}")
    assert verdict == templates.Different(
        differences=templates.Differences(
            total=2,
            shown=(
                Difference(path="Metadata.a", kind=Kind.CHANGED, stack="1", artifact="2"),
                Difference(path="Metadata.b", kind=Kind.ARTIFACT_ONLY, stack="", artifact="3"),
            ),
            types_only=False,
        )
    )


def test_long_lists_are_compared_item_by_item():
    """Aligned, as short ones are, they would take hours."""
    stack, artifact = (templates.Template(body={"a": list(order)}) for order in (range(20_000), range(1, 20_001)))
    assert templates.differences(stack, artifact).total == 20_000
