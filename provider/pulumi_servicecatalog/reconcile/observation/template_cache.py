"""The templates of an account and Region that this process has read: each is fetched and parsed once."""

from dataclasses import dataclass
from threading import RLock

from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.product import Artifact, ArtifactSource
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.rules import templates


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadTemplate:
    """A template as it was written, and as it is read."""

    text: str
    read: templates.Template | templates.Unreadable


@dataclass(frozen=True, kw_only=True, slots=True)
class UnreadableTemplate:
    """A template that could not be fetched: why, and AWS's refusal where that is the reason."""

    reason: str
    refusal: Refusal | None = None


CachedTemplate = ReadTemplate | UnreadableTemplate


class TemplateCache:
    """Safe to share between threads."""

    def __init__(self, gateway: Gateway) -> None:
        self._door = gateway
        self._lock = RLock()
        self._of_stacks: dict[str, CachedTemplate] = {}
        self._of_artifacts: dict[str, CachedTemplate] = {}
        self._sources: dict[str, ArtifactSource] = {}

    def source(self, product_id: str, artifact: Artifact) -> ArtifactSource:
        """Tell where a version's template came from. Raises Refusal."""
        with self._lock:
            if artifact.id not in self._sources:
                self._sources[artifact.id] = self._door.artifact_source(product_id, artifact.id)
            return self._sources[artifact.id]

    def of_stack(self, stack_id: str) -> CachedTemplate:
        """Give the template of a stack."""
        with self._lock:
            if stack_id not in self._of_stacks:
                self._of_stacks[stack_id] = self._fetch_stack(stack_id)
            return self._of_stacks[stack_id]

    def of_artifact(self, product_id: str, artifact: Artifact) -> CachedTemplate:
        """Give the template of a version: from its URL, or from the stack that it was made from."""
        with self._lock:
            if artifact.id not in self._of_artifacts:
                self._of_artifacts[artifact.id] = self._fetch_artifact(product_id, artifact)
            return self._of_artifacts[artifact.id]

    def forget_stack(self, name_or_id: str) -> None:
        """Forget the template of a stack, so that it is read anew."""
        name = stack_name(name_or_id)
        with self._lock:
            for known in [each for each in self._of_stacks if stack_name(each) == name]:
                del self._of_stacks[known]

    def _fetch_stack(self, stack_id: str) -> CachedTemplate:
        try:
            return _written(self._door.stack_template(stack_id))
        except Refusal as refusal:
            return UnreadableTemplate(reason=str(refusal), refusal=refusal)

    def _fetch_artifact(self, product_id: str, artifact: Artifact) -> CachedTemplate:
        try:
            source = self.source(product_id, artifact)
            if source.template_url:
                return _written(self._door.template_at(source.template_url))
            if source.physical_id:
                return self._fetch_origin(source.physical_id, artifact)
        except Refusal as refusal:
            return UnreadableTemplate(reason=str(refusal), refusal=refusal)
        return UnreadableTemplate(reason="AWS tells neither a URL nor a stack that it was made from")

    def _fetch_origin(self, stack_id: str, artifact: Artifact) -> CachedTemplate:
        """Read the stack that a version was made from, unless it has changed since: then it tells nothing."""
        origin = self._door.stack(stack_id)
        if origin is None:
            return UnreadableTemplate(reason=f"it was made from the stack {stack_id}, which does not exist any more")
        if _changed_since(origin, artifact):
            return UnreadableTemplate(reason=f"it was made from the stack {origin.name}, which has been updated since")
        return self.of_stack(origin.id)


def compare(stack: ReadTemplate, artifact: ReadTemplate) -> templates.Verdict:
    """Compare a stack's template with a version's."""
    if stack.text == artifact.text:
        return templates.Identical()
    if isinstance(stack.read, templates.Template) and isinstance(artifact.read, templates.Template):
        return templates.compare_templates(stack.read, artifact.read)
    return templates.NotComparable(
        stack=stack.read if isinstance(stack.read, templates.Unreadable) else None,
        artifact=artifact.read if isinstance(artifact.read, templates.Unreadable) else None,
    )


def _written(text: str) -> ReadTemplate:
    return ReadTemplate(text=text, read=templates.load(text))


def _changed_since(stack: Stack, artifact: Artifact) -> bool:
    if stack.last_updated_time is None:
        return False
    return artifact.created_time is None or stack.last_updated_time > artifact.created_time
