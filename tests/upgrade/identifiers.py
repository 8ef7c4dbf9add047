"""What AWS makes up, and how the recorded states and configurations write it instead: `<product web-service>`.

The recorder replaces the identifiers of its account by these names (`named`), and a test replaces the names by the
identifiers of its own account (`filled_in`). Provisioned products and records are numbered in the order in which AWS
made those of one name: a product that was moved is `<provisioned product moved 1>` first, and then
`<provisioned product moved 2>`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from upgrade.environment import Client

_MADE_UP = re.compile(r"\b(?:(?:pp|rec|prod|pa|port|lpv2)-[a-z2-7]{13}|\d{12})\b")


def of(client: Client) -> dict[str, str]:
    """Return the identifiers of all that is in an account, by their names."""
    return {f"<{name}>": identifier for name, identifier in _identifiers(client)}


def named(text: str, identifiers: dict[str, str]) -> str:
    """Replace identifiers by names. Times are left as they are, since several things may share one."""
    for name, identifier in identifiers.items():
        if not name.startswith("<time "):
            text = text.replace(identifier, name)
    unnamed = sorted(set(_MADE_UP.findall(text)))
    assert not unnamed, f"identifiers without a name: {unnamed}"
    return text


def filled_in(text: str, identifiers: dict[str, str]) -> str:
    """Replace names by identifiers."""
    for name, identifier in identifiers.items():
        text = text.replace(name, identifier)
    unknown = sorted(set(re.findall(r"<[^<>\n]+>", text)))
    assert not unknown, f"names of what is not in this account: {unknown}"
    return text


def _identifiers(client: Client) -> Iterator[tuple[str, str]]:
    yield "account", client("sts").get_caller_identity()["Account"]
    yield from _products(client("servicecatalog"))
    yield from _provisioned_products(client("servicecatalog"))
    for stack in _all(client("cloudformation"), "describe_stacks", "Stacks"):
        yield f"stack {stack['StackName']}", stack["StackId"].rpartition("/")[2]


def _products(catalog: Any) -> Iterator[tuple[str, str]]:
    for view in _all(catalog, "search_products_as_admin", "ProductViewDetails"):
        product = view["ProductViewSummary"]
        yield f"product {product['Name']}", product["ProductId"]
        versions = catalog.list_provisioning_artifacts(ProductId=product["ProductId"])["ProvisioningArtifactDetails"]
        for version in versions:
            yield f"version {product['Name']} {version['Name']}", version["Id"]


def _provisioned_products(catalog: Any) -> Iterator[tuple[str, str]]:
    """Name all that were ever made, by their records, and the stacks and times of those that exist."""
    everybody = {"Key": "Account", "Value": "self"}
    records = list(_all(catalog, "list_record_history", "RecordDetails", AccessLevelFilter=everybody))
    numbers: Counter[str] = Counter()
    names: dict[str, str] = {}
    for record in reversed(records):  # AWS lists the newest first
        id_, name = record["ProvisionedProductId"], record["ProvisionedProductName"]
        if id_ not in names:
            numbers[f"provisioned product {name}"] += 1
            names[id_] = f"{name} {numbers[f'provisioned product {name}']}"
            yield f"provisioned product {names[id_]}", id_
        numbers[f"record {name}"] += 1
        yield f"record {name} {numbers[f'record {name}']}", record["RecordId"]
    for provisioned_product in catalog.search_provisioned_products(PageSize=100)["ProvisionedProducts"]:
        name = names[provisioned_product["Id"]]
        yield f"stack of {name}", re.split("[/:]", provisioned_product["PhysicalId"])[-1]
        yield f"time {name}", provisioned_product["CreatedTime"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _all(client: Any, operation: str, key: str, **arguments: Any) -> Iterator[dict[str, Any]]:
    for page in client.get_paginator(operation).paginate(**arguments):
        yield from page[key]
