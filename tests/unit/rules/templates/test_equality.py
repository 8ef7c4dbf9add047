"""Equal canonical text decides: every pair of values that Python takes for equal is another one, wherever it stands."""

import itertools
import json

import pytest

from pulumi_servicecatalog.rules import templates
from support.templates import compare, differing

ALIKE = [[True, 1, 1.0, "1", "true"], [False, 0, 0.0, "0", "false", None, "", "null"]]
PAIRS = [pair for group in ALIKE for pair in itertools.permutations(group, 2)]
AROUND = {
    "a value": lambda value: value,
    "a list": lambda value: [value, False],
    "a list of lists": lambda value: [[value], [3]],
    "a list of maps": lambda value: [{"Key": value}, {"Key": 3}],
    "a list in a map in a list": lambda value: [{"Key": [4, value, 5]}],
    "a long list": lambda value: [*range(300), value],
}


@pytest.mark.parametrize("shape", AROUND)
def test_values_that_python_takes_for_equal_differ_with_their_path(shape):
    for first, second in PAIRS:
        stack, artifact = ({"Metadata": AROUND[shape](value)} for value in (first, second))
        differences = differing(json.dumps(stack), json.dumps(artifact))
        assert differences.total == 1, (first, second)
        assert differences.shown[0].path.startswith("Metadata")
        written = (differences.shown[0].stack, differences.shown[0].artifact)
        assert written == (json.dumps(first), json.dumps(second))


def test_such_a_value_is_told_beside_another_difference():
    stack, artifact = {"A": [True, False], "B": 1}, {"A": [1, False], "B": 2}
    differences = differing(json.dumps(stack), json.dumps(artifact))
    assert [difference.path for difference in differences.shown] == ["A[0]", "B"]


def test_a_wrong_version_is_not_matched_by_a_value_that_python_takes_for_equal():
    stack = '{"Parameters":{"P":{"Type":"String","AllowedValues":[true,false]}},"Resources":{}}'
    versions = {"v1": stack + "\n", "v2": stack.replace("true,false", "1,0")}
    index = templates.TemplateIndex({name: templates.ReadTemplate(text=text) for name, text in versions.items()})
    assert index.matches(templates.ReadTemplate(text=stack)) == {"v1": templates.Equivalent()}


def test_the_text_that_aliases_stand_for_is_bounded():
    head = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n"
    for anchored, alias in [('&a "{}"', "*a"), ('&a {{k: "{}"}}', "<<: *a"), ("&a [{}]", "*a")]:
        items = "[" + ",".join(["{" + alias + "}" if ":" in alias else alias] * 200) + "]"
        text = head + "Metadata:\n  a: " + anchored.format("x" * 100_000) + f"\n  b: {items}\n"
        verdict = compare(text, head)
        assert isinstance(verdict, templates.NotComparable), anchored
        assert "its aliases stand for more than 16,777,216 characters" in str(verdict.stack)


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", ["c (line 4, column 3)"]),
        ("\ufeffa: 1\r\na: 1\r\na: 2", ["a (line 2, column 1)", "a (line 3, column 1)"]),
        ("a: &a {x: 1}\nb: {<<: *a, <<: *a}\n", ["<< (line 2, column 13)"]),
        ('{"a": 1,\n  "b": {"c": {},\n        "c": []}}', ["c (line 3, column 9)"]),
        ('{"a": "b\\"{",\n "c": {"a": 1}, "a": 2}', ["a (line 2, column 17)"]),
        ('{"a": [{"b": 1}, {"b": 1, "b": 2}]}', ["b (line 1, column 27)"]),
        ('{"\\u0061": 1, "a": 2}', ["a (line 1, column 15)"]),
        ('{"a": {"b": 1}, "b": {"a": 2}}', []),
    ],
)
def test_a_key_that_stands_twice_is_known_by_its_place(text, repeated):
    loaded = templates.load(text)
    assert isinstance(loaded, templates.Template)
    assert [str(key) for key in loaded.repeated_keys] == repeated


SECRET = {"Type": "String", "NoEcho": "true", "Default": "hunter2", "AllowedValues": ["hunter2", "hunter3"]}


@pytest.mark.parametrize(
    ("stack", "artifact", "path"),
    [
        ({"P": SECRET}, {"P": SECRET | {"Default": "hunter4"}}, "Parameters.P.Default"),
        ({"P": SECRET}, {"P": {**SECRET, "NoEcho": False, "Default": "hunter4"}}, "Parameters.P.Default"),
        ({"P": SECRET}, {"P": SECRET | {"AllowedValues": ["hunter4"]}}, "Parameters.P.AllowedValues[0]"),
        ({"P": SECRET}, {}, "Parameters.P"),
        ({"P": SECRET}, {"P": "hunter5"}, "Parameters.P"),
        ({"P": SECRET}, None, "Parameters"),
    ],
)
def test_no_value_of_a_noecho_parameter_is_printed(stack, artifact, path):
    bodies = [{"Parameters": stack}, {} if artifact is None else {"Parameters": artifact}]
    for first, second in itertools.permutations(bodies):
        differences = differing(json.dumps(first), json.dumps(second))
        assert path in [difference.path for difference in differences.shown]
        secret = [word for word in ("hunter2", "hunter3", "hunter4") if word in differences.render()]
        assert secret == []


def test_nothing_is_read_for_a_stack_whose_text_is_known_and_each_text_once_for_others():
    texts = {number: f"Resources: {{A: {{Type: AWS::SNS::Topic, Properties: {{N: {number}}}}}}}" for number in range(9)}
    versions = {name: templates.ReadTemplate(text=text) for name, text in texts.items()}
    index = templates.TemplateIndex(versions)

    assert index.matches(templates.ReadTemplate(text=texts[4])) == {4: templates.Identical()}
    assert not any("read" in vars(version) for version in versions.values())

    assert index.matches(templates.ReadTemplate(text="# deployed\n" + texts[4])) == {4: templates.Equivalent()}
    reads = {name: version.read for name, version in versions.items()}
    assert index.nearest(templates.ReadTemplate(text="Resources: {}")) is not None
    assert all(version.read is reads[name] for name, version in versions.items())


@pytest.mark.parametrize(
    ("stack", "versions", "nearest"),
    [
        # A resource that is missing weighs as much as it holds.
        ({"A": "abc", "B": "xyz", "C": "k"}, {"v1": {"C": "k"}, "v2": {"A": "abd", "B": "xyZ", "C": "l"}}, ("v2",)),
        ({"A": "a"}, {"v1": {"A": "b"}, "v2": {"A": "c"}, "v3": {"A": "c", "B": "d"}}, ("v1", "v2")),
    ],
)
def test_the_nearest_versions_are_all_that_differ_least(stack, versions, nearest):
    def template(resources):
        body = {name: {"Type": "T", "Properties": dict(enumerate(value))} for name, value in resources.items()}
        return templates.ReadTemplate(text=json.dumps({"Resources": body}))

    index = templates.TemplateIndex({name: template(body) for name, body in versions.items()})
    nearest_ones = index.nearest(template(stack))
    assert nearest_ones is not None
    assert nearest_ones.keys == nearest
