"""moto's handle on AWS Config in one account and Region, which knows as well where stacks are. moto wants `models`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.config.exceptions import NoSuchConfigurationAggregatorException
from moto.config.models import ConfigBackend

from catalog_emulator.cloudformation.stacks import Stacks
from catalog_emulator.wire.moto_seam import current_world
from catalog_emulator.wire.moto_seam.organization import organization_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class AggregatorBackend(ConfigBackend):  # type: ignore[misc]  # moto is not analysed
    """Made by moto's BackendDict, once per account and Region."""

    def stacks_by_location(self, aggregator: str) -> list[dict[str, Any]]:
        """Return how many stacks each account and Region of an aggregator has, without those that have none.

        Recorders are not asked: every account and Region is taken to record its stacks.
        """
        known = self.config_aggregators.get(aggregator)
        if known is None:
            raise NoSuchConfigurationAggregatorException
        sources = [known.organization_aggregation_source] if known.organization_aggregation_source else []
        rows = []
        for source in sources or known.account_aggregation_sources:
            for account in getattr(source, "account_ids", None) or self._organization():
                rows += _rows(account, None if source.all_aws_regions else source.aws_regions)
        return sorted(rows, key=lambda row: (row["accountId"], row["awsRegion"]))

    def _organization(self) -> list[str]:
        organization = organization_of(self.account_id)
        return [account.id for account in organization.backend.accounts] if organization else []


def _rows(account: str, regions: Iterable[str] | None) -> list[dict[str, Any]]:
    return [
        {"COUNT(*)": len(stacks.stacks), "accountId": account, "awsRegion": stacks.region}
        for stacks in current_world.current().everywhere(Stacks, account)
        if stacks.stacks and (regions is None or stacks.region in regions)
    ]
