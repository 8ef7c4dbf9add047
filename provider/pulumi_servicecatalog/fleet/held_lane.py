"""A shard on a cluster, whose workers can die over it: which try it is, and whether its lane is free."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from pulumi_servicecatalog.fleet import result
from pulumi_servicecatalog.fleet.lock import Claim
from pulumi_servicecatalog.fleet.result import Cause, Result, Status
from pulumi_servicecatalog.fleet.shard_work import Request
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.fleet import PulumiStackLocked, WorkerLost


class Flag(Protocol):
    """What all workers see: that a try was begun."""

    def is_set(self) -> bool:
        """Return whether it was."""

    def set(self) -> None:
        """Say that it is."""


class Lease(Protocol):
    """The lane among all workers; that of a worker that is gone ends by itself."""

    def acquire(self, timeout: float) -> bool:
        """Return whether it was had within some seconds."""

    def release(self) -> object:
        """Return it."""


def work(do: Callable[[Request], Result], request: Request, tries: Sequence[Flag], lane: Lease) -> Result:
    """Hold the lane, and do the shard. The cluster begins it again by itself where a worker dies over it.

    Args:
        do: does a shard.
        request: what is to be done.
        tries: a flag for each try that is allowed, in order.
        lane: of its account and Region.

    """
    earlier = sum(flag.is_set() for flag in tries)
    if earlier == len(tries):
        reason = "the workers of the cluster that had it are gone"
        return _failed(request, WorkerLost(attempts=earlier, reason=reason))
    tries[earlier].set()
    if earlier:  # what the worker that is gone has left is ours
        request = replace(request, claim=request.claim or Claim(run=request.run, at=request.begun))
    if not lane.acquire(timeout=request.wait_seconds):
        holder = "another worker of the cluster holds its lane"
        stack = request.shard.target.stack
        return _failed(request, PulumiStackLocked(pulumi_stack=stack, holder=holder, waited=request.wait_seconds))
    try:
        return do(request)
    finally:
        lane.release()


def _failed(request: Request, problem: Problem) -> Result:
    failed = result.of(request.shard, request.mode, Status.FAILED, Cause.of(problem))
    return replace(failed, run=request.run, attempt=request.attempt)
