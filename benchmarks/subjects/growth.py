"""By which power the provider's own work grows: 1 is in proportion, 2 is quadratic. AWS is in memory."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from benchmarks import measure
from benchmarks.memory import MemoryGateway, spec
from benchmarks.rows import Row, Session, at_most, benchmark

from pulumi_servicecatalog.providers.plugin import secrets
from pulumi_servicecatalog.reconcile import imported
from pulumi_servicecatalog.reconcile.operations import terminate
from pulumi_servicecatalog.reconcile.preflight import imported as preflight
from pulumi_servicecatalog.rules import templates

_GOAL = at_most(1.2)
_REPEATED = 200


@benchmark("growth")
def growth(session: Session) -> Iterator[Row]:
    """Exponents of adoptions, releases, look-ups, and of nested input."""
    sizes = (1000, 3000, 10_000) if session.full else (300, 1000, 3000)
    for what, took in {
        "checks": _checks,
        "adoptions": _adoptions,
        "releases": _releases,
        "look-ups": _look_ups,
    }.items():
        yield _row(what, sizes, took, session.runs)
    depths = (12, 25, 50, 90)
    yield _row("nested parameters", depths, _nested_input, session.runs)
    yield _row("nested template, YAML", depths, lambda depth: _nested_template(depth, _in_yaml), session.runs)
    yield _row("nested template, JSON", depths, lambda depth: _nested_template(depth, json.dumps), session.runs)


def _row(what: str, sizes: tuple[int, ...], took: Callable[[int], float], runs: int) -> Row:
    by_run = [[took(size) for size in sizes] for _ in range(runs)]
    least = [min(values) for values in zip(*by_run, strict=True)]
    return Row(
        what=f"growth of {what}",
        subject="provider",
        size=sizes[-1],
        unit="exponent",
        values=[measure.exponent(sizes, least)],
        goal=_GOAL,
        note=", ".join(f"{size:,}: {value:.3g} s" for size, value in zip(sizes, least, strict=True)),
    )


def _checks(count: int) -> float:
    session = MemoryGateway(count).session()
    return measure.cpu(lambda: [preflight.examine(spec(f"s{number}"), session) for number in range(count)])


def _adoptions(count: int) -> float:
    gateway = MemoryGateway(count)
    session = gateway.session()
    return measure.cpu(
        lambda: [imported.adopt(spec(f"s{number}"), session, gateway.operation()) for number in range(count)]
    )


def _releases(count: int) -> float:
    gateway = MemoryGateway(count)
    session = gateway.session()
    for number in range(count):
        imported.adopt(spec(f"s{number}"), session, gateway.operation())
    afterwards = gateway.session()
    return measure.cpu(lambda: [_release(f"pp-s{number}", gateway, afterwards) for number in range(count)])


def _release(provisioned_product_id: str, gateway: MemoryGateway, session: Any) -> None:
    wanted = terminate.Termination(
        provisioned_product_id=provisioned_product_id,
        retain_physical_resources=True,
        ignore_errors=False,
        language="en",
    )
    terminate.release(wanted, session, gateway.operation())


def _look_ups(count: int) -> float:
    """Look up each name, stack and provisioned product of what one session has read, and what it has not."""
    gateway = MemoryGateway(count)
    adopting = gateway.session()
    for number in range(0, count, 2):
        imported.adopt(spec(f"s{number}"), adopting, gateway.operation())
    snapshot = gateway.session().snapshot
    names = [f"s{number}" for number in range(count)]

    def look_up() -> None:
        for name in names:
            stack = snapshot.stack(name)
            assert stack is not None
            snapshot.named(name)
            snapshot.governor_of(stack.id)
            snapshot.provisioned_product(f"pp-{name}")

    return measure.cpu(look_up)


def _nested_input(depth: int) -> float:
    value = _nested(depth, "text")
    return measure.cpu(lambda: [secrets.revealed({"parameters": value}) for _ in range(_REPEATED)])


def _nested_template(depth: int, write: Callable[[Any], str]) -> float:
    texts = [write({"Resources": _nested(depth, f"text {number} of {depth}")}) for number in range(_REPEATED)]
    return measure.cpu(lambda: [templates.load(text) for text in texts])


def _nested(depth: int, value: Any) -> Any:
    for _ in range(depth):
        value = {"a": value}
    return value


def _in_yaml(value: Mapping[str, Any], indentation: int = 0) -> str:
    """Write maps one level under the other, as a person does."""
    lines = ""
    for key, item in value.items():
        below = f"\n{_in_yaml(item, indentation + 1)}" if isinstance(item, dict) else f" {item}\n"
        lines += f"{' ' * indentation}{key}:{below}"
    return lines
