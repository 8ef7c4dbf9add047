"""Stacks without a declared version: looked up among the versions of their product, as the provider does."""

import resource
from collections.abc import Callable, Iterator, Mapping

from benchmarks import fleet_of_templates as fleet
from benchmarks import measure
from benchmarks.rows import Row, Session, at_most, benchmark

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.rules.checks.template import Versions
from pulumi_servicecatalog.rules.templates import ReadTemplate, load

_PRODUCT = Product(id="prod-1", name="product", type="CLOUD_FORMATION_TEMPLATE", owner="us")
_VERSIONS = 100


@benchmark("matching")
def matching(session: Session) -> Iterator[Row]:
    """One stack against 100 versions that are alike; 10,000 stacks against 500 versions (2,000 without --full)."""
    load("Resources: {}\n")  # imports yaml
    for run, (language, write) in enumerate({"YAML": str, "JSON": fleet.as_json}.items()):
        yield from _of_one_product(language, write, run, session.runs)
    yield from _many(10_000 if session.full else 2000)


def _of_one_product(language: str, write: Callable[[str], str], run: int, runs: int) -> Iterator[Row]:
    """One value is another in each of the versions; their templates have not been read before."""
    took: dict[str, list[float]] = {"equivalent to one": [], "of none": []}
    for number in range(runs):
        texts = [write(text) for text in fleet.versions_of_one(_VERSIONS, seed=1000 + 10 * number + run)]
        versions = _versions(texts[1:])
        took["equivalent to one"].append(measure.cpu(lambda v=versions, t=texts: _choose(v, "\n" + t[50], 0)))
        took["of none"].append(measure.cpu(lambda v=versions, t=texts: _choose(v, t[0], 1)))
    for what, values in took.items():
        yield Row(
            what=f"a stack {what}, 20 KB of {language}",
            subject="provider",
            size=_VERSIONS,
            unit="CPU ms",
            values=[1000 * value for value in values],
            goal=at_most(50),
            note="the versions are read within it" if what == "equivalent to one" else "",
        )


def _many(count: int) -> Iterator[Row]:
    """A quarter has its version's text, a quarter other formatting, a quarter JSON, and a quarter matches none."""
    texts = [fleet.template(20, seed=seed) for seed in range(500)]
    stacks = [fleet.stack(texts[number % len(texts)], number) for number in range(count)]
    before = _memory()
    chosen: list[Artifact | Problem] = []

    def choose_all() -> None:
        versions = _versions(texts)
        chosen.extend(_choose(versions, text, number) for number, text in enumerate(stacks))

    seconds = measure.cpu(choose_all)
    for number, answer in enumerate(chosen):  # a wrong one would make the figures worthless
        expected = None if number % 4 == 3 else f"pa-{number % len(texts)}"
        assert (answer.id if isinstance(answer, Artifact) else None) == expected
    what = "stacks against 500 versions of 20 resources"
    goal = at_most(30) if count == 10_000 else None
    yield Row(what=what, subject="provider", size=count, unit="CPU s", values=[seconds], goal=goal)
    yield Row(
        what=what,
        subject="provider",
        size=count,
        unit="MiB",
        values=[_memory() - before],
        goal=at_most(1024),
        note="beyond the texts",
    )


def _versions(texts: list[str]) -> Versions:
    fetched: Mapping[Artifact, ReadTemplate | str] = {
        Artifact(id=f"pa-{number}", name=f"v{number}"): ReadTemplate(text=text) for number, text in enumerate(texts)
    }
    return Versions(fetched)


def _choose(versions: Versions, text: str, number: int) -> Artifact | Problem:
    stack = Stack(id=f"arn-{number}", name=f"s{number}", status="CREATE_COMPLETE")
    return versions.choose(stack, _PRODUCT, ReadTemplate(text=text))


def _memory() -> float:
    """Return the most MiB that this process has held; Linux counts in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
