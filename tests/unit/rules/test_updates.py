"""The parameters and the tags that an update carries."""

from pulumi_servicecatalog.model.properties import PropertyPath
from pulumi_servicecatalog.model.request import KeepValue, SetValue
from pulumi_servicecatalog.rules import updates
from pulumi_servicecatalog.rules.drift import Change
from support.fakes.samples import SECRET, SIZE, VALUES, ZONE
from support.tables import table

V1 = (SIZE, SECRET)
V2 = (SIZE, SECRET, ZONE)


@table(
    "declared accepted settings",
    (None, V1, [KeepValue(key="Size"), KeepValue(key="Secret")], "nothing declared: the stack keeps its values"),
    ({}, V1, [KeepValue(key="Size"), KeepValue(key="Secret")], "an empty map declares nothing either"),
    (
        {"Size": "large"},
        V1,
        [SetValue(key="Size", value="large"), KeepValue(key="Secret")],
        "the others keep theirs, also one whose value nobody can see",
    ),
    (
        {"Zone": "b"},
        V2,
        [KeepValue(key="Size"), KeepValue(key="Secret"), SetValue(key="Zone", value="b")],
        "a new parameter is set",
    ),
    (
        None,
        V2,
        [KeepValue(key="Size"), KeepValue(key="Secret")],
        "a new one that is not declared has no previous value: left out, its default applies",
    ),
    (None, (SIZE,), [KeepValue(key="Size")], "one that the version does not take any more is not sent"),
    ({"Size": ""}, (SIZE,), [SetValue(key="Size", value="")], "an empty text is a value"),
    ({"Other": "x"}, (SIZE,), [KeepValue(key="Size")], "one that it never took is a problem, and is not sent"),
)
def test_what_is_declared_is_set_and_the_rest_keeps_its_value(declared, accepted, settings, reason):
    result = updates.parameter_settings(declared=declared, accepted=accepted, present=VALUES)
    assert list(result) == settings, reason


def test_declared_parameters_that_the_version_does_not_take_are_all_reported():
    problems = updates.unknown_parameters({"Sise": "large", "Size": "small", "Colour": "red"}, V2, "v2")
    assert [problem.message() for problem in problems] == [
        "Version v2 has no parameter Colour.",
        'Version v2 has no parameter Sise. Did you mean "Size"?',
    ]
    assert {problem.property for problem in problems} == {"parameters"}
    assert problems[0].remedy() == "Its parameters are: Secret, Size, Zone."


def test_a_version_without_parameters_says_so():
    problems = updates.unknown_parameters({"Size": "large"}, (), "v1")
    assert problems[0].remedy() == "It has no parameters: remove this one."


VERSION = Change(path=PropertyPath("provisioningArtifactName"), actual="v1", declared="v2")
REMOVED = Change(path=PropertyPath("tags", "team"), actual="web", declared=None)


@table(
    "declared changes sent",
    (None, (VERSION,), None, "none are declared: those that there are stay"),
    ({"team": "web"}, (VERSION,), {"team": "web"}, "AWS may take what is not sent for what is to go"),
    ({"team": "web"}, (), {"team": "web"}, "also where nothing else is to change"),
    ({"env": "x"}, (REMOVED,), {"env": "x"}, "the removed one is left out"),
    (None, (REMOVED,), {}, "the last one goes by an empty set"),
    ({}, (VERSION,), {}, "an empty map is sent as declared"),
)
def test_the_tags_that_an_update_carries(declared, changes, sent, reason):
    assert updates.tags(declared, changes) == sent, reason
