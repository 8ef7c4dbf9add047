"""What is well or wrong with what is installed here."""

import re
from collections.abc import Iterator
from typing import Final

from pulumi_servicecatalog.cli.diagnosis import Diagnosis, State
from pulumi_servicecatalog.host.installed import EXECUTABLE, Installed
from pulumi_servicecatalog.version import VERSION

SUBJECT: Final = "this machine"
_PYTHON: Final = (3, 11)
_CLI: Final = (3, 227)
"""The first CLI whose exit codes are those that docs/pipelines.md names."""
_SDK: Final = (3, 216)
"""As in the dependencies of pyproject.toml."""
_INSTALL_CLI: Final = "curl -fsSL https://get.pulumi.com | sh"
_INSTALL: Final = "pip install --upgrade pulumi-servicecatalog"


def diagnoses(installed: Installed) -> Iterator[Diagnosis]:
    """Yield what there is to say of Python, Pulumi's CLI and SDK, and the plugin."""
    yield _compared("Python", installed.python.version, _PYTHON, installed.python.path, "")
    yield Diagnosis(subject=SUBJECT, check="catalogctl", state=State.WELL, message=VERSION)
    yield _cli(installed)
    for package, least in (("pulumi", _SDK), ("boto3", (1, 40))):
        number = installed.packages.get(package)
        if number is None:
            yield _said(f"{package} SDK", State.WRONG, "it is not installed in this Python", _INSTALL)
        else:
            yield _compared(f"{package} SDK", number, least, "a package of this Python", _INSTALL)
    yield _plugin(installed)


def _cli(installed: Installed) -> Diagnosis:
    if installed.pulumi is None:
        return _said("Pulumi CLI", State.WRONG, "it is not on PATH", _INSTALL_CLI)
    if not installed.pulumi.version:
        return _said(
            "Pulumi CLI", State.WRONG, f"{installed.pulumi.path} does not run", f"{installed.pulumi.path} version"
        )
    return _compared("Pulumi CLI", installed.pulumi.version, _CLI, installed.pulumi.path, _INSTALL_CLI)


def _plugin(installed: Installed) -> Diagnosis:
    """Say which plugin wins: Pulumi takes the first on PATH before one that it has downloaded."""
    on_path = () if installed.ignores_path else installed.plugins
    downloaded = ", ".join(installed.downloaded)
    if not on_path:
        if downloaded:
            return _said("plugin", State.WELL, f"Pulumi uses its own copy ({downloaded}); none on PATH counts", "")
        ignored = " (PULUMI_IGNORE_AMBIENT_PLUGINS is set)" if installed.ignores_path else ""
        message = f"{EXECUTABLE} is not on PATH{ignored}: YAML and other languages than Python need it"
        return _said("plugin", State.CAREFUL, message, "source .venv/bin/activate")
    first, *others = on_path
    number = first.version.rpartition(" ")[2]
    also = "".join(f"; {other.path} loses" for other in others)
    copies = f"; Pulumi's own copies ({downloaded}) lose" if downloaded else ""
    wins = f"{first.path} wins{also}{copies}"
    if number != VERSION:
        other = number or "of a version that it does not say"
        return _said(
            "plugin", State.CAREFUL, f"{wins}: it is {other}, and this package is {VERSION}", f"{first.path} --version"
        )
    return _said("plugin", State.WELL, f"{number}: {wins}", "")


def _compared(check: str, text: str, least: tuple[int, int], where: str, command: str) -> Diagnosis:
    numbers = tuple(int(part) for part in re.findall(r"\d+", text)[:2])
    wanted = ".".join(map(str, least))
    if numbers < least:
        return _said(check, State.WRONG, f"{text} ({where}) is too old: {wanted} or newer is needed", command)
    return _said(check, State.WELL, f"{text} ({where})", "")


def _said(check: str, state: State, message: str, command: str) -> Diagnosis:
    return Diagnosis(subject=SUBJECT, check=check, state=state, message=message, command=command)
