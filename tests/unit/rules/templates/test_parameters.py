"""What a template declares of its parameters, and which values CloudFormation would refuse."""

import pytest

from pulumi_servicecatalog.rules import templates
from pulumi_servicecatalog.rules.templates import TemplateParameter
from support.expect import present
from support.templates import read


def declared(text):
    (parameter,) = templates.parameters(read(f"Parameters: {{P: {text}}}"))
    return parameter


DECLARATIONS = [
    ("nothing but a type", "{Type: String}", TemplateParameter(name="P")),
    ("no type is a string", "{}", TemplateParameter(name="P")),
    (
        "a number as a default is a string",
        "{Type: Number, Default: 5}",
        TemplateParameter(name="P", type="Number", default="5"),
    ),
    ("a boolean as a default is a string", "{Type: String, Default: yes}", TemplateParameter(name="P", default="true")),
    ("an empty default is a default", "{Type: String, Default: ''}", TemplateParameter(name="P", default="")),
    (
        "a default with a leading zero keeps it",
        "{Type: String, Default: 0123}",
        TemplateParameter(name="P", default="0123"),
    ),
    (
        "allowed values are strings",
        "{Type: String, AllowedValues: [a, 1, true]}",
        TemplateParameter(name="P", allowed_values=("a", "1", "true")),
    ),
    (
        "lengths may be written as strings",
        "{Type: String, MinLength: '1', MaxLength: 8}",
        TemplateParameter(name="P", min_length=1, max_length=8),
    ),
    (
        "values of a number",
        "{Type: Number, MinValue: 0.5, MaxValue: '10'}",
        TemplateParameter(name="P", type="Number", min_value=0.5, max_value=10.0),
    ),
    ("NoEcho as a boolean", "{Type: String, NoEcho: true}", TemplateParameter(name="P", no_echo=True)),
    ("NoEcho as a string", "{Type: String, NoEcho: 'True'}", TemplateParameter(name="P", no_echo=True)),
    ("NoEcho that is off", "{Type: String, NoEcho: 'false'}", TemplateParameter(name="P")),
    (
        "what is shown to people",
        "{Type: String, Description: a name, AllowedPattern: '[a-z]+', ConstraintDescription: small letters}",
        TemplateParameter(
            name="P", description="a name", allowed_pattern="[a-z]+", constraint_description="small letters"
        ),
    ),
    ("a limit that is no number is none", "{Type: String, MinLength: few}", TemplateParameter(name="P")),
]


@pytest.mark.parametrize(("text", "parameter"), [pytest.param(*case[1:], id=case[0]) for case in DECLARATIONS])
def test_a_parameter_is_read(text, parameter):
    assert declared(text) == parameter


def test_parameters_come_in_the_order_of_the_template():
    template = read("Parameters: {B: {Type: String}, A: {Type: String}}")
    assert [parameter.name for parameter in templates.parameters(template)] == ["B", "A"]


@pytest.mark.parametrize("text", ["Resources: {}", "Parameters:", "Parameters: []", "Parameters: {P: 1}"])
def test_a_template_without_parameters_has_none(text):
    assert templates.parameters(read(text)) == ()


REFUSED = [
    ("not an allowed value", "{AllowedValues: [dev, prod]}", "test", "it must be one of dev, prod"),
    ("upper and lower case matter in allowed values", "{AllowedValues: [dev]}", "Dev", "it must be one of dev"),
    (
        "many allowed values are cut",
        f"{{AllowedValues: [{', '.join(f'v{n}' for n in range(15))}]}}",
        "x",
        "it must be one of v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11 and 3 more",
    ),
    ("a pattern that does not match", "{AllowedPattern: '[a-z]+'}", "ABC", "it must match [a-z]+"),
    ("a pattern that matches the beginning", "{AllowedPattern: '[a-z]'}", "ab", "it must match [a-z]"),
    ("a line break after a match", "{AllowedPattern: '^[a-z]+$'}", "abc\n", "it must match ^[a-z]+$"),
    ("Java's digits are ASCII", "{AllowedPattern: '\\d+'}", "٣", "it must match \\d+"),
    ("too short", "{MinLength: 3}", "ab", "it must have at least 3 characters"),
    ("too long", "{MaxLength: 3}", "abcd", "it must have at most 3 characters"),
    ("longer than any parameter may be", "{}", "ä" * 2049, "it must have at most 4,096 bytes"),
    ("no number", "{Type: Number}", "ten", "it must be a number"),
    ("the empty string is no number", "{Type: Number}", "", "it must be a number"),
    ("too small", "{Type: Number, MinValue: 1}", "0.5", "it must be at least 1"),
    ("too large", "{Type: Number, MaxValue: 1.5}", "2", "it must be at most 1.5"),
    ("much too large", "{Type: Number, MaxValue: 123456789012}", "1e12", "it must be at most 123456789012"),
    ("not an allowed number", "{Type: Number, AllowedValues: [1, 2]}", "3", "it must be one of 1, 2"),
    ("an item of a list", "{Type: CommaDelimitedList, AllowedValues: [a, b]}", "a, c", "each item must be one of a, b"),
    (
        "an item that does not match",
        "{Type: CommaDelimitedList, AllowedPattern: '[a-z]'}",
        "a,b,C",
        "each item must match [a-z]",
    ),
    ("an item of a list of numbers", "{Type: List<Number>}", "1,x", "each item must be a number"),
    (
        "an item of a list of subnets",
        "{Type: 'List<AWS::EC2::Subnet::Id>', AllowedPattern: 'subnet-.*'}",
        "vpc-1",
        "each item must match subnet-.*",
    ),
    (
        "with what the template says to it",
        "{MinLength: 3, ConstraintDescription: three letters}",
        "a",
        "it must have at least 3 characters (three letters)",
    ),
]


@pytest.mark.parametrize(("text", "value", "reason"), [pytest.param(*case[1:], id=case[0]) for case in REFUSED])
def test_a_value_is_refused(text, value, reason):
    assert templates.check_parameter(value, declared(text)) == reason


TAKEN = [
    ("anything, where nothing is said", "{}", ""),
    ("an allowed value", "{AllowedValues: [dev, prod]}", "prod"),
    ("an allowed value that the template has as a number", "{AllowedValues: [1, 2]}", "1"),
    ("an allowed value that the template has as a boolean", "{AllowedValues: [true, false]}", "true"),
    ("an allowed number that is written otherwise", "{Type: Number, AllowedValues: [1, 2]}", "1.0"),
    ("a value that matches", "{AllowedPattern: '[a-z]+'}", "abc"),
    ("a value as long as it may be", "{MinLength: 3, MaxLength: 3}", "abc"),
    ("a number at its limits", "{Type: Number, MinValue: 1, MaxValue: 1}", "1"),
    ("a number with an exponent", "{Type: Number}", "-1.5e3"),
    ("lengths do not count for numbers", "{Type: Number, MaxLength: 1}", "100"),
    ("lengths do not count for lists", "{Type: CommaDelimitedList, MaxLength: 1}", "abc,def"),
    ("items with spaces around them", "{Type: CommaDelimitedList, AllowedValues: [a, b]}", " a , b "),
    ("an empty list", "{Type: CommaDelimitedList, AllowedValues: [a]}", ""),
    (
        "the name of an SSM parameter, whose value AWS knows",
        "{Type: 'AWS::SSM::Parameter::Value<Number>'}",
        "/stage/size",
    ),
    ("the name of an SSM list, commas and all", "{Type: 'AWS::SSM::Parameter::Value<List<Number>>'}", "/stage/sizes"),
    ("a pattern that refers back to a group", "{AllowedPattern: '(a)\\1'}", "b"),
    ("a pattern that nobody takes", "{AllowedPattern: '['}", "b"),
]


@pytest.mark.parametrize(("text", "value"), [pytest.param(*case[1:], id=case[0]) for case in TAKEN])
def test_a_value_is_taken(text, value):
    assert templates.check_parameter(value, declared(text)) is None


def test_a_reason_does_not_repeat_a_secret():
    for text in [
        "{AllowedValues: [a]}",
        "{AllowedPattern: 'a'}",
        "{MinLength: 90}",
        "{MaxLength: 1}",
        "{Type: Number}",
    ]:
        assert "hunter2" not in present(templates.check_parameter("hunter2", declared(text)))
