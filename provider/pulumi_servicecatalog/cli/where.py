"""The accounts and Regions that the options of a command come to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pulumi_servicecatalog import connect
from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.cli.command import refuse
from pulumi_servicecatalog.cli.commands.where import ALL, RoleOptions, WhereOptions
from pulumi_servicecatalog.fleet import accounts_file, executors
from pulumi_servicecatalog.fleet.target import Account, Shard, role_arn, shards
from pulumi_servicecatalog.model.connection import Connection, Identity
from pulumi_servicecatalog.model.estate import OrganizationAccount
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.discovery import SourceEmpty, SourceNotFound
from pulumi_servicecatalog.model.refusal import Absent, Refusal
from pulumi_servicecatalog.rules import refusals

_WHERE: Final = ("regions", "accounts", "organization", "ou", "stack_set", "config_aggregator")


class Nowhere(Exception):
    """The options lead to no account."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def role_arn_template(options: RoleOptions) -> str | None:
    """Return the ARN of the role by which an account is entered, with `{account}` in it; None for none."""
    if options.role_arn_template:
        return options.role_arn_template
    return f"arn:aws:iam::{{account}}:role/{options.role_name}" if options.role_name else None


def base(options: WhereOptions) -> Connection:
    """Return what the options say of every connection."""
    return Connection(profile=options.profile)


def refuse_options(options: WhereOptions, why: str) -> None:
    """End with a message if one of the options is there that say where, or how an account is entered."""
    _refuse_any(options, (*_WHERE, "role_name", "role_arn_template", "external_id", "profile"), why)


def refuse_places(options: WhereOptions, why: str) -> None:
    """End with a message if one of the options is there that say where, or by which role."""
    _refuse_any(options, (*_WHERE, "role_name", "role_arn_template"), why)


def _refuse_any(options: WhereOptions, names: Sequence[str], why: str) -> None:
    present = [name for name in names if getattr(options, name)]
    if present:
        refuse(f"{why}: leave out --{present[0].replace('regions', 'region').replace('_', '-')}")


def all_shards(options: WhereOptions) -> tuple[Shard, ...]:
    """Return the accounts and Regions that the options come to.

    Raises:
        AccountsFileError: the file of accounts cannot be used.
        Nowhere: what the options name does not exist, or names none.
        Refusal: AWS does not tell which there are.

    """
    if options.external_id and not (options.role_name or options.role_arn_template):
        refuse("--external-id needs --role-name or --role-arn-template")
    source = _source(options)
    try:
        named = _of_locations(options) if options.stack_set or options.config_aggregator else _of_accounts(options)
    except Absent as refusal:
        if source is None:
            raise
        here = _identity(options)
        reason = refusals.reason(refusal)
        raise Nowhere(
            SourceNotFound(option=source, account=here.account, region=here.region, reason=reason)
        ) from refusal
    if source is not None and not named:
        raise Nowhere(SourceEmpty(option=source))
    return named


def _source(options: WhereOptions) -> str | None:
    """Return the option, with its value, by which AWS is asked where to look; None where it is not asked."""
    if options.organization:
        return "--organization"
    values = {
        "--ou": options.ou,
        "--stack-set": options.stack_set,
        "--config-aggregator": options.config_aggregator,
    }
    return next((f"{option} {value}" for option, value in values.items() if value), None)


def _of_accounts(options: WhereOptions) -> tuple[Shard, ...]:
    accounts = _accounts(options)
    regions = () if ALL in options.regions else options.regions
    if ALL in options.regions or any(ALL in account.regions for account in accounts):
        with executors.local(options.parallel) as workers:
            accounts = list(workers.executor.map(lambda account: _in_all_regions(account, options), accounts))
    return shards(accounts, regions)


def _accounts(options: WhereOptions) -> Sequence[Account]:
    if options.accounts:
        return [_entered(account, options) for account in accounts_file.read(options.accounts)]
    if options.organization or options.ou:
        caller = _caller(options)
        calls = connect.estate(_somewhere(options))
        known = calls.accounts_under(options.ou) if options.ou else calls.accounts()
        active = [Account(id=account.id, name=account.name) for account in known if _is_active(account)]
        return [_unless_own(account, caller, options) for account in active]
    return [Account()]


def _is_active(account: OrganizationAccount) -> bool:
    if not account.active:
        layout.complain(f"{account.id} ({account.name}) is suspended, and is left out", layout.CAREFUL)
    return account.active


def _caller(options: WhereOptions) -> str:
    return _identity(options).account


def _identity(options: WhereOptions) -> Identity:
    return connect.session_pool().at(_somewhere(options)).gateway.identity()


def _unless_own(account: Account, caller: str, options: WhereOptions) -> Account:
    """Return how an account is entered; one's own needs no role."""
    return account if account.id == caller else _entered(account, options)


def _of_locations(options: WhereOptions) -> tuple[Shard, ...]:
    """Return a shard for each account and Region that AWS itself lists; `--region` leaves out others."""
    wanted = None if not options.regions or ALL in options.regions else options.regions
    calls, caller = connect.estate(_somewhere(options)), _caller(options)
    if options.stack_set:
        locations = calls.stack_set_locations(options.stack_set)
    else:
        locations = calls.aggregated_locations(options.config_aggregator or "")
    return tuple(
        Shard(account=_unless_own(Account(id=account), caller, options), region=region)
        for account, region in locations
        if wanted is None or region in wanted
    )


def _entered(account: Account, options: WhereOptions) -> Account:
    """Return the account with the role and the external ID of the command, where it has none of its own."""
    entered_by = account.role_arn or _role_arn(options, account.id)
    return replace(account, role_arn=entered_by, external_id=account.external_id or options.external_id)


def _role_arn(options: WhereOptions, account: str | None) -> str | None:
    template = role_arn_template(options)
    return role_arn(template, account) if template and account else None


def _in_all_regions(account: Account, options: WhereOptions) -> Account:
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


def _somewhere(options: WhereOptions) -> Connection:
    return replace(base(options), region=_first_region(options))


def _first_region(options: WhereOptions) -> str | None:
    return next((region for region in options.regions if region != ALL), None)
