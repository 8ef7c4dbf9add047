"""What `catalogctl check --json` has printed: whether stacks can be adopted, and why not."""

import json
from collections.abc import Mapping
from typing import Any, Final

from pulumi_servicecatalog.model.arn import location_of
from pulumi_servicecatalog.reporting.model import Candidate, Holder, Named, StackEntry
from pulumi_servicecatalog.reporting.sources.error import SourceError
from pulumi_servicecatalog.reporting.sources.inventory import named, problem

_SCHEMA_VERSION: Final = 1
_UNKNOWN: Final = Named(id="", name="")


def parts(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what verdicts bring to a report, by the members of `Report`.

    Raises:
        SourceError: it is of another version, or lacks something.

    """
    if document.get("schemaVersion") != _SCHEMA_VERSION:
        version = json.dumps(document.get("schemaVersion"))
        raise SourceError(f"it is of schemaVersion {version}, and this version of catalogctl reads {_SCHEMA_VERSION}")
    try:
        return {"stacks": tuple(map(_stack, document["verdicts"]))}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SourceError(f"this is no output of `catalogctl check --json`: {error!r}") from error


def _stack(entry: Mapping[str, Any]) -> StackEntry:
    stack = entry["stack"]
    account, region = location_of(stack["id"] if stack else entry["asked"]) or ("", "")
    problems = tuple(map(problem, entry["problems"]))
    product = named(entry["product"]) if entry["product"] else _UNKNOWN
    artifact = named(entry["provisioningArtifact"]) if entry["provisioningArtifact"] else _UNKNOWN
    blocked_by = entry["blockedBy"][0] if entry["blockedBy"] else ""
    return StackEntry(
        account=account,
        region=region,
        stack=named(stack) if stack else Named(id="", name=entry["asked"]),
        status=stack["status"] if stack else "",
        verdict="governed" if entry["governedBy"] else "adoptable" if entry["adoptable"] else "blocked",
        reason=blocked_by,
        problems=problems,
        governed_by=_holder(entry["governedBy"], product, artifact) if entry["governedBy"] else None,
        candidates=(Candidate(product=product, artifact=artifact, match=""),) if product.id else (),
    )


def _holder(id_: str, product: Named, artifact: Named) -> Holder:
    return Holder(
        provisioned_product=Named(id=id_, name=""),
        status="",
        product=product,
        artifact=artifact,
        newest=None,
        deprecated=False,
    )
