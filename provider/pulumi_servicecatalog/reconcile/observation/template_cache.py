"""The templates of an account and Region that this process has read: each is fetched, parsed and hashed once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model import actions
from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.product import Artifact, ArtifactSource
from pulumi_servicecatalog.model.refusal import Absent, Denied, Invalid, Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.rules.checks.template import Versions
from pulumi_servicecatalog.rules.templates import ReadTemplate


@dataclass(frozen=True, kw_only=True, slots=True)
class UnreadableTemplate:
    """A template that could not be fetched: why, and AWS's refusal where that is the reason."""

    reason: str
    refusal: Refusal | None = None


CachedTemplate = ReadTemplate | UnreadableTemplate


class TemplateCache:
    """Safe to share between threads."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._of_stacks: Once[str, CachedTemplate] = Once()
        self._of_artifacts: Once[str, CachedTemplate] = Once()
        self._sources: Once[str, ArtifactSource | Refusal] = Once()
        self._versions: Once[str, Versions] = Once()

    def source(self, product_id: str, artifact: Artifact) -> ArtifactSource:
        """Return where a version's template came from. Raises Refusal, of which AWS is asked once as well."""
        source = self._sources.get(artifact.id, lambda: self._ask_source(product_id, artifact.id))
        if isinstance(source, Refusal):
            raise source
        return source

    def of_stack(self, stack_id: str) -> CachedTemplate:
        """Return the template of a stack."""
        return self._of_stacks.get(stack_id, lambda: self._fetch_stack(stack_id))

    def of_artifact(self, product_id: str, artifact: Artifact) -> CachedTemplate:
        """Return the template of a version: from its URL, or from the stack that it was made from."""
        return self._of_artifacts.get(artifact.id, lambda: self._fetch_artifact(product_id, artifact))

    def versions(self, product_id: str, active: Callable[[], Sequence[Artifact]]) -> Versions:
        """Return the versions of a product that a stack may have, by their templates.

        Args:
            product_id: the product.
            active: returns its versions that can be used; it is asked once.

        Raises:
            Refusal: whatever `active` raised.
        """
        return self._versions.get(product_id, lambda: self._fetch_versions(product_id, active()))

    def forget_stack(self, name_or_id: str) -> None:
        """Forget the template of a stack, so that it is read again."""
        name = stack_name(name_or_id)
        self._of_stacks.forget_where(lambda known: stack_name(known) == name)

    def _ask_source(self, product_id: str, artifact_id: str) -> ArtifactSource | Refusal:
        try:
            return self._gateway.artifact_source(product_id, artifact_id)
        except (Absent, Denied, Invalid) as refusal:  # which AWS would give again
            return refusal

    def _fetch_stack(self, stack_id: str) -> CachedTemplate:
        try:
            return ReadTemplate(text=self._gateway.stack_template(stack_id))
        except Refusal as refusal:
            return _refused(refusal)

    def _fetch_artifact(self, product_id: str, artifact: Artifact) -> CachedTemplate:
        try:
            source = self.source(product_id, artifact)
            if source.template_url:
                return ReadTemplate(text=self._gateway.template_at(source.template_url))
            if source.physical_id:
                return self._fetch_origin(source.physical_id, artifact)
        except Refusal as refusal:
            return _refused(refusal)
        return UnreadableTemplate(reason="AWS tells neither a URL nor a stack that it was made from")

    def _fetch_versions(self, product_id: str, active: Sequence[Artifact]) -> Versions:
        fetched = {artifact: self.of_artifact(product_id, artifact) for artifact in active}
        return Versions(
            {artifact: read if isinstance(read, ReadTemplate) else read.reason for artifact, read in fetched.items()}
        )

    def _fetch_origin(self, stack_id: str, artifact: Artifact) -> CachedTemplate:
        """Read the stack that a version was made from, unless it has changed since: then it shows nothing."""
        origin = self._gateway.stack(stack_id)
        if origin is None:
            return UnreadableTemplate(reason=f"it was made from the stack {stack_id}, which does not exist any more")
        if _changed_since(origin, artifact):
            return UnreadableTemplate(reason=f"it was made from the stack {origin.name}, which has been updated since")
        return self.of_stack(origin.id)


def _refused(refusal: Refusal) -> UnreadableTemplate:
    """Say why a template could not be fetched; S3 does not name the action that it denies."""
    reason, action = str(refusal), actions.action(refusal.operation)
    if isinstance(refusal, Denied) and action not in reason:
        reason += f", which needs {action}"
    return UnreadableTemplate(reason=reason, refusal=refusal)


def _changed_since(stack: Stack, artifact: Artifact) -> bool:
    if stack.last_updated_time is None:
        return False
    return artifact.created_time is None or stack.last_updated_time > artifact.created_time
