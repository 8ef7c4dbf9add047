"""`tools/sdks`: when the SDKs are made, and what a failure leaves behind. Go is a script here."""

import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tools.pulumi.machine import Machine, UnobtainableError
from tools.sdks import generating

# Writes what it is asked for, and notes that it was called.
FAKE_GO = """#!{python}
import pathlib, sys
root, schema, folder = pathlib.Path({root!r}), pathlib.Path(sys.argv[-2]), pathlib.Path(sys.argv[-1])
with (root / "made").open("a") as made:
    made.write("once\\n")
for language in ("nodejs", "go"):
    (folder / language).mkdir(parents=True)
    (folder / language / "sdk").write_text(schema.read_text())
print({says!r}, file=sys.stderr)
sys.exit({status})
"""


@dataclass(kw_only=True)
class Desk:
    """A machine of its own in a temporary folder, with a schema."""

    root: Path
    said: list[str] = field(default_factory=list)

    @property
    def machine(self) -> Machine:
        return Machine(environ={"PATH": str(self.root / "bin")}, cache=self.root / "cache", say=self.said.append)

    @property
    def made(self) -> int:
        journal = self.root / "made"
        return len(journal.read_text().split()) if journal.exists() else 0

    def schema(self, text: str) -> Path:
        path = self.root / "schema.json"
        path.write_text(text)
        return path

    def go(self, *, says: str = "", status: int = 0) -> None:
        (self.root / "bin").mkdir(exist_ok=True)
        program = self.root / "bin" / "go"
        program.write_text(FAKE_GO.format(python=sys.executable, root=str(self.root), says=says, status=status))
        program.chmod(0o755)


@pytest.fixture
def desk(tmp_path):
    return Desk(root=tmp_path)


def test_they_are_made_once_for_a_schema(desk):
    desk.go()
    first = generating.obtain(desk.machine, desk.schema("one"))
    assert generating.obtain(desk.machine, desk.schema("one")) == first
    assert desk.made == 1
    assert {item.name: (item / "sdk").read_text() for item in first.iterdir()} == {"nodejs": "one", "go": "one"}


def test_another_schema_has_sdks_of_its_own(desk):
    desk.go()
    first = generating.obtain(desk.machine, desk.schema("one"))
    second = generating.obtain(desk.machine, desk.schema("two"))
    assert [(item / "go" / "sdk").read_text() for item in (first, second)] == ["one", "two"]


def test_without_go_a_line_says_what_to_install(desk):
    with pytest.raises(UnobtainableError, match=r"^Install Go \(go\.dev/dl\)"):
        generating.obtain(desk.machine, desk.schema("one"))


def test_a_failure_shows_the_reason_and_leaves_nothing(desk):
    desk.go(says="the schema has no name", status=1)
    with pytest.raises(UnobtainableError, match="the schema has no name"):
        generating.obtain(desk.machine, desk.schema("one"))
    assert list(desk.machine.cache.iterdir()) == []
    desk.go()
    assert generating.obtain(desk.machine, desk.schema("one")).exists()


def test_runs_at_once_agree_on_one_place(desk):
    desk.go()
    schema, start = desk.schema("one"), threading.Barrier(4)
    locations: list[Path] = []

    def run() -> None:
        start.wait(timeout=30)
        locations.append(generating.obtain(desk.machine, schema))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(locations) == 4
    assert [item.name for item in desk.machine.cache.iterdir()] == [locations[0].name]
