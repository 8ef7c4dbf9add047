"""What a component declares: its map and its text come to the inputs of resources, or to one reason why not."""

from typing import Any

import pytest

from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import governed_stacks
from pulumi_servicecatalog.rules.governed_stacks import InvalidComponentError
from support.tables import table

TEXT = "- {name: payments, physicalId: payments, productName: web}"
PAYMENTS = {"name": "payments", "physicalId": "payments", "productName": "web"}


@table(
    "inputs declared",
    ({"stacks": {"a": "s"}, "region": "r"}, {"a": {"name": "a", "physicalId": "s", "region": "r"}}, "a map"),
    ({"adoptions": TEXT}, {"payments": PAYMENTS}, "a text"),
    ({"adoptions": '[{"name": "a", "physicalId": "s"}]'}, {"a": {"name": "a", "physicalId": "s"}}, "JSON is YAML"),
    ({"stacks": {"a": "s"}, "adoptions": TEXT}, {"a": {"name": "a", "physicalId": "s"}, "payments": PAYMENTS}, "both"),
    ({"adoptions": TEXT, "productName": "x"}, {"payments": PAYMENTS}, "an entry comes before the component"),
    ({"adoptions": TEXT, "productId": "prod-1"}, {"payments": PAYMENTS}, "and displaces the other way to name it"),
    ({"adoptions": "# none left\n"}, {}, "every entry was removed"),
    ({"stacks": {}}, {}, "an empty map"),
)
def test_each_stack_has_its_inputs(inputs: dict[str, Any], declared: dict[str, Any], reason: str) -> None:
    assert governed_stacks.declarations(inputs) == declared, reason


@pytest.mark.parametrize("version", ["2024-01-31", "2024-01-31 10:00:00"])
def test_a_version_that_is_named_by_a_date_stays_a_text(version: str) -> None:
    (entry,) = governed_stacks.entries(f"- provisioningArtifactName: {version}")
    assert entry["provisioningArtifactName"] == version


@table(
    "inputs input_ message",
    ({}, "stacks", "give a map of provisioned product names to stacks", "nothing is declared"),
    ({"stacks": UNKNOWN}, "stacks", "known in a preview", "a map that is not known yet"),
    ({"adoptions": UNKNOWN}, "adoptions", "known in a preview", "a text that is not known yet"),
    ({"adoptions": "a: ["}, "adoptions", "while parsing", "no YAML"),
    ({"adoptions": "a: b"}, "adoptions", "a list of entries is expected", "no list"),
    ({"adoptions": "- a"}, "adoptions", "a list of entries is expected", "no entries"),
    ({"adoptions": "- name: 5"}, "adoptions", "entry 1 needs a name", "a name that is no text"),
    ({"adoptions": f"{TEXT}\n{TEXT}"}, "adoptions", '"payments" is declared twice', "two entries of a name"),
    ({"stacks": {"payments": "s"}, "adoptions": TEXT}, "adoptions", "declared twice", "a name of both"),
)
def test_what_cannot_be_used_is_one_line_that_names_the_input(
    inputs: dict[str, Any], input_: str, message: str, reason: str
) -> None:
    with pytest.raises(InvalidComponentError, match=message) as raised:
        governed_stacks.declarations(inputs)
    assert (raised.value.property_name, "\n" in str(raised.value)) == (input_, False), reason
