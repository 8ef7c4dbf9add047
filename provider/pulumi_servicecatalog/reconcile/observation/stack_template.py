"""The template of a governed stack beside those of versions: what an update replaces, and what somebody has changed."""

from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.product import Artifact
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.observation.template_cache import CachedTemplate
from pulumi_servicecatalog.rules.checks.changed_template import TemplateUpdate
from pulumi_servicecatalog.rules.templates import ReadTemplate


def against(
    actual: ProvisionedProduct, stack: Stack, product_id: str, artifact: Artifact, session: AccountSession
) -> TemplateUpdate:
    """Return the update of a stack to a version, with the templates of the stack and of both versions."""
    cache = session.template_cache
    return TemplateUpdate(
        stack=stack.name,
        before=actual.artifact_name or actual.artifact_id,
        after=artifact.name,
        of_stack=_template_or_reason(cache.of_stack(stack)),
        of_before=_template_or_reason(cache.of_artifact(actual.product_id, version_of(actual, session))),
        of_after=_template_or_reason(cache.of_artifact(product_id, artifact)),
    )


def against_its_version(observed: ObservedState, session: AccountSession) -> TemplateUpdate:
    """Return the update of a stack, which has to be there, to the version that it has."""
    actual, stack = observed.provisioned_product, observed.stack
    assert stack is not None
    return against(actual, stack, actual.product_id, version_of(actual, session), session)


def version_of(actual: ProvisionedProduct, session: AccountSession) -> Artifact:
    """Return the version that it has, as the catalog tells of it: when it was made says what its origin shows."""
    try:
        artifacts = session.snapshot.artifacts(actual.product_id)
    except Refusal:  # of a product that the caller does not see any more
        artifacts = ()
    own = (artifact for artifact in artifacts if artifact.id == actual.artifact_id)
    return next(own, Artifact(id=actual.artifact_id, name=actual.artifact_name))


def _template_or_reason(template: CachedTemplate) -> ReadTemplate | str:
    return template if isinstance(template, ReadTemplate) else template.reason
