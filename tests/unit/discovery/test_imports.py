"""What `pulumi import --file` is given: the component, and what is governed under the names that the program has."""

from typing import Any

from pulumi_servicecatalog.discovery import imports
from pulumi_servicecatalog.discovery.adoptions import Adoption
from pulumi_servicecatalog.discovery.inventory import Location

HERE = Location(account="111122223333", region="eu-west-1")
COMPONENT = {"type": "servicecatalog:index:GovernedStacks", "name": "adoptions", "component": True, "remote": True}


def adopted(stack: str, id_: str) -> Adoption:
    return Adoption(
        location=HERE,
        name=stack,
        stack=stack,
        stack_id=f"arn:{stack}",
        product=("productName", "web"),
        artifact=("provisioningArtifactName", "v1"),
        why="",
        governed_by=id_,
    )


def resource(name: str, id_: str) -> dict[str, Any]:
    kind = "servicecatalog:index:ImportedProvisionedProduct"
    return {"type": kind, "name": f"adoptions-{name}", "id": id_, "parent": "adoptions"}


def test_each_is_imported_under_the_name_of_its_entry() -> None:
    entries = [{"name": "ours", "physicalId": "a"}, {"name": "b", "physicalId": "arn:b"}]
    document = imports.merged({}, [adopted("a", "pp-1"), adopted("b", "pp-2"), adopted("removed", "pp-3")], entries)
    assert document == {"resources": [COMPONENT, resource("ours", "pp-1"), resource("b", "pp-2")]}


def test_a_second_run_adds_what_is_new_and_keeps_every_edit() -> None:
    edited = {"nameTable": {}, "resources": [COMPONENT, {**resource("a", "pp-1"), "version": "1.0.0"}]}
    entries = [{"name": name, "physicalId": name} for name in "ab"]
    document = imports.merged(edited, [adopted("a", "pp-1"), adopted("b", "pp-2")], entries)
    assert document == {**edited, "resources": [*edited["resources"], resource("b", "pp-2")]}


def test_where_nothing_is_governed_there_is_no_file() -> None:
    assert imports.merged({}, [], [{"name": "a", "physicalId": "a"}]) == {}
