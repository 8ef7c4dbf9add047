"""Works out the request that makes a provisioned product as declared; everything that is not declared stays as it is.

Used by `update`, which sends it, and by `plan`, which asks AWS what it would do.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pulumi_servicecatalog.model.desired import DesiredImport, Reference, Spec
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.problems.base import Problem, blocking
from pulumi_servicecatalog.model.problems.products import StackTemplateUnreadable
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.properties import SentBy
from pulumi_servicecatalog.model.provisioned_product import STACK, STACK_SET, ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Absent, Denied
from pulumi_servicecatalog.model.request import ParameterSetting, UpdateRequest
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.reconcile.observation import no_echo
from pulumi_servicecatalog.reconcile.observation import resolve as resolving
from pulumi_servicecatalog.reconcile.observation.last_path import last_path
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import launch_paths, parameter_values, tokens, updates
from pulumi_servicecatalog.rules.drift import Change


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateSpec:
    """An update with every name resolved to what AWS's request takes."""

    product: Product
    artifact: Artifact
    path: Reference | None
    parameters: tuple[ParameterSetting, ...]
    tags: Mapping[str, str] | None
    plain: Mapping[str, object]
    language: str

    def request(self, provisioned: ProvisionedProduct, preferences: StackSetPreferences | None = None) -> UpdateRequest:
        """Return the request. Its token follows from its content and from the record before it."""
        content = {
            "product": self.product.id,
            "artifact": self.artifact.id,
            "path": self.path,
            "parameters": self.parameters,
            "tags": self.tags,
            "preferences": preferences,
            **({"plain": self.plain} if self.plain else {}),
        }
        return UpdateRequest(
            provisioned_product_id=provisioned.id,
            product_id=self.product.id,
            artifact_id=self.artifact.id,
            path=self.path,
            parameters=self.parameters,
            tags=self.tags,
            token=tokens.update_token(
                provisioned_product_id=provisioned.id, after_record_id=provisioned.last_record_id, content=content
            ),
            language=self.language,
            preferences=preferences,
            plain=self.plain,
        )


def resolve(
    actual: ObservedState, wanted: Spec, changes: tuple[Change, ...], session: AccountSession
) -> UpdateSpec | tuple[Problem, ...]:
    """Return the update that brings about the changes, or the problems that stand in its way. Raises Refusal."""
    product = resolving.product(wanted.product, session)
    if isinstance(product, Problem):
        return (product,)
    artifact = _artifact(actual, wanted, product, session)
    if isinstance(artifact, Problem):
        return (artifact,)
    path = _path(actual, wanted, product, session)
    if isinstance(path, Problem):
        return (path,)
    accepted = session.snapshot.artifact_parameters(product.id, artifact.id)
    unknown = updates.unknown_parameters(wanted.parameters or {}, accepted, artifact.name)
    if blocking(unknown):
        return unknown
    present = _present(actual, session)
    masks = updates.masks_of_new_parameters(
        wanted.parameters or {}, (parameter.key for parameter in accepted if parameter.no_echo), present
    )
    if masks:
        return masks
    return UpdateSpec(
        product=product,
        artifact=artifact,
        path=path,
        parameters=updates.parameter_settings(
            declared=wanted.parameters,
            accepted=accepted,
            present=present,
            no_echo=_no_echo(actual, wanted, session),
        ),
        tags=updates.tags(wanted.tags, changes),
        plain=wanted.plain_for(SentBy.UPDATE),
        language=wanted.accept_language,
    )


def _artifact(actual: ObservedState, wanted: Spec, product: Product, session: AccountSession) -> Artifact | Problem:
    """Without a declared version, the one that it has is kept."""
    provisioned = actual.provisioned_product
    if wanted.artifact is not None:
        return resolving.artifact(wanted.artifact, product, session)
    if product.id == provisioned.product_id:
        return Artifact(id=provisioned.artifact_id, name=provisioned.artifact_name)
    if actual.stack is None:
        stack = wanted.physical_id if isinstance(wanted, DesiredImport) else wanted.name
        return StackTemplateUnreadable(stack=str(stack), reason="the stack itself cannot be read")
    return resolving.fitting_artifact(product, actual.stack, session)


def _present(actual: ObservedState, session: AccountSession) -> Mapping[str, str | None]:
    """Return the parameters that have a value to keep: of what has no stack to read, those that its version takes.

    An engine that is not CloudFormation is known to take a value that is to be kept for none.
    """
    provisioned = actual.provisioned_product
    if actual.stack is not None:
        return dict(actual.stack.parameters)
    if provisioned.type not in {STACK, STACK_SET}:
        return {}
    try:
        return {
            parameter.key: None
            for parameter in session.snapshot.artifact_parameters(provisioned.product_id, provisioned.artifact_id)
        }
    except Absent:  # the version has been deleted since
        return {}


def _no_echo(actual: ObservedState, wanted: Spec, session: AccountSession) -> Collection[str] | None:
    """Return the NoEcho parameters of the version that it has, where a declared value looks like what hides them."""
    masks = any(map(parameter_values.is_masked, (wanted.parameters or {}).values()))
    return no_echo.of_version(actual.provisioned_product, session) if masks else None


def _path(actual: ObservedState, wanted: Spec, product: Product, session: AccountSession) -> Reference | Problem | None:
    """Return the path to name. Where several exist and none is declared, the one that was taken last is taken again."""
    try:
        paths = session.snapshot.launch_paths(product.id)
    except Denied:  # then AWS judges what is declared
        return wanted.path
    last = last_path(actual.provisioned_product, session) if wanted.path is None and len(paths) > 1 else None
    return launch_paths.choose(wanted.path, last=last, paths=paths, of=product)
