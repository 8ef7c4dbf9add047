"""What `catalogctl drift` reads from a state is what a preview of the same declarations says, and shows no secret."""

from collections.abc import Iterator

from integration.random_worlds.invariants import Violation
from integration.random_worlds.worlds import SECRETS
from pulumi_servicecatalog import codec
from pulumi_servicecatalog.drift import entries, questions, state, walk
from pulumi_servicecatalog.drift.walk import ShardDrift
from pulumi_servicecatalog.fleet import executors
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.providers.plugin.secrets import revealed, secret_paths
from pulumi_servicecatalog.reporting.model import DriftEntry, DriftKind
from support.pulumi_engine.values import Aws, Entry, Kind, Operation, Resource, State
from support.pulumi_state import document, entry, type_of

_KINDS = {kind.token: kind for kind in (IMPORTED, PROVISIONED)}
_PREVIEW_ALONE = frozenset({entries.TEMPLATE})
"""What a preview does not show as a change, since `up` leaves it as it is."""


def agrees(
    aws: Aws, before: State, form: str, program: tuple[Resource, ...], previewed: Operation
) -> Iterator[Violation]:
    """6. Drift differs exactly where the preview's diff does, as long as the program declares what the state has.

    Args:
        aws: the world.
        before: the state that was previewed.
        form: of which provider it is.
        program: what was previewed.
        previewed: the preview.

    """
    done = _compared(aws, before, form)
    shown = repr([(shard.accounts, shard.drift) for shard in done])
    for leaked in (secret for secret in SECRETS if secret in shown):
        yield Violation(invariant=5, text=f"drift shows {leaked!r}")
    drift = [one for shard in done for one in shard.drift]
    whole = not any(account.outcome.bad for shard in done for account in shard.accounts)
    recorded = {one.urn: one for one in before}
    for resource in program:
        step, old = previewed.step(resource.urn), recorded.get(resource.urn)
        if step is None or old is None or not whole or not _declares_the_same(resource, old):
            continue
        if old.init_errors and old.refresh_before_update:  # what the engine refreshes, the state may have from before
            continue
        own = [one for one in drift if one.urn == resource.urn]
        if any(one.kind is DriftKind.UNASKED and not _stack_alone(one) for one in own):
            continue
        names = sorted(one.property for one in own if _is_of_preview(one))
        differs = bool(names)
        if differs != (step.kind is not Kind.SAME):
            text = f"drift says that {names or 'nothing'} differs, and the preview says {step.kind.value}"
            yield Violation(invariant=6, urn=resource.urn, text=text, said=previewed.said_of(resource.urn))


def _compared(aws: Aws, before: State, form: str) -> list[ShardDrift]:
    shown = [
        entry(
            one.urn,
            one.id,
            type_of(_KINDS[one.urn.split("::")[2]], form),
            one.inputs,
            one.outputs,
            initErrors=list(one.init_errors),
            refreshBeforeUpdate=one.refresh_before_update,
        )
        for one in before
    ]
    wanted = questions.of([state.parse(document(shown), "test")], lambda connection, _: connection)
    with executors.local(1) as workers:
        return list(walk.walk(walk.shards(wanted.answerable), aws.connect, workers))


def _declares_the_same(resource: Resource, old: Entry) -> bool:
    if secret_paths(resource.inputs) != secret_paths(old.inputs):  # which a preview shows as a change by itself
        return False
    recorded = revealed(old.inputs)
    checked = codec.checked_inputs(_KINDS[resource.token], revealed(resource.inputs), region=recorded.get("region"))
    return bool(checked == recorded)


def _is_of_preview(one: DriftEntry) -> bool:
    return one.kind is not DriftKind.UNASKED and one.property not in _PREVIEW_ALONE


def _stack_alone(one: DriftEntry) -> bool:
    """Return whether it is the stack that could not be read, of which a preview warns as well."""
    return one.problem is not None and one.problem.code == "StackNotReadable"
