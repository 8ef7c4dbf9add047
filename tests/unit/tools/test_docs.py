"""The documents lead to what exists: links, the tree of architecture.md, and the paths of CONTRIBUTING."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "provider" / "pulumi_servicecatalog"
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("emulator/*.md"), *ROOT.glob("changes/*.md")]
)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")


def links(page: Path) -> list[tuple[Path, str]]:
    """Return what a page links to in the repository: the file, and the heading or ""."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [((page.parent / path).resolve() if path else page, heading) for path, heading in LINK.findall(text)]


def headings(page: Path) -> set[str]:
    lines = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in lines}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_leads_to_a_file_and_a_heading_that_exist(page):
    for target, heading in links(page):
        assert target.exists(), target
        assert not heading or heading in headings(target), f"{target}#{heading}"


def test_every_page_of_docs_is_reached_from_readme():
    reached, new = set(), {ROOT / "README.md"}
    while new:
        reached |= new
        new = {target for page in new for target, _ in links(page) if target.suffix == ".md"} - reached
    assert not {page for page in PAGES if "docs" in page.parts} - reached


def tree() -> dict[str, str]:
    """Return the paths that the tree of architecture.md names, each with its line."""
    text = (ROOT / "docs" / "development" / "architecture.md").read_text(encoding="utf-8")
    block = text.partition("## The tree")[2].partition("\n## ")[0]
    paths: dict[str, str] = {}
    room: list[tuple[int, str]] = []
    for line in re.findall(r"^    ( {2,}.+)$", block, re.MULTILINE):
        indent = len(line) - len(line.lstrip())
        listed = re.match(r"\s*((?:\w+(?:\.py|/)(?:, )?)+)", line)
        assert listed, line
        names = re.findall(r"\w+(?:\.py|/)", listed[1])
        room = [(depth, name) for depth, name in room if depth < indent]
        for name in names:
            paths["".join(name for _, name in room) + name] = line
        if len(names) == 1 and names[0].endswith("/"):
            room.append((indent, names[0]))
    return paths


def test_the_tree_of_the_architecture_names_what_exists():
    paths = tree()
    assert len(paths) > 50
    assert not [path for path in paths if not (PACKAGE / path).exists()]


def test_the_tree_of_the_architecture_has_every_room_and_every_request():
    rooms = {f"{path.parent.relative_to(PACKAGE)}/" for path in PACKAGE.glob("**/__init__.py")} - {"./"}
    requests = {
        f"reconcile/operations/{path.name}" for path in (PACKAGE / "reconcile" / "operations").glob("[a-z]*.py")
    }
    assert not (rooms | requests) - set(tree())


def test_contributing_names_files_that_exist():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("## To change X, touch Y")[2].partition("\n## ")[0]
    named = re.findall(r"`([\w/.-]+(?:/|\.(?:py|yaml|json|md)))`", table)
    bases = (PACKAGE, ROOT, ROOT / "emulator" / "catalog_emulator", PACKAGE / "reconcile")
    assert len(named) > 20
    assert not [path for path in named if not any((base / path).exists() for base in bases)]


def test_the_yaml_program_of_the_registry_declares_what_an_example_does_which_is_run():
    page = (ROOT / "docs" / "_index.md").read_text(encoding="utf-8")
    program = yaml.safe_load(page.partition("```yaml\n")[2].partition("```")[0])
    example = yaml.safe_load((ROOT / "examples/10-yaml/Pulumi.yaml").read_text(encoding="utf-8"))
    declared = example["resources"]["payments"]
    properties = {**declared["properties"], "provisioningArtifactName": example["config"]["version"]["default"]}
    assert program["resources"] == {"payments": {"type": declared["type"], "properties": properties}}
