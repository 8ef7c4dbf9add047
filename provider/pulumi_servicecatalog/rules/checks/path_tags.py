"""Whether the declared tags go with those that come along a launch path: the path's own, and those of TagOptions."""

from collections.abc import Iterator, Mapping, Sequence

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.launches import (
    TagContradictsPath,
    TagMissing,
    TagNotAllowed,
    TagOptionsConflict,
    TooManyTags,
)
from pulumi_servicecatalog.model.product import LaunchPath, Product
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown

_CONFLICT = "sc-tagconflict-"
"""What AWS sets a tag to where TagOptions have no value in common begins so."""

MOST = 50
"""AWS's quota of tags for each provisioned product. Its own, whose keys begin with `aws:`, do not count."""


def check(
    declared: Mapping[str, object] | Unknown | None,
    path: LaunchPath,
    options: Mapping[str, Sequence[str]],
    product: Product,
    *,
    present: Mapping[str, str] | None = None,
) -> Iterator[Problem]:
    """Find tags that contradict the path's or the TagOptions, that are too many, and keys whose value has to be chosen.

    Args:
        declared: what the program says.
        path: the only path that can be taken.
        options: the values of the TagOptions by key, as far as AWS tells them.
        product: of which.
        present: the tags that the provisioned product has already, which an update keeps.

    """
    if isinstance(declared, Unknown):
        return
    own = {**_kept(present or {}, path, options), **(declared or {})}
    for key, value in sorted(path.tags.items()):
        if own.get(key, value) not in {value, UNKNOWN}:
            yield TagContradictsPath(
                property=f"tags.{key}", key=key, value=str(own[key]), path=path.name or path.id, path_value=value
            )
    chosen = {key for key, values in options.items() if len(values) == 1}
    added = {key for key in (*path.tags, *chosen) if key not in own and not key.startswith("aws:")}
    if len(own) + len(added) > MOST:
        yield TooManyTags(declared=len(own), added=len(added), path=path.name or path.id, most=MOST)
    for key, values in sorted(options.items()):
        if key in own and own[key] is not UNKNOWN and own[key] not in values:
            value = str(own[key])
            yield TagNotAllowed(
                property=f"tags.{key}", key=key, value=value, product=product.name, allowed=tuple(values)
            )
        elif key not in own and len(values) > 1:
            yield TagMissing(property=f"tags.{key}", key=key, product=product.name, allowed=tuple(values))
        elif key not in own and not values:
            yield TagOptionsConflict(property=f"tags.{key}", key=key, product=product.name)


def _kept(present: Mapping[str, str], path: LaunchPath, options: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the tags that an update never takes away: those whose keys the path or TagOptions have."""
    return {
        key: value
        for key, value in present.items()
        if (key in options or key in path.tags) and not value.startswith(_CONFLICT)
    }
