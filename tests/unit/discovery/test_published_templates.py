"""Templates as teams publish them, made into stacks and saved as a scan: their families and the nearest versions."""

from pathlib import Path

import pytest

from pulumi_servicecatalog.cli import main
from pulumi_servicecatalog.discovery import inventory_file, saved_scan
from pulumi_servicecatalog.discovery.saved_scan import ScanFolder
from pulumi_servicecatalog.discovery.scan import scan
from pulumi_servicecatalog.model.product import Artifact, Product
from support.fakes.gateway import FakeGateway
from support.fakes.samples import PATH, stack
from support.fakes.state import State, Version, moment
from support.sessions import unshared

FOLDER = Path(__file__).parents[2] / "data/published_templates"
TEXTS = {file.name: file.read_text() for file in FOLDER.iterdir() if file.suffix in {".json", ".yaml"}}
TEXTS["Changed.yaml"] = TEXTS["Queue.yaml"].replace('Default: "345600"', 'Default: "60"')
OFFERED = ("Topic.yaml", "Queue.yaml", "Database.json")
"""Those of which there is a product."""


def state() -> State:
    products = [Product(id=f"prod-{n}", name=name, type="CLOUD_FORMATION_TEMPLATE") for n, name in enumerate(OFFERED)]
    versions = [
        Version(
            product_id=product.id,
            artifact=Artifact(id=f"pa-{product.id}", name="v1", created_time=moment(0)),
            template=TEXTS[product.name],
        )
        for product in products
    ]
    stacks = {name: stack(name.replace(".", "-"), parameters={}) for name in TEXTS}
    return State(
        stacks=tuple(stacks.values()),
        products=tuple(products),
        versions=tuple(versions),
        launch_paths={product.id: (PATH,) for product in products},
        templates={stacks[name].id: text for name, text in TEXTS.items()},
    )


@pytest.fixture
def inventory(tmp_path, capsys):
    """The inventory of a saved scan of stacks that have the templates."""
    folder = ScanFolder(tmp_path / "scan")
    folder.begin(again=False)
    session = saved_scan.recorded(unshared(FakeGateway(state())), folder)
    scan(session, lambda same: same)
    saved_scan.save(session)
    path = tmp_path / "i.jsonl"
    assert main.main(["discover", "--from", str(tmp_path / "scan"), "--out", str(path)]) == 0
    assert f"governed 0 of {len(TEXTS)} stacks" in capsys.readouterr().out
    return inventory_file.read(path)


def test_families_and_nearest_versions_are_as_expected(inventory):
    shown = {
        line["stack"]["name"]: (
            line["verdict"],
            line["reason"],
            [item["product"]["name"] for item in line["candidates"]],
        )
        for line in inventory.stacks
    }
    missing = "NoVersionMatches"
    assert shown == {
        "Topic-yaml": ("adoptable", "identical", ["Topic.yaml"]),
        "Topic-json": ("adoptable", "equivalent", ["Topic.yaml"]),
        "Database-json": ("adoptable", "identical", ["Database.json"]),
        "Database-yaml": ("adoptable", "equivalent", ["Database.json"]),
        "Queue-yaml": ("adoptable", "identical", ["Queue.yaml"]),
        "Changed-yaml": ("near", missing, ["Queue.yaml"]),
        **dict.fromkeys(
            ("Table-yaml", "Table-json", "FifoQueue-yaml", "DatabaseOfOwnSettings-yaml"), ("unmatched", missing, [])
        ),
    }


def test_a_template_in_json_and_in_yaml_is_one_family(inventory):
    families: dict[str, set[str]] = {}
    for line in inventory.stacks:
        families.setdefault(line["family"], set()).add(line["stack"]["name"])
    assert sorted(map(sorted, families.values())) == [
        ["Changed-yaml"],
        ["Database-json", "Database-yaml"],
        ["DatabaseOfOwnSettings-yaml"],
        ["FifoQueue-yaml"],
        ["Queue-yaml"],
        ["Table-json", "Table-yaml"],
        ["Topic-json", "Topic-yaml"],
    ]
