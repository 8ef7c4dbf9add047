"""Stack IDs and stack names, told apart from everything else."""

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.model.arn import StackArn, is_stack_name, parse_stack_arn, stack_name
from support.tables import table

ARN = "arn:aws:cloudformation:eu-west-1:123456789012:stack/payments/0a1b2c3d"


def test_a_stack_arn_is_read_in_its_parts():
    assert parse_stack_arn(ARN) == StackArn(
        text=ARN,
        partition="aws",
        region="eu-west-1",
        account="123456789012",
        name="payments",
        unique="0a1b2c3d",
    )


@table(
    "text",
    (ARN.replace("arn:aws:", "arn:aws-cn:"), "China"),
    (ARN.replace("arn:aws:", "arn:aws-us-gov:").replace("eu-west-1", "us-gov-west-1"), "GovCloud"),
)
def test_stacks_of_other_partitions_are_stacks(text, reason):
    assert parse_stack_arn(text) is not None, reason


@table(
    "text",
    ("payments", "a name"),
    ("", "nothing"),
    (ARN + "/more", "more than a stack"),
    (ARN + "\n", "a line's end"),
    (ARN.replace("/0a1b2c3d", ""), "no unique part"),
    (ARN.replace(":stack/", ":changeSet/"), "a change set"),
    (ARN.replace("123456789012", "1234"), "no account"),
    ("arn:aws:s3:::bucket", "another service"),
)
def test_everything_else_is_no_stack_arn(text, reason):
    assert parse_stack_arn(text) is None, reason


@table(
    "text is_name",
    ("payments", True, "plain"),
    ("P-1", True, "a dash and a digit"),
    ("a" * 128, True, "the longest"),
    ("a" * 129, False, "too long"),
    ("1a", False, "begins with a digit"),
    ("a_b", False, "an underscore"),
    ("a\n", False, "a line's end"),
    ("", False, "nothing"),
)
def test_what_cloudformation_takes_as_a_name(text, is_name, reason):
    assert is_stack_name(text) is is_name, reason


@given(some.from_regex(r"[a-zA-Z][a-zA-Z0-9-]{0,127}", fullmatch=True))
def test_the_name_of_a_stack_is_found_in_its_arn(name):
    assert is_stack_name(name)
    assert stack_name(name) == name
    assert stack_name(ARN.replace("payments", name)) == name
