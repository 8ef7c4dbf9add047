"""Which parameters are NoEcho: AWS shows a mask in place of their values. Asked where a value looks like one."""

from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import templates
from pulumi_servicecatalog.rules.templates import ReadTemplate


def of_version(provisioned: ProvisionedProduct, session: AccountSession) -> frozenset[str] | None:
    """Return the NoEcho parameters of the version that a provisioned product has; None where AWS does not tell."""
    if not provisioned.product_id or not provisioned.artifact_id:
        return None
    return session.snapshot.no_echo(provisioned.product_id, provisioned.artifact_id)


def of_stack(stack: Stack | None, session: AccountSession) -> frozenset[str] | None:
    """Return the NoEcho parameters of a stack's template; None where it cannot be read."""
    if stack is None:
        return None
    template = session.template_cache.of_stack(stack)
    if not isinstance(template, ReadTemplate) or not isinstance(template.read, templates.Template):
        return None
    return templates.no_echo_names(template.read)
