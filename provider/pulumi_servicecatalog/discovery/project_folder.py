"""The folder of a generated project: what a run adds to it, beside what Pulumi and people have put there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from pulumi_servicecatalog.discovery import adoptions, imports
from pulumi_servicecatalog.discovery.adoptions import Adoption, Merged
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Inventory
from pulumi_servicecatalog.discovery.project import File, Project, adoptions_path
from pulumi_servicecatalog.rules import governed_stacks

_RESOURCES: Final = re.compile(r"^resources:[ \t]*(#.*)?\n", re.MULTILINE)


class UnusableProjectError(Exception):
    """What is in the folder cannot be added to; the text is one line."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is written, by its path; which files that a person has changed are kept; and each file of adoptions.

    `imports` are the files for `pulumi import --file`, where those are wanted.
    """

    texts: Mapping[Path, str]
    kept: tuple[Path, ...]
    merged: Mapping[Location, Merged]
    imports: Mapping[Location, Path]


def plan(inventory: Inventory, project: Project, out: Path, *, force: bool, import_files: bool) -> Plan:
    """Work out every text before anything is written.

    Args:
        inventory: what was discovered.
        project: what is to be generated.
        out: the folder.
        force: whether files that a person has changed are written as well.
        import_files: whether what has been adopted already is declared, and written for `pulumi import --file`.

    Raises:
        UnusableProjectError: what is in the folder cannot be added to.

    """
    wanted = adoptions.of_inventory(inventory, with_adopted=import_files)
    merged = dict(_merged(inventory, wanted, out))
    locations = [location for location, result in merged.items() if result.text]
    texts, kept = _of_program(project, locations, out, force=force)
    texts |= {_path(out, location): merged[location].text for location in locations}
    written = {}
    for location in locations if import_files else ():
        path = out / "imports" / location.account / f"{location.region}.json"
        text = _imports(path, wanted.get(location, ()), merged[location].text)
        if text:
            texts[path], written[location] = text, path
    return Plan(texts=texts, kept=kept, merged=merged, imports=written)


def write(texts: Mapping[Path, str]) -> None:
    """Write the texts. Raises OSError."""
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _merged(
    inventory: Inventory, wanted: Mapping[Location, Sequence[Adoption]], out: Path
) -> Iterator[tuple[Location, Merged]]:
    existing: dict[Location, set[str]] = {
        Location(account=line["account"], region=line["region"]): set()
        for line in inventory.accounts
        if line["outcome"] == "read"  # of the others nobody knows what is there
    }
    for line in inventory.stacks:
        location = Location(account=line["account"], region=line["region"])
        existing[location] |= {line["stack"]["name"], line["stack"]["id"]}
    for location, names in existing.items():
        path = _path(out, location)
        text = _text(path)
        yield location, adoptions.merged(text, _entries(path, text), wanted.get(location, ()), names)


def _of_program(
    project: Project, locations: Sequence[Location], out: Path, *, force: bool
) -> tuple[dict[Path, str], tuple[Path, ...]]:
    """Return the texts of the program and its settings, and those of their files that are kept as they are."""
    declared = {*locations, *_locations_of(out)}  # an account that was not read this time stays in the program
    in_order = sorted(declared, key=lambda location: (location.account, location.region))
    files = {out / name: file for name, file in project.files(in_order).items()}
    settings = {out / name: config for name, config in project.settings(locations).items()}
    additions = {path: text for path, file in files.items() if (text := _added_to(path, file))}
    wanted = {path: file.text for path, file in files.items()} | additions
    wanted |= {path: _settings(path, config) for path, config in settings.items()}
    kept = [path for path, text in wanted.items() if _text(path) not in {"", text} and path not in additions]
    return {path: text for path, text in wanted.items() if force or path not in kept}, () if force else tuple(kept)


def _locations_of(out: Path) -> Iterator[Location]:
    """Return the accounts and Regions that have a file of adoptions in the folder."""
    for path in (out / "adoptions").glob("*/*.yaml"):
        yield Location(account=path.parent.name, region=path.stem)


def _entries(path: Path, text: str) -> Sequence[Mapping[str, Any]]:
    try:
        return governed_stacks.entries(text)
    except governed_stacks.InvalidComponentError as error:
        raise UnusableProjectError(f"{path}: {error}") from error


def _imports(path: Path, wanted: Sequence[Adoption], entries_text: str) -> str:
    """Return the file of imports; "" where there is nothing to import."""
    document = _loaded(path, _text(path)) or {}
    if not isinstance(document, Mapping) or not _is_list_of_mappings(document.get("resources") or []):
        raise UnusableProjectError(f"{path}: this is no file for `pulumi import --file`")
    adopted = [adoption for adoption in wanted if adoption.governed_by]
    after = imports.merged(document, adopted, _entries(path, entries_text))
    return _text(path) if after == document else imports.text(after)


def _is_list_of_mappings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _settings(path: Path, config: Mapping[str, str]) -> str:
    """Return the settings of a Pulumi stack with what they have to hold; what else is in the file stays.

    Pulumi writes to it as well: how secrets are encrypted, and what `pulumi config set` is given.
    """
    text = _text(path)
    document = _loaded(path, text) or {}
    if not isinstance(document, dict) or not isinstance(document.get("config") or {}, dict):
        raise UnusableProjectError(f"{path}: these are no settings of a Pulumi stack")
    before = document.get("config") or {}
    if text and config.items() <= before.items():
        return text
    return yaml.safe_dump({**document, "config": {**before, **config}}, sort_keys=False)


def _added_to(path: Path, file: File) -> str:
    """Return a file that is there with what it needs, all else as it is; "" where that cannot be."""
    text = _text(path)
    if not text or file.needs is None:
        return ""
    document = _loaded(path, text)
    return text if _holds(document, file.needs) else _with_resources(text, document, file)


def _with_resources(text: str, document: Any, file: File) -> str:
    """Return the text with the resources that it lacks; "" where they cannot be added without a change to the rest."""
    there = document.get("resources") if isinstance(document, dict) else None
    missing = "".join(block for name, block in file.resources.items() if name not in (there or {}))
    begins = _RESOURCES.search(text)
    if not missing or begins is None:
        return ""
    after = text[: begins.end()] + missing + text[begins.end() :]
    try:
        added = yaml.safe_load(after)
    except yaml.YAMLError:
        return ""
    own = yaml.safe_load(f"resources:\n{missing}")["resources"]
    unchanged = added == {**document, "resources": {**own, **(there or {})}}
    return after if unchanged and _holds(added, file.needs) else ""


def _holds(document: Any, needs: Any) -> bool:
    """Return whether a document has what is needed, and perhaps more; None stands for any value."""
    if needs is None:
        return True
    if not isinstance(needs, Mapping):
        return bool(document == needs)
    named = {"name": document} if isinstance(document, str) else document  # as `runtime: python` stands for its name
    return isinstance(named, Mapping) and all(
        name in named and _holds(named[name], need) for name, need in needs.items()
    )


def _loaded(path: Path, text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UnusableProjectError(f"{path}: {' '.join(str(error).split())}") from error


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _path(out: Path, location: Location) -> Path:
    return out / adoptions_path(location)
