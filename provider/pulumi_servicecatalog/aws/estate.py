"""Which accounts and Regions there are: AWS Organizations, stack sets, and the Regions that an account has enabled."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from pulumi_servicecatalog.aws.calls import read, read_pages
from pulumi_servicecatalog.aws.clients import open_clients
from pulumi_servicecatalog.model.estate import OrganizationAccount

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pulumi_servicecatalog.aws.pacing import Pacing
    from pulumi_servicecatalog.aws.structure import Structure
    from pulumi_servicecatalog.model.connection import Connection

T = TypeVar("T")

_ENABLED = frozenset({"opt-in-not-required", "opted-in"})
_TOKEN = ("NextToken", "NextToken")
_WHERE_STACKS_ARE = (
    "SELECT accountId, awsRegion, COUNT(*) WHERE resourceType = 'AWS::CloudFormation::Stack' "
    "GROUP BY accountId, awsRegion"
)


class EstateCalls:
    """Each method makes the calls of its name, through all pages. Nothing is changed."""

    def __init__(self, client: Callable[[str], Any]) -> None:
        """Take what opens the client of a service, by its name."""
        self._client = client

    def enabled_regions(self) -> Sequence[str]:
        """DescribeRegions of EC2: those that the account has enabled, sorted."""

        def enabled(region: Structure) -> bool:
            return region.text("OptInStatus") in _ENABLED

        regions = read(
            "DescribeRegions",
            self._client("ec2").describe_regions,
            {},
            lambda response: [
                region.text("RegionName") for region in response.structures("Regions") if enabled(region)
            ],
        )
        return sorted(regions)

    def accounts(self) -> Sequence[OrganizationAccount]:
        """ListAccounts of Organizations, which the management account and delegated administrators may ask."""
        return _listed("ListAccounts", self._client("organizations").list_accounts, {}, _accounts)

    def accounts_under(self, organizational_unit: str) -> Sequence[OrganizationAccount]:
        """ListAccountsForParent of a unit (`ou-...`, or the root, `r-...`), and of all units below it."""
        organizations = self._client("organizations")
        accounts: list[OrganizationAccount] = []
        parents = [organizational_unit]
        while parents:
            parent = {"ParentId": parents.pop()}
            accounts += _listed("ListAccountsForParent", organizations.list_accounts_for_parent, parent, _accounts)
            call = organizations.list_organizational_units_for_parent
            parents += _listed("ListOrganizationalUnitsForParent", call, parent, _units)
        return accounts

    def stack_set_locations(self, stack_set: str) -> Sequence[tuple[str, str]]:
        """ListStackInstances of a stack set: the accounts and Regions that it is in, each once."""
        call, request = self._client("cloudformation").list_stack_instances, {"StackSetName": stack_set}
        return list(dict.fromkeys(_listed("ListStackInstances", call, request, _locations)))

    def aggregated_locations(self, aggregator: str) -> Sequence[tuple[str, str]]:
        """SelectAggregateResourceConfig of AWS Config: where it knows stacks, counted, so that pages are few."""
        call = self._client("config").select_aggregate_resource_config
        request = {"ConfigurationAggregatorName": aggregator, "Expression": _WHERE_STACKS_ARE}
        return _listed("SelectAggregateResourceConfig", call, request, _counted)


def open_estate(connection: Connection, pacing: Pacing | None = None) -> EstateCalls:
    """Open the calls of a connection. Raises Refusal as `open_clients` does."""
    return EstateCalls(open_clients(connection, pacing=pacing).other)


def _listed(
    operation: str, call: Callable[..., Any], request: Mapping[str, str], items: Callable[[Structure], list[T]]
) -> list[T]:
    return list(chain.from_iterable(read_pages(operation, call, request, items, token=_TOKEN)))


def _accounts(page: Structure) -> list[OrganizationAccount]:
    return [
        OrganizationAccount(
            id=account.text("Id"), name=account.optional_text("Name"), active=account.text("Status") == "ACTIVE"
        )
        for account in page.structures("Accounts")
    ]


def _units(page: Structure) -> list[str]:
    return [unit.text("Id") for unit in page.structures("OrganizationalUnits")]


def _locations(page: Structure) -> list[tuple[str, str]]:
    return [(instance.text("Account"), instance.text("Region")) for instance in page.structures("Summaries")]


def _counted(page: Structure) -> list[tuple[str, str]]:
    return [(row.text("accountId"), row.text("awsRegion")) for row in page.documents("Results")]
