"""The adoptions themselves: from threads, and again and again until each is done, as a person would."""

import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.targets import Target

from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.model.desired import ByName, ImportSpec
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, Outcome
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile import imported
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.operations import update
from pulumi_servicecatalog.reconcile.session_pool import SessionPool

_MOST_RUNS = 20


def adopt_all(targets: list[Target], shares: list[int], *, threads: int) -> tuple[float, list[int]]:
    """Adopt each target's share of stacks; return the seconds, and the number of runs that each adoption took."""
    sessions = session_pool()
    began = time.monotonic()
    pools = [ThreadPoolExecutor(threads) for _ in targets]
    begun = [
        pool.submit(_adopt, target, number, sessions)
        for pool, target, share in zip(pools, targets, shares, strict=True)
        for number in range(share)
    ]
    runs = [adoption.result() for adoption in begun]
    seconds = time.monotonic() - began
    for pool in pools:
        pool.shutdown()
    return seconds, runs


def _adopt(target: Target, number: int, sessions: SessionPool) -> int:
    """Adopt one stack; return the number of runs that it took."""
    spec = ImportSpec(name=f"s{number}", physical_id=f"s{number}", product=ByName("product"), artifact=ByName("v1"))
    provisioned_product_id = ""
    for run in range(1, _MOST_RUNS + 1):
        try:
            session = sessions.at(target.connection())
        except Refusal:
            continue
        outcome = _up(provisioned_product_id, spec, session)
        if isinstance(outcome, Done):
            return run
        state = getattr(outcome, "state", None)
        provisioned_product_id = state.provisioned_product.id if state else ""
    return _MOST_RUNS + 1


def _up(provisioned_product_id: str, spec: ImportSpec, session: AccountSession) -> Outcome:
    """Do what the engine asks for: a create, or an update of what a run before has left."""
    operation = Operation.lasting(3600.0, timer=SystemTimer())
    if provisioned_product_id:
        outcome = update.change_by_id(provisioned_product_id, spec, session, operation)
        if outcome is not None:
            return outcome
    return imported.adopt(spec, session, operation)
