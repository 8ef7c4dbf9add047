"""What the function discoverStacks answers. Loaded when it is asked: a plugin that only adopts does not wait for it."""

from collections.abc import Mapping
from typing import Any

from pulumi_servicecatalog.discovery import adoptions, inventory
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Inventory
from pulumi_servicecatalog.discovery.scan import scan
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def answer(session: AccountSession) -> dict[str, Any]:
    """Return a verdict on each stack of an account and Region, and what declares those that are or can be adopted.

    Args:
        session: where it is.

    Raises:
        Refusal: its stacks, its provisioned products or its catalog cannot be listed.

    """
    result = scan(session, lambda template: template)
    location = Location(account=result.identity.account, region=result.identity.region)
    lines = Inventory.of(inventory.of_scan(result, location, set()))
    declared = adoptions.of_inventory(lines, with_adopted=True).get(location, ())
    return {
        "accountId": location.account,
        "adoptions": "".join(adoption.text() for adoption in declared),
        "stacks": [_stack(line) for line in lines.stacks],
    }


def _stack(line: Line) -> dict[str, Any]:
    held = line["governedBy"]
    version = held or next(iter(line["candidates"]), None)
    return {
        **line["stack"],
        "verdict": line["verdict"],
        "reason": line["reason"],
        **({"provisionedProductId": held["id"]} if held else {}),
        **(_names(version) if version else {}),
    }


def _names(version: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "productName": version["product"]["name"],
        "provisioningArtifactName": version["provisioningArtifact"]["name"],
    }
