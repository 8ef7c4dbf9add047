"""`catalogctl fleet plan`: a line for each Pulumi stack of a project that is of an account and a Region."""

from collections.abc import Mapping
from pathlib import Path

from pulumi_servicecatalog.cli import exit_codes, layout
from pulumi_servicecatalog.cli.commands.fleet import PlanOptions
from pulumi_servicecatalog.fleet import accounts_file, json_lines, project
from pulumi_servicecatalog.fleet.accounts_file import AccountsFileError
from pulumi_servicecatalog.fleet.plan import Operation, Plan, PlanError
from pulumi_servicecatalog.fleet.project import ProjectError
from pulumi_servicecatalog.fleet.target import Account


def run(options: PlanOptions) -> int:
    """Make the plan, and write it."""
    try:
        plan = of_project(options.folder, operation(refresh=options.refresh, destroy=options.destroy), options.accounts)
        options.out.write_text("".join(map(json_lines.text, plan.lines())), encoding="utf-8")
    except (AccountsFileError, PlanError, ProjectError) as error:
        for line in str(error).splitlines():
            layout.complain(line)
        return exit_codes.CONFIGURATION
    except OSError as error:
        layout.complain(f"{error.filename}: {error.strerror}")
        return exit_codes.CONFIGURATION
    shards = f"{len(plan.shards)} shard{'s' if len(plan.shards) > 1 else ''}"
    layout.show([layout.line(f"{options.out}: {shards} to {plan.operation.value}, plan {plan.hash}")])
    return exit_codes.OK


def of_project(folder: Path, operation: Operation, accounts: Path | None) -> Plan:
    """Return the plan of a project, and name the Pulumi stacks that it leaves out.

    Raises:
        AccountsFileError: the file of accounts cannot be used.
        PlanError: it has no stack of an account, or several of the same account and Region.
        ProjectError: it cannot be read.

    """
    name, targets = project.name(folder), project.targets(folder, _known(accounts))
    name_left_out(folder)
    try:
        return Plan.of(name, operation, targets)
    except PlanError as error:
        raise PlanError(f"{folder}: {error}") from error


def name_left_out(folder: Path) -> None:
    """Name the Pulumi stacks of a project that are of no account and Region. Raises ProjectError."""
    for stack, reason in project.left_out(folder).items():
        layout.complain(f"the Pulumi stack {stack} is left out: {reason}", layout.CAREFUL)


def operation(*, refresh: bool, destroy: bool) -> Operation:
    """Return what the options ask for."""
    if refresh:
        return Operation.REFRESH
    return Operation.DESTROY if destroy else Operation.UP


def _known(path: Path | None) -> Mapping[str, Account]:
    return {account.id: account for account in accounts_file.read(path) if account.id} if path else {}
