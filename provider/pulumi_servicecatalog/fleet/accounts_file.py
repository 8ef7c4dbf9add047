"""A file of accounts: YAML or JSON, ours or that of c7n-org, which differ in the names of some members."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pulumi_servicecatalog.fleet.target import Account

_ID: Final = re.compile(r"\d{12}")
_REGION: Final = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")
_MEMBERS: Final = frozenset(
    {
        "account_id",
        "external_id",
        "id",
        "name",
        "profile",
        "region",
        "regions",
        "role",
        "tags",
        "vars",
        "email",
        "display_name",
    }
)
"""Those that are known; c7n-org's own which say nothing of an account's place in AWS are passed over."""

_WANTED: Final = "; name a file of accounts, in which the line `- id: 123456789012` names one"


class AccountsFileError(Exception):
    """The file cannot be used; the text says where and why, a line for each slip."""


def read(path: Path) -> tuple[Account, ...]:
    """Read accounts.

    Args:
        path: the file.

    Returns:
        The accounts, in the order of the file.

    Raises:
        AccountsFileError: it cannot be read, or something in it is wrong.

    """
    document = _loaded(path)
    entries = document.get("accounts") if isinstance(document, Mapping) else document
    if not isinstance(entries, list) or not entries:
        raise AccountsFileError(f"{path}: a list of accounts is expected, by itself or under `accounts`")
    slips = [f"{path}: account {number}: {slip}" for number, entry in enumerate(entries, 1) for slip in _slips(entry)]
    slips += [f"{path}: account {id_} is in it more than once" for id_ in _repeated(entries)]
    if slips:
        raise AccountsFileError("\n".join(slips))
    return tuple(map(_account, entries))


def _loaded(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        hint = _WANTED if isinstance(error, FileNotFoundError) else ""
        raise AccountsFileError(f"{path}: {reason}{hint}") from error
    if path.suffix == ".json":
        try:
            return json.loads(text)
        except ValueError as error:
            raise AccountsFileError(f"{path}: {error}") from error
    import yaml  # noqa: PLC0415 - only a command that reads such a file needs it

    try:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text of all scalars
    except yaml.YAMLError as error:
        raise AccountsFileError(f"{path}: {' '.join(str(error).split())}") from error


def _slips(entry: Any) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield "a map is expected"
        return
    id_ = entry.get("id", entry.get("account_id"))
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        yield f"its id must be 12 digits, as text, and is {json.dumps(id_)}"
    for region in _regions(entry):
        if not isinstance(region, str) or (region != "all" and not _REGION.fullmatch(region)):
            yield f"{json.dumps(region)} is no Region"
    tags = entry.get("tags", {})
    if not isinstance(tags, (Mapping, list)):
        yield "its tags must be a map, or a list of `key:value`"
    unknown = sorted(str(name) for name in entry if name not in _MEMBERS)
    if unknown:
        yield f"unknown: {', '.join(unknown)}; known are {', '.join(sorted(_MEMBERS))}"


def _repeated(entries: Iterable[Any]) -> list[str]:
    seen: set[str] = set()
    repeated: dict[str, None] = {}
    for entry in entries:
        id_ = entry.get("id", entry.get("account_id")) if isinstance(entry, Mapping) else None
        if isinstance(id_, str):
            if id_ in seen:
                repeated[id_] = None
            seen.add(id_)
    return list(repeated)


def _regions(entry: Mapping[str, Any]) -> list[Any]:
    regions = entry.get("regions", entry.get("region", []))
    return regions if isinstance(regions, list) else [regions]


def _account(entry: Mapping[str, Any]) -> Account:
    id_ = entry.get("id", entry.get("account_id"))
    tags = entry.get("tags", {})
    if isinstance(tags, list):
        tags = dict(str(tag).partition(":")[::2] for tag in tags)
    return Account(
        id=id_,
        name=str(entry.get("name", "")),
        role_arn=_role_arn(entry.get("role"), str(id_)),
        external_id=entry.get("external_id"),
        profile=entry.get("profile"),
        regions=tuple(_regions(entry)),
        tags={str(key): str(value) for key, value in tags.items()},
    )


def _role_arn(role: Any, account: str) -> str | None:
    """Return the ARN of a role: it may be its name alone or, in c7n-org, a list of which the last is entered."""
    if isinstance(role, list):
        role = role[-1] if role else None
    if not role:
        return None
    text = str(role).replace("{account_id}", account)
    return text if text.startswith("arn:") else f"arn:aws:iam::{account}:role/{text}"
