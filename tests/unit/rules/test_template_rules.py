"""Rules of TEMPLATE constraints: what breaks one, and what cannot be decided, which breaks none."""

from pulumi_servicecatalog.rules.stack_values import StackValues
from pulumi_servicecatalog.rules.template_rules import BrokenRule, UndecidedRule, judge
from support.fakes.state import SOMEBODY
from support.tables import table

TYPES = {
    "Size": "String",
    "Zones": "CommaDelimitedList",
    "One": "AWS::EC2::VPC::Id",
    "Two": "AWS::EC2::VPC::Id",
    "Secret": "String",
    "Later": "String",
    "Stored": "AWS::SSM::Parameter::Value<String>",
    "Ones": "List<Number>",
    "Others": "List<Number>",
}
KNOWN = {"Size": "small", "Zones": "a, b", "One": "vpc-1", "Two": "vpc-1", "Stored": "/x", "Ones": "1,2", "Others": "3"}
VALUES = StackValues(types=TYPES, known=KNOWN, hidden=frozenset({"Secret"}))
SIZE, ZONES, SECRET = {"Ref": "Size"}, {"Ref": "Zones"}, {"Ref": "Secret"}


def judged(assertion, condition=None):
    rule = {"Assertions": [{"Assert": assertion, "AssertDescription": "no"}]}
    if condition is not None:
        rule["RuleCondition"] = condition
    return judge({"Sizes": rule}, VALUES, SOMEBODY)


def is_broken(assertion, condition=None):
    return judged(assertion, condition) == [BrokenRule("Sizes", "no")]


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
    ({"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}, False, "the Region of the stack"),
    ({"Fn::Contains": [["us-east-1"], {"Ref": "AWS::Region"}]}, True, "a Region that is not among them"),
    ({"Fn::EachMemberIn": [{"Fn::RefAll": "List<Number>"}, ["1", "2", "3"]]}, False, "the members of lists of a type"),
    ({"Fn::EachMemberIn": [{"Fn::RefAll": "List<Number>"}, ["1", "2"]]}, True, "one of them that is not"),
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


def test_a_rule_without_assertions_breaks_nothing():
    rules = {"a": None, "b": {"Assertions": None}, "d": {}}
    assert judge(rules, VALUES) == []


@table(
    "rule",
    ("x", "a text"),
    ({"Assertions": {"Assert": False}}, "a map of assertions"),
    ({"Assertions": ["x"]}, "an assertion that is a text"),
    ({"Assertions": [{"AssertDescription": "no"}]}, "an assertion without Assert"),
    ({"Assertions": [{"Assert": "false"}]}, "an assertion on a text"),
    ({"RuleCondition": "true", "Assertions": [{"Assert": False}]}, "a condition that is a text"),
)
def test_a_rule_in_another_form_is_said_not_to_be_judged(rule, reason):
    assert [type(verdict) for verdict in judge({"Sizes": rule}, VALUES)] == [UndecidedRule], reason


@table(
    "assertion condition causes",
    ({"Fn::EachMemberIn": [{"Fn::ValueOf": ["One", "Tags.x"]}, ["a"]]}, True, ["Fn::ValueOf"], "looks at a resource"),
    ({"Fn::EachMemberEquals": [{"Fn::ValueOfAll": ["T", "a"]}, "b"]}, True, ["Fn::ValueOfAll"], "looks at several"),
    ({"Fn::Equals": [SECRET, "x"]}, True, ["the value of Secret"], "a value that AWS hides"),
    ({"Fn::Equals": [SIZE, "x"]}, {"Fn::Equals": [SECRET, "x"]}, ["the value of Secret"], "a condition on one"),
    ({"Fn::Equals": [{"Ref": "Stored"}, "x"]}, True, ["the value of Stored"], "a value in Systems Manager"),
    ({"Fn::Equals": [{"Ref": "AWS::StackName"}, "x"]}, True, ["AWS::StackName"], "a name that AWS chooses"),
)
def test_a_rule_that_cannot_be_judged_says_what_it_depends_on(assertion, condition, causes, reason):
    assert judged(assertion, condition) == [UndecidedRule("Sizes", tuple(causes))], reason


@table(
    "assertion condition",
    ({"Fn::Equals": [{"Ref": "Later"}, "x"]}, True, "a value that only `up` knows"),
    (True, {"Fn::Equals": [SECRET, "x"]}, "it holds, whether its condition is met or not"),
    ({"Fn::Equals": [SECRET, "x"]}, {"Fn::Equals": [SIZE, "large"]}, "its condition is not met"),
)
def test_a_rule_that_will_be_judged_or_does_not_matter_says_nothing(assertion, condition, reason):
    assert judged(assertion, condition) == [], reason
