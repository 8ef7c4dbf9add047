"""Rules of TEMPLATE constraints: what breaks one, and what cannot be decided, which breaks none."""

from pulumi_servicecatalog.model.product import ArtifactParameter
from pulumi_servicecatalog.rules.template_rules import BrokenRule, broken
from support.tables import table

PARAMETERS = (
    ArtifactParameter(key="Size"),
    ArtifactParameter(key="Zones", type="CommaDelimitedList"),
    ArtifactParameter(key="One", type="AWS::EC2::VPC::Id"),
    ArtifactParameter(key="Two", type="AWS::EC2::VPC::Id"),
    ArtifactParameter(key="Secret"),
)
VALUES = {"Size": "small", "Zones": "a, b", "One": "vpc-1", "Two": "vpc-1", "Secret": None}
SIZE, ZONES, SECRET = {"Ref": "Size"}, {"Ref": "Zones"}, {"Ref": "Secret"}


def is_broken(assertion, condition=None):
    rule = {"Assertions": [{"Assert": assertion, "AssertDescription": "no"}]}
    if condition is not None:
        rule["RuleCondition"] = condition
    return broken({"Sizes": rule}, PARAMETERS, VALUES) == [BrokenRule("Sizes", "no")]


@table(
    "assertion expected",
    ({"Fn::Contains": [["small", "medium"], SIZE]}, False, "a value among those that are allowed"),
    ({"Fn::Contains": [["medium", "large"], SIZE]}, True, "a value that is not"),
    ({"Fn::Equals": [SIZE, "small"]}, False, "equal"),
    ({"Fn::Not": [{"Fn::Equals": [SIZE, "small"]}]}, True, "and not to be"),
    ({"Fn::EachMemberIn": [ZONES, ["a", "b", "c"]]}, False, "each member of a list"),
    ({"Fn::EachMemberIn": [ZONES, ["a", "c"]]}, True, "a member that is not among them"),
    ({"Fn::EachMemberEquals": [{"Fn::RefAll": "AWS::EC2::VPC::Id"}, "vpc-1"]}, False, "all of a type"),
    (
        {"Fn::EachMemberEquals": [{"Fn::RefAll": "AWS::EC2::VPC::Id"}, "vpc-2"]},
        True,
        "all of a type, and another value",
    ),
    ({"Fn::And": [{"Fn::Equals": [SIZE, "small"]}, {"Fn::Equals": [SIZE, "large"]}]}, True, "one of two"),
    ({"Fn::Or": [{"Fn::Equals": [SIZE, "small"]}, {"Fn::Equals": [SIZE, "large"]}]}, False, "one of two is enough"),
    ({"Fn::Equals": [8, "8"]}, False, "a number and its text"),
    ({"Fn::Equals": [SECRET, "x"]}, False, "a value that is not known"),
    ({"Fn::And": [{"Fn::Equals": [SECRET, "x"]}, False]}, True, "decided without the value that is not known"),
    ({"Fn::Or": [{"Fn::Equals": [SECRET, "x"]}, True]}, False, "decided the other way"),
    ({"Fn::Contains": [["x", SECRET], SIZE]}, False, "among others that are not known"),
    ({"Fn::EachMemberIn": [SECRET, ["a"]]}, False, "members that are not known"),
    ({"Fn::Equals": [True, "true"]}, False, "a truth and its text"),
    ({"Fn::Equals": [{"Fn::Sub": "x"}, "y"]}, False, "a value that a function makes"),
    ({"Fn::ValueOf": ["One", "Tags.x"]}, False, "a function that looks at a resource"),
    ("nonsense", False, "no expression at all"),
)
def test_a_rule_is_broken_only_where_that_is_sure(assertion, expected, reason):
    assert is_broken(assertion) is expected, reason


@table(
    "condition expected",
    ({"Fn::Equals": [SIZE, "small"]}, True, "a condition that is met"),
    ({"Fn::Equals": [SIZE, "large"]}, False, "one that is not"),
    ({"Fn::Equals": [SECRET, "x"]}, False, "one that nobody can know"),
)
def test_a_rule_holds_under_its_condition(condition, expected, reason):
    assert is_broken({"Fn::Equals": [SIZE, "large"]}, condition) is expected, reason


def test_what_is_no_rule_breaks_nothing():
    rules = {"a": None, "b": {"Assertions": None}, "c": {"Assertions": ["x"]}, "d": {}}
    assert broken(rules, PARAMETERS, VALUES) == []
