"""The engine prints the value of a property that a failure is on: where that must not be seen, it is on none."""

from dataclasses import replace

from pulumi_servicecatalog.model.problems.after_import import PreflightOff
from pulumi_servicecatalog.providers.check_failures import located
from pulumi_servicecatalog.providers.plugin.wire import Secret
from support.tables import table


@table(
    "name value shown",
    ("region", "eu west", True, "a text"),
    ("region", None, True, "a property that is missing"),
    ("tags", {"a": "b", "c": 5}, True, "a map"),
    ("notificationArns", ["a"], True, "a list"),
    ("parameters", {"X": "plain"}, False, "parameters, which may be secret"),
    ("externalId", "x", False, "an external ID"),
    ("tags", {"a": Secret("b")}, False, "a secret within a map"),
    ("productName", Secret("b"), False, "a secret"),
    ("endpointUrl", "http://me:hunter2@x", False, "a URL with a password"),
    ("region", "eu\x1b[2J", False, "a control character"),
    ("productName", "<{%evil%}>", False, "a colour directive"),
    ("tags", {"<{%": "b"}, False, "a directive in a key"),
    ("na\nme", "x", False, "a property that is misspelt so"),
)
def test_a_failure_is_on_its_property_where_its_value_may_be_seen(name, value, shown, reason):
    problem = replace(PreflightOff(), property=name)
    where, text = located(problem, {name: value})
    assert where == (name if shown else ""), reason
    assert str(problem) in text, reason
    assert "\n" not in text, reason
