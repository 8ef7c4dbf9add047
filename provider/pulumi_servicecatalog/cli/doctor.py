"""`catalogctl doctor`: whether this machine and the accounts have all that adopting needs."""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

from pulumi_servicecatalog import connect
from pulumi_servicecatalog.cli import diagnosis, doctor_account, doctor_machine, exit_codes, layout, where
from pulumi_servicecatalog.cli.commands.doctor import DoctorOptions
from pulumi_servicecatalog.cli.diagnosis import Diagnosis, State
from pulumi_servicecatalog.cli.fleet_plan import name_left_out
from pulumi_servicecatalog.cli.progress import progress
from pulumi_servicecatalog.connect import Gateways
from pulumi_servicecatalog.fleet import executors, project
from pulumi_servicecatalog.fleet.accounts_file import AccountsFileError
from pulumi_servicecatalog.fleet.project import ProjectError
from pulumi_servicecatalog.fleet.run import Lost
from pulumi_servicecatalog.fleet.run import run as run_on
from pulumi_servicecatalog.fleet.target import Account, Shard
from pulumi_servicecatalog.host import installed
from pulumi_servicecatalog.model.actions import Purpose
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.rules import endpoints, refusals


def run(options: DoctorOptions) -> int:
    """Look, and show what was found."""
    try:
        diagnoses = [*doctor_machine.diagnoses(installed.look()), *_settings(options), *_of_accounts(options)]
    except (AccountsFileError, ProjectError) as error:
        for line in str(error).splitlines():
            layout.complain(line)
        return exit_codes.CONFIGURATION
    if options.json:
        sys.stdout.write(diagnosis.as_json(diagnoses))
    else:
        layout.show(diagnosis.as_text(diagnoses))
    return exit_codes.ERROR if diagnosis.wrong(diagnoses) else exit_codes.OK


def _settings(options: DoctorOptions) -> Iterator[Diagnosis]:
    """Say where credentials come from, and which endpoints are not AWS's own."""
    source = connect.credentials_source(where.base(options))
    message = source or "there are none in the environment, in the SDK's files, or from this machine"
    state, command = (State.WELL, "") if source else (State.WRONG, "aws configure sso")
    yield Diagnosis(subject=doctor_machine.SUBJECT, check="credentials", state=state, message=message, command=command)
    for warning in endpoints.plain_http(where.base(options), os.environ):
        yield Diagnosis(
            subject=doctor_machine.SUBJECT,
            check="endpoint",
            state=State.CAREFUL,
            message=f"{warning.message()} {warning.remedy()}",
            command=f"unset {warning.setting}",
            code=warning.code,
        )


def _of_accounts(options: DoctorOptions) -> list[Diagnosis]:
    try:
        shards = _shards(options)
    except (Refusal, where.Nowhere) as error:
        problem = error.problem if isinstance(error, where.Nowhere) else refusals.problem(error)
        return [diagnosis.of_problem("accounts", "list", problem)]
    purposes = [Purpose(name) for name in options.purposes] or list(Purpose)
    gateways, by_shard = Gateways(), dict[Shard, list[Diagnosis]]()
    look = partial(_looked, options=options, purposes=purposes, gateways=gateways)
    with (
        executors.local(min(options.parallel, len(shards))) as workers,
        progress("asking accounts and Regions", 0, len(shards)) as step,
    ):
        for shard, seen in run_on(workers, shards, look):
            assert not isinstance(seen, Lost), "threads are not lost"
            by_shard[shard] = seen
            wrong = diagnosis.wrong(seen)
            step(f"{shard}: {wrong[0].message if wrong else 'well'}", failed=bool(wrong))
    return [one for shard in shards for one in by_shard[shard]]


def _shards(options: DoctorOptions) -> Sequence[Shard]:
    if options.folder is None:
        return where.all_shards(options)
    where.refuse_places(options, "DIR names the accounts and Regions")
    name_left_out(options.folder)
    shards = [
        Shard(
            account=Account(id=target.account, role_arn=target.role_arn, external_id=options.external_id),
            region=target.region,
        )
        for target in project.targets(options.folder, {})
    ]
    if not shards:
        raise ProjectError(f"{options.folder}: no Pulumi stack of it names an account and a Region in its settings")
    return shards


def _looked(shard: Shard, options: DoctorOptions, purposes: Sequence[Purpose], gateways: Gateways) -> list[Diagnosis]:
    connection = shard.connection(where.base(options))
    opened = partial(gateways.open, connection)
    return list(doctor_account.diagnoses(shard, opened, purposes, partial(datetime.now, UTC)))
