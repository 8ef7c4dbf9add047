"""Where a version's template comes from, and where clients can read it afterwards.

CreateProduct and CreateProvisioningArtifact take `Info` with either `LoadTemplateFromURL` (S3) or
`ImportFromPhysicalId` (the ARN of a stack). AWS keeps a copy and shows its URL in DescribeProvisioningArtifact;
here the copy lies in a bucket of the same account, readable by S3 clients and by plain HTTP on the emulator's
own address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog_emulator.cloudformation import engine, template_url
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.core.aws_error import AwsError, InvalidParametersError, ResourceNotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.servicecatalog.catalog import Catalog


@dataclass(frozen=True)
class TemplateSource:
    """A template's text, and the stack that it came from if it came from one."""

    text: str
    physical_id: str | None


def read_source(catalog: Catalog, info: Mapping[str, str] | None, *, validate: bool) -> TemplateSource:
    """Fetch the template that a request's `Info` names."""
    url = (info or {}).get("LoadTemplateFromURL")
    physical_id = (info or {}).get("ImportFromPhysicalId")
    if (url is None) == (physical_id is None):
        raise InvalidParametersError("Info needs either LoadTemplateFromURL or ImportFromPhysicalId.")
    text = _text_at(catalog, url) if url is not None else _text_of_stack(catalog, str(physical_id))
    if validate:
        try:
            engine.parse(text)
        except AwsError as error:
            raise InvalidParametersError(f"Invalid templateBody. {error.message}") from error
    return TemplateSource(text, physical_id)


def keep_copy(catalog: Catalog, artifact_id: str, text: str) -> str:
    """Store a version's template in S3, and return the URL that AWS would show for it."""
    bucket = f"sc-templates-{catalog.account}-{catalog.region}"
    catalog.world.services.keep_template(
        account=catalog.account,
        partition=catalog.partition,
        region=catalog.region,
        bucket=bucket,
        key=f"{artifact_id}.template",
        text=text,
    )
    host = f"s3.{catalog.region}.amazonaws.com"
    match catalog.settings.template_url_style:
        case "path":
            return f"https://{host}/{bucket}/{artifact_id}.template"
        case "endpoint":
            return f"{catalog.world.url}/{bucket}/{artifact_id}.template"
    return f"https://{bucket}.{host}/{artifact_id}.template"


def _text_of_stack(catalog: Catalog, physical_id: str) -> str:
    stack = stacks_of(catalog.world, catalog.account, catalog.region).find(physical_id)
    if stack is None or not physical_id.startswith("arn:"):
        raise ResourceNotFoundError(f"Stack {physical_id} not found.")
    return str(stack.template)


def _text_at(catalog: Catalog, url: str) -> str:
    try:
        return template_url.read(url, stacks_of(catalog.world, catalog.account, catalog.region))
    except template_url.TemplateUrlError as error:
        raise InvalidParametersError(str(error)) from error
