"""Launch paths: through which portfolios a caller may use a product.

A path leads through every portfolio that has the product and lets the caller in as a principal
(ListLaunchPaths). Texts of the errors are as seen in aws/aws-cdk#8404 and
idealo/terraform-provider-controltower#48.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import InvalidParametersError, ResourceNotFoundError
from catalog_emulator.core.model.tag import Tag, merge_tags, show_tags
from catalog_emulator.servicecatalog import offers

if TYPE_CHECKING:
    from catalog_emulator.core.model.constraint import Constraint
    from catalog_emulator.core.model.tag_option import TagOption
    from catalog_emulator.servicecatalog.caller import Caller
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.offers import Offer


@dataclass(frozen=True, kw_only=True)
class LaunchPath:
    """A way to a product. It is called as its portfolio is. `tag_options` are the portfolio's and the product's."""

    id: str
    ordinal: int
    name: str
    portfolio_id: str
    product_id: str
    constraints: tuple[Constraint, ...]
    tag_options: tuple[tuple[TagOption, ...], tuple[TagOption, ...]]
    tags: tuple[Tag, ...]

    def to_summary(self) -> dict[str, Any]:
        """Return the LaunchPathSummary of the API."""
        return {
            "Id": self.id,
            "ConstraintSummaries": [constraint.to_summary() for constraint in self.constraints],
            "Tags": show_tags(self.tags),
            "Name": self.name,
        }


def launch_paths(catalog: Catalog, product_id: str, caller: Caller) -> list[LaunchPath]:
    """Return the caller's paths to a product, oldest first."""
    paths = []
    product = offers.home_of(catalog, product_id).products.get(product_id)
    for offer, association in offers.associations(catalog, product_id):
        if not _is_let_in(catalog, offer, caller):
            continue
        portfolio = offer.portfolio
        constraints = tuple(
            c for c in offer.home.constraints.values() if c.portfolio_id == portfolio.id and c.product_id == product_id
        )
        paths.append(
            LaunchPath(
                id=association.path_id,
                ordinal=association.ordinal,
                name=portfolio.display_name,
                portfolio_id=portfolio.id,
                product_id=product_id,
                tag_options=_tag_options(offer, portfolio.id, product_id),
                constraints=constraints,
                tags=merge_tags(portfolio.tags, product.tags if product else ()),
            )
        )
    return paths


def _tag_options(offer: Offer, *resource_ids: str) -> Any:
    """Return the TagOptions of each resource; of an imported portfolio only where the share includes them."""
    shared = offer.share is None or offer.share.tag_options
    options = [option for option in offer.home.tag_options.values() if option.active and shared]
    return tuple(tuple(o for o in options if resource_id in o.resource_ids) for resource_id in resource_ids)


def choose(
    catalog: Catalog, product_id: str, caller: Caller, *, path_id: str | None, path_name: str | None
) -> LaunchPath:
    """Return the path that a request names, or the only one there is."""
    if path_id is not None and path_name is not None:
        raise InvalidParametersError("Specify either PathId or PathName, but not both.")
    paths = launch_paths(catalog, product_id, caller)
    if not paths:
        raise ResourceNotFoundError(f"No launch paths found for resource: {product_id}")
    if path_id is not None or path_name is not None:
        paths = [p for p in paths if path_id == p.id or path_name == p.name]
        if not paths:
            raise InvalidParametersError(f"Invalid PathId: {path_id or path_name}")
    if len(paths) > 1:
        raise InvalidParametersError("More than one launch path ids exist. Please specify the launch path id")
    return paths[0]


def _is_let_in(catalog: Catalog, offer: Offer, caller: Caller) -> bool:
    principals = offers.principals(catalog, offer)
    if catalog.settings.launch_path_principals == "any":
        return bool(principals)
    return any(principal.lets_in(caller.arns) for principal in principals)
