"""What an import loads. A program waits for it, so what only some calls need is loaded by those."""

import json
import subprocess
import sys

import pytest

SLOW = {"boto3", "botocore", "click", "jsonschema", "deepdiff", "catalog_emulator", "moto", "rich", "jinja2"}
_SHOW = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def loaded(program, *, parts=1):
    """Return the packages that a process has loaded after a program: the first `parts` of their names."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{_SHOW}"], check=True, capture_output=True, text=True, cwd="/"
    )
    return {".".join(name.split(".")[:parts]) for name in json.loads(done.stdout.splitlines()[-1])}


@pytest.mark.parametrize(
    "program",
    [
        "import pulumi_servicecatalog",
        "from pulumi_servicecatalog import ImportedProvisionedProduct",
        "from pulumi_servicecatalog._dynamic_v1 import PROVIDER",
    ],
)
def test_a_program_does_not_wait_for_what_only_the_provider_needs(program):
    assert loaded(program) & SLOW == set()


@pytest.mark.parametrize("module", ["pulumi_servicecatalog", "pulumi_servicecatalog.plugin"])
def test_a_program_loads_nothing_of_what_decides_and_asks_aws(module):
    program = f"from {module} import ImportedProvisionedProduct"
    ours = {name for name in loaded(program, parts=3) if name.startswith("pulumi_servicecatalog.")}
    assert not {name for name in ours if name.split(".")[1] in {"aws", "host", "reconcile", "rules"}}
    assert "pulumi_servicecatalog.codec" not in ours


def test_a_program_does_not_wait_for_functions_that_it_does_not_use():
    program = "from pulumi_servicecatalog.plugin import ImportedProvisionedProduct"
    assert "pulumi_servicecatalog.providers.generated.functions" not in loaded(program, parts=4)


def test_the_functions_are_there_when_they_are_used():
    program = """
from pulumi_servicecatalog import plugin
from pulumi_servicecatalog.plugin import *
assert get_record is plugin.get_record
assert "get_record" in plugin.__all__ and "Provider" in plugin.__all__
assert not hasattr(plugin, "get_nothing")
"""
    assert loaded(program) & SLOW == set()


def test_the_package_alone_does_not_wait_for_pulumi_either():
    assert loaded("import pulumi_servicecatalog") & {"pulumi", "grpc", "google"} == set()


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--help"], ["--version"], ["check", "payments", "--prodcut", "web"], ["completion", "fish"]),
        *([command, "--help"] for command in ("audit", "check", "comment", "discover", "generate", "history")),
        *([command, "--help"] for command in ("iam-policy", "issue", "report")),
    ],
)
def test_help_slips_and_completion_of_catalogctl_wait_for_nothing_that_asks_aws_or_draws(arguments):
    program = f"from pulumi_servicecatalog.cli import main\nmain.main({arguments})"
    rooms = ("aws", "reconcile", "discovery", "fleet", "reporting")
    assert not {f"pulumi_servicecatalog.{room}" for room in rooms} & loaded(program, parts=2)
    assert loaded(program) & (SLOW - {"click"} | {"yaml"}) == set()


def test_a_name_that_does_not_exist_is_an_attribute_error():
    program = """
import pulumi_servicecatalog
try:
    pulumi_servicecatalog.Nothing
except AttributeError as error:
    assert "Nothing" in str(error), error
else:
    raise SystemExit("no error")
"""
    assert loaded(program) & SLOW == set()


def test_a_template_in_json_needs_neither_yaml_nor_deepdiff():
    program = """
from pulumi_servicecatalog.rules import templates
templates.load('{}')
templates.compare(templates.ReadTemplate(text='{}'), templates.ReadTemplate(text=' {}'))
"""
    assert loaded(program) & {"yaml", "deepdiff"} == set()
