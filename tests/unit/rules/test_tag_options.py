"""TagOptions of a product and its portfolio: what AWS refuses is an error, and what it sets by itself is said."""

from dataclasses import replace

from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules.checks import path_tags
from support.fakes.samples import PATH, WEB
from support.tables import table

OPTIONS = {"team": ("web", "data")}
CONFLICT = {"env": ()}
TAGGED = replace(PATH, tags={"team": "web"})


def reported(declared, options=OPTIONS, *, path=PATH, present=None):
    problems = path_tags.check(declared, path, options, WEB, present=present)
    return [(problem.code, problem.property) for problem in problems]


@table(
    "declared",
    (UNKNOWN, "no tag is known yet"),
    ({"team": "web"}, "one of the options"),
    ({"team": UNKNOWN}, "a value that is not known yet"),
    ({"team": "data", "owner": "anybody"}, "a key without options"),
)
def test_tags_that_the_options_allow_are_no_problem(declared, reason):
    assert reported(declared) == [], reason


@table(
    "declared options present path problems",
    ({"team": "wbe"}, OPTIONS, {}, PATH, [("TagNotAllowed", "tags.team")], "none of the options"),
    ({"env": "x"}, CONFLICT, {}, PATH, [("TagNotAllowed", "tags.env")], "a key whose options contradict each other"),
    (None, CONFLICT, {}, PATH, [("TagOptionsConflict", "tags.env")], "and which is not declared"),
    (
        None,
        CONFLICT,
        {"env": "sc-tagconflict-1-2"},
        PATH,
        [("TagOptionsConflict", "tags.env")],
        "AWS has said so before",
    ),
    (None, OPTIONS, {"team": "web"}, PATH, [], "the tag that there is stays"),
    (None, OPTIONS, {"team": "old"}, PATH, [("TagNotAllowed", "tags.team")], "and is no option any more"),
    ({"team": "data"}, OPTIONS, {"team": "old"}, PATH, [], "and becomes one of them"),
    (None, OPTIONS, {}, TAGGED, [("TagMissing", "tags.team")], "the path's tag is no choice among several"),
    ({"team": "data"}, OPTIONS, {}, TAGGED, [("TagContradictsPath", "tags.team")], "a choice that is not the path's"),
    (
        None,
        {},
        {"team": "old"},
        TAGGED,
        [("TagContradictsPath", "tags.team")],
        "a tag that stays, and is not the path's",
    ),
    (None, {"zone": ("one",)}, {}, PATH, [], "one option, which AWS sets by itself"),
)
def test_what_options_refuse_is_found(declared, options, present, path, problems, reason):
    assert reported(declared, options, path=path, present=present) == problems, reason


def test_a_key_whose_options_contradict_each_other_says_why_no_value_is_allowed():
    (problem,) = path_tags.check({"env": "x"}, PATH, CONFLICT, WEB)
    assert problem.message() == (
        'The tag env is "x", but product web-service allows no value of it. The TagOptions of the product and those of '
        "its portfolio have no value in common."
    )
