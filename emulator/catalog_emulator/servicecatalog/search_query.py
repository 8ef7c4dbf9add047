"""The SearchQuery of SearchProvisionedProducts: `field:value`, or free text.

The API page lists the searchable fields and gives `status:AVAILABLE` as its only example. What it does not say:
several entries must all hold here, a field's value must be equal apart from case (`*` at its end: begins with),
free text is found anywhere in a value, and whether a value that itself has colons needs quotes is a switch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalog_emulator.core.model.provisioned_product import ProvisionedProduct

FIELDS = {
    "arn": "Arn",
    "createdTime": "CreatedTime",
    "id": "Id",
    "lastRecordId": "LastRecordId",
    "idempotencyToken": "IdempotencyToken",
    "name": "Name",
    "physicalId": "PhysicalId",
    "productId": "ProductId",
    "provisioningArtifact": "ProvisioningArtifactId",  # the older spelling of the API page
    "provisioningArtifactId": "ProvisioningArtifactId",
    "type": "Type",
    "status": "Status",
    "tags": "Tags",
    "userArn": "UserArn",
    "userArnSession": "UserArnSession",
    "lastProvisioningRecordId": "LastProvisioningRecordId",
    "lastSuccessfulProvisioningRecordId": "LastSuccessfulProvisioningRecordId",
    "productName": "ProductName",
    "provisioningArtifactName": "ProvisioningArtifactName",
}
_BY_LOWER_CASE = {name.lower(): member for name, member in FIELDS.items()}


@dataclass(frozen=True)
class Term:
    """One condition. Without a member it is free text."""

    member: str | None
    value: str
    needs_quotes: bool = False

    def holds(self, attribute: dict[str, Any]) -> bool:
        """Say whether a ProvisionedProductAttribute satisfies the condition."""
        if self.needs_quotes:
            return False
        wanted = self.value.lower()
        if self.member is None:
            return any(wanted in text for member in attribute for text in _texts(attribute, member))
        texts = _texts(attribute, self.member)
        if wanted.endswith("*"):
            return any(text.startswith(wanted[:-1]) for text in texts)
        return wanted in texts


def parse(entry: str, quoting: str) -> Term:
    """Read one entry of a SearchQuery; `quoting` is the switch `search_quoting`."""
    field, separator, value = entry.partition(":")
    member = _BY_LOWER_CASE.get(field.strip().lower())
    if not separator or member is None:
        return Term(None, _unquoted(entry.strip()))
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] == '"'
    return Term(member, _unquoted(value), needs_quotes=quoting == "quoted" and ":" in value and not quoted)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value


def _texts(attribute: dict[str, Any], member: str) -> list[str]:
    value = attribute.get(member)
    if value is None:
        return []
    if member == "Tags":
        return [text.lower() for tag in value for text in (tag["Key"], tag["Value"], f"{tag['Key']}={tag['Value']}")]
    return [str(value).lower()]


def sort_position(product: ProvisionedProduct, sort_by: str | None) -> list[Any]:
    """Return where a product stands in the order of a field; unsorted is the order of creation."""
    match sort_by:
        case "arn":
            return [product.arn, product.ordinal]
        case "id":
            return [product.id, product.ordinal]
        case "name":
            return [product.name, product.ordinal]
        case "lastRecordId":
            return [product.last_record_id or "", product.ordinal]
    return [product.ordinal]


SORTABLE = ("arn", "id", "name", "lastRecordId", "createdTime")
