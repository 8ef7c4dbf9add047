"""What is not the same in two templates, as places that a person can go to. `verdict` and preflight's messages use it.

deepdiff finds them; before that, everything that is equal is left out, which is what makes it fast on large templates.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pulumi_servicecatalog.rules.templates import canonical, parameter, search, secret, shortened
from pulumi_servicecatalog.rules.templates.search import Absent

if TYPE_CHECKING:
    from collections.abc import Collection

    from pulumi_servicecatalog.rules.templates.mask import Path
    from pulumi_servicecatalog.rules.templates.template import Template, Value

_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_:-]+")


class Kind(enum.Enum):
    """In what way the two differ at a place."""

    CHANGED = "changed"
    TYPE = "type"  # 80 and "80", true and "true": CloudFormation often takes one for the other
    STACK_ONLY = "stack only"
    ARTIFACT_ONLY = "artifact only"


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One place where the stack's template is not the artifact's.

    `path` is in the stack's terms, such as `Resources.Queue.Properties.DelaySeconds`. `stack` and `artifact` are the
    values as JSON, shortened; "" on the side that has none, and on both where they are `hidden`.
    """

    path: str
    kind: Kind
    stack: str
    artifact: str
    hidden: bool = False

    def render(self) -> str:
        """Return one line, such as `Resources.Queue.Properties.DelaySeconds: stack has 5, version has 10`."""
        if self.hidden:
            return f"{self.path}: the values differ, and are not shown (NoEcho)"
        type_only = " (only the type differs)" if self.kind is Kind.TYPE else ""
        return f"{self.path}: stack has {self.stack or 'nothing'}, version has {self.artifact or 'nothing'}{type_only}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Differences:
    """How many there are, and the first of them in the order of their paths."""

    total: int
    shown: tuple[Difference, ...]
    types_only: bool

    def render(self) -> str:
        """Return a line for each difference that is shown, and one for the count of the rest."""
        lines = [difference.render() for difference in self.shown]
        if self.total > len(self.shown):
            lines.append(f"and {self.total - len(self.shown)} more")
        return "\n".join(lines)


def differences(stack: Template, artifact: Template, *, limit: int = 10) -> Differences:
    """Compare two templates as they are; what GetTemplate masks is a difference here (see `verdict`)."""
    hidden = parameter.no_echo_names(stack) | parameter.no_echo_names(artifact)
    return between(stack.body, artifact.body, limit=limit, no_echo=hidden)


def between(stack: Value, artifact: Value, *, limit: int, no_echo: Collection[str]) -> Differences:
    """Compare two templates' bodies; `no_echo` are the parameters whose defaults are not shown."""
    differing = search.differing(stack, artifact)
    return Differences(
        total=len(differing),
        shown=tuple(_difference(path, old, new, no_echo) for path, old, new in differing[:limit]),
        types_only=bool(differing) and all(_kind(old, new) is Kind.TYPE for _, old, new in differing),
    )


def written(path: Path) -> str:
    """Write a path: names with dots between them, numbers of list items in brackets, unusual names there in quotes."""
    text = ""
    for part in path:
        if isinstance(part, str) and _PLAIN_NAME.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f"[{canonical.text(part)}]"
    return text


def _difference(path: Path, stack: Value | Absent, artifact: Value | Absent, no_echo: Collection[str]) -> Difference:
    if secret.is_secret(path, no_echo):
        return Difference(path=written(path), kind=_kind(stack, artifact), stack="", artifact="", hidden=True)
    if isinstance(stack, Absent) or isinstance(artifact, Absent):
        old = "" if isinstance(stack, Absent) else shortened.one(secret.without(stack, path, no_echo))
        new = "" if isinstance(artifact, Absent) else shortened.one(secret.without(artifact, path, no_echo))
    else:
        old, new = shortened.pair(*(secret.without(value, path, no_echo) for value in (stack, artifact)))
    return Difference(path=written(path), kind=_kind(stack, artifact), stack=old, artifact=new)


def _kind(stack: Value | Absent, artifact: Value | Absent) -> Kind:
    if isinstance(stack, Absent):
        return Kind.ARTIFACT_ONLY
    if isinstance(artifact, Absent):
        return Kind.STACK_ONLY
    scalars = not isinstance(stack, (dict, list)) and not isinstance(artifact, (dict, list))
    return Kind.TYPE if scalars and _as_string(stack) == _as_string(artifact) else Kind.CHANGED


def _as_string(scalar: Value) -> str:
    return scalar if isinstance(scalar, str) else canonical.text(scalar)
