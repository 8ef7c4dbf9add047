"""The templates of an account and Region that this process has read: each is fetched, parsed and hashed once.

The engine asks for one resource after another. So once a fourth template is asked for, a few threads read those that
are likely to be asked for next; each is read once. Where AWS throttles, fewer threads read ahead, and in the end none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TypeVar

from pulumi_servicecatalog.host.ahead import Ahead
from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model import actions
from pulumi_servicecatalog.model.product import Artifact, ArtifactSource
from pulumi_servicecatalog.model.refusal import Absent, Denied, Invalid, Refusal, Throttled
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.likely_stacks import DIRECT_FIRST, LikelyStacks
from pulumi_servicecatalog.rules.checks import product as product_checks
from pulumi_servicecatalog.rules.checks.template import Versions
from pulumi_servicecatalog.rules.templates import ReadTemplate


@dataclass(frozen=True, kw_only=True, slots=True)
class UnreadableTemplate:
    """A template that could not be fetched: why, and AWS's refusal where that is the reason."""

    reason: str
    refusal: Refusal | None = None


CachedTemplate = ReadTemplate | UnreadableTemplate

K = TypeVar("K")

AT_ONCE = 16
"""How many templates are read ahead at a time."""


class TemplateCache:
    """Safe to share between threads."""

    def __init__(self, gateway: Gateway, *, adoptable: Callable[[], Sequence[Stack]], stopped: Event) -> None:
        """Read nothing yet.

        Args:
            gateway: Reads the templates.
            adoptable: Returns the stacks that can be adopted, as far as they are known.
            stopped: Once it is set, nothing is read ahead any more.

        """
        self._gateway = gateway
        self._likely = LikelyStacks(adoptable)
        self._ahead = Ahead(at_once=AT_ONCE, stopped=stopped)
        self._of_stacks: Once[tuple[object, ...], CachedTemplate] = Once()
        self._of_artifacts: Once[str, CachedTemplate] = Once()
        self._sources: Once[str, ArtifactSource | Refusal] = Once()
        self._versions: Once[str, Versions] = Once()

    def source(self, product_id: str, artifact: Artifact) -> ArtifactSource:
        """Return where a version's template came from. Raises Refusal, of which AWS is asked once as well."""
        source = self._sources.get(artifact.id, lambda: self._ask_source(product_id, artifact.id))
        if isinstance(source, Refusal):
            raise source
        return source

    def of_stack(self, stack: Stack) -> CachedTemplate:
        """Return the template that a stack has, as it is known now: once it was updated, it has another one."""
        self._ahead.add(partial(self._read_stack_ahead, likely) for likely in self._likely.after(stack))
        return self._of_stack(stack)

    def of_artifact(self, product_id: str, artifact: Artifact) -> CachedTemplate:
        """Return the template of a version: from its URL, or from the stack that it was made from."""
        return _ask(self._of_artifacts, artifact.id, lambda: self._fetch_artifact(product_id, artifact))

    def versions(self, product_id: str, active: Callable[[], Sequence[Artifact]]) -> Versions:
        """Return the versions of a product that a stack may have, by their templates.

        Args:
            product_id: the product.
            active: returns its versions that can be used; it is asked once.

        Raises:
            Refusal: whatever `active` raised.
        """
        return self._versions.get(product_id, lambda: self._fetch_versions(product_id, active()))

    def expect(self, product_id: str, artifacts: Sequence[Artifact]) -> None:
        """Have the templates of these versions read, which are about to be asked for."""
        if len(artifacts) > DIRECT_FIRST:
            self._ahead.add(partial(self._read_artifact_ahead, product_id, artifact) for artifact in artifacts)

    def _of_stack(self, stack: Stack) -> CachedTemplate:
        return _ask(self._of_stacks, _edition(stack), lambda: self._fetch_stack(stack.id))

    def _read_stack_ahead(self, stack: Stack) -> bool:
        return _ask_ahead(self._of_stacks, _edition(stack), lambda: self._fetch_stack(stack.id))

    def _read_artifact_ahead(self, product_id: str, artifact: Artifact) -> bool:
        try:
            if not product_checks.is_ready(self.source(product_id, artifact)):
                return True
        except Refusal as refusal:
            return not isinstance(refusal, Throttled)
        return _ask_ahead(self._of_artifacts, artifact.id, lambda: self._fetch_artifact(product_id, artifact))

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
        return self._of_stack(origin)


def _edition(stack: Stack) -> tuple[object, ...]:
    """Return what becomes another with the template: an update sets the time when it begins, and a status when it ends.

    A stack that was deleted and made again has another ID.
    """
    return stack.id, stack.last_updated_time, stack.status


class _TooManyError(Exception):
    """AWS throttles a template that was read ahead."""


def _ask(templates: Once[K, CachedTemplate], key: K, fetch: Callable[[], CachedTemplate]) -> CachedTemplate:
    """Return a template; what AWS throttled when it was read ahead is asked for again, since it is needed now."""
    try:
        return templates.get(key, fetch)
    except _TooManyError:
        return templates.get(key, fetch)


def _ask_ahead(templates: Once[K, CachedTemplate], key: K, fetch: Callable[[], CachedTemplate]) -> bool:
    """Read a template, unless it is read already. Return whether AWS let it pass."""

    def fetch_unless_throttled() -> CachedTemplate:
        template = fetch()
        if isinstance(template, UnreadableTemplate) and isinstance(template.refusal, Throttled):
            raise _TooManyError
        return template

    try:
        templates.get(key, fetch_unless_throttled)
    except _TooManyError:
        return False
    return True


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
