"""What ignoreChanges names is no part of an update: AWS keeps what it has of it."""

from pulumi_servicecatalog.providers.plugin.diff import undeclared
from support.tables import table

INPUTS = {"name": "payments", "provisioningArtifactName": "v1", "tags": {"team": "web", "env": "dev"}}


@table(
    "ignored left",
    ([], INPUTS, "nothing"),
    (["provisioningArtifactName"], {"name": "payments", "tags": INPUTS["tags"]}, "an input"),
    (["tags.team"], {**INPUTS, "tags": {"env": "dev"}}, "a key of a map"),
    (['tags["team"]'], {**INPUTS, "tags": {"env": "dev"}}, "a key in brackets"),
    (["tags.*"], {"name": "payments", "provisioningArtifactName": "v1"}, "all keys of a map"),
    (["name"], INPUTS, "an input without which there is no resource"),
    (["parameters.Size"], INPUTS, "a key of what is not declared"),
)
def test_what_is_ignored_is_left_out(ignored, left, reason):
    assert undeclared(ignored, INPUTS, ("name",)) == left, reason
