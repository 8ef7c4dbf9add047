"""schema.json and the files by which an engine finds the plugin: complete, and in step with each other."""

import json
import re
import shutil
import subprocess
import tomllib

from tools.generate import naming

from pulumi_servicecatalog import plugin
from pulumi_servicecatalog.providers.generated import functions as invokes
from pulumi_servicecatalog.providers.plugin import functions
from support.expect import present
from support.pulumi_cli import ROOT

SCHEMA = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))


def _descriptions(location, value):
    if isinstance(value, dict):
        for group in ("inputProperties", "properties", "variables"):
            for name, prop in value.get(group, {}).items() if isinstance(value.get(group), dict) else ():
                yield f"{location}.{name}", prop.get("description", "")
        for key, item in value.items():
            yield from _descriptions(f"{location}.{key}", item)


def test_every_property_resource_function_and_type_is_described():
    described = dict(_descriptions("", SCHEMA))
    for section in ("resources", "functions", "types"):
        described |= {token: item.get("description", "") for token, item in SCHEMA[section].items()}
    assert len(described) > 100
    assert [location for location, text in described.items() if not text.strip()] == []


def test_pulumi_finds_nothing_wrong_with_the_schema():
    command = [present(shutil.which("pulumi")), "schema", "check", str(ROOT / "schema.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_function_of_the_schema_is_served():
    assert functions.FUNCTIONS.keys() == SCHEMA["functions"].keys()


def test_every_resource_of_the_schema_has_a_class_for_python():
    classes = set(plugin.__all__) - set(invokes.__all__)
    assert {token.rpartition(":")[2] for token in SCHEMA["resources"]} | {"Provider"} == classes


def test_every_function_of_the_schema_has_both_forms_for_python():
    wanted = {naming.snake(token.rpartition(":")[2]) for token in SCHEMA["functions"]}
    assert {name for name in plugin.__all__ if name.islower()} == wanted | {f"{name}_output" for name in wanted}


def test_the_configuration_of_a_stack_and_of_a_provider_are_the_same():
    assert SCHEMA["config"]["variables"] == SCHEMA["provider"]["inputProperties"]


def pinned(path):
    """Return the requirements of a compiled file, each with its hashes."""
    text = (ROOT / path).read_text(encoding="utf-8")
    requirement = re.compile(r"^([\w.-]+==\S+).*?\\\n((?: +--hash.*\n)+)", re.MULTILINE)
    return {match[1]: match[2] for match in requirement.finditer(text)}


def test_what_an_engine_installs_for_a_checkout_is_pinned_to_what_the_tests_run_with():
    pins, tested = pinned("provider/requirements.txt"), pinned("requirements/dev.txt")
    assert pins == {item: hashes for item, hashes in tested.items() if item in pins}
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=]", item)[0].lower() for item in needed}
    assert names <= {pin.partition("==")[0] for pin in pins}
