"""Accounts are read on the workers of a cluster by the same work: all that goes there and comes back can be sent."""

import pickle
from concurrent.futures import BrokenExecutor

import pytest

from pulumi_servicecatalog.connect import Opener, limits_variable
from pulumi_servicecatalog.discovery.discover import discover
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Resumed
from pulumi_servicecatalog.fleet.executors import MainThread
from pulumi_servicecatalog.fleet.run import Workers
from pulumi_servicecatalog.fleet.target import Account, Shard
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.limits import DEFAULTS
from pulumi_servicecatalog.model.refusal import Denied
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, adopted, stack
from support.sessions import unshared

HERE = Shard(account=Account(id="123456789012"), region="eu-west-1")
DENIED = Shard(account=Account(id="111122223333"), region="eu-west-1")
OWN = Shard(account=Account(), region=None)


class Elsewhere(MainThread):
    """Sends the work to another process and its result back, as far as bytes are concerned."""

    def submit(self, fn, /, *args, **kwargs):
        sent, arguments, options = pickle.loads(pickle.dumps((fn, args, kwargs)))
        future = super().submit(sent, *arguments, **options)
        if future.exception() is None:
            return super().submit(pickle.loads, pickle.dumps(future.result()))
        return future


def opened(shard):
    if shard == DENIED:
        raise Denied(operation="AssumeRole", reason="no")
    state = adopted("payments").with_stack(stack("search"))
    return unshared(FakeGateway(account(stack("a"), stack("b")) if shard == OWN else state))


def dies(_shard):
    raise BrokenExecutor("the worker is gone")


def lines(executor, shards=(HERE, DENIED, OWN), open_session=opened, resumed=None):
    workers = Workers(executor=executor, at_once=1)
    return [result.lines for result in discover(shards, open_session, workers, resumed or Resumed())]


def test_the_inventory_is_the_same_wherever_accounts_are_read():
    assert lines(Elsewhere()) == lines(MainThread())


def test_what_an_earlier_run_has_read_is_known_there_as_well():
    resumed = Resumed(shards=frozenset({Location(account="123456789012", region="eu-west-1")}))
    assert lines(Elsewhere(), [OWN, HERE], resumed=resumed) == []


def test_an_account_whose_worker_is_gone_is_in_the_inventory_with_the_reason():
    ((line,),) = lines(Elsewhere(), [HERE], dies)
    assert (line["kind"], line["account"], line["outcome"]) == ("account", "123456789012", "failed")
    assert "the worker is gone" in line["reason"]


@pytest.mark.parametrize("limits", [None, limits_variable(DEFAULTS, None)])
def test_how_accounts_are_entered_can_be_sent(limits):
    opener = Opener(base=Connection(profile="audit"), limits=limits)
    assert pickle.loads(pickle.dumps(opener)) == opener
