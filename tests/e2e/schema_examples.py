"""The examples in schema.json's descriptions, from which Pulumi's generators take those of their language."""

import json
import re

from support.pulumi_cli import ROOT

LANGUAGES = ("typescript", "python", "go", "csharp", "java", "yaml")
RESOURCES = json.loads((ROOT / "schema.json").read_text(encoding="utf-8"))["resources"]
_CODE = re.compile(r"```(\w+)\n(.*?\n)```", re.DOTALL)


def of(token: str) -> dict[str, str]:
    """Return a resource's examples by their language."""
    return dict(_CODE.findall(RESOURCES[token]["description"]))


def name(token: str) -> str:
    """Return `GovernedStacks` for its token."""
    return token.rpartition(":")[2]
