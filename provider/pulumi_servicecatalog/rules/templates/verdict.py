"""Whether a stack's template is an artifact's. Preflight asks it of the version that a program declares.

AWS says that the two must match, and not what that means. So there are three answers. Identical texts match by any
rule. Equivalent ones mean the same: short and long forms of functions, JSON and YAML, the order of keys, comments and
formatting count for nothing; AWS may still refuse them. Everything else is different, also where CloudFormation would
deploy the same: the order of a list, `DependsOn: A` and `DependsOn: [A]`, 80 and "80". It is reported
where only the types differ.
"""

from dataclasses import dataclass

from pulumi_servicecatalog.rules.templates import canonical, difference, loader, mask
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


def compare(stack_text: str, artifact_text: str, *, limit: int = 10) -> Verdict:
    """Compare a stack's template, as GetTemplate gives it (stage Original), with that of an artifact."""
    if stack_text == artifact_text:
        return Identical()
    stack, artifact = loader.load(stack_text), loader.load(artifact_text)
    if isinstance(stack, Template) and isinstance(artifact, Template):
        return compare_templates(stack, artifact, limit=limit)
    return NotComparable(
        stack=stack if isinstance(stack, Unreadable) else None,
        artifact=artifact if isinstance(artifact, Unreadable) else None,
    )


def compare_templates(stack: Template, artifact: Template, *, limit: int = 10) -> Equivalent | Different:
    """Compare two templates that are read already; of `limit` differences the values are shown."""
    if canonical.text(stack.body) == canonical.text(artifact.body):
        return Equivalent()
    restored, masked = mask.restored(stack.body, artifact.body)
    differences = difference.between(restored, artifact.body, limit=limit)
    if differences.total:
        return Different(differences=differences)
    return Equivalent(masked=tuple(difference.written(path) for path in masked))
