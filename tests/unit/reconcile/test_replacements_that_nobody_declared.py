"""A replacement that is forced, one by another Region, and one of what is gone: nothing is lost that was not told."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.outcome import Done, Unanswered
from pulumi_servicecatalog.reconcile.controller import DiffResult
from support.fakes.samples import V2, WEB, stack_id, version
from support.launches import URN
from unit.reconcile.test_both_controllers import Program, codes, existing, made, program

__all__ = ["existing"]  # the fixture
ELSEWHERE = Connection(region="us-east-1")


def at_aws(program_: Program) -> list[tuple[str, str | None]]:
    return [(item.id, item.physical_id) for item in program_.gateway.state.provisioned_products]


@pytest.mark.parametrize("deletes_first", [False, True])
@pytest.mark.parametrize("compares", [False, True])
@pytest.mark.parametrize("retains", [False, True])
def test_a_forced_replacement_of_what_is_unchanged_changes_nothing_at_aws(existing, deletes_first, retains, compares):
    """`--replace` and `taint` do not compare, `replaceOnChanges` does; with and without `deleteBeforeReplace`."""
    desired = existing.desired(retain_physical_resources=retains)
    recorded = existing.recorded(desired, retain_physical_resources=retains)
    before, stacks = at_aws(existing), existing.gateway.state.stacks
    controller = existing.again().controller
    if compares:
        assert controller.check(desired, desired, urn=URN).failures == ()
        assert not controller.diff(recorded, desired, urn=URN).replaces
    assert controller.check(None, desired, urn=URN).failures == ()
    steps = [
        lambda: controller.create(desired, existing.operation, urn=URN),
        lambda: controller.delete(recorded, existing.operation, urn=URN),
    ]
    outcomes = [step() for step in (reversed(steps) if deletes_first else steps)]
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert (at_aws(existing), existing.gateway.state.stacks) == (before, stacks)


def test_what_a_killed_replacement_left_to_be_deleted_is_not_what_the_program_has(existing: Program) -> None:
    """The engine keeps the old one, of the same ID, and deletes it at the end of the next operation."""
    recorded = existing.recorded(retain_physical_resources=False)
    controller, before = existing.again().controller, at_aws(existing)
    controller.check(existing.desired(), existing.desired(), urn=URN)
    controller.diff(recorded, existing.desired(), urn=URN)
    assert isinstance(controller.delete(recorded, existing.operation, urn=URN), Done)
    assert at_aws(existing) == before


def test_a_destroy_that_refreshes_first_ends_what_it_has_compared(existing: Program) -> None:
    """A refresh compares without a check, since no program has run."""
    controller, recorded = existing.again().controller, existing.recorded()
    controller.read(recorded, existing.desired(), urn=URN)
    controller.diff(recorded, existing.desired(), urn=URN)
    assert isinstance(controller.delete(recorded, existing.operation, urn=URN), Done)
    assert at_aws(existing) == []


def test_a_replacement_that_the_program_declares_ends_the_old_one(existing: Program) -> None:
    desired = existing.desired(name="other")
    recorded = existing.recorded(existing.desired(), retain_physical_resources=True)
    controller = existing.again().controller
    assert controller.diff(recorded, desired, urn=URN).replaces
    assert isinstance(controller.delete(recorded, existing.operation, urn=URN), Done)
    assert at_aws(existing) == []


@pytest.mark.parametrize("kind", ["imported", "provisioned"])
def test_a_move_to_another_region_says_that_it_deletes_the_stack(kind: str) -> None:
    """Only the state may know the old Region, where the environment has named it."""
    moving = program(kind, made(kind))
    before = moving.desired(connection=Connection(), retain_physical_resources=False)
    recorded = moving.recorded(
        before, retain_physical_resources=False, region="eu-west-1", stack_id=stack_id(moving.name)
    )
    desired = moving.desired(connection=ELSEWHERE, retain_physical_resources=False)
    assert moving.controller.check(before, desired, urn=URN) is not None
    result = moving.controller.diff(recorded, desired, urn=URN)
    if kind == "imported":
        assert isinstance(result, Unanswered)
        assert codes(result.problems) == ["ReplacementDeletesStack"]
    else:
        assert codes(result.remarks) == ["StackDeletedByReplacement"]
    kept = moving.again().controller.diff(replace(recorded, retain_physical_resources=True), desired, urn=URN)
    assert (kept.replaces, kept.remarks) == (["region"], ())


@pytest.mark.parametrize("name", ["payments", "renamed"])
def test_what_is_gone_and_was_taken_by_somebody_else_is_refused_or_told_before_anything_is_sent(name: str) -> None:
    """Somebody releases it, and imports the stack under the old name: the check knows names, and no IDs."""
    mine = program("imported", made("imported"))
    state = mine.gateway.state
    (own,) = state.provisioned_products
    stranger = replace(own, id="pp-strangers", idempotency_token="theirs")
    moved = tuple(replace(item, provisioned_product_id=stranger.id) for item in state.records)
    mine.gateway.state = replace(state, provisioned_products=(stranger,), records=moved)
    desired, recorded = mine.desired(name=name), mine.recorded(mine.desired())
    controller = mine.again().controller
    assert controller.check(mine.desired(), desired, urn=URN).failures == ()
    result = controller.diff(recorded, desired, urn=URN)
    if name == "renamed":
        assert isinstance(result, Unanswered)
        assert codes(result.problems) == ["AlreadyGoverned"]
    else:
        assert isinstance(result, DiffResult)
        assert codes(result.remarks) == ["DeletedOutside", "TakesOver"]


def test_what_is_gone_and_can_be_made_again_is_not_refused(existing: Program) -> None:
    existing.gateway.state = existing.gateway.state.without_governed(f"pp-{existing.name}").with_version(
        version(WEB, V2)
    )
    controller = existing.again().controller
    assert controller.check(existing.desired(), existing.desired(), urn=URN).failures == ()
    result = controller.diff(existing.recorded(), existing.desired(), urn=URN)
    assert isinstance(result, DiffResult)
    assert result.gone
    assert "DeletedOutside" in codes(result.remarks)
