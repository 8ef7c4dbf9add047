"""Enters accounts by a role and lists their stacks, in one of four ways, as a process that is measured.

    python -m benchmarks.entering WAY AT_ONCE REGION,REGION ACCOUNT...

* `provider`: through this project's sessions, as `catalogctl discover` does;
* `threads`: a session of the SDK for each account and Region, made as its documentation shows;
* `pool`: the same in a pool of processes, which are kept, as the best-known runner for many accounts works;
* `process`: the same in a process for each account and Region, as scripts and jobs do.
"""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from multiprocessing import get_context
from typing import Any

_ROLE = "Reader"


@cache
def _gateways() -> Any:
    from pulumi_servicecatalog.connect import Gateways  # noqa: PLC0415

    return Gateways()


def own(account: str, region: str) -> int:
    from pulumi_servicecatalog.connect import session_pool  # noqa: PLC0415 - the other ways need none of it
    from pulumi_servicecatalog.model.connection import Connection  # noqa: PLC0415

    connection = Connection(region=region, role_arn=f"arn:aws:iam::{account}:role/{_ROLE}", expected_account_id=account)
    return len(session_pool(gateways=_gateways()).at(connection).snapshot.all_stacks())


def plain(account: str, region: str) -> int:
    import boto3  # noqa: PLC0415 - each process imports it by itself

    assumed = (
        boto3.Session()
        .client("sts")
        .assume_role(RoleArn=f"arn:aws:iam::{account}:role/{_ROLE}", RoleSessionName="benchmark")["Credentials"]
    )
    session = boto3.Session(
        aws_access_key_id=assumed["AccessKeyId"],
        aws_secret_access_key=assumed["SecretAccessKey"],
        aws_session_token=assumed["SessionToken"],
        region_name=region,
    )
    identity = session.client("sts").get_caller_identity()
    assert identity["Account"] == account
    return len(session.client("cloudformation").describe_stacks()["Stacks"])


def _processes(at_once: int, *, for_each: bool) -> Executor:
    return ProcessPoolExecutor(at_once, mp_context=get_context("spawn"), max_tasks_per_child=1 if for_each else None)


WAYS: dict[str, tuple[Callable[[str, str], int], Callable[[int], Executor]]] = {
    "provider": (own, ThreadPoolExecutor),
    "threads": (plain, ThreadPoolExecutor),
    "pool": (plain, lambda at_once: _processes(at_once, for_each=False)),
    "process": (plain, lambda at_once: _processes(at_once, for_each=True)),
}


def main() -> None:
    way, at_once, regions, *accounts = sys.argv[1:]
    work, executor = WAYS[way]
    with executor(int(at_once)) as running:
        shards = [running.submit(work, account, region) for account in accounts for region in regions.split(",")]
        assert all(shard.result() for shard in shards)


if __name__ == "__main__":
    main()
