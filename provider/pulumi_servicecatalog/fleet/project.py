"""A Pulumi project on the disk, as `catalogctl generate` writes it: which stacks it has, and what each declares."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pulumi_servicecatalog.fleet.plan import Target
from pulumi_servicecatalog.fleet.target import Account

_NAMESPACE: Final = "servicecatalog:"
_FILE: Final = ":file"
"""How the key ends by which a stack's settings name its adoptions: `adoptions:file`, by the name of the project."""
_SECURE: Final = "secure"
_LEFT_OUT: Final = frozenset({"adoptions", "imports", "node_modules", "sdks", "venv", "__pycache__"})
_PROGRAM: Final = frozenset({".cs", ".go", ".java", ".js", ".json", ".lock", ".mod", ".py", ".sum", ".toml", ".ts"})
_PROGRAM_FILES: Final = frozenset({"Pulumi.yaml", "Pulumi.yml", "requirements.txt"})


class ProjectError(Exception):
    """The folder cannot be used; the text is one line that says where and why."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings of a Pulumi stack: the `config` of its file, as it is written there."""

    config: Mapping[str, Any]

    def of_provider(self, name: str) -> str | None:
        """Return a setting of the provider; None where there is none, or where only Pulumi can read it."""
        value = self.config.get(f"{_NAMESPACE}{name}")
        if isinstance(value, int) and not isinstance(
            value, bool
        ):  # as Pulumi reads what stands without quotation marks
            return str(value)
        return value if isinstance(value, str) else None

    def number(self, name: str) -> int | None:
        """Return a setting of the provider that is a number; None where there is none."""
        text = str(self.config.get(f"{_NAMESPACE}{name}"))
        return int(text) if re.fullmatch(r"\d{1,3}", text) else None

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the texts of a setting of the provider that is a map."""
        value = self.config.get(f"{_NAMESPACE}{name}")
        texts = value.items() if isinstance(value, Mapping) and _SECURE not in value else ()
        return tuple(sorted((key, text) for key, text in texts if isinstance(text, str)))

    def is_secure(self, name: str) -> bool:
        """Return whether a setting of the provider is encrypted."""
        return isinstance(self.config.get(f"{_NAMESPACE}{name}"), Mapping)

    def files(self, folder: Path) -> tuple[Path, ...]:
        """Return the files of adoptions that they name."""
        named = sorted(self.config.items())
        return tuple(folder / value for key, value in named if key.endswith(_FILE) and isinstance(value, str))


def name(folder: Path) -> str:
    """Return the name of the project in a folder.

    Raises:
        ProjectError: there is none.

    """
    document = _loaded(folder / "Pulumi.yaml")
    project = document.get("name")
    if not isinstance(project, str):
        raise ProjectError(f"{folder / 'Pulumi.yaml'}: it has no name")
    return project


def targets(folder: Path, accounts: Mapping[str, Account]) -> tuple[Target, ...]:
    """Return the Pulumi stacks of a project whose settings name an account and a Region, by their names.

    Args:
        folder: where the project is.
        accounts: what is known of accounts beside that, by their IDs.

    Raises:
        ProjectError: a file cannot be read.

    """
    program = _digest_of_program(folder)
    return tuple(_targets(folder, program, accounts))


def left_out(folder: Path) -> Mapping[str, str]:
    """Return why Pulumi stacks of a project are no targets, by their names.

    Raises:
        ProjectError: a file cannot be read.

    """
    reasons = {stack: _reason(settings(folder, stack)) for stack in _stacks(folder)}
    return {stack: reason for stack, reason in reasons.items() if reason}


def digest(folder: Path, stack: str) -> str:
    """Return the digest of what a Pulumi stack declares now.

    Raises:
        ProjectError: a file cannot be read.

    """
    return _digest(folder, _digest_of_program(folder), settings(folder, stack))


def settings(folder: Path, stack: str) -> Settings:
    """Return the settings of a Pulumi stack.

    Raises:
        ProjectError: they cannot be read.

    """
    path = folder / f"Pulumi.{stack}.yaml"
    config = _loaded(path).get("config") or {}
    if not isinstance(config, Mapping):
        raise ProjectError(f"{path}: its config must be a map")
    return Settings(config=config)


def _targets(folder: Path, program: str, accounts: Mapping[str, Account]) -> Iterator[Target]:
    for stack in _stacks(folder):
        of_stack = settings(folder, stack)
        account, region = of_stack.of_provider("expectedAccountId"), of_stack.of_provider("region")
        if account and region and not _reason(of_stack):
            known = accounts.get(account, Account(id=account))
            yield Target(
                stack=stack,
                account=account,
                region=region,
                role_arn=of_stack.of_provider("roleArn"),
                name=known.name,
                tags=known.tags,
                digest=_digest(folder, program, of_stack),
            )


def _stacks(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("Pulumi.*.yaml")):
        yield path.name.removeprefix("Pulumi.").removesuffix(".yaml")


def _reason(of_stack: Settings) -> str:
    """Return why a Pulumi stack is of no account and Region; "" where it is of one."""
    for name in ("expectedAccountId", "region"):
        if of_stack.is_secure(name):
            return f"its servicecatalog:{name} is encrypted"
        if not of_stack.of_provider(name):
            return f"its settings have no servicecatalog:{name}"
    account = of_stack.of_provider("expectedAccountId") or ""
    if not re.fullmatch("[0-9]{12}", account):
        return f"its servicecatalog:expectedAccountId is {account}, and must be 12 digits in quotation marks"
    return ""


def _digest(folder: Path, program: str, of_stack: Settings) -> str:
    """Return the digest of a stack: encrypted settings count as they are written."""
    digested = hashlib.sha256(program.encode())
    digested.update(json.dumps(of_stack.config, sort_keys=True, default=str).encode())
    for path in of_stack.files(folder):
        digested.update(_content(path))
    return digested.hexdigest()[:32]


def _digest_of_program(folder: Path) -> str:
    digested = hashlib.sha256()
    for path in sorted(_program_files(folder)):
        digested.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digested.update(_content(path))
    return digested.hexdigest()


def _program_files(folder: Path) -> Iterator[Path]:
    """Return the files of the program: what is hidden, installed or belongs to one stack is left out."""
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name in _LEFT_OUT:
            continue
        if path.is_dir():
            yield from _program_files(path)
        elif path.suffix in _PROGRAM or path.name in _PROGRAM_FILES:
            yield path


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProjectError(f"{path}: {error.strerror}") from error


def _loaded(path: Path) -> Mapping[str, Any]:
    import yaml  # noqa: PLC0415 - only a command that reads such a file needs it

    try:
        document = yaml.load(_content(path), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProjectError(f"{path}: {' '.join(str(error).split())}") from error
    if document is None:
        return {}
    if not isinstance(document, Mapping):
        raise ProjectError(f"{path}: a map is expected")
    return document
