"""Every property that an update changes, alone and in pairs, from every status: then AWS has what is declared.

`make test-all` runs all of it. `make test` runs each property alone from every status, and the pairs from AVAILABLE,
each over one of the providers: what follows from a pair and a status together, or from a pair and a provider, is
decided by code that both are asked for already.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from contract.providers.matrix import CHANGES, PREFERENCES, REMOVED_TAG, Resource, pairs, singles
from contract.providers.program import Program
from support.account import Account
from support.provider_calls import ProviderCalls
from support.providers import KINDS, LAUNCHED

STATUSES = {
    "at rest": ["AVAILABLE", "TAINTED", "ERROR"],
    "under change": ["UNDER_CHANGE"],
    "with the plan of a preview": ["PLAN_IN_PROGRESS"],
}
FLEET = {**PREFERENCES, **{name: change for name, change in CHANGES.items() if name != "product"}}
WITH_PREFERENCES = [pair for pair in pairs(FLEET) if "preferences" in pair]


@pytest.fixture
def location(emulator, account):
    """Make an account for a kind of resource."""

    def made(kind, **facts):
        return Resource(Account(emulator.url, account), emulator.control, kind, **facts)

    return made


@dataclass(frozen=True)
class Over:
    """A provider, whether its diff names the properties, and whether the whole matrix runs over it."""

    begin: Callable[..., ProviderCalls]
    detailed: bool
    whole: bool

    def chosen(self, combined: list[tuple[str, ...]], status: str) -> list[tuple[str, ...]]:
        """Return the pairs that it is asked for from a status."""
        if self.whole:
            return combined
        return combined[self.detailed :: 2] if status == "AVAILABLE" else []


@pytest.fixture(params=["dynamic", "plugin"])
def provider(request):
    return request.param


@pytest.fixture(params=["sampled", pytest.param("whole", marks=pytest.mark.left_to_test_all)])
def over(request, provider):
    begin = request.getfixturevalue(f"over_{provider}")
    return Over(begin, detailed=provider == "plugin", whole=request.param == "whole")


def updated(location, begin, rows):
    """Update the resources; return what an engine has recorded of that."""
    program = Program(begin, rows, location.kind)

    def end_what_is_under_way(provider):
        for row in rows:
            provider.screen.wait_for("IN_PROGRESS", provider.of(location.kind, row.resource).urn)
        location.control.remove_faults(account=location.aws.account)

    assert program.update(end_what_is_under_way if rows[0].status == "UNDER_CHANGE" else None) == {}
    return program


def made(location, over, from_, alone, combined):
    """Make a resource for each row. What AWS is at hangs, where something is to be under change."""
    if from_ == "under change":
        location.control.add_fault("record-hangs", account=location.aws.account, operation="update", times=None)
    return [
        row for status in STATUSES[from_] for row in location.rows([*alone, *over.chosen(combined, status)], status)
    ]


@pytest.mark.parametrize("from_", STATUSES)
@pytest.mark.parametrize("kind", KINDS)
def test_after_an_update_aws_has_what_is_declared_and_nothing_differs(location, over, kind, from_):
    here = location(KINDS[kind])
    rows = made(here, over, from_, singles(), pairs())
    program = updated(here, over.begin, rows)
    assert here.seen(rows) == {str(row): row.seen for row in rows}
    assert program.compare() == {}


@pytest.mark.parametrize("from_", ["at rest", "under change"])  # AWS makes no plans for stack sets
def test_after_an_update_of_a_stack_set_it_is_where_and_what_is_declared(location, over, from_):
    here = location(LAUNCHED, stack_sets=True, changes=FLEET)
    rows = made(here, over, from_, singles(FLEET), WITH_PREFERENCES)
    program = updated(here, over.begin, rows)
    assert here.seen(rows) == {str(row): row.seen for row in rows}
    assert program.compare() == {}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_failed_update_did_not_change_shows_in_every_later_diff(location, over, kind):
    here, changes = location(KINDS[kind]), {**CHANGES, **REMOVED_TAG}
    combined = [pair for pair in pairs(changes) if set(pair) != {"tag", "removed tag"}]
    rows = here.rows([*singles(changes), *(combined if over.whole else ())])
    program = Program(over.begin, rows, here.kind)
    here.control.add_fault("record-fails", account=here.aws.account, times=None, message="no capacity")
    assert program.fail() == {}
    here.control.remove_faults(account=here.aws.account)
    for row in rows:  # so that the status alone shows nothing
        here.force(row, "AVAILABLE")
    wanted = {str(row): row.shown if over.detailed else frozenset(["something"]) for row in rows}
    assert _lacking(program.compare(), wanted) == {}
    assert _lacking(program.refresh_and_compare(), wanted) == {}


def _lacking(shown, wanted):
    """Return what a diff does not show of what it has to; more may be shown, as another product's version."""
    lacking = {row: names - shown.get(row, frozenset()) for row, names in wanted.items()}
    return {row: names for row, names in lacking.items() if names}
