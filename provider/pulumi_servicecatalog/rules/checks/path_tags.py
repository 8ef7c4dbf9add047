"""Whether the declared tags go with those that come along a launch path: the path's own, and those of TagOptions."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.launches import TagContradictsPath, TagMissing, TooManyTags
from pulumi_servicecatalog.model.product import LaunchPath, Product
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown

MOST = 50
"""AWS's quota of tags for each provisioned product. Its own, whose keys begin with `aws:`, do not count."""


def check(
    declared: Mapping[str, object] | Unknown | None,
    path: LaunchPath,
    options: Mapping[str, Sequence[str]],
    product: Product,
    *,
    present: Collection[str] = (),
) -> Iterator[Problem]:
    """Find tags that contradict the path's, that are too many with them, and keys whose value has to be chosen.

    Args:
        declared: what the program says.
        path: the only path that can be taken.
        options: the values of the TagOptions by key, as far as AWS tells them.
        product: of which.
        present: the keys that the provisioned product has already, which an update keeps.

    """
    if isinstance(declared, Unknown):
        return
    own = declared or {}
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
        if len(values) > 1 and key not in {*own, *path.tags, *present}:
            yield TagMissing(property=f"tags.{key}", key=key, product=product.name, allowed=tuple(values))
