"""Whether a stack's template is an artifact's. Preflight asks it of the version that a program declares.

AWS says that the two must match, and not what that means. So there are three answers. Identical texts match by any
rule. Equivalent ones mean the same: short and long forms of functions, JSON and YAML, the order of keys, comments and
formatting count for nothing; AWS may still refuse them. Everything else is different, also where CloudFormation would
deploy the same: the order of a list, `DependsOn: A` and `DependsOn: [A]`, 80 and "80". It is reported
where only the types differ.
"""

from dataclasses import dataclass
from functools import cached_property

from pulumi_servicecatalog.rules.templates import canonical, difference, loader, mask, parameter
from pulumi_servicecatalog.rules.templates.difference import Differences
from pulumi_servicecatalog.rules.templates.template import Template, Unreadable


@dataclass(frozen=True, kw_only=True, slots=True)
class Identical:
    """Character for character the same, whether or not it can be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Equivalent:
    """The same in meaning. `masked` are the paths where GetTemplate shows ? for what the artifact has (see `mask`)."""

    masked: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Different:
    """Not the same in meaning."""

    differences: Differences


@dataclass(frozen=True, kw_only=True, slots=True)
class NotComparable:
    """One of the two cannot be read, or neither; None for the one that can."""

    stack: Unreadable | None
    artifact: Unreadable | None


Verdict = Identical | Equivalent | Different | NotComparable


@dataclass(frozen=True, kw_only=True)
class ReadTemplate:
    """A template as it was written; it is read once, and only where its text alone does not decide."""

    text: str

    @cached_property
    def read(self) -> Template | Unreadable:
        """What the text says."""
        return loader.load(self.text)

    @cached_property
    def fingerprint(self) -> str | None:
        """What it has in common with the templates that may be equivalent; None where it cannot be read."""
        return canonical.fingerprint(self.read) if isinstance(self.read, Template) else None


def compare(stack: ReadTemplate, artifact: ReadTemplate, *, limit: int = 10) -> Verdict:
    """Compare a stack's template, as GetTemplate has it (stage Original), with that of an artifact."""
    if stack.text == artifact.text:
        return Identical()
    if isinstance(stack.read, Template) and isinstance(artifact.read, Template):
        return compare_templates(stack.read, artifact.read, limit=limit)
    return NotComparable(
        stack=stack.read if isinstance(stack.read, Unreadable) else None,
        artifact=artifact.read if isinstance(artifact.read, Unreadable) else None,
    )


def compare_templates(stack: Template, artifact: Template, *, limit: int = 10) -> Equivalent | Different:
    """Compare two templates that are read already; of `limit` differences the values are shown."""
    wanted = canonical.text(artifact.body)
    if canonical.text(stack.body) == wanted:
        return Equivalent()
    restored, masked = (stack.body, []) if wanted.isascii() else mask.restored(stack.body, artifact.body)
    if masked and canonical.text(restored) == wanted:
        return Equivalent(masked=tuple(difference.written(path) for path in masked))
    hidden = parameter.no_echo_names(stack) | parameter.no_echo_names(artifact)
    return Different(differences=difference.between(restored, artifact.body, limit=limit, no_echo=hidden))
