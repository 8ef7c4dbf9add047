"""Tags that AWS never takes are refused before anything is sent, by the limits of AWS's own model."""

import botocore.session
import pytest

from pulumi_servicecatalog.model.properties import BOTH, BY_NAME, IMPORTED, ResourceKind
from pulumi_servicecatalog.rules import inputs
from support.tables import table

INPUTS = {"name": "web", "physicalId": "web", "productName": "web-service", "provisioningArtifactName": "v1"}


def messages(tags: dict[str, str], kind: ResourceKind) -> list[str]:
    declared = {name: value for name, value in INPUTS.items() if kind is IMPORTED or name != "physicalId"}
    return [problem.message() for problem in inputs.problems({**declared, "tags": tags}, kind)]


@pytest.mark.parametrize("kind", list(BOTH))
@table(
    "tags message",
    ({f"k{number}": "v" for number in range(51)}, "must have at most 50 keys", "too many"),
    ({"aws:owner": "x"}, 'A key of tags is "aws:owner", but must not begin with aws:', "the prefix of AWS"),
    ({"AWS:owner": "x"}, "must not begin with aws:", "the prefix in capitals"),
    ({"k" * 129: "v"}, "must have at most 128 characters", "a key that is too long"),
    ({"": "v"}, 'A key of tags is "", but must not be empty', "an empty key"),
    ({"team#1": "v"}, "A key of tags", "a character that no key has"),
    ({"team\n": "v"}, "A key of tags", "a line's end"),
    ({"team": "v" * 257}, "tags.team", "a value that is too long"),
    ({"team": ""}, "tags.team", "an empty value"),
    ({"team": "core;data"}, "tags.team", "a character that no value has"),
    ({"team": "core\n"}, "tags.team", "a line's end in a value"),
)
def test_tags_that_aws_never_takes(tags: dict[str, str], message: str, reason: str, kind: ResourceKind) -> None:
    (problem,) = messages(tags, kind)
    assert message in problem, reason


@table(
    "tags",
    ({f"k{number}": "v" for number in range(50)}, "as many as AWS takes"),
    ({"k" * 128: "v" * 256}, "as long as AWS takes"),
    ({"Größe 名前_1": "½ a:b/c=d+e-f@g.h\u00a0", "laws:": "aws:x"}, "letters, numbers and separators of Unicode"),
)
def test_tags_that_aws_takes(tags: dict[str, str], reason: str) -> None:
    assert messages(tags, IMPORTED) == [], reason


def test_the_limits_are_those_of_aws_own_model() -> None:
    model = botocore.session.get_session().get_service_model("servicecatalog")
    tags, key, value = (model.shape_for(name).metadata for name in ("Tags", "TagKey", "TagValue"))
    declared = BY_NAME["tags"].json_schema(IMPORTED)
    assert declared["maxProperties"] == tags["max"]
    for limits, ours in ((key, declared["propertyNames"]), (value, declared["additionalProperties"])):
        assert (ours["minLength"], ours["maxLength"]) == (limits["min"], limits["max"])
        assert ours["pattern"] == limits["pattern"].replace("(", "").replace(")", "")
