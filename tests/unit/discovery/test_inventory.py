"""The lines of an inventory keep to their schema, and a file of them is completed or refused, never half read."""

import json
from pathlib import Path

import jsonschema
import pytest

from pulumi_servicecatalog.discovery import inventory, inventory_file
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import InventoryError, InventoryWriter
from pulumi_servicecatalog.discovery.scan import scan
from pulumi_servicecatalog.model.problems.connection import NoCredentials
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, adopted, stack
from support.sessions import unshared
from support.tables import table

SCHEMA = json.loads((Path(__file__).parents[3] / "docs/inventory.schema.json").read_text())
HERE = Location(account="123456789012", region="eu-west-1")
THERE = Location(account="123456789012", region="us-east-1")
UNREAD = inventory.of_failure(NoCredentials(reason="none"), HERE, denied=True)


def lines(state, location=HERE):
    return list(inventory.of_scan(scan(unshared(FakeGateway(state)), lambda same: same), location, set()))


def write(path, *written):
    path.write_text(inventory.text(written))
    return path


@table(
    "made",
    (lines(account(stack("payments"))), "what can be adopted"),
    (lines(adopted("payments")), "what is governed"),
    (lines(account(stack("payments", status="ROLLBACK_COMPLETE"))), "what is excluded"),
    ([UNREAD], "what could not be read"),
    ([inventory.begun(1), UNREAD], "what was begun"),
)
def test_every_line_keeps_to_the_published_schema(made, reason):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for line in made:
        jsonschema.validate(json.loads(inventory.text([line])), SCHEMA)
    assert made[-1]["kind"] == "account", reason


def test_a_file_is_read_as_it_was_written(tmp_path):
    written = lines(account(stack("payments")))
    result = inventory_file.read(write(tmp_path / "i.jsonl", *written))
    read = [*result.products, *result.versions, *result.families, *result.stacks, *result.accounts]
    assert sorted(map(json.dumps, read)) == sorted(map(json.dumps, written))


def test_a_killed_run_goes_on_with_what_was_not_read_whole(tmp_path):
    here, there = lines(account(stack("payments"))), lines(account(stack("search")), THERE)
    path = write(tmp_path / "i.jsonl", *here, *there[:-1])
    path.write_text(path.read_text() + '{"schemaVersion":1,"ki')
    resumed = inventory_file.resume(path)
    assert resumed.shards == {HERE}
    with InventoryWriter(path) as writer:
        writer.write(there)
    names = [line["stack"]["name"] for line in inventory_file.read(path).stacks]
    assert sorted(names) == ["payments", "search"]


def test_of_inventories_that_were_put_together_the_last_one_counts(tmp_path):
    first, second = lines(account(stack("payments"))), lines(account(stack("search"), stack("orders")))
    result = inventory_file.read(write(tmp_path / "i.jsonl", UNREAD, *first, *lines(account(), THERE), *second))
    names = [(line["region"], line["stack"]["name"]) for line in result.stacks]
    assert sorted(names) == [("eu-west-1", "orders"), ("eu-west-1", "search"), ("us-east-1", "payments")]
    assert [line["outcome"] for line in result.accounts] == ["read", "read"]


def test_what_could_not_be_read_is_read_again(tmp_path):
    path = write(tmp_path / "i.jsonl", UNREAD)
    assert inventory_file.resume(path).shards == frozenset()
    assert path.read_text() == ""


def test_an_inventory_of_a_killed_run_is_not_taken_for_a_whole_one(tmp_path):
    path = write(tmp_path / "i.jsonl", inventory.begun(2), UNREAD)
    with pytest.raises(InventoryError, match="it has 1 of 2 accounts and Regions; complete it with"):
        inventory_file.read(path)
    with InventoryWriter(path) as writer:
        writer.write(lines(account(stack("search")), THERE))
    assert len(inventory_file.read(path).accounts) == 2
    assert inventory_file.resume(path).shards == {THERE}
    assert "discovery" not in path.read_text()


def test_nothing_is_resumed_where_there_is_no_file(tmp_path):
    assert inventory_file.resume(tmp_path / "nowhere.jsonl").shards == frozenset()


@table(
    "text message",
    ('{"schemaVersion":2,"kind":"stack"}\n', "line 1: it is of schemaVersion 2", "another version"),
    ("{}\n", "line 1: this is no line of an inventory", "something else"),
    ("[1]\n", "line 1: this is no JSON object", "no map"),
    ("x\n", "line 1: this is no JSON", "no JSON"),
    ('{"schemaVersion":1,"kind":"stak"}\n', 'line 1: "stak" is no kind of line', "an unknown kind"),
    ('{"schemaVersion":1,"kind":"family"}\n', "a line of kind family needs family, parts", "members are missing"),
    ('{"schemaVersion":1,"kind":"discovery","shards":"1"}\n', "needs a number of shards", "a number that is none"),
    ('{"schemaVersion":1,"kind"', "it ends within a line", "cut off"),
    (inventory.text(lines(account(stack("payments")))[:-1]), "123456789012, eu-west-1 is not complete", "no end"),
)
def test_a_file_that_cannot_be_used_is_one_line_that_names_it(tmp_path, text, message, reason):
    path = tmp_path / "i.jsonl"
    path.write_text(text)
    with pytest.raises(InventoryError) as failed:
        inventory_file.read(path)
    assert message in str(failed.value), reason
    assert str(failed.value).startswith(str(path))
    assert "\n" not in str(failed.value)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(InventoryError, match="No such file or directory"):
        InventoryWriter(tmp_path / "nowhere" / "i.jsonl")
