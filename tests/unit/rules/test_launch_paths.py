"""Which launch path a request names: none where AWS finds it, the declared one, or the one that was taken last."""

from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.product import LaunchPath
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import launch_paths
from support.fakes.samples import PATH, WEB
from support.tables import table

SECOND = LaunchPath(id="lpv2-2", name="everyone")
NAMESAKE = LaunchPath(id="lpv2-4", name=PATH.name)
UNNAMED = LaunchPath(id="lpv2-3", name="")
LAST = ById(PATH.id)
STALE = ById("lpv2-old")


def chosen(declared, last, *paths):
    return launch_paths.choose(declared, last=last, paths=paths, of=WEB)


@table(
    "declared last paths path",
    (None, None, [PATH], None, "AWS finds the only one by itself"),
    (None, STALE, [PATH], None, "also where another was taken last, which is gone"),
    (None, None, [], None, "without any path AWS says best what is wrong"),
    (None, LAST, [PATH, SECOND], LAST, "of several the one that was taken last, while it exists"),
    (ById(SECOND.id), LAST, [PATH, SECOND], ById(SECOND.id), "the declared one goes before the last one"),
    (ByName("everyone"), None, [PATH, SECOND], ByName("everyone"), "by its name"),
    (ByName("platform"), None, [PATH], ByName("platform"), "a declared one is named also where it is the only one"),
    (ByName("everyone"), None, [PATH, NAMESAKE, SECOND], ByName("everyone"), "others may share a name"),
    (ById(NAMESAKE.id), None, [PATH, NAMESAKE], ById(NAMESAKE.id), "one of several of a name, by its ID"),
    (ByName("everyone"), None, [], ByName("everyone"), "where the caller sees none, AWS judges what is declared"),
)
def test_the_path_that_a_request_names(declared, last, paths, path, reason):
    assert chosen(declared, last, *paths) == path, reason


@table(
    "last",
    (None, "nobody knows which was taken last"),
    (STALE, "the product was taken out of the portfolio and put back, which gives it another path"),
)
def test_of_several_paths_none_is_guessed(last, reason):
    problem = chosen(None, last, PATH, SECOND, UNNAMED)
    assert isinstance(problem, Problem), reason
    assert (problem.code, problem.property) == ("LaunchPathOpen", "pathName"), reason
    assert problem.message() == (
        "The update cannot choose its path: product web-service has several launch paths: everyone (lpv2-2), lpv2-3, "
        "platform (lpv2-1)."
    ), reason
    assert "pathId or pathName" in problem.remedy()


@table(
    "declared at message",
    (
        ByName("platfrom"),
        "pathName",
        'Product web-service has no launch path "platfrom" for this caller. Its paths are: platform (lpv2-1).',
        "misspelt",
    ),
    (
        STALE,
        "pathId",
        "Product web-service has no launch path lpv2-old for this caller. Its paths are: platform (lpv2-1).",
        "an ID that is no more",
    ),
)
def test_a_declared_path_that_is_missing_is_reported_with_those_that_are_there(declared, at, message, reason):
    problem = chosen(declared, LAST, PATH)
    assert isinstance(problem, Problem), reason
    assert (problem.code, problem.property, problem.message()) == ("LaunchPathNotFound", at, message), reason


def test_of_several_paths_of_the_declared_name_none_is_taken():
    problem = chosen(ByName(PATH.name), LAST, PATH, NAMESAKE, SECOND)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.property) == ("LaunchPathNameShared", "pathName")
    assert problem.message() == 'Product web-service has several launch paths named "platform": lpv2-1, lpv2-4.'
    assert "pathId" in problem.remedy()


@table(
    "declared usable",
    (None, [PATH, SECOND], "none is declared: any"),
    (UNKNOWN, [PATH, SECOND], "which one is not known yet: any"),
    (ByName("everyone"), [SECOND], "the declared one"),
    (STALE, [], "the declared one does not exist"),
)
def test_the_paths_that_may_be_taken(declared, usable, reason):
    assert launch_paths.usable(declared, [PATH, SECOND]) == usable, reason
