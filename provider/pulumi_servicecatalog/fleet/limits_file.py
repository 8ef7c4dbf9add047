"""A file of limits: how fast AWS may be asked, as YAML or JSON. `--limits` names it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pulumi_servicecatalog.model import actions
from pulumi_servicecatalog.model.limits import MEMBERS, SERVICES, Limit, over_defaults
from pulumi_servicecatalog.rules.suggestions import similar

_KNOWN: Final = (*MEMBERS, "per", "rate", "burst")
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
_FORMS: Final[Mapping[str, tuple[re.Pattern[str], str]]] = {
    "operation": (re.compile(r"[A-Z][A-Za-z0-9]+"), "an operation of AWS, such as AssumeRole"),
    "account": (re.compile(r"\d{12}"), "12 digits"),
    "region": (re.compile(r"[a-z]{2}(-[a-z]+)+-\d"), "a Region, such as eu-west-1"),
}


class LimitsFileError(Exception):
    """The file cannot be used; the text says where and why, a line for each slip."""


def read(path: Path) -> tuple[Limit, ...]:
    """Read limits.

    Args:
        path: the file.

    Returns:
        Those of the file, and the defaults that it does not replace.

    Raises:
        LimitsFileError: it cannot be read, or something in it is wrong.

    """
    document = _loaded(path)
    entries = document.get("limits") if isinstance(document, Mapping) else None
    if not isinstance(entries, Mapping) or not entries:
        raise LimitsFileError(f"{path}: limits are expected, each by its name, under `limits`")
    slips = [f"{path}: {slip}" for slip in _unknown(document, ("limits",))]
    slips += [f"{path}: limit {name}: {slip}" for name, entry in entries.items() for slip in _slips(name, entry)]
    if slips:
        raise LimitsFileError("\n".join(slips))
    return over_defaults([_limit(name, entry) for name, entry in entries.items()])


def _loaded(path: Path) -> Any:
    import yaml  # noqa: PLC0415 - only a command that reads such a file needs it

    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes text of all
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise LimitsFileError(f"{path}: {reason}") from error
    except yaml.YAMLError as error:
        raise LimitsFileError(f"{path}: {' '.join(str(error).split())}") from error


def _slips(name: str, entry: Any) -> Iterator[str]:
    if not _NAME.fullmatch(name):
        yield "its name must be small letters, digits and hyphens"
    if not isinstance(entry, Mapping):
        yield "a map is expected"
        return
    yield from _unknown(entry, _KNOWN)
    for member in MEMBERS:
        yield from _wrong_values(member, _values(entry, member))
    yield from _wrong_operations(entry)
    for member in _values(entry, "per"):
        if member not in MEMBERS:
            yield f"per: {_no(member, MEMBERS)}"
    if not (rate := _number(entry.get("rate"))) or rate <= 0:
        yield "rate must be a number of calls a second, above 0"
    if "burst" in entry and not re.fullmatch(r"[1-9]\d{0,5}", str(entry["burst"])):
        yield "burst must be an integer, at least 1"


def _wrong_values(member: str, values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if member == "service":
            if value not in SERVICES:
                yield f"service: {_no(value, SERVICES)}"
        elif not isinstance(value, str) or not _FORMS[member][0].fullmatch(value):
            yield f"{member} must be {_FORMS[member][1]}, and is {value!r}"


def _wrong_operations(entry: Mapping[str, Any]) -> Iterator[str]:
    """Return operations that none of the services has, so that the limit would count nothing."""
    services = [service for service in _values(entry, "service") if service in SERVICES]
    for operation in _values(entry, "operation"):
        if services and not any(actions.is_operation(service, str(operation)) for service in services):
            known = [name for service in services for name in actions.operations(service)]
            yield f"{' and '.join(services)} has no operation {operation} that is used here{_meant(operation, known)}"


def _unknown(entry: Mapping[str, Any], known: tuple[str, ...]) -> Iterator[str]:
    return (_no(member, known) for member in entry if member not in known)


def _no(value: Any, known: tuple[str, ...]) -> str:
    return f"{value!r} is unknown{_meant(value, known)}; known are {', '.join(known)}"


def _meant(value: Any, known: Iterable[str]) -> str:
    close = similar(str(value), known)
    return f'. Did you mean "{close[0]}"?' if close else ""


def _values(entry: Mapping[str, Any], member: str) -> list[Any]:
    value = entry.get(member, [])
    return value if isinstance(value, list) else [value]


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, str) and re.fullmatch(r"\d{1,6}([.]\d{1,6})?", value) else None


def _limit(name: str, entry: Mapping[str, Any]) -> Limit:
    return Limit(
        name=name,
        where={member: tuple(_values(entry, member)) for member in MEMBERS if member in entry},
        per=tuple(_values(entry, "per")),
        rate=_number(entry["rate"]),
        burst=int(entry.get("burst", 1)),
    )
