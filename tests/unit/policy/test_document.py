"""The page on policies: its configuration is one, and the example of a pack's too."""

import json
import re
from pathlib import Path

import yaml

from pulumi_servicecatalog.policy import configuration
from pulumi_servicecatalog.policy.rule import Enforcement

ROOT = Path(__file__).resolve().parents[3]


def test_the_configuration_of_the_page_is_one() -> None:
    page = (ROOT / "docs" / "how-to" / "policies.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    configured = configuration.parse(yaml.safe_load(block))
    assert configured["required-tags"].properties["tags"]["team"] == ["payments", "search"]
    assert configured["not-tainted"].enforcement is Enforcement.ADVISORY


def test_the_configuration_beside_the_pack_is_one() -> None:
    text = (ROOT / "ci" / "policy-pack" / "policies.json").read_text(encoding="utf-8")
    assert configuration.parse(json.loads(text))["every-stack-is-governed"].enforcement is Enforcement.DISABLED
