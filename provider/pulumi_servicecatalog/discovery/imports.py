"""What is governed already, as `pulumi import --file` takes it in: the component, and its resources under it.

AWS is not changed by that. Each is imported under the name that the program declares it by, so that the preview that
follows finds it as declared.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pulumi_servicecatalog.discovery.adoptions import Adoption
from pulumi_servicecatalog.discovery.project import COMPONENT

_COMPONENT_TYPE: Final = "servicecatalog:index:GovernedStacks"
_RESOURCE_TYPE: Final = "servicecatalog:index:ImportedProvisionedProduct"


def merged(
    document: Mapping[str, Any], adopted: Iterable[Adoption], entries: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Add to a file of imports what it does not have.

    Args:
        document: the file as it is; empty where there is none.
        adopted: stacks of one account and Region that are governed already.
        entries: what its file of adoptions says, under whose names they are declared.

    Returns:
        The file's document.

    """
    names = {str(entry.get("physicalId", "")): str(entry.get("name", "")) for entry in entries}
    declared = [
        (name, adoption.governed_by)
        for adoption in adopted
        if (name := names.get(adoption.stack) or names.get(adoption.stack_id))
    ]
    component: dict[str, Any] = {"type": _COMPONENT_TYPE, "name": COMPONENT, "component": True, "remote": True}
    resources: list[dict[str, Any]] = [
        {"type": _RESOURCE_TYPE, "name": f"{COMPONENT}-{name}", "id": id_, "parent": COMPONENT}
        for name, id_ in declared
    ]
    there = list(document.get("resources") or ())
    known = {resource.get("name") for resource in there}
    new = [resource for resource in (component, *resources) if resource["name"] not in known] if resources else []
    return {**document, "resources": [*there, *new]} if new else document


def text(document: Mapping[str, Any]) -> str:
    """Return a document as it is written."""
    return json.dumps(document, indent=4) + "\n"
