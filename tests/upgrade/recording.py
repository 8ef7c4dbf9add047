"""The recorded states: for each version, case and provider the program, and the state that Pulumi had of it.

    tests/upgrade/v0.1.0/
      world.py            makes at AWS what the states describe
      templates/          of the stacks and products
      CASE/               Pulumi.yaml, Pulumi.dev.yaml, __main__.py: the program, as it was recorded last
        dynamic.json      the state, of the program as it is
        plugin.json       the state, of the program whose import line names the plugin

A program is the same for both providers but for the line that docs/moving-between-providers.md has a user change.
"""

import json
import runpy
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upgrade import identifiers

HERE = Path(__file__).parent
PROVIDERS = {
    "dynamic": "from pulumi_servicecatalog import",
    "plugin": "from pulumi_servicecatalog.plugin import",
}
"""How a program imports the classes of each provider."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What one version recorded of one case with one provider."""

    version: str
    case: str
    provider: str

    def __str__(self) -> str:
        return f"{self.version}-{self.case}-{self.provider}"

    @property
    def world(self) -> dict[str, Any]:
        """Return what world.py defines."""
        return runpy.run_path(str(HERE / self.version / "world.py"))

    @property
    def state_file(self) -> Path:
        return self._folder / f"{self.provider}.json"

    def write_program(self, folder: Path, known: dict[str, str]) -> None:
        """Write the program as it runs in an account with these identifiers."""
        shutil.copytree(self._folder, folder, ignore=shutil.ignore_patterns("*.json"))
        program, configuration = folder / "__main__.py", folder / "Pulumi.dev.yaml"
        text = program.read_text(encoding="utf-8").replace(PROVIDERS["dynamic"], PROVIDERS[self.provider])
        program.write_text(text, encoding="utf-8")
        configured = identifiers.filled_in(configuration.read_text(encoding="utf-8"), known)
        configuration.write_text(configured, encoding="utf-8")

    def state(self, known: dict[str, str]) -> str:
        """Return the state for `pulumi stack import`, in an account with these identifiers."""
        return identifiers.filled_in(self.state_file.read_text(encoding="utf-8"), known)

    def keep(self, exported: str, known: dict[str, str]) -> None:
        """Keep what `pulumi stack export --show-secrets` gave, without what belongs to one machine or one run.

        Secrets are kept in plain text, and so may hold identifiers. Pulumi encrypts them when it imports the state,
        with the salt of Pulumi.dev.yaml, which the state repeats.
        """
        state = json.loads(identifiers.named(exported, known))
        deployment = state["deployment"]
        deployment["manifest"]["time"] = "2000-01-01T00:00:00Z"
        for resource in deployment["resources"]:
            for of_this_run in ("created", "modified", "sourcePosition", "stackTrace"):
                resource.pop(of_this_run, None)
            outputs = resource.get("outputs", {})
            if "createdTime" in outputs:
                outputs["createdTime"] = outputs["provisionedProductId"].replace("<provisioned product ", "<time ")
        self.state_file.write_text(json.dumps(state, indent=2) + "\n", encoding="utf-8")

    @property
    def _folder(self) -> Path:
        return HERE / self.version / self.case


def recordings() -> list[Recording]:
    """Return all that were recorded."""
    return [
        Recording(version=state.parents[1].name, case=state.parent.name, provider=state.stem)
        for state in sorted(HERE.glob("v*/*/*.json"))
    ]
