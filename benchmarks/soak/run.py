"""The adoptions themselves: from threads, and again and again until each is done, as a person would."""

import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.soak.account import Place

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


def adopt_all(places: list[Place], shares: list[int], *, threads: int) -> tuple[float, list[int]]:
    """Adopt so many stacks at each place. Give the seconds, and of each adoption how many runs it took."""
    sessions = session_pool()
    began = time.monotonic()
    pools = [ThreadPoolExecutor(threads) for _ in places]
    begun = [
        pool.submit(_adopt, place, number, sessions)
        for pool, place, share in zip(pools, places, shares, strict=True)
        for number in range(share)
    ]
    runs = [each.result() for each in begun]
    seconds = time.monotonic() - began
    for pool in pools:
        pool.shutdown()
    return seconds, runs


def _adopt(place: Place, number: int, sessions: SessionPool) -> int:
    """Adopt one stack, and give how many runs that took."""
    target = ImportSpec(name=f"s{number}", physical_id=f"s{number}", product=ByName("product"), artifact=ByName("v1"))
    provisioned_product_id = ""
    for run in range(1, _MOST_RUNS + 1):
        try:
            session = sessions.at(place.connection())
        except Refusal:
            continue
        outcome = _up(provisioned_product_id, target, session)
        if isinstance(outcome, Done):
            return run
        state = getattr(outcome, "state", None)
        provisioned_product_id = state.provisioned_product.id if state else ""
    return _MOST_RUNS + 1


def _up(provisioned_product_id: str, target: ImportSpec, session: AccountSession) -> Outcome:
    """Do what the engine asks for: a create, or an update of what a run before has left."""
    operation = Operation.lasting(3600.0, timer=SystemTimer())
    if provisioned_product_id:
        outcome = update.change_by_id(provisioned_product_id, target, session, operation)
        if outcome is not None:
            return outcome
    return imported.adopt(target, session, operation)
