"""`catalogctl discover --from` a saved scan: one account and Region with many stacks, against 500 versions."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import fleet_of_templates as fleet
from benchmarks import measure
from benchmarks.rows import Row, Session, at_most, benchmark

from pulumi_servicecatalog.discovery import saved_answers
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.saved_scan import ScanFolder
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.product import CLOUD_FORMATION_TEMPLATE, Artifact, ArtifactSource, LaunchPath, Product
from pulumi_servicecatalog.model.stack import Stack

_HERE = Identity(partition="aws", account="123456789012", region="eu-west-1", caller_arn="arn:aws:iam::1:user/me")
_VERSIONS = 500
_OF_A_PRODUCT = 4


@benchmark("saved-scan")
def saved_scan(session: Session) -> Iterator[Row]:
    """10,000 stacks of a saved scan against 500 versions (2,000 without --full), as a command with its start."""
    count = 10_000 if session.full else 2000
    scan = session.folder / "scan"
    _save(scan, count)
    discover = ["discover", "--from", str(scan), "--out", str(session.folder / "i.jsonl"), "--force", "--json"]
    command = [sys.executable, "-m", "pulumi_servicecatalog.cli.main", *discover]
    used = measure.tree(command, folder=session.folder, environment=os.environ)
    for unit, value, goal in (("CPU s", used.cpu, 30), ("MiB", max(used.memory.values()) / 1024, 1024)):
        yield Row(
            what="stacks of a saved scan against 500 versions",
            subject="provider",
            size=count,
            unit=unit,
            values=[value],
            goal=at_most(goal) if session.full else None,
        )


def _save(path: Path, count: int) -> None:
    """Write what AWS would answer: a quarter of the stacks is like no version as it is (see `fleet.stack`)."""
    folder = ScanFolder(path)
    folder.begin(again=True)
    lines: list[dict[str, Any]] = []

    def note(method: str, *arguments: object, answer: object) -> None:
        question = saved_answers.question(method, arguments)
        lines.append({"question": question, "answer": saved_answers.encoded(answer)})

    stacks = [_stack(number) for number in range(count)]
    note("identity", answer=_HERE)
    note("stacks", answer=stacks)
    note("provisioned_products", answer=())
    texts = [fleet.template(20, seed=seed) for seed in range(_VERSIONS)]
    _note_catalog(note, folder, texts)
    for number, stack in enumerate(stacks):
        text = fleet.stack(texts[number % _VERSIONS], number)
        note("stack_template", stack.id, answer=folder.keep_template(text))
        note("provisioned_product_named", stack.name, answer=None)
    folder.write(Location(account=_HERE.account, region=_HERE.region), lines)


def _note_catalog(note: Callable[..., None], folder: ScanFolder, texts: list[str]) -> None:
    products = [
        Product(id=f"prod-{number}", name=f"product-{number}", type=CLOUD_FORMATION_TEMPLATE)
        for number in range(_VERSIONS // _OF_A_PRODUCT)
    ]
    note("products", answer=products)
    for position, product in enumerate(products):
        numbers = range(position * _OF_A_PRODUCT, (position + 1) * _OF_A_PRODUCT)
        made = datetime(2026, 1, 1, tzinfo=UTC)
        note("product", product.id, answer=product)
        note("launch_paths", product.id, answer=[LaunchPath(id="lp-1", name="path")])
        versions = [Artifact(id=f"pa-{number}", name=f"v{number}", created_time=made) for number in numbers]
        note("artifacts", product.id, answer=versions)
        for number in numbers:
            url = f"https://bucket.s3.eu-west-1.amazonaws.com/{number}"
            source = ArtifactSource(status="AVAILABLE", template_url=url)
            note("artifact_source", product.id, f"pa-{number}", answer=source)
            note("template_at", url, answer=folder.keep_template(texts[number]))


def _stack(number: int) -> Stack:
    arn = f"arn:aws:cloudformation:{_HERE.region}:{_HERE.account}:stack/s{number}/0"
    return Stack(id=arn, name=f"s{number}", status="CREATE_COMPLETE")
