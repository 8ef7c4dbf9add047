"""What examples/30-fleet types can be typed, also where no test can run it."""

import json
import re
import shlex
from pathlib import Path

import pytest

from pulumi_servicecatalog.cli.commands.fleet import COMMAND as FLEET
from pulumi_servicecatalog.cli.commands.rollout import COMMAND as ROLLOUT
from pulumi_servicecatalog.fleet import limits_file

EXAMPLES = Path(__file__).parents[3] / "examples" / "30-fleet"
FILES = sorted(path.name for path in EXAMPLES.iterdir() if path.suffix != ".md")
LIMITS = "limits.yml"


def typed(name: str) -> list[list[str]]:
    """Return the commands of a file, with values in place of variables."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    if name.endswith(".asl.json"):
        (command,) = re.findall(r"States\.Array\((.*?), States\.JsonToString\(\$\)\)", json.dumps(json.loads(text)))
        return [["catalogctl", *re.findall(r"'([^']+)'", command), "{}"]]
    joined = re.sub(r"\\\n\s*", "", re.sub(r"\$\{\{ matrix\.part \}\}", "1", text))
    filled = joined.replace('"$how"', "--yes").replace("$part", "1")
    lines = re.findall(r"^(?!#).*\b(catalogctl (?:fleet|rollout) [^|\n]*)", filled, re.MULTILINE)
    return [shlex.split(line) for line in lines]


@pytest.mark.parametrize("name", [name for name in FILES if name != LIMITS])
def test_each_command_of_an_example_can_be_typed(name: str) -> None:
    assert typed(name)
    for _, first, *rest in typed(name):
        known, arguments = (FLEET.commands[rest[0]], rest[1:]) if first == "fleet" else (ROLLOUT, rest)
        with known.make_context(first, arguments) as context:
            assert context.params


def test_the_limits_are_those_of_the_page(tmp_path: Path) -> None:
    page = (EXAMPLES.parents[1] / "docs" / "how-to" / "roll-out.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(limits:\n.*?)```", page, re.DOTALL)
    (tmp_path / LIMITS).write_text(shown)
    limits = limits_file.read(EXAMPLES / LIMITS)
    assert limits == limits_file.read(tmp_path / LIMITS)
    assert [limit.name for limit in limits] == ["assume-role", "slow-accounts", "organizations"]


def test_the_page_names_every_file() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in FILES if f"({name})" not in page] == []
