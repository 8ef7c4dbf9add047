"""What ignoreChanges names is no part of an update: AWS keeps what it has of it."""

from pulumi_servicecatalog.rules.ignored_changes import undeclared
from support.tables import table

TAGS = {"team": "web", "env": "dev"}
INPUTS = {"name": "payments", "ignoreErrors": True, "provisioningArtifactName": "v1", "tags": TAGS}


@table(
    "ignored left",
    ([], INPUTS, "nothing"),
    (["provisioningArtifactName"], {"name": "payments", "ignoreErrors": True, "tags": TAGS}, "an input"),
    (["tags.team"], {**INPUTS, "tags": {"env": "dev"}}, "a key of a map"),
    (['tags["team"]'], {**INPUTS, "tags": {"env": "dev"}}, "a key in brackets"),
    (["tags.*"], {"name": "payments", "ignoreErrors": True, "provisioningArtifactName": "v1"}, "all keys of a map"),
    (["name", "ignoreErrors"], INPUTS, "what only a replacement changes, and a setting"),
    (["parameters.Size"], INPUTS, "a key of what is not declared"),
)
def test_what_is_ignored_is_left_out(ignored, left, reason):
    assert undeclared(ignored, INPUTS) == left, reason
