"""A second run, in each language: it adds what is new, keeps every edit of a person, and removes nothing."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pulumi_servicecatalog.discovery import project_folder
from pulumi_servicecatalog.discovery.inventory_file import Inventory
from pulumi_servicecatalog.discovery.project import Language, Layout, Project, Provider
from support.tables import table

ONE, TWO = ({"account": account, "region": "eu-west-1"} for account in ("111122223333", "444455556666"))
WEB, V1 = {"id": "prod-1", "name": "web"}, {"id": "pa-1", "name": "v1"}
VERSION = {"product": WEB, "provisioningArtifact": V1}
HELD = {"id": "pp-1", "name": "held", "status": "AVAILABLE", **VERSION}
PROGRAMS = {Language.PYTHON: "__main__.py", Language.YAML: "Pulumi.yaml", Language.TYPESCRIPT: "index.ts"}
EVERY = pytest.mark.parametrize(
    ("language", "layout"), [(language, layout) for language in Language for layout in Layout]
)


def stack(name: str, at: dict[str, str] = ONE, **more: Any) -> dict[str, Any]:
    candidate = {**VERSION, "match": "identical", "differences": []}
    line = {"verdict": "adoptable", "candidates": [candidate], "because": "", "governedBy": None, **more}
    return {**at, "stack": {"id": f"arn:{name}", "name": name, "status": "CREATE_COMPLETE"}, **line}


def held(name: str, **more: Any) -> dict[str, Any]:
    return stack(name, verdict="governed", governedBy={**HELD, **more})


def run(folder: Path, project: Project, *stacks: dict[str, Any], force: bool = False, imports: bool = False) -> Any:
    """Plan and write what an inventory of these stacks comes to, and return the plan."""
    inventory = Inventory(
        accounts=tuple({**at, "outcome": "read"} for at in (ONE, TWO)),
        products=tuple({**at, "product": WEB} for at in (ONE, TWO)),
        versions=tuple({**at, **VERSION} for at in (ONE, TWO)),
        stacks=stacks,
    )
    plan = project_folder.plan(inventory, project, folder, force=force, import_files=imports)
    project_folder.write(plan.texts)
    return plan


def plugin(language: Language, layout: Layout = Layout.ACCOUNT) -> Project:
    return Project(language=language, provider=Provider.PLUGIN, layout=layout)


def texts(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@EVERY
def test_a_second_run_over_the_same_inventory_changes_nothing(
    tmp_path: Path, language: Language, layout: Layout
) -> None:
    run(tmp_path, plugin(language, layout), stack("a"))
    before = texts(tmp_path)
    assert run(tmp_path, plugin(language, layout), stack("a")).kept == ()
    assert texts(tmp_path) == before


@EVERY
def test_what_is_new_is_added_what_people_edited_stays_and_what_is_gone_is_told(
    tmp_path: Path, language: Language, layout: Layout
) -> None:
    run(tmp_path, plugin(language, layout), stack("a"), stack("gone"))
    file = tmp_path / "adoptions/111122223333/eu-west-1.yaml"
    edited = file.read_text().replace("v1", "v2  # decided on Monday")
    file.write_text(edited)
    plan = run(tmp_path, plugin(language, layout), stack("a"), stack("b"), stack("c", TWO))
    assert file.read_text().startswith(edited)
    (ours, theirs) = plan.merged.values()
    assert (ours.added, ours.gone, theirs.added, plan.kept) == (("b",), ("gone",), ("c",), ())


def test_a_yaml_program_that_a_person_edited_gets_the_resource_of_a_new_account(tmp_path: Path) -> None:
    program = tmp_path / "Pulumi.yaml"
    run(tmp_path, plugin(Language.YAML, Layout.ONE), stack("a"))
    edited = program.read_text().replace("resources:\n", "resources: # ours\n") + "    options:\n      protect: true\n"
    program.write_text(edited + "outputs:\n  x: 1\n")
    assert run(tmp_path, plugin(Language.YAML, Layout.ONE), stack("a"), stack("b", TWO)).kept == ()
    document = yaml.safe_load(program.read_text())
    assert set(document["resources"]) == {"111122223333-eu-west-1", "444455556666-eu-west-1"}
    assert document["resources"]["111122223333-eu-west-1"]["options"] == {"protect": True}
    assert (document["outputs"], "# ours" in program.read_text()) == ({"x": 1}, True)


def test_an_account_that_was_not_read_this_time_stays_in_a_yaml_program_even_with_force(tmp_path: Path) -> None:
    program, project = tmp_path / "Pulumi.yaml", plugin(Language.YAML, Layout.ONE)
    run(tmp_path, project, stack("a"), stack("c", TWO))
    program.write_text(program.read_text().replace("runtime: yaml", "runtime: python"))
    denied = {**TWO, "outcome": "denied"}
    inventory = Inventory(accounts=({**ONE, "outcome": "read"}, denied), stacks=(stack("a"),))
    plan = project_folder.plan(inventory, project, tmp_path, force=True, import_files=False)
    assert set(yaml.safe_load(plan.texts[program])["resources"]) == {
        "111122223333-eu-west-1",
        "444455556666-eu-west-1",
    }


@table(
    "edited",
    ("name: adoptions\nruntime: yaml\nresources: {}\n", "resources in braces"),
    ("name: adoptions\nruntime: yaml\nresources:\n a: {type: x}\n", "another indentation"),
    ("name: adoptions\nruntime: python\nresources:\n", "another language"),
)
def test_a_yaml_program_that_cannot_be_added_to_is_kept_and_told_unless_forced(
    tmp_path: Path, edited: str, reason: str
) -> None:
    program = tmp_path / "Pulumi.yaml"
    program.write_text(edited)
    assert run(tmp_path, plugin(Language.YAML, Layout.ONE), stack("a")).kept == (program,), reason
    assert program.read_text() == edited
    assert run(tmp_path, plugin(Language.YAML, Layout.ONE), stack("a"), force=True).kept == ()
    assert "111122223333-eu-west-1" in program.read_text()


@table(
    "language name edit",
    (
        Language.PYTHON,
        "Pulumi.yaml",
        ("runtime: python", "runtime: {name: python, options: {virtualenv: venv}}"),
        "venv",
    ),
    (Language.YAML, "Pulumi.yaml", ("Service Catalog governs", "we own"), "a description"),
    (
        Language.TYPESCRIPT,
        "package.json",
        ('"@pulumi/pulumi"', '"pulumi-servicecatalog": "file:s", "@pulumi/pulumi"'),
        "add",
    ),
)
def test_what_tools_and_people_add_to_a_project_is_no_difference(
    tmp_path: Path, language: Language, name: str, edit: tuple[str, str], reason: str
) -> None:
    run(tmp_path, plugin(language), stack("a"))
    file = tmp_path / name
    file.write_text(file.read_text().replace(*edit))
    before = file.read_text()
    assert edit[1] in before
    assert run(tmp_path, plugin(language), stack("a"), force=True).kept == (), reason
    assert file.read_text() == before


@pytest.mark.parametrize("language", Language)
def test_a_program_that_a_person_wrote_is_kept_and_told(tmp_path: Path, language: Language) -> None:
    program = tmp_path / PROGRAMS[language]
    program.write_text("name: mine\n")
    assert program in run(tmp_path, plugin(language), stack("a")).kept
    assert program.read_text() == "name: mine\n"


def test_a_name_that_a_person_gave_to_another_stack_is_not_given_twice(tmp_path: Path) -> None:
    run(tmp_path, Project(), stack("a"))
    file = tmp_path / "adoptions/111122223333/eu-west-1.yaml"
    file.write_text(file.read_text().replace("name: a", "name: b"))
    (ours, _) = run(tmp_path, Project(), stack("a"), stack("b")).merged.values()
    assert ours.renamed == (("b", "b-2"),)
    assert [entry["name"] for entry in yaml.safe_load(file.read_text())] == ["b", "b-2"]


def test_an_entry_that_names_its_stack_by_the_arn_is_known(tmp_path: Path) -> None:
    run(tmp_path, Project(), stack("a"))
    file = tmp_path / "adoptions/111122223333/eu-west-1.yaml"
    file.write_text(file.read_text().replace("physicalId: a", "physicalId: arn:a"))
    (ours, _) = run(tmp_path, Project(), stack("a")).merged.values()
    assert (ours.added, ours.gone) == ((), ())


@table(
    "line declared",
    (held("held"), ["held"], "it was adopted"),
    (held("held", status="TAINTED"), [], "its last operation failed"),
    (held("SC-111122223333-pp-abc"), [], "Service Catalog launched it"),
)
def test_with_import_files_what_was_adopted_is_declared_and_imported(
    tmp_path: Path, line: dict[str, Any], declared: list[str], reason: str
) -> None:
    run(tmp_path, plugin(Language.YAML), line, stack("a"), imports=True)
    entries = yaml.safe_load((tmp_path / "adoptions/111122223333/eu-west-1.yaml").read_text())
    assert [entry["name"] for entry in entries] == [*["a"], *declared], reason
    file = tmp_path / "imports/111122223333/eu-west-1.json"
    assert file.exists() == bool(declared)
    assert not declared or [item.get("id") for item in yaml.safe_load(file.read_text())["resources"]] == [None, "pp-1"]


def test_a_comment_says_what_governs_it(tmp_path: Path) -> None:
    run(tmp_path, plugin(Language.YAML), held("held"), imports=True)
    text = (tmp_path / "adoptions/111122223333/eu-west-1.yaml").read_text()
    assert "- name: held  # pp-1 governs it, as web v1" in text


def test_imports_that_are_none_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "imports/111122223333/eu-west-1.json"
    file.parent.mkdir(parents=True)
    file.write_text("[1]")
    with pytest.raises(project_folder.UnusableProjectError, match="no file for `pulumi import --file`"):
        run(tmp_path, plugin(Language.YAML), held("held"), imports=True)
