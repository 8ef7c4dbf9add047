"""Whether somebody has updated a stack past Service Catalog with another template than its version has.

A stack that was never updated has the template with which it was made: of most stacks nothing is read.
"""

from collections.abc import Iterator

from pulumi_servicecatalog.drift.compared import Answer
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.outcome import Unanswered
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.drift import TemplateEdited
from pulumi_servicecatalog.model.problems.products import TemplateReverted
from pulumi_servicecatalog.model.provisioned_product import STACK
from pulumi_servicecatalog.reconcile.observation import stack_template
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules.checks import changed_template


def edited(answer: Answer, session: AccountSession) -> Iterator[Problem]:
    """Yield that the stack has another template than its version, or that the two cannot be compared."""
    observed = answer.observed
    if observed is None or isinstance(answer.result, Unanswered) or not _may_be_edited(observed):
        return
    for problem in changed_template.check(stack_template.against_its_version(observed, session)):
        if isinstance(problem, TemplateReverted):
            yield TemplateEdited(stack=problem.stack, version=problem.before, reason=problem.reason)
        else:
            yield problem


def _may_be_edited(observed: ObservedState) -> bool:
    product, stack = observed.provisioned_product, observed.stack
    if stack is None or stack.last_updated_time is None:
        return False
    return product.type == STACK and bool(product.artifact_id) and not product.under_change
