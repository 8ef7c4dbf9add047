"""States as they are read: exported by Pulumi from a project's backend, or from files. Neither starts an engine."""

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pulumi_servicecatalog.drift import state
from pulumi_servicecatalog.drift.state import StackState, StateError
from pulumi_servicecatalog.fleet import project
from pulumi_servicecatalog.fleet.project import ProjectError
from pulumi_servicecatalog.fleet.pulumi_errors import last_error
from pulumi_servicecatalog.model.problems.drift import StateUnreadable

_EXPORT: Final = ("pulumi", "stack", "export", "--show-secrets", "--non-interactive", "--color", "never")
"""Secrets are decrypted to be compared, in this process alone, and are never shown."""
_NO_CLI: Final = "the Pulumi CLI is not on PATH: install it, or name a file of the state with --file"


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A Pulumi stack whose state could not be read: why, and where its settings say that it is."""

    stack: str
    problem: StateUnreadable
    account: str = ""
    region: str = ""


def stacks_of(folder: Path) -> tuple[str, ...]:
    """Return the names of the Pulumi stacks that have a file of settings in a project.

    Raises:
        ProjectError: there is no project, or it has none.

    """
    project.name(folder)
    names = tuple(path.name.removeprefix("Pulumi.").removesuffix(".yaml") for path in folder.glob("Pulumi.*.yaml"))
    if not names:
        raise ProjectError(
            f"{folder}: it has no settings of a Pulumi stack (Pulumi.STACK.yaml); name stacks with --stack"
        )
    return tuple(sorted(names))


def exported(stack: str, folder: Path) -> StackState | Unread:
    """Return the state of a Pulumi stack, exported by Pulumi's CLI."""
    try:
        return state.parse(_export(stack, folder), stack)
    except StateError as error:
        return _unread(stack, folder, str(error))


def read(path: Path) -> StackState | Unread:
    """Return the state in a file, by whose name the Pulumi stack is called if the state names none."""
    try:
        known = state.parse(path.read_text(encoding="utf-8"))
        return known if known.stack else replace(known, stack=str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = str(error.strerror) if isinstance(error, OSError) else "it is not UTF-8 text"
    except StateError as error:
        reason = str(error)
    return Unread(stack=str(path), problem=StateUnreadable(pulumi_stack=str(path), reason=reason))


def _export(stack: str, folder: Path) -> str:
    command = (*_EXPORT, "--stack", stack, "--cwd", str(folder))
    try:
        done = subprocess.run(  # noqa: S603 - Pulumi's CLI, as the user has it
            command, capture_output=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, check=False
        )
    except FileNotFoundError as error:
        raise StateError(_NO_CLI) from error
    if done.returncode:
        raise StateError(last_error(done.stderr).removeprefix("error: "))
    return done.stdout


def _unread(stack: str, folder: Path, reason: str) -> Unread:
    try:
        settings = project.settings(folder, stack)
        account, region = settings.of_provider("expectedAccountId"), settings.of_provider("region")
    except ProjectError:
        account, region = None, None
    problem = StateUnreadable(pulumi_stack=stack, reason=reason)
    return Unread(stack=stack, problem=problem, account=account or "", region=region or "")
