"""What GovernedStacks declares: the inputs of each ImportedProvisionedProduct, by the name of its provisioned product.

They come from `stacks`, a map, and from `adoptions`, the text of a file that `catalogctl generate` writes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from pulumi_servicecatalog.model.properties import BY_NAME

STACKS: Final = "stacks"
ADOPTIONS: Final = "adoptions"
_TIMESTAMP: Final = "tag:yaml.org,2002:timestamp"
_NEITHER: Final = (
    "give a map of provisioned product names to stacks, or `adoptions`, the text that `catalogctl generate` writes"
)

Inputs = Mapping[str, Any]
"""Plain values by the names of properties."""


class InvalidComponentError(Exception):
    """An input of the component cannot be used; the text says why in one line."""

    def __init__(self, property_name: str, reason: str) -> None:
        super().__init__(reason)
        self.property_name = property_name


def declarations(inputs: Inputs) -> Mapping[str, Inputs]:
    """Return the inputs of each resource, by the name of its provisioned product.

    Args:
        inputs: those of the component. What is beside `stacks` and `adoptions` holds for each resource, unless an
            entry of `adoptions` says otherwise.

    Returns:
        Those of `stacks` first, and then those of `adoptions`, in their order.

    Raises:
        InvalidComponentError: neither is there, or one of them cannot be used.

    """
    common = {name: value for name, value in inputs.items() if name not in {STACKS, ADOPTIONS}}
    declared: dict[str, Inputs] = {}
    for source, entry in (*_of_map(inputs.get(STACKS)), *_of_text(inputs.get(ADOPTIONS))):
        name = entry["name"]
        if name in declared:
            raise InvalidComponentError(source, f'"{name}" is declared twice; a provisioned product has its own name')
        declared[name] = {**_not_named_by(entry, common), **entry}
    if inputs.get(STACKS) is None and inputs.get(ADOPTIONS) is None:
        raise InvalidComponentError(STACKS, _NEITHER)
    return declared


def entries(text: str) -> Sequence[Inputs]:
    """Return the entries of a file of adoptions.

    Args:
        text: YAML, or JSON. Dates stay the text that they are: a version may be named by one.

    Raises:
        InvalidComponentError: this is no list of entries.

    """
    import yaml  # noqa: PLC0415 - it takes 20 ms, and most programs need none

    try:
        loaded = yaml.load(text, _loader())  # noqa: S506 - it is a safe one
    except yaml.YAMLError as error:
        raise InvalidComponentError(ADOPTIONS, " ".join(str(error).split())) from error
    if loaded is None:
        return ()
    if not isinstance(loaded, list) or not all(isinstance(entry, Mapping) for entry in loaded):
        raise InvalidComponentError(ADOPTIONS, "a list of entries is expected")
    return loaded


def _of_map(stacks: object) -> Iterator[tuple[str, Inputs]]:
    if stacks is None:
        return
    if not isinstance(stacks, Mapping):
        raise InvalidComponentError(STACKS, f"{_NEITHER}; its names must be known in a preview")
    for name, physical_id in stacks.items():
        yield STACKS, {"name": name, "physicalId": physical_id}


def _of_text(text: object) -> Iterator[tuple[str, Inputs]]:
    if text is None:
        return
    if not isinstance(text, str):
        raise InvalidComponentError(ADOPTIONS, "must be a text that is known in a preview, and no secret")
    for number, entry in enumerate(entries(text), 1):
        name = entry.get("name")
        if not isinstance(name, str) or not name:
            raise InvalidComponentError(ADOPTIONS, f"entry {number} needs a name, which is a text")
        yield ADOPTIONS, entry


def _not_named_by(entry: Inputs, common: Inputs) -> Inputs:
    """Leave out what an entry names in the other way: by an ID in place of a name."""
    named = set(_same_as(entry))
    return {name: value for name, value in common.items() if name not in named}


def _same_as(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name in BY_NAME and BY_NAME[name].same_as:
            yield BY_NAME[name].same_as


@cache
def _loader() -> Any:
    """Return a safe loader that leaves dates as they are."""
    import yaml  # noqa: PLC0415 - as above

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag != _TIMESTAMP]
        for first, known in base.yaml_implicit_resolvers.items()
    }
    return type("_AdoptionsLoader", (base,), {"yaml_implicit_resolvers": resolvers})
