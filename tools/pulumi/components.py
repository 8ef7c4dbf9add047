"""What a Pulumi installation consists of, and where its Go modules are pinned.

One more language host is one row in `HOSTS` and one folder beside this file with a go.mod and a go.sum.
Read by every other module of this tool.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SDK_MODULE = "github.com/pulumi/pulumi/sdk/v3"


@dataclass(frozen=True, kw_only=True)
class Component:
    """One Go module to build, and the executables that a language or the CLI needs from it."""

    title: str
    folder: str
    programs: tuple[str, ...]
    scripts: tuple[str, ...] = ()  # paths in the CLI's own SDK module, newer than an old host's
    takes: str = "under a minute"
    gibibytes: int = 1

    @property
    def sources(self) -> Path:
        """The folder of the checked-in go.mod and go.sum."""
        return HERE / self.folder

    @property
    def executables(self) -> tuple[str, ...]:
        """Every file that must be there before the component counts as installed."""
        return (*self.programs, *(Path(script).name for script in self.scripts))


CLI = Component(
    title="the Pulumi CLI",
    folder="cli",
    programs=("pulumi", "pulumi-language-yaml"),
    takes="4 to 7 minutes on 2 cores",
    gibibytes=5,
)
HOSTS = {
    "python": Component(
        title="the Python language host",
        folder="python-host",
        programs=("pulumi-language-python",),
        scripts=("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python"),
    ),
    "nodejs": Component(
        title="the Node.js language host",
        folder="nodejs-host",
        programs=("pulumi-language-nodejs",),
        scripts=("nodejs/dist/pulumi-resource-pulumi-nodejs",),
    ),
    "go": Component(title="the Go language host", folder="go-host", programs=("pulumi-language-go",)),
}
ALWAYS = ("python",)


def wanted(hosts: Iterable[str]) -> tuple[Component, ...]:
    """Return the CLI, the hosts that every use of this repository needs, and those asked for."""
    return (CLI, *(HOSTS[name] for name in dict.fromkeys((*ALWAYS, *hosts))))


def executables(components: Iterable[Component]) -> tuple[str, ...]:
    """Return the names of all files that the components consist of."""
    return tuple(name for component in components for name in component.executables)


def pinned_version(component: Component) -> str:
    """Return the SDK version in the component's go.mod, which is the version its programs report."""
    return _one(component, rf"{re.escape(SDK_MODULE)} v(\S+)")


def minimum_go(component: Component) -> str:
    """Return the Go version that the component's go.mod demands."""
    return _one(component, r"(?m)^go (\S+)$")


def _one(component: Component, pattern: str) -> str:
    path = component.sources / "go.mod"
    match = re.search(pattern, path.read_text(encoding="utf-8"))
    if match is None:
        raise ValueError(f"{path} has no line that matches {pattern}")
    return match[1]
