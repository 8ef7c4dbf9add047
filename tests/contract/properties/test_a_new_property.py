"""A new input is one entry in the table and one line in the gateway: nothing else has to know of it.

The package is copied, the two are written into the copy, and a process that imports the copy shows the rest.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]

ENTRY = """    Property(
        name="costCenter",
        type=Text(min_length=2),
        comparison=Comparison.LIVE,
        sent_by=SentBy.{sent_by},
        doc="The cost center that pays for it.",
    ),
"""
LINE = """        "costCenter": Member(request="CostCenter", response="CostCenter"),
"""
PROGRAM = """
import json, sys
from unittest.mock import Mock
from pulumi_servicecatalog.aws import responses
from pulumi_servicecatalog.aws.structure import Structure
from pulumi_servicecatalog.aws.writes import WriteCalls
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.properties import IMPORTED
from pulumi_servicecatalog import codec
from pulumi_servicecatalog.rules import drift, inputs
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import adopted
from tools.generate import arguments_module, reference_page, schema_file

VALUES = {"name": "payments", "physicalId": "payments", "productName": "web-service", "costCenter": "web"}
ANSWER = {"Id": "pp-payments", "Name": "payments", "Status": "AVAILABLE", "CostCenter": "data"}
observed = ObservedState(provisioned_product=responses.provisioned_product(Structure(ANSWER)))
desired = codec.desired(IMPORTED, VALUES)
changes = [c for c in drift.changes(desired, observed) if c.path.name == "costCenter"]

gateway = FakeGateway(adopted("payments"))
gateway_sent = []

def keep(name):
    def stop(request):
        gateway_sent.append((name, request))
        raise SystemExit
    return stop

for name in ("update_provisioned_product", "update_properties"):
    setattr(gateway, name, keep(name))
product = gateway.provisioned_product("pp-payments")
from dataclasses import replace
from pulumi_servicecatalog.reconcile.operations import update
run = Run(gateway)
product = replace(product, plain={"costCenter": "data"})
actual = ObservedState(provisioned_product=product, stack=gateway.stack("payments"))
try:
    update.change(actual, desired.resolve(), run.session, run.operation())
except SystemExit:
    pass
(name, request), = gateway_sent
client = Mock()
getattr(client, {"update_properties": "update_provisioned_product_properties"}.get(name, name)).return_value = {
    "RecordId": "rec-1", "Status": "CREATED", "RecordDetail": {"RecordId": "rec-1", "Status": "CREATED"}}
getattr(WriteCalls(client), name)(request)
(sent,) = [call.kwargs for call in client.mock_calls if call.kwargs]
schema = schema_file.schema()
json.dump({
    "wrong": [str(p) for p in inputs.problems({**VALUES, "costCenter": "x"}, IMPORTED)],
    "parsed": desired.plain,
    "compared": [[str(c.path), c.actual, c.declared] for c in changes],
    "sent": sent.get("CostCenter") or sent["ProvisionedProductProperties"]["CostCenter"],
    "request": name,
    "arguments": "cost_center: pulumi.Input[str]" in arguments_module.render(schema),
    "reference": [line for line in reference_page.render(schema).splitlines() if line.startswith("| `costCenter`")],
    "schema": schema["resources"][IMPORTED.token]["inputProperties"]["costCenter"],
    "encoded": codec.inputs(desired)["costCenter"],
}, sys.stdout)
"""


def insert(path: Path, before: str, text: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert content.count(before) == 1, before
    path.write_text(content.replace(before, text + before), encoding="utf-8")


@pytest.fixture(params=["UPDATE", "UPDATE_PROPERTIES"])
def seen(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """What a process sees whose package has one more property."""
    for folder in ("provider", "tools", "tests/support"):
        ignored = shutil.ignore_patterns("__pycache__", "schema.json")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = tmp_path / "provider" / "pulumi_servicecatalog"
    end_of_table = ')\n"""In the order of the reference page, which is also'
    insert(package / "model" / "properties.py", end_of_table, ENTRY.format(sent_by=request.param))
    insert(package / "aws" / "members.py", '        "owner": Member(', LINE)
    path = os.pathsep.join(str(tmp_path / folder) for folder in ("provider", ".", "tests"))
    command = [sys.executable, "-c", PROGRAM]
    ran = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    result: dict[str, Any] = json.loads(ran.stdout)
    return {**result, "sent_by": request.param}


def test_one_entry_and_one_line_make_an_input_that_is_parsed_compared_sent_and_documented(seen: dict[str, Any]) -> None:
    assert seen["parsed"] == {"costCenter": "web"}
    assert seen["encoded"] == "web"
    assert len(seen["wrong"]) == 1
    assert "[InvalidValue] costCenter" in seen["wrong"][0]
    assert seen["compared"] == [["costCenter", "data", "web"]]
    assert (seen["sent"], seen["request"]) == (
        "web",
        "update_provisioned_product" if seen["sent_by"] == "UPDATE" else "update_properties",
    )
    assert seen["schema"] == {"type": "string", "minLength": 2, "description": "The cost center that pays for it."}
    assert seen["arguments"]
    assert len(seen["reference"]) == 3, "both resources and the component"
