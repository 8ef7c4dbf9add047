"""The reasons why an import is refused, and the code of each. No refusal by AWS was ever seen in public.

AWS documents four codes for ImportAsProvisionedProduct and not which cause gets which; the codes here are those that
fit best. The setting `import_refusals` changes them, and `servicecatalog.import_rules` raises them.
"""

from __future__ import annotations

CODES = (
    "DuplicateResourceException",
    "InvalidParametersException",
    "InvalidStateException",
    "ResourceNotFoundException",
    "ValidationException",  # in no list, and yet seen of other operations
)

CAUSES = {
    "product-type": "InvalidParametersException",
    "artifact-inactive": "InvalidParametersException",
    "artifact-deprecated": "InvalidParametersException",
    "artifact-not-available": "InvalidStateException",
    "launch-path": "ResourceNotFoundException",
    "no-arn": "InvalidParametersException",
    "stack-missing": "ResourceNotFoundException",
    "stack-nested": "InvalidParametersException",
    "stack-set": "InvalidParametersException",
    "stack-status": "InvalidStateException",
    "name-taken": "DuplicateResourceException",
    "stack-taken": "DuplicateResourceException",
    "template": "InvalidParametersException",
    "another-import": "InvalidStateException",
}


def code_of(cause: str, changed: tuple[str, ...]) -> str:
    """Return the code of a cause; `changed` are the setting's items, such as template=InvalidStateException."""
    return dict(item.split("=", 1) for item in changed).get(cause, CAUSES[cause])


def is_item(text: str) -> bool:
    """Say whether a text is an item of the setting."""
    cause, _, code = text.partition("=")
    return cause in CAUSES and code in CODES
