"""`catalogctl generate`: a Pulumi project that adopts what an inventory calls adoptable."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from pulumi_servicecatalog.cli import exit_codes, layout, where
from pulumi_servicecatalog.cli.command import refuse
from pulumi_servicecatalog.cli.commands.generate import GenerateOptions
from pulumi_servicecatalog.discovery import inventory_file, project, project_folder
from pulumi_servicecatalog.discovery.adoptions import Merged
from pulumi_servicecatalog.discovery.inventory_file import InventoryError
from pulumi_servicecatalog.discovery.project import Language, Layout, Project, Provider
from pulumi_servicecatalog.discovery.project_folder import Plan, UnusableProjectError

_ADD_SDK = 'pulumi package add "$(command -v pulumi-resource-servicecatalog)"'
_IMPORT = "pulumi import --protect=false --generate-code=false --file"


def run(options: GenerateOptions) -> int:
    """Read the inventory, and write the project."""
    wanted = _project(options)
    try:
        inventory = inventory_file.read(options.inventory)
        plan = project_folder.plan(
            inventory, wanted, options.out, force=options.force, import_files=options.import_file
        )
        project_folder.write(plan.texts)
    except (InventoryError, UnusableProjectError) as error:
        layout.complain(error)
        return exit_codes.CONFIGURATION
    except OSError as error:
        layout.complain(f"{error.filename}: {error.strerror}")
        return exit_codes.CONFIGURATION
    layout.show(map(layout.line, _report(plan, wanted, options.out)))
    return exit_codes.OK


def _project(options: GenerateOptions) -> Project:
    """Return what the options ask for; what does not go together ends the command."""
    language = Language(options.language)
    provider = Provider(options.provider or ("dynamic" if language is Language.PYTHON else "plugin"))
    if provider is Provider.DYNAMIC and language is not Language.PYTHON:
        refuse(f"--provider dynamic is for Python alone: a program in {language.value} needs the plugin")
    if options.import_file and (provider, options.layout) != (Provider.PLUGIN, Layout.ACCOUNT.value):
        refuse(
            "--import-file needs --provider plugin and --layout account: `pulumi import` reads through the plugin, in "
            "the account and Region of a Pulumi stack's settings"
        )
    return Project(
        language=language,
        provider=provider,
        layout=Layout(options.layout),
        role_arn_template=where.role_arn_template(options),
    )


def _report(plan: Plan, wanted: Project, out: Path) -> Iterator[str]:
    for location, result in plan.merged.items():
        if result.added or result.gone:
            yield f"{location.account}, {location.region}: {'; '.join(_changes(result))}"
    for path in plan.imports.values():
        yield f"{path} has what is governed already, for `pulumi import --file`"
    for path in plan.kept:
        yield f"{path} has something else, and is kept; --force writes what belongs there"
    added = sum(len(result.added) for result in plan.merged.values())
    if added:
        yield f"{_adoptions(added)} added to {out}."
    else:
        yield f"Nothing was added: {out} has every stack that can be adopted."
    yield from _next(plan, wanted, out)


def _adoptions(number: int) -> str:
    return "1 adoption was" if number == 1 else f"{number} adoptions were"


def _changes(result: Merged) -> Iterator[str]:
    if result.added:
        yield f"{_adoptions(len(result.added))} added"
    for stack, name in result.renamed:
        yield f"{stack} is named {name}, since another entry has its name"
    if result.gone:
        yield f"no longer there: {', '.join(result.gone)} (remove the entry, or look why)"


def _next(plan: Plan, wanted: Project, out: Path) -> Iterator[str]:
    """Say which three commands come next."""
    written = [location for location, result in plan.merged.items() if result.text]
    if not written:
        return
    first = next(iter(plan.imports), written[0])
    stack = "all" if wanted.layout is Layout.ONE else project.stack_name(first)
    sdk = wanted.language is Language.TYPESCRIPT
    yield "Next:"
    yield f"  cd {shlex.quote(str(out))}" + (f" && {_ADD_SDK}" if sdk else "")
    imported = f" && {_IMPORT} {plan.imports[first].relative_to(out)}" if first in plan.imports else ""
    yield f"  pulumi stack select --create {stack}{imported}"
    yield "  pulumi preview"
