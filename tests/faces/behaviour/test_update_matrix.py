"""Every property that an update changes, alone and in pairs, from every status: then AWS has what is declared.

The plugin runs the whole matrix; the dynamic face each property alone from every status, and the pairs from AVAILABLE.
What follows from a pair and a status is decided below the faces, by code that both share.
"""

import pytest

from e2e.cli import Aws
from faces.behaviour.asking import ADOPTED, LAUNCHED
from faces.behaviour.matrix import CHANGES, PREFERENCES, REMOVED_TAG, Place, pairs, singles
from faces.behaviour.program import Program

STATUSES = {
    "at rest": ["AVAILABLE", "TAINTED", "ERROR"],
    "under change": ["UNDER_CHANGE"],
    "with the plan of a preview": ["PLAN_IN_PROGRESS"],
}
KINDS = {"adopted": ADOPTED, "launched": LAUNCHED}
FLEET = {**PREFERENCES, **{name: change for name, change in CHANGES.items() if name != "product"}}
WITH_PREFERENCES = [pair for pair in pairs(FLEET) if "preferences" in pair]


@pytest.fixture
def place(emulator, account):
    """Make an account for a kind of resource."""

    def made(kind, **facts):
        return Place(Aws(emulator.url, account), emulator.control, kind, **facts)

    return made


@pytest.fixture
def whole(request):
    """Tell whether this face runs the whole matrix."""
    return request.node.callspec.params["begin"] == "plugin"


def updated(place, begin, cells):
    """Update the resources; give what an engine has recorded of that."""
    program = Program(begin, cells, place.kind)

    def end_what_is_under_way(face):
        for cell in cells:
            face.screen.wait_for_urn(face.of(place.kind, cell.resource).urn, "IN_PROGRESS")
        place.control.remove_faults(account=place.aws.account)

    assert program.update(end_what_is_under_way if cells[0].status == "UNDER_CHANGE" else None) == {}
    return program


def made(place, whole, from_, alone, combined):
    """Make a resource for each cell. What AWS is at hangs, where something is to be under change."""
    if from_ == "under change":
        place.control.add_fault("record-hangs", account=place.aws.account, operation="update", times=None)
    return [
        cell
        for status in STATUSES[from_]
        for cell in place.cells([*alone, *(combined if whole or status == "AVAILABLE" else ())], status)
    ]


@pytest.mark.parametrize("from_", STATUSES)
@pytest.mark.parametrize("kind", KINDS)
def test_after_an_update_aws_has_what_is_declared_and_nothing_differs(place, begin, whole, kind, from_):
    here = place(KINDS[kind])
    cells = made(here, whole, from_, singles(), pairs())
    program = updated(here, begin, cells)
    assert here.seen(cells) == {str(cell): cell.seen for cell in cells}
    assert program.compare() == {}


@pytest.mark.parametrize("from_", ["at rest", "under change"])  # AWS makes no plans for stack sets
def test_after_an_update_of_a_stack_set_it_is_where_and_what_is_declared(place, begin, whole, from_):
    here = place(LAUNCHED, stack_sets=True, changes=FLEET)
    cells = made(here, whole, from_, singles(FLEET), WITH_PREFERENCES)
    program = updated(here, begin, cells)
    assert here.seen(cells) == {str(cell): cell.seen for cell in cells}
    assert program.compare() == {}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_failed_update_did_not_change_shows_in_every_later_diff(place, begin, whole, kind):
    here, changes = place(KINDS[kind]), {**CHANGES, **REMOVED_TAG}
    combined = [each for each in pairs(changes) if set(each) != {"tag", "removed tag"}] if whole else []
    cells = here.cells([*singles(changes), *combined])
    program = Program(begin, cells, here.kind)
    here.control.add_fault("record-fails", account=here.aws.account, times=None, message="no capacity")
    assert program.fail() == {}
    here.control.remove_faults(account=here.aws.account)
    for cell in cells:  # so that the status alone tells nothing
        here.force(cell, "AVAILABLE")
    wanted = {str(cell): cell.shown if whole else frozenset(["something"]) for cell in cells}
    assert _lacking(program.compare(), wanted) == {}
    assert _lacking(program.refresh_and_compare(), wanted) == {}


def _lacking(shown, wanted):
    """Give what a diff does not show of what it has to; more may be shown, as another product's version."""
    found = {cell: names - shown.get(cell, frozenset()) for cell, names in wanted.items()}
    return {cell: names for cell, names in found.items() if names}
