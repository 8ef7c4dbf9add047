"""The options that say which accounts and Regions are read, and how each is entered; and the shards they come to."""

import argparse
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi_servicecatalog import connect
from pulumi_servicecatalog.cli import connection, layout
from pulumi_servicecatalog.fleet import accounts_file
from pulumi_servicecatalog.fleet.target import Account, Shard, role_arn, shards
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.estate import OrganizationAccount
from pulumi_servicecatalog.model.refusal import Refusal

if TYPE_CHECKING:
    from argparse import _ArgumentGroup

ALL = "all"
_CREDENTIALS_ALONE = "the account of your credentials"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to the parser."""
    where = parser.add_argument_group(
        "where", f"Without any of these, {_CREDENTIALS_ALONE} and the Region of your settings are read."
    )
    where.add_argument(
        "--region",
        dest="regions",
        action="append",
        default=[],
        metavar="REGION",
        type=connection.text,
        help=f"a Region; repeat it for several, or say `{ALL}` for those that the account has enabled",
    )
    accounts = where.add_mutually_exclusive_group()
    accounts.add_argument(
        "--accounts",
        metavar="FILE",
        type=Path,
        help="accounts, as YAML or JSON: id, name, role, regions, tags (a file of c7n-org is one)",
    )
    accounts.add_argument("--organization", action="store_true", help="all active accounts of the organization")
    accounts.add_argument(
        "--ou", metavar="OU", type=connection.text, help="the active accounts of a unit, and of all units below it"
    )
    accounts.add_argument(
        "--stack-set", metavar="NAME", type=connection.text, help="the accounts and Regions that a stack set is in"
    )
    enter = add_role_options(parser)
    enter.add_argument("--external-id", metavar="ID", type=connection.text, help="the external ID that roles require")
    enter.add_argument("--profile", type=connection.text, help="a profile of the shared AWS configuration files")


def add_role_options(parser: argparse.ArgumentParser) -> "_ArgumentGroup":
    """Add the options for the role by which each account is entered, and return their group."""
    enter = parser.add_argument_group("how an account is entered")
    role = enter.add_mutually_exclusive_group()
    role.add_argument("--role-name", metavar="NAME", type=connection.text, help="a role that each account has")
    role.add_argument(
        "--role-arn-template",
        metavar="ARN",
        type=_template,
        help="its ARN, with {account} in it, for roles with a path or in another partition",
    )
    return enter


def role_arn_template(options: argparse.Namespace) -> str | None:
    """Return the ARN of the role by which an account is entered, with `{account}` in it; None for none."""
    if options.role_arn_template:
        return str(options.role_arn_template)
    return f"arn:aws:iam::{{account}}:role/{options.role_name}" if options.role_name else None


def base(options: argparse.Namespace) -> Connection:
    """Return what the options say of every connection."""
    return Connection(profile=options.profile)


def all_shards(options: argparse.Namespace) -> tuple[Shard, ...]:
    """Return the accounts and Regions that the options come to.

    Raises:
        AccountsFileError: the file of accounts cannot be used.
        Refusal: AWS does not tell which there are.

    """
    if options.external_id and not (options.role_name or options.role_arn_template):
        options.parser.error("--external-id needs --role-name or --role-arn-template")
    if options.stack_set:
        return _of_stack_set(options)
    accounts = _accounts(options)
    regions = [] if ALL in options.regions else options.regions
    if ALL in options.regions or any(ALL in account.regions for account in accounts):
        with ThreadPoolExecutor(options.parallel) as executor:
            accounts = list(executor.map(lambda account: _in_all_regions(account, options), accounts))
    return shards(accounts, regions)


def _accounts(options: argparse.Namespace) -> Sequence[Account]:
    if options.accounts:
        return [_entered(account, options) for account in accounts_file.read(options.accounts)]
    if options.organization or options.ou:
        caller = connect.session_pool().at(_somewhere(options)).gateway.identity().account
        calls = connect.estate(_somewhere(options))
        known = calls.accounts_under(options.ou) if options.ou else calls.accounts()
        return [_of_organization(account, caller, options) for account in known if _is_active(account)]
    return [Account()]


def _is_active(account: OrganizationAccount) -> bool:
    if not account.active:
        layout.complain(f"{account.id} ({account.name}) is suspended, and is left out")
    return account.active


def _of_organization(account: OrganizationAccount, caller: str, options: argparse.Namespace) -> Account:
    """Return how an account is entered; one's own needs no role."""
    own = Account(id=account.id, name=account.name)
    return own if account.id == caller else _entered(own, options)


def _of_stack_set(options: argparse.Namespace) -> tuple[Shard, ...]:
    wanted = None if not options.regions or ALL in options.regions else options.regions
    locations = connect.estate(_somewhere(options)).stack_set_locations(options.stack_set)
    return tuple(
        Shard(account=_entered(Account(id=account), options), region=region)
        for account, region in locations
        if wanted is None or region in wanted
    )


def _entered(account: Account, options: argparse.Namespace) -> Account:
    """Return the account with the role and the external ID of the command, where it has none of its own."""
    entered_by = account.role_arn or _role_arn(options, account.id)
    return replace(account, role_arn=entered_by, external_id=account.external_id or options.external_id)


def _role_arn(options: argparse.Namespace, account: str | None) -> str | None:
    template = role_arn_template(options)
    return role_arn(template, account) if template and account else None


def _in_all_regions(account: Account, options: argparse.Namespace) -> Account:
    """Ask an account for the Regions that it has enabled, unless it names its own.

    One that does not answer keeps a shard, so that the inventory tells why it was not read.
    """
    if account.regions and ALL not in account.regions:
        return account
    shard = Shard(account=replace(account, regions=()), region=_first_region(options))
    try:
        regions = connect.estate(shard.connection(base(options))).enabled_regions()
    except Refusal:
        return replace(account, regions=())
    return replace(account, regions=tuple(regions))


def _somewhere(options: argparse.Namespace) -> Connection:
    return replace(base(options), region=_first_region(options))


def _first_region(options: argparse.Namespace) -> str | None:
    return next((region for region in options.regions if region != ALL), None)


def _template(value: str) -> str:
    if "{account}" not in value or not value.startswith("arn:"):
        raise argparse.ArgumentTypeError("must be an ARN with {account} in it")
    return value
