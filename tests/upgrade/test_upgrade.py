"""States that released versions wrote stay valid: the present version previews, updates and destroys their resources.

Each test makes at AWS what a recorded state describes, has Pulumi import the state, and runs the program that it was
recorded with on the present provider. What is recorded (`upgrade.record`) is not changed any more.

A healthy resource shows no change. One whose last operation failed, or did not end in time, has init errors in the
state, and the engine updates such a resource whatever its diff is. So there the preview succeeds and shows these
updates and nothing else; `pulumi up` makes them, and the preview after it is empty. What an update then has AWS do:

* after a failed update, whose cause is gone since, one update of the product, as it is TAINTED;
* after a timeout, nothing, as the operation has come to its end at AWS since. With the plugin even the preview shows no
  update: it has the engine refresh its resources first, and a refresh that finds all well ends the init errors.
"""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from upgrade import identifiers
from upgrade.environment import Client, Environment
from upgrade.recording import Recording, recordings

TO_UPDATE = {
    ("failed-update", "dynamic"): {"failed", "failed-launched"},
    ("failed-update", "plugin"): {"failed", "failed-launched"},
    ("timeout", "dynamic"): {"adoption", "launch", "update"},
    ("timeout", "plugin"): set[str](),
}
"""The resources that are to be updated, by case and provider; in the cases that are not here none is."""

UPDATES_AT_AWS = {"failed-update": ["failed", "failed-launched"], "timeout": []}
"""The provisioned products that AWS is to update for that."""

RECORDINGS = recordings()
HEALTHY = [recording for recording in RECORDINGS if recording.case not in UPDATES_AT_AWS]
WITH_INIT_ERRORS = [recording for recording in RECORDINGS if recording.case in UPDATES_AT_AWS]


@pytest.mark.parametrize("recording", HEALTHY, ids=str)
def test_healthy_resources_of_an_earlier_version_show_no_change_and_are_destroyed(
    recording: Recording, environment: Environment
) -> None:
    recorded, adopted = load(recording, environment)
    shown = preview(environment)
    assert shown.operations == dict.fromkeys(recorded, "same"), shown.messages
    assert shown.expected_no_changes
    destroy(environment, adopted)


@pytest.mark.parametrize("recording", WITH_INIT_ERRORS, ids=str)
def test_resources_that_an_earlier_version_left_with_init_errors_are_mended_by_an_update(
    recording: Recording, environment: Environment
) -> None:
    recorded, adopted = load(recording, environment)
    assert all("initErrors" in resource for resource in recorded.values())
    updated = TO_UPDATE[recording.case, recording.provider]
    shown = preview(environment)
    assert shown.operations == {name: "update" if name in updated else "same" for name in recorded}, shown.messages

    before = history(environment.client)
    environment.pulumi("up", "--yes", "--skip-preview")
    now = resources(environment.pulumi("stack", "export"))
    assert now.keys() == recorded.keys()
    assert not any("initErrors" in resource for resource in now.values())
    made = history(environment.client)[len(before) :]
    assert sorted(made) == [(name, "UPDATE_PROVISIONED_PRODUCT") for name in UPDATES_AT_AWS[recording.case]]
    assert {item["Status"] for item in environment.aws.provisioned_products()} == {"AVAILABLE"}
    assert preview(environment).expected_no_changes
    destroy(environment, adopted)


def load(recording: Recording, environment: Environment) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """Make what the state describes, and have Pulumi import it.

    Return the resources of the state, and the ARNs of the stacks that there were before any program.
    """
    world, client = recording.world, environment.client
    world["prepare"](client)
    adopted = set(stacks(client))
    world["HISTORY"][recording.case](client)
    known = identifiers.of(client)
    recording.write_program(environment.program, known)
    state, file = recording.state(known), environment.program.with_name("recorded.json")
    file.write_text(state, encoding="utf-8")
    environment.pulumi("stack", "init", "dev")
    environment.pulumi("stack", "import", "--file", str(file))
    return resources(state), adopted


def resources(exported: str) -> dict[str, dict[str, Any]]:
    """Return the resources of a state, without Pulumi's own, by name."""
    recorded = json.loads(exported)["deployment"]["resources"]
    return {name_of(resource["urn"]): resource for resource in recorded if not is_pulumis(resource["urn"])}


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a preview is about to do with each resource, beside refreshing it, and what it printed."""

    expected_no_changes: bool
    operations: dict[str, str]
    messages: list[str]


def preview(environment: Environment) -> Preview:
    """Run `pulumi preview --expect-no-changes`."""
    done = environment.run("preview", "--expect-no-changes", "--json", "--show-sames")
    shown = json.loads(done.stdout)
    steps = [step for step in shown["steps"] if step["op"] != "refresh" and not is_pulumis(step["urn"])]
    return Preview(
        expected_no_changes=done.returncode == 0,
        operations={name_of(step["urn"]): step["op"] for step in steps},
        messages=[diagnostic["message"] for diagnostic in shown.get("diagnostics", [])],
    )


def name_of(urn: str) -> str:
    return urn.split("::")[3]


def is_pulumis(urn: str) -> bool:
    return urn.split("::")[2].startswith("pulumi:")


def destroy(environment: Environment, adopted: set[str]) -> None:
    """Destroy all, and see that AWS keeps the adopted stacks as they are, and nothing else."""
    client = environment.client
    before = stacks(client)
    launched = before.keys() - adopted
    environment.pulumi("destroy", "--yes", "--skip-preview")
    assert environment.aws.provisioned_products() == []
    assert launched
    assert stacks(client) == {arn: before[arn] for arn in adopted}
    assert {stack["status"] for stack in before.values()} <= {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
    assert {environment.aws.stack(arn)["StackStatus"] for arn in launched} == {"DELETE_COMPLETE"}
    assert {item["Status"] for item in environment.aws.cloudformation.list_stack_sets()["Summaries"]} <= {"DELETED"}


def stacks(client: Client) -> dict[str, dict[str, Any]]:
    """Return the status and the resources of each stack by its ARN."""
    cloudformation = client("cloudformation")
    return {
        stack["StackId"]: {
            "status": stack["StackStatus"],
            "resources": {
                resource["LogicalResourceId"]: resource["PhysicalResourceId"]
                for resource in cloudformation.describe_stack_resources(StackName=stack["StackId"])["StackResources"]
            },
        }
        for page in cloudformation.get_paginator("describe_stacks").paginate()
        for stack in page["Stacks"]
    }


def history(client: Client) -> list[tuple[str, str]]:
    """Return all that AWS has done with provisioned products, oldest first: the name of each, and what it was."""
    pages = client("servicecatalog").get_paginator("list_record_history")
    everybody = {"Key": "Account", "Value": "self"}
    records = [record for page in pages.paginate(AccessLevelFilter=everybody) for record in page["RecordDetails"]]
    return [(record["ProvisionedProductName"], record["RecordType"]) for record in reversed(records)]
