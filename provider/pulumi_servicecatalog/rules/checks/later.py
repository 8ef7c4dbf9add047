"""What the import itself does not mind, and a later update or delete will: paths, parameters, tags, constraints."""

from collections.abc import Iterator, Mapping, Sequence

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.desired import AdoptionDraft, Draft
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.product import Artifact, LaunchPath, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import drift, launch_paths, near, templates

_TAG_CONSTRAINT = "RESOURCE_UPDATE"


def check_paths(draft: Draft, product: Product, paths: Sequence[LaunchPath], caller: str) -> Iterator[Problem]:
    """Find that updates would have no path, or not know which."""
    if draft.path is UNKNOWN:
        return
    if not paths:
        yield kinds.NO_LAUNCH_PATH.found(product=product.name, caller=caller)
    elif draft.path is None:
        if len(paths) > 1:
            yield kinds.SEVERAL_LAUNCH_PATHS.found(product=product.name, paths=launch_paths.listed(paths))
    elif not launch_paths.is_among(draft.path, paths):
        yield launch_paths.not_found(draft.path, paths, product)


def check_constraints(draft: AdoptionDraft, product: Product, paths: Sequence[LaunchPath]) -> Iterator[Problem]:
    """Find constraints that wait for an update, and tags that none of them allows."""
    usable = launch_paths.usable(draft.path, paths)
    constraints = sorted({constraint for path in usable for constraint in path.constraints})
    if constraints and not draft.apply_constraints:
        yield kinds.CONSTRAINTS_PENDING.found(product=product.name, constraints=", ".join(constraints))
    yield from check_tags(draft, product, usable)


def check_tags(draft: Draft, product: Product, usable: Sequence[LaunchPath]) -> Iterator[Problem]:
    """Find tags that no constraint of the paths allows to be changed."""
    constraints = {constraint for path in usable for constraint in path.constraints}
    if draft.tags and draft.tags is not UNKNOWN and usable and _TAG_CONSTRAINT not in constraints:
        yield kinds.TAG_UPDATE_NOT_ALLOWED.found(product=product.name)


def check_parameters(
    declared: Mapping[str, object], accepted: Sequence[templates.TemplateParameter], artifact: Artifact
) -> Iterator[Problem]:
    """Find declared parameters that the version's template lacks, or whose value it does not allow."""
    known = {parameter.name: parameter for parameter in accepted}
    for name, value in sorted(declared.items()):
        if name not in known:
            yield kinds.PARAMETER_UNKNOWN.found(
                at=f"parameters.{name}",
                artifact=artifact.name,
                name=name,
                near=near.hint(name, known),
                known=near.listing(known),
            )
        elif isinstance(value, str):
            reason = templates.check_parameter(value, known[name])
            if reason is not None:
                told = "****" if known[name].no_echo else value
                yield kinds.PARAMETER_NOT_ALLOWED.found(
                    at=f"parameters.{name}", name=name, value=told, reason=reason, artifact=artifact.name
                )


def check_update_follows(draft: AdoptionDraft, stack: Stack) -> Iterator[Problem]:
    """Say why an update would follow the import."""
    because = []
    if isinstance(draft.parameters, Mapping):
        because += [
            f"parameters.{name}"
            for name, value in sorted(draft.parameters.items())
            if value is not UNKNOWN and not drift.has_value(stack.parameters.get(name), value)
        ]
    if draft.tags and draft.tags is not UNKNOWN:
        because.append("tags")
    because += [name for name, value in (("launchRoleArn", draft.launch_role_arn), ("owner", draft.owner)) if value]
    if draft.apply_constraints:
        because.append("applyConstraints")
    if because:
        yield kinds.UPDATE_FOLLOWS.found(because=", ".join(because))


def check_resumed(draft: AdoptionDraft, found: ProvisionedProduct) -> Iterator[Problem]:
    """Say why an update would follow where an earlier run has imported the stack already."""
    because = [change.property for change in drift.changes(draft, Governed(provisioned_product=found))]
    if because:
        yield kinds.UPDATE_FOLLOWS.found(because=", ".join(because))
