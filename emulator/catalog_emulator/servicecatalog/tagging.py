"""The tags of a launch or an update: those of the request, of the launch path, of TagOptions, and AutoTags.

Requests are checked here; what reaches the stack is what reaches the provisioned product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog_emulator.core import ids
from catalog_emulator.core.aws_error import InvalidParametersError
from catalog_emulator.core.model.tag import Tag, merge_tags, read_tags, show_tags
from catalog_emulator.servicecatalog import offers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog_emulator.core.model.plan import Plan
    from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
    from catalog_emulator.core.model.record import Record
    from catalog_emulator.core.model.tag_option import TagOption
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.launch_paths import LaunchPath
    from catalog_emulator.servicecatalog.terms import Terms

_MOST = 50  # quota: tags per provisioned product


@dataclass(frozen=True)
class TagChange:
    """The tags that an update sets, and the keys of those that it takes away."""

    sets: tuple[Tag, ...]
    leaves_out: frozenset[str] = frozenset()


def tags_of_launch(path: LaunchPath, request_tags: Iterable[Mapping[str, str]] | None) -> tuple[Tag, ...]:
    """Return the tags of a launch along a path; refuse those of a request that contradict the path's."""
    requested = _requested_tags(request_tags)
    own = {tag.key: tag.value for tag in requested}
    options = tag_options(path)
    conflict = f"sc-tagconflict-{path.portfolio_id}-{path.product_id}"
    for key, values in options.items():
        if key in own and own[key] not in (values or [conflict]):
            raise InvalidParametersError(
                f"Tag {key} must be one of the TagOptions {', '.join(values) or '(conflict)'}."
            )
        if key not in own and len(values) > 1:
            raise InvalidParametersError(f"Tag {key} is needed: one of the TagOptions {', '.join(values)}.")
    for tag in path.tags:
        if own.get(tag.key, tag.value) != tag.value:
            raise InvalidParametersError(f"Tag {tag.key} conflicts with the launch path's {tag.key}={tag.value}.")
    only = [Tag(key, values[0] if values else conflict) for key, values in options.items() if len(values) < 2]
    return _limited(merge_tags(path.tags, [*only, *requested]))


def tags_of_update(
    catalog: Catalog,
    provisioned: ProvisionedProduct,
    path: LaunchPath | None,
    terms: Terms,
    request_tags: Iterable[Mapping[str, str]] | None,
) -> tuple[Tag, ...]:
    """Return the tags that an update sets.

    "Requires the product to have RESOURCE_UPDATE constraint with TagUpdatesOnProvisionedProduct set to ALLOWED to
    allow tag updates." Tags that the product has already are no update; what becomes of others is a switch.
    """
    requested = _requested_tags(request_tags)
    if terms.tag_updates_allowed and path is not None:
        gone = tags_left_out(catalog, provisioned, path, terms, request_tags)
        kept = [tag for tag in provisioned.tags if not tag.key.startswith("aws:") and tag.key not in gone]
        wanted = show_tags(merge_tags(kept, requested))
        return tags_of_launch(path, wanted)
    changed = sorted(tag.key for tag in requested if tag not in provisioned.tags)
    if not changed or catalog.settings.tags_without_constraint == "ignore":
        return ()
    if catalog.settings.tags_without_constraint == "refuse":
        raise InvalidParametersError(
            f"Tag updates are not allowed on provisioned product {provisioned.id}: {', '.join(changed)}. They need a "
            "RESOURCE_UPDATE constraint with TagUpdateOnProvisionedProduct ALLOWED."
        )
    return _limited(merge_tags(provisioned.tags, requested))


def tags_left_out(
    catalog: Catalog,
    provisioned: ProvisionedProduct,
    path: LaunchPath | None,
    terms: Terms,
    request_tags: Iterable[Mapping[str, str]] | None,
) -> frozenset[str]:
    """Return the keys of the tags that an update takes away. AWS documents none of this, so it is a switch."""
    how = catalog.settings.left_out_tags
    if request_tags is None or path is None or not terms.tag_updates_allowed or how == "keep":
        return frozenset()
    requested = _requested_tags(request_tags)
    stays = {tag.key for tag in (*requested, *path.tags)} | set(tag_options(path))
    gone = {tag.key for tag in provisioned.tags if not tag.key.startswith("aws:")} - stays
    another = any(tag not in provisioned.tags for tag in requested)
    return frozenset(gone) if how == "remove" or another else frozenset()


def auto_tags(catalog: Catalog, provisioned: ProvisionedProduct, change: Record | Plan) -> tuple[Tag, ...]:
    """Return the tags that Service Catalog adds by itself, as its page "AutoTags" lists them."""
    if not catalog.settings.auto_tags:
        return ()
    paths = offers.associations(catalog, change.product_id)
    portfolio = next((offer.portfolio for offer, a in paths if a.path_id == change.path_id), None)
    home = offers.home_of(catalog, change.product_id).account
    tags = {
        "portfolioArn": portfolio.arn if portfolio else None,
        "productArn": ids.catalog_arn(catalog.partition, catalog.region, home, f"product/{change.product_id}"),
        "provisionedProductArn": provisioned.arn,
        "provisioningArtifactIdentifier": change.artifact_id,
        "provisioningPrincipalArn": provisioned.user_arn_session,
    }
    return tuple(Tag(f"aws:servicecatalog:{name}", value) for name, value in tags.items() if value is not None)


def tag_options(path: LaunchPath) -> dict[str, list[str]]:
    """Return the values that TagOptions leave for each key: what portfolio and product both have, or the one has."""
    of_portfolio, of_product = (_values(options) for options in path.tag_options)
    both = {
        key: [value for value in of_portfolio[key] if value in of_product[key]]
        for key in of_portfolio
        if key in of_product
    }
    return of_portfolio | of_product | both


def _values(options: Iterable[TagOption]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for option in options:
        values.setdefault(option.key, []).append(option.value)
    return values


def _requested_tags(request_tags: Iterable[Mapping[str, str]] | None) -> tuple[Tag, ...]:
    requested = read_tags(request_tags)
    reserved = [tag.key for tag in requested if tag.key.lower().startswith("aws:")]
    if reserved:
        raise InvalidParametersError(f"Tag keys must not begin with aws: ({', '.join(reserved)}).")
    return requested


def _limited(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    own = [tag for tag in tags if not tag.key.startswith("aws:")]
    if len(own) > _MOST:
        raise InvalidParametersError(f"A provisioned product has at most {_MOST} tags, not {len(own)}.")
    return tags
