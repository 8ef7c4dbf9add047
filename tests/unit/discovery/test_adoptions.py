"""Entries for what is adoptable: by names where those are unique, and beside what people have edited."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pulumi_servicecatalog.discovery import adoptions
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Inventory
from pulumi_servicecatalog.rules import governed_stacks
from support.tables import table

HERE = {"account": "111122223333", "region": "eu-west-1"}
LOCATION = Location(**HERE)
WEB, V1 = {"id": "prod-1", "name": "web"}, {"id": "pa-1", "name": "v1"}


def stack(name, verdict="adoptable", **more):
    candidate = {"product": WEB, "provisioningArtifact": V1, "match": "identical", "differences": []}
    line = {"candidates": [candidate], "because": "", "verdict": verdict, **more}
    return {**HERE, "stack": {"id": f"arn:{name}", "name": name, "status": "CREATE_COMPLETE"}, **line}


def product(id_="prod-1"):
    return {**HERE, "product": {"id": id_, "name": "web"}}


def version(id_="pa-1"):
    return {**HERE, "product": WEB, "provisioningArtifact": {"id": id_, "name": "v1"}}


def of(*stacks, products=None, versions=None):
    inventory = Inventory(stacks=stacks, products=products or (product(),), versions=versions or (version(),))
    return adoptions.of_inventory(inventory).get(LOCATION, [])


def entries(text):
    return yaml.safe_load(text) or []


@table(
    "products versions entry",
    ((product(),), (version(),), {"productName": "web", "provisioningArtifactName": "v1"}, "both are unique"),
    (
        (product(), product("prod-2")),
        (version(),),
        {"productId": "prod-1", "provisioningArtifactName": "v1"},
        "two products of one name",
    ),
    (
        (product(),),
        (version(), version("pa-2")),
        {"productName": "web", "provisioningArtifactId": "pa-1"},
        "two versions of one name",
    ),
)
def test_what_has_no_unique_name_goes_by_its_id(products, versions, entry, reason):
    (adoption,) = of(stack("payments"), products=products, versions=versions)
    assert entries(adoption.text()) == [{"name": "payments", "physicalId": "payments", **entry}], reason


def test_only_what_is_adoptable_has_an_entry_and_they_are_sorted():
    stacks = [stack("b"), stack("a"), *(stack(kind, kind) for kind in ("near", "excluded", "governed"))]
    assert [adoption.stack for adoption in of(*stacks)] == ["a", "b"]


def test_a_comment_says_why_it_matched_and_which_one_of_several_was_taken():
    candidates = stack("a")["candidates"] * 2
    (adoption,) = of(stack("a", candidates=candidates, because="it is the newest"))
    assert (
        adoption.text().splitlines()[0].endswith("# identical to web v1; taken of 2 versions, since it is the newest")
    )


def test_a_comment_says_what_cloudformation_masks():
    masked = {**stack("a")["candidates"][0], "differences": ["Resources.Queue.Password"]}
    (adoption,) = of(stack("a", candidates=[masked]))
    assert adoption.text().splitlines()[0].endswith("# identical to web v1; not comparable: Resources.Queue.Password")


@pytest.mark.parametrize("name", ["1.0", "2024-01-31", "a: b # c", "é😀", "a\x7fb", "a\u2028b", "a\nb"])
def test_a_product_may_have_any_name(name):
    named = {"id": "prod-1", "name": name}
    candidate = {**stack("a")["candidates"][0], "product": named}
    (adoption,) = of(stack("a", candidates=[candidate]), products=({**HERE, "product": named},))
    assert entries(adoption.text())[0]["productName"] == name


def test_names_that_yaml_takes_for_something_else_are_read_as_they_are():
    names = ["no", "null", "yes-1", "on", "y", "e1"]
    assert [entries(adoption.text())[0]["name"] for adoption in of(*map(stack, names))] == sorted(names)


def test_a_second_run_adds_what_is_new_keeps_every_edit_and_tells_what_is_gone():
    first = adoptions.merged("", [], of(stack("a"), stack("gone")), {"a", "gone"})
    edited = first.text.replace("v1", "v2  # decided on Monday") + "# ours\n"
    second = adoptions.merged(edited, entries(edited), of(stack("a"), stack("b")), {"a", "b", "arn:a"})
    assert second.text.startswith(edited)
    assert (second.added, second.gone) == (("b",), ("gone",))
    third = adoptions.merged(second.text, entries(second.text), of(stack("a"), stack("b")), {"a", "b"})
    assert (third.text, third.added) == (second.text, ())


def test_a_file_that_does_not_end_in_a_line_is_not_broken():
    text = "- {name: a, physicalId: a}"
    merged = adoptions.merged(text, entries(text), of(stack("a"), stack("b")), {"a", "b"})
    assert [entry["name"] for entry in entries(merged.text)] == ["a", "b"]


@given(st.text(min_size=1), st.text())
def test_every_name_is_read_as_it_is_and_no_comment_breaks_the_file(name, because):
    line = stack("a", because=because)
    line["candidates"] *= 2
    named = {"id": "prod-1", "name": name}
    line["candidates"][0] = {**line["candidates"][0], "product": named}
    text = of(line, products=({**HERE, "product": named},))[0].text()
    for read in (entries, governed_stacks.entries):
        assert read(text)[0]["productName"] == name
    assert len(text.splitlines()) == 4
