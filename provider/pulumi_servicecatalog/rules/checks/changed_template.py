"""Whether an update takes back what somebody has changed of a stack's template, past Service Catalog."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.products import TemplateNotCompared, TemplateReverted
from pulumi_servicecatalog.rules import templates
from pulumi_servicecatalog.rules.templates import Different, NotComparable, ReadTemplate, Template, Unreadable, Verdict

_RULES = "Rules"


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateUpdate:
    """An update of a stack from one version to another, or to the same one, with the templates of all three.

    A template that could not be fetched is the reason why.
    """

    stack: str
    before: str
    after: str
    of_stack: ReadTemplate | str
    of_before: ReadTemplate | str
    of_after: ReadTemplate | str


def check(update: TemplateUpdate) -> Iterator[Problem]:
    """Find that the stack has another template than the version that it was deployed from.

    Who has given it that of the version which the update brings loses nothing.
    """
    verdict = _compared(update.of_stack, update.of_before)
    if _is_the_same(verdict) or _is_the_same(_compared(update.of_stack, update.of_after)):
        return
    if isinstance(verdict, Different):
        reason = "; ".join(verdict.differences.render().splitlines())
        yield TemplateReverted(stack=update.stack, before=update.before, after=update.after, reason=reason)
    else:
        yield from _not_compared(update)


def _not_compared(update: TemplateUpdate) -> Iterator[Problem]:
    for owner, template in ((f"stack {update.stack}", update.of_stack), (f"version {update.before}", update.of_before)):
        reason = template if isinstance(template, str) else template.read
        if isinstance(reason, str | Unreadable):
            yield TemplateNotCompared(owner=owner, after=update.after, reason=str(reason))


def _is_the_same(verdict: Verdict | None) -> bool:
    return verdict is not None and not isinstance(verdict, Different | NotComparable)


def _compared(stack: ReadTemplate | str, version: ReadTemplate | str) -> Verdict | None:
    """Compare them, but for the rules of a stack's template, in which those of TEMPLATE constraints may be."""
    if isinstance(stack, str) or isinstance(version, str):
        return None
    verdict = templates.compare(stack, version)
    if not isinstance(verdict, Different) or not isinstance(stack.read, Template) or _RULES not in stack.read.body:
        return verdict
    assert isinstance(version.read, Template), "else they could not be compared"
    return templates.compare_templates(_without_rules(stack.read), _without_rules(version.read))


def _without_rules(template: Template) -> Template:
    return replace(template, body={key: value for key, value in template.body.items() if key != _RULES})
