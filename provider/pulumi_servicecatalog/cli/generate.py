"""`catalogctl generate`: a Pulumi project that adopts what an inventory calls adoptable."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pulumi_servicecatalog.cli import exit_codes, layout, where
from pulumi_servicecatalog.cli.commands.generate import GenerateOptions
from pulumi_servicecatalog.discovery import adoptions, inventory_file, project
from pulumi_servicecatalog.discovery.adoptions import Merged
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Inventory, InventoryError
from pulumi_servicecatalog.discovery.project import Layout


class _UnusableProjectError(Exception):
    """What is in the folder cannot be added to; the text is one line."""


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What is written, by its path; which files that a person has changed are kept; and each file of adoptions."""

    texts: Mapping[Path, str]
    kept: tuple[Path, ...]
    merged: Mapping[Location, Merged]


def run(options: GenerateOptions) -> int:
    """Read the inventory, and write the project."""
    try:
        inventory = inventory_file.read(options.inventory)
        plan = _planned(inventory, options)
        _write(plan.texts)
    except (InventoryError, _UnusableProjectError) as error:
        layout.complain(error)
        return exit_codes.CONFIGURATION
    except OSError as error:
        layout.complain(f"{error.filename}: {error.strerror}")
        return exit_codes.CONFIGURATION
    layout.show(map(layout.line, _report(plan, options)))
    return exit_codes.OK


def _planned(inventory: Inventory, options: GenerateOptions) -> _Plan:
    """Work out every text before anything is written."""
    merged = dict(_merged(inventory, options.out))
    locations = [location for location, result in merged.items() if result.text]
    role = where.role_arn_template(options)
    files = project.files(Layout(options.layout), options.provider)
    settings = project.settings(locations, Layout(options.layout), role)
    wanted = {options.out / path: text for path, text in files.items()}
    wanted |= {options.out / path: _settings(options.out / path, config) for path, config in settings.items()}
    kept = () if options.force else tuple(path for path, text in wanted.items() if _differs(path, text))
    texts = {path: text for path, text in wanted.items() if path not in kept}
    texts |= {_path(options.out, location): merged[location].text for location in locations}
    return _Plan(texts=texts, kept=kept, merged=merged)


def _merged(inventory: Inventory, out: Path) -> Iterator[tuple[Location, Merged]]:
    wanted = adoptions.of_inventory(inventory)
    existing: dict[Location, set[str]] = {
        Location(account=line["account"], region=line["region"]): set()
        for line in inventory.accounts
        if line["outcome"] == "read"  # of the others nobody knows what is there
    }
    for line in inventory.stacks:
        location = Location(account=line["account"], region=line["region"])
        existing[location] |= {line["stack"]["name"], line["stack"]["id"]}
    for location, names in existing.items():
        text, entries = _read(_path(out, location))
        yield location, adoptions.merged(text, entries, wanted.get(location, ()), names)


def _read(path: Path) -> tuple[str, list[Mapping[str, Any]]]:
    """Return a file of adoptions as it is, and its entries; nothing where there is none."""
    if not path.exists():
        return "", []
    text = path.read_text(encoding="utf-8")
    entries = _loaded(path, text) or []
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise _UnusableProjectError(f"{path}: a list of entries is expected")
    return text, entries


def _settings(path: Path, config: Mapping[str, str]) -> str:
    """Return the settings of a Pulumi stack with what they have to hold; what else is in the file stays.

    Pulumi writes to it as well: how secrets are encrypted, and what `pulumi config set` is given.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    document = _loaded(path, text) or {}
    if not isinstance(document, dict) or not isinstance(document.get("config") or {}, dict):
        raise _UnusableProjectError(f"{path}: these are no settings of a Pulumi stack")
    before = document.get("config") or {}
    if text and config.items() <= before.items():
        return text
    return yaml.safe_dump({**document, "config": {**before, **config}}, sort_keys=False)


def _loaded(path: Path, text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _UnusableProjectError(f"{path}: {' '.join(str(error).split())}") from error


def _differs(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") != text


def _path(out: Path, location: Location) -> Path:
    return out / "adoptions" / location.account / f"{location.region}.yaml"


def _write(texts: Mapping[Path, str]) -> None:
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _report(plan: _Plan, options: GenerateOptions) -> Iterator[str]:
    for location, result in plan.merged.items():
        if result.added or result.gone:
            yield f"{location.account}, {location.region}: {len(result.added)} added{_gone(result.gone)}"
    for path in plan.kept:
        yield f"{path} has something else, and is kept; --force writes what belongs there"
    added = sum(len(result.added) for result in plan.merged.values())
    yield f"{added} adoptions were added to {options.out}."
    yield from _next(plan, options)


def _gone(names: Iterable[str]) -> str:
    gone = ", ".join(names)
    return f"; no longer there: {gone} (remove the entry, or look why)" if gone else ""


def _next(plan: _Plan, options: GenerateOptions) -> Iterator[str]:
    written = [location for location, result in plan.merged.items() if result.text]
    if not written:
        return
    one = options.layout == Layout.ONE.value
    yield "Next:"
    yield f"  cd {options.out}"
    yield f"  pulumi stack select --create {'all' if one else project.stack_name(written[0])}"
    yield "  pulumi preview"
