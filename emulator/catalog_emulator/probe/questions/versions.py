"""Versions of a product: their order, and what AWS says of one that was made from a stack."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from catalog_emulator.probe import catalog
from catalog_emulator.probe.answer import Answer, Reply, UnansweredError, answer
from catalog_emulator.probe.question import question

if TYPE_CHECKING:
    from catalog_emulator.probe.account import Account

_VERSIONS = 8
"""How many are listed: none of their orders is likely to be oldest or newest first by chance."""


@question
def version_order(account: Account) -> Answer:
    """In which order are versions listed?"""
    source, first = catalog.catalog(account)
    made = [first.artifact_id]
    for number in range(2, _VERSIONS + 1):
        document = account.catalog.create_provisioning_artifact(
            ProductId=first.product_id, Parameters=catalog.artifact(f"v{number}", source)
        )
        made.append(document["ProvisioningArtifactDetail"]["Id"])
    reply = account.ask("servicecatalog", "list_provisioning_artifacts", ProductId=first.product_id)
    details = reply.document["ProvisioningArtifactDetails"]
    listed = [artifact["Id"] for artifact in details]
    if sorted(listed) != sorted(made):
        raise UnansweredError(f"{len(listed)} of {len(made)} versions are listed")
    orders = {"oldest-first": made, "newest-first": made[::-1]}
    value = next((order for order, ids in orders.items() if ids == listed), "none")
    return answer(value, reply, f"listed as {', '.join(artifact['Name'] for artifact in details)}")


def _info(account: Account) -> tuple[Reply, dict[str, str]]:
    _, version = account.once(catalog.catalog, lambda: catalog.catalog(account))
    reply = account.ask(
        "servicecatalog",
        "describe_provisioning_artifact",
        ProductId=version.product_id,
        ProvisioningArtifactId=version.artifact_id,
    )
    return reply, reply.document.get("Info") or {}


@question
def template_url_style(account: Account) -> Answer:
    """Which form has the TemplateUrl of a version?"""
    reply, info = _info(account)
    if "TemplateUrl" not in info:
        raise UnansweredError(f"Info of a version that was made from a stack has only {', '.join(info) or 'nothing'}")
    host = urlsplit(info["TemplateUrl"]).hostname or ""
    of_aws = "path" if host.startswith(("s3.", "s3-")) else "virtual"
    style = of_aws if ".amazonaws." in host else "endpoint"
    return answer(style, reply, f"host {host}")


@question
def stack_artifact_info(account: Account) -> Answer:
    """What does Info say of a version that was made from a stack?"""
    reply, info = _info(account)
    shown = {"TemplateUrl": "template-url", "ImportFromPhysicalId": "physical-id"}
    values = [value for key, value in shown.items() if key in info]
    if not values:
        raise UnansweredError(f"Info has only {', '.join(info) or 'nothing'}")
    return answer(values[0] if len(values) == 1 else "both", reply, f"Info has {', '.join(info)}")
