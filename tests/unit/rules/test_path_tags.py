"""Declared tags beside those that come along a launch path: its own, and those of TagOptions."""

from dataclasses import replace

from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules.checks import path_tags
from support.fakes.samples import PATH, WEB
from support.tables import table

TAGGED = replace(PATH, tags={"team": "core", "aws:x": "y"})
OPTIONS = {"cost": ("a", "b"), "zone": ("one",)}
FIFTY = {f"key{number}": "x" for number in range(50)}


def reported(declared, *, options=OPTIONS, present=None):
    problems = path_tags.check(declared, TAGGED, options, WEB, present=present)
    return [(problem.code, problem.property, problem.message()) for problem in problems]


@table(
    "declared present",
    (UNKNOWN, {}, "none of them is known yet"),
    ({"cost": "a"}, {}, "one of several TagOptions is chosen"),
    ({"cost": UNKNOWN}, {}, "which one is not known yet"),
    ({"team": "core", "cost": "a"}, {}, "the path's tag with its value"),
    ({"team": UNKNOWN, "cost": "a"}, {}, "the path's tag with a value that is not known yet"),
    ({"more": "x"}, {"cost": "a"}, "the provisioned product has the tag already"),
    ({**dict(list(FIFTY.items())[:47]), "cost": "a"}, {}, "as many as AWS takes with those that it adds"),
    ({**dict(list(FIFTY.items())[:47]), "cost": "a", "team": "core", "zone": "one"}, {}, "each key counts once"),
)
def test_tags_that_go_with_the_path_are_no_problem(declared, present, reason):
    assert reported(declared, present=present) == [], reason


def test_another_value_than_the_path_sets_is_reported():
    message = 'The tag team is "web", but launch path platform sets it to "core".'
    assert reported({"team": "web", "cost": "a"}) == [("TagContradictsPath", "tags.team", message)]


@table(
    "declared",
    (None, "no tags are declared"),
    ({"Cost": "a"}, "keys differ in their capitals"),
)
def test_a_key_of_several_tag_options_has_to_be_declared(declared, reason):
    message = "The tag cost is not declared, but product web-service needs one of: a, b."
    assert reported(declared) == [("TagMissing", "tags.cost", message)], reason


@table(
    "declared options message",
    (
        FIFTY,
        {},
        "AWS allows 50 tags, but 50 are declared, and launch path platform adds 1 more.",
        "with one of the path",
    ),
    (
        dict(list(FIFTY.items())[:49]),
        {"zone": ("one",)},
        "AWS allows 50 tags, but 49 are declared, and launch path platform adds 2 more.",
        "with one of the path and the only option of a key",
    ),
)
def test_more_tags_than_aws_takes_together_are_reported(declared, options, message, reason):
    assert reported(declared, options=options) == [("TooManyTags", "tags", message)], reason
