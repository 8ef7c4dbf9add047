"""`catalogctl propose`: products and versions for the stacks of an inventory that no version matches."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pulumi_servicecatalog.cli import exit_codes, layout, where
from pulumi_servicecatalog.cli.commands.propose import ProposeOptions
from pulumi_servicecatalog.discovery import inventory_file, proposals, proposed_project
from pulumi_servicecatalog.discovery.inventory_file import InventoryError
from pulumi_servicecatalog.discovery.project import stack_name
from pulumi_servicecatalog.discovery.proposals import Proposals

_EXISTS: Final = "name another folder by --out, or replace by --force, and move over what the old program has made"


def run(options: ProposeOptions) -> int:
    """Read the inventory, and write the project."""
    try:
        inventory = inventory_file.read(options.inventory)
        result = proposals.proposals(inventory, at_least=options.at_least)
        role = where.role_arn_template(options)
        texts = proposed_project.files(result, _project_name(options.out), role) if result.products else {}
        existing = [path for path in (options.out / name for name in texts) if path.exists()]
        if existing and not options.force:
            layout.complain(f"{existing[0]} exists: {_EXISTS}")
            return exit_codes.CONFIGURATION
        _write(options.out, texts)
    except InventoryError as error:
        layout.complain(error)
        return exit_codes.CONFIGURATION
    except OSError as error:
        layout.complain(f"{error.filename}: {error.strerror}")
        return exit_codes.CONFIGURATION
    layout.show(map(layout.line, _report(result, options)))
    return exit_codes.OK


def _project_name(folder: Path) -> str:
    """Return a name for the Pulumi project: that of its folder, so that two folders are two projects."""
    return re.sub(r"[^A-Za-z0-9_.-]", "-", folder.resolve().name) or "catalog"


def _write(out: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        out.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")


def _report(result: Proposals, options: ProposeOptions) -> Iterator[str]:
    for number, product in enumerate(result.products, 1):
        versions = ", ".join(version.name for version in product.versions)
        yield f"  {result.after(number):>4.0%}  {product.name} {versions}: {proposed_project.stacks(product.stacks)}"
        yield from (f"        {link}" for version in product.versions for link in version.linked)
    yield f"{result.headline()}."
    for offered in result.elsewhere:
        has = proposed_project.stacks(len(offered.stacks))
        yield f"{offered.name} of {offered.account} has the template of {has} that do not see it: share its portfolio."
    yield from result.doubts()
    if result.left_out:
        count = proposed_project.stacks(sum(len(family.stacks) for family in result.left_out))
        yield f"Left out: {count} with templates that fewer than {options.at_least} share (--at-least)."
    if result.locations:
        yield f"Next, after reading {options.out / 'README.md'}, for each Pulumi.*.yaml:"
        yield f"  cd {options.out}"
        yield f"  pulumi stack select --create {stack_name(result.locations[0])}"
        yield "  pulumi up"
        yield "Then `catalogctl discover --force`, with the same options as before, shows what can be adopted."
