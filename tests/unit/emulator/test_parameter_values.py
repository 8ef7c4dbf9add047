"""Which parameter values the emulator's CloudFormation takes, and the texts that AWS's APIs take."""

import pytest

from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.cloudformation.parameters import in_force, stored_names
from catalog_emulator.core.aws_error import InputError
from catalog_emulator.core.template_check import first_error
from catalog_emulator.core.validation import validate
from support.tables import table

LIST = {"Type": "CommaDelimitedList"}
NUMBERS = {"Type": "List<Number>", "MinValue": 1, "MaxValue": 9}
IMAGE = {"Type": "AWS::SSM::Parameter::Value<String>", "AllowedValues": ["/a", "/b"]}


def value_of(declaration, value):
    requested = [{"ParameterKey": "P", "ParameterValue": value}]
    return in_force({"Parameters": {"P": declaration}}, requested)["P"]


@table(
    "declaration value",
    ({**LIST, "AllowedValues": ["a", "b", "c"]}, "a,b", "each value of a list is one of those allowed"),
    ({**LIST, "AllowedValues": ["a", "b"]}, "a, b", "blanks around a value are no part of it"),
    ({**LIST, "AllowedValues": ["a"]}, "", "an empty list"),
    ({**LIST, "AllowedPattern": "[a-z]"}, "a,b", "each value of a list matches the pattern"),
    ({**LIST, "MaxLength": 2}, "a,b,c", "lengths are for texts"),
    (NUMBERS, "1,9", "each number is within the bounds"),
    (NUMBERS, "", "an empty list of numbers"),
    ({"Type": "List<AWS::EC2::Subnet::Id>", "AllowedPattern": "subnet-.*"}, "subnet-1,subnet-2", "a list of IDs"),
    ({"Type": "Number"}, "-1.5e3", "a number with sign, fraction and exponent"),
    ({"Type": "String", "AllowedPattern": "[[a-z]&&[^x]]+("}, "a", "a pattern that only Java reads"),
    (IMAGE, "/a", "the name of a stored parameter is judged, and not what it holds"),
)
def test_a_value_that_fits_is_in_force(declaration, value, reason):
    assert value_of(declaration, value) == value, reason


@table(
    "declaration value",
    ({**LIST, "AllowedValues": ["a", "b"]}, "a,c", "one value of a list is not allowed"),
    ({**LIST, "AllowedPattern": "[a-z]"}, "a,B", "one value of a list does not match"),
    (NUMBERS, "1,10", "one number is too great"),
    (NUMBERS, "1,x", "one is no number"),
    ({"Type": "Number"}, "1_000", "Python's numbers are not CloudFormation's"),
    ({"Type": "Number"}, "nan", "nor is nan one"),
    ({"Type": "String", "AllowedPattern": r"\d"}, "\u0663", "Java's digits are ASCII"),
    (IMAGE, "/c", "the name of a stored parameter is not allowed"),
)
def test_a_value_that_does_not_fit_is_refused(declaration, value, reason):
    with pytest.raises(StackValidationError, match=r"Parameter '?P"):
        value_of(declaration, value)


def test_the_names_of_stored_parameters_are_those_in_force():
    document = {"Parameters": {"P": IMAGE, "Q": {"Type": "String"}}}
    assert stored_names(document, {"P": "/a", "Q": "/b"}) == ["/a"]


TOPIC = {"Type": "AWS::SNS::Topic"}


@table(
    "document message",
    (
        {"Parameters": {"T": {"Type": "String"}}, "Resources": {"T": TOPIC}},
        "Template error: all resources and parameters must have unique names. Common name(s):[T]",
        "a parameter and a resource of one name",
    ),
    (
        {"Resources": {"SNS_TOPIC": TOPIC}},
        "Template format error: Resource name SNS_TOPIC is non alphanumeric.",
        "a name with an underscore",
    ),
    (
        {"Parameters": {"T": {}}, "Resources": {"Q": TOPIC}},
        "Template format error: [/Parameters/T] Every Parameters object must contain a Type member.",
        "a parameter without a type",
    ),
)
def test_a_template_is_refused_in_the_words_of_aws(document, message, reason):
    assert first_error(document) == message, reason


def portfolio(tag_value):
    tags = [{"Key": "k", "Value": tag_value}]
    return {"DisplayName": "a", "ProviderName": "b", "IdempotencyToken": "t", "Tags": tags}


@table(
    "value",
    ("a\u00a0b\u2028", "every separator of Unicode"),
    ("\u0250\u4e2d\U00010400", "every letter of Unicode"),
    ("\u0663\u00b2", "every number of Unicode"),
)
def test_a_tag_value_may_hold(value, reason):
    validate("servicecatalog", "CreatePortfolio", portfolio(value))


@table("value", ("a\nb", "a line's end"), ("a\tb", "a tab"), ("\u00d7", "a sign"), ("\u0301", "a mark"))
def test_a_tag_value_must_not_hold(value, reason):
    with pytest.raises(InputError, match="Member must satisfy regular expression pattern"):
        validate("servicecatalog", "CreatePortfolio", portfolio(value))
