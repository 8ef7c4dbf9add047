"""Accounts, how they are entered, and the shards that they come to: one account in one Region each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pulumi_servicecatalog.model.connection import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """An account that is to be read.

    `id` is None for the account that the caller's own credentials lead to. `role_arn` is the role to enter it by, None
    for none; `profile` is of the SDK's files. `regions` are empty where those of the command count.
    """

    id: str | None = None
    name: str = ""
    role_arn: str | None = None
    external_id: str | None = None
    profile: str | None = None
    regions: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shard:
    """An account in a Region; a Region of None is the one that the caller's settings lead to."""

    account: Account
    region: str | None

    def __str__(self) -> str:
        """Return what to call it in a message."""
        who = self.account.id or "this account"
        return f"{who}, {self.region}" if self.region else who

    def connection(self, base: Connection) -> Connection:
        """Return how it is entered. AWS's own answer has to name the account, or nothing is read.

        Args:
            base: what the command says of every connection.

        """
        own = Connection(
            region=self.region,
            profile=self.account.profile,
            role_arn=self.account.role_arn,
            external_id=self.account.external_id if self.account.role_arn else None,
            expected_account_id=self.account.id,
        )
        return own.over(base)


def role_arn(template: str, account: str) -> str:
    """Return the ARN of an account's role; `{account}` stands for the account in the template."""
    return template.replace("{account}", account)


def shards(accounts: Sequence[Account], regions: Sequence[str]) -> tuple[Shard, ...]:
    """Return a shard for each account and Region, each once, in the order of the accounts.

    Args:
        accounts: the accounts.
        regions: those of the command, for accounts that have none of their own; empty for the caller's own Region.

    """
    pairs = {
        (account.id, region): Shard(account=account, region=region)
        for account in accounts
        for region in (account.regions or regions or (None,))
    }
    return tuple(pairs.values())
