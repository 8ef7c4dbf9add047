"""How a difference is told in a sentence; the values of parameters, which may be secrets, are never in it."""

from typing import Any

from pulumi_servicecatalog.model.properties import PropertyPath
from pulumi_servicecatalog.rules import drift
from support.tables import table


@table(
    "name key actual declared sentence",
    (
        "provisioningArtifactName",
        None,
        "v1",
        "v2",
        "provisioningArtifactName: AWS has v1, and v2 is declared.",
        "both are told",
    ),
    ("owner", None, "", "arn", "owner: AWS has nothing, and arn is declared.", "AWS has nothing"),
    ("tags", "team", "core", None, "tags.team: AWS has core, and nothing is declared.", "nothing is declared"),
    (
        "parameters",
        "Size",
        "small",
        "large",
        "parameters.Size: AWS has another value than the one that is declared.",
        "a parameter",
    ),
    ("parameters", "Size", None, "large", "parameters.Size: AWS has no value, and one is declared.", "a new parameter"),
    (
        "provisioningPreferences",
        None,
        None,
        None,
        "provisioningPreferences: other accounts, Regions or limits are declared than at the last update.",
        "what AWS does not report",
    ),
    (
        "notificationArns",
        None,
        None,
        None,
        "notificationArns: other topics are declared than at the launch.",
        "what AWS does not report either",
    ),
)
def test_a_change_is_described(
    name: str, key: str | None, actual: Any, declared: Any, sentence: str, reason: str
) -> None:
    change = drift.Change(path=PropertyPath(name, key), actual=actual, declared=declared)
    assert drift.describe(change) == sentence, reason
