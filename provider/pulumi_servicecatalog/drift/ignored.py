"""Differences that somebody has declared as known: who, why, and until when. One that has expired counts again.

ignore:
  - urn: urn:pulumi:prod::shop::servicecatalog:index:ImportedProvisionedProduct::payments
    property: parameters.Size     # left out: whatever differs
    owner: shop-team
    reason: sized by hand for the sale
    expires: 2027-01-31
  - stack: prod-*                 # Pulumi stacks, in place of one resource
    property: tags
    owner: platform
    reason: tags are set by the cost tool until it is switched off
    expires: 2027-03-01
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from pulumi_servicecatalog.model.problems.text import did_you_mean
from pulumi_servicecatalog.reporting.model import DriftEntry, DriftKind, Ignored
from pulumi_servicecatalog.rules import ignored_changes
from pulumi_servicecatalog.rules.suggestions import similar

_WHICH: Final = ("urn", "stack")
_REQUIRED: Final = ("owner", "reason", "expires")
_MEMBERS: Final = (*_WHICH, "property", *_REQUIRED)


class IgnoreFileError(Exception):
    """The file cannot be used; the text says where and why, a line for each slip."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One entry of the file. `urn` and `stack` may have `*` in them; one of them is None, and so may be `property`."""

    urn: str | None
    stack: str | None
    property: str | None
    owner: str
    reason: str
    expires: date

    def covers(self, entry: DriftEntry) -> bool:
        """Return whether a difference is one of those that are declared as known.

        What could not be compared is none: nobody knows what it hides.
        """
        if entry.kind is DriftKind.UNASKED:
            return False
        text, pattern = (entry.urn, self.urn) if self.urn is not None else (entry.pulumi_stack, self.stack)
        if pattern is None or not fnmatchcase(text, pattern):
            return False
        if self.property is None:
            return True
        return ignored_changes.covers(ignored_changes.parsed(self.property), ignored_changes.parsed(entry.property))

    def __str__(self) -> str:
        which = self.urn if self.urn is not None else f"stack {self.stack}"
        return f"{which}{f', {self.property}' if self.property else ''}"


def read(path: Path) -> tuple[Rule, ...]:
    """Read the file.

    Raises:
        IgnoreFileError: it cannot be read, or something in it is wrong.

    """
    document = _loaded(path)
    wanted = f"{path}: a list is expected under `ignore`, which is the only member"
    if not isinstance(document, Mapping) or set(document) != {"ignore"}:
        raise IgnoreFileError(wanted)
    rules = document["ignore"] or []  # the last entry was deleted
    if not isinstance(rules, list):
        raise IgnoreFileError(wanted)
    slips = [f"{path}: entry {number}: {slip}" for number, rule in enumerate(rules, 1) for slip in _slips(rule)]
    if slips:
        raise IgnoreFileError("\n".join(slips))
    return tuple(_rule(rule) for rule in rules)


def marked(entries: Iterable[DriftEntry], rules: Sequence[Rule], today: date) -> tuple[DriftEntry, ...]:
    """Return the entries with the rule that covers each: one that has not expired goes before one that has.

    Args:
        entries: what differs.
        rules: what is declared as known.
        today: by which a rule has expired: it holds until the end of its day.

    """
    ordered = sorted(rules, key=lambda rule: rule.expires, reverse=True)
    return tuple(_marked(entry, ordered, today) for entry in entries)


def unused(entries: Sequence[DriftEntry], rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules that cover nothing, and can be deleted."""
    return tuple(rule for rule in rules if not any(rule.covers(entry) for entry in entries))


def _marked(entry: DriftEntry, rules: Iterable[Rule], today: date) -> DriftEntry:
    rule = next((rule for rule in rules if rule.covers(entry)), None)
    if rule is None:
        return entry
    expires = rule.expires.isoformat()
    ignored = Ignored(owner=rule.owner, reason=rule.reason, expires=expires, expired=rule.expires < today)
    return replace(entry, ignored=ignored)


def _loaded(path: Path) -> Any:
    import yaml  # noqa: PLC0415 - only a command that reads such a file needs it

    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts alone
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise IgnoreFileError(f"{path}: {reason}") from error
    except yaml.YAMLError as error:
        raise IgnoreFileError(f"{path}: {' '.join(str(error).split())}") from error


def _slips(rule: Any) -> Iterator[str]:
    if not isinstance(rule, Mapping):
        yield "a map is expected"
        return
    for name in rule:
        if name not in _MEMBERS:
            hint = did_you_mean(similar(str(name), _MEMBERS)) or f" Known are {', '.join(_MEMBERS)}"
            yield f"{name} is not known.{hint}"
    if sum(name in rule for name in _WHICH) != 1:
        yield "it must have urn or stack, and not both"
    for name in (*_REQUIRED, *(name for name in (*_WHICH, "property") if name in rule)):
        if not isinstance(rule.get(name), str) or not rule[name].strip():
            yield f"{name} must be a text"
    if isinstance(rule.get("expires"), str) and _day(rule["expires"]) is None:
        yield f"expires must be a day, as 2027-01-31, and is {rule['expires']}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _rule(rule: Mapping[str, str]) -> Rule:
    expires = _day(rule["expires"])
    assert expires is not None, "it was judged"
    return Rule(
        urn=rule.get("urn"),
        stack=rule.get("stack"),
        property=rule.get("property"),
        owner=rule["owner"],
        reason=rule["reason"],
        expires=expires,
    )
