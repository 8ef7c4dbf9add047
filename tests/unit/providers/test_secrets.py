"""Secrecy is taken off and put back at a cost that grows with the values, and no message shows what it covers."""

from typing import Any

from pulumi_servicecatalog.model.properties import IMPORTED
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers.plugin import secrets, wire
from pulumi_servicecatalog.providers.plugin.wire import Secret
from pulumi_servicecatalog.rules import inputs
from support.tables import table

DEPTH = 80


class Counted(dict[str, Any]):
    """A map that counts how often it is walked."""

    walks = 0

    def items(self):
        Counted.walks += 1
        return super().items()


def nested(depth):
    return Counted({"a": nested(depth - 1)} if depth else {"a": Secret("x")})


def test_each_level_of_nested_values_is_looked_at_once():
    Counted.walks = 0
    values = nested(DEPTH)
    secrets.revealed(values)
    assert Counted.walks == DEPTH + 1
    assert ("a",) * (DEPTH + 1) in secrets.secret_paths(values)
    assert wire.decode(wire.encode(values)) == values


@table(
    "parameters shown",
    ({"a": "x", "b": Secret("y")}, {"a"}, "one of two is a secret"),
    (Secret({"a": "x"}), set(), "the whole map is one"),
    ({"a": UNKNOWN}, set(), "a value that is not known yet"),
    (None, set(), "no parameters"),
)
def test_the_parameters_that_a_program_declares_in_clear_are_known(parameters, shown, reason):
    assert secrets.shown_parameters({"parameters": parameters}) == shown, reason


@table(
    "values paths shown",
    ({"a": 1}, {("a",)}, {"a": Secret(1)}, "a value"),
    ({"a": {"b": 1, "c": 2}}, {("a", "b")}, {"a": {"b": Secret(1), "c": 2}}, "a part"),
    ({"a": {"b": 1}}, {("a",), ("a", "b")}, {"a": Secret({"b": 1})}, "the whole covers its parts"),
    ({"a": 1}, {("b",), ("a", "b")}, {"a": 1}, "paths that lead nowhere"),
    ({"a": Secret(1)}, {("a", "b")}, {"a": Secret(1)}, "a secret already"),
    (
        {"parameters": {"P": "1"}, "liveParameters": {"P": "1"}},
        {("parameters", "P")},
        {"parameters": {"P": Secret("1")}, "liveParameters": {"P": Secret("1")}},
        "where it shows again",
    ),
    ({"externalId": "x"}, secrets.secret_paths({}), {"externalId": Secret("x")}, "what always is one"),
)
def test_what_was_secret_is_secret_again(values, paths, shown, reason):
    assert secrets.concealed(values, paths) == shown, reason


@table(
    "parameters paths output secret",
    ({"Token": "hunter2"}, {("parameters", "Token")}, "hunter2", True, "the value itself"),
    ({"Token": "hunter2"}, {("parameters", "Token")}, "db://app:hunter2@host", True, "a text that holds it"),
    ({"Token": "hunter2"}, {("parameters",)}, "hunter2", True, "all parameters are secrets"),
    ({"Token": "hunter2"}, set(), "hunter2", False, "it is no secret"),
    ({"Token": "hunter2", "Size": "small"}, {("parameters", "Token")}, "small", False, "another parameter"),
    ({"Token": "a"}, {("parameters", "Token")}, "a", True, "a short value"),
    ({"Token": "a"}, {("parameters", "Token")}, "payments", False, "a text that holds a short one by chance"),
    ({"Token": ""}, {("parameters", "Token")}, "payments", False, "an empty value"),
)
def test_an_output_that_repeats_a_secret_is_one(parameters, paths, output, secret, reason):
    shown = secrets.concealed({"parameters": parameters, "outputs": {"Url": output}}, paths)
    assert shown["outputs"] == {"Url": Secret(output) if secret else output}, reason


def test_no_problem_shows_a_value_that_is_secret():
    values = {"name": "a", "physicalId": "b", "productName": "c", "tags": Secret({"team": 4711}), "preflight": "hunter"}
    plain = secrets.revealed(values)
    problems = secrets.without_values(inputs.problems(plain, IMPORTED), secrets.secret_paths(values))
    text = "".join(map(str, problems))
    assert "tags.team must be a string" in text
    assert "4711" not in text
    assert "hunter" in text
