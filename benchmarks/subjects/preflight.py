"""AWS calls of the preflight of many stacks in one process, as a preview makes them."""

from collections.abc import Iterator

from benchmarks import measure
from benchmarks.rows import Row, Session, at_most, benchmark
from benchmarks.targets import Target, credentials

from catalog_emulator import Background
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.reconcile.preflight import imported


@benchmark("preflight")
def preflight(session: Session) -> Iterator[Row]:
    """AWS calls a stack, of 1, 10 and 100 stacks."""
    with Background() as emulator, credentials(session.fresh("preflight")) as folder:
        targets = [Target.numbered(2 * number, emulator.url) for number in range(3)]
        Target.write_profiles(targets, folder)
        for target, count in zip(targets, (1, 10, 100), strict=True):
            target.fill(count)
            with measure.calls(emulator.control, target.account) as calls:
                at = session_pool().at(target.connection())
                for number in range(count):
                    name = f"s{number}"
                    desired = DesiredImport(
                        name=name, physical_id=name, product=ByName("product"), artifact=ByName("v1")
                    )
                    assert imported.examine(desired, at).adoptable
            yield Row(
                what="preflight, a stack",
                subject="provider",
                size=count,
                unit="AWS calls each",
                values=[calls.total() / count],
                goal=at_most(3) if count == 100 else None,
                note=", ".join(f"{operation} {times}" for operation, times in calls.most_common(4)),
            )
