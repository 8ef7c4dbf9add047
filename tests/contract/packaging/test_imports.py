"""What an import loads. A program waits for it, so what only some calls need is loaded by those."""

import json
import subprocess
import sys

import pytest

SLOW = {"boto3", "botocore", "jsonschema", "deepdiff", "catalog_emulator", "moto"}
_SHOW = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"


def loaded(program):
    """Return the top-level packages that a process has loaded after a program."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{_SHOW}"], check=True, capture_output=True, text=True, cwd="/"
    )
    return set(json.loads(done.stdout))


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


def test_the_package_alone_does_not_wait_for_pulumi_either():
    assert loaded("import pulumi_servicecatalog") & {"pulumi", "grpc", "google"} == set()


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
