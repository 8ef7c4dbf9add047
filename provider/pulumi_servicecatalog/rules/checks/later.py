"""What the import itself does not mind, and a later update or delete will: paths, parameters, tags, constraints."""

from collections.abc import Iterator, Mapping, Sequence

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.desired import ById, Draft, Reference
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.product import Artifact, LaunchPath, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import drift, near, templates

_TAG_CONSTRAINT = "RESOURCE_UPDATE"


def check_paths(draft: Draft, product: Product, paths: Sequence[LaunchPath], caller: str) -> Iterator[Problem]:
    """Find that updates would have no path, or not know which."""
    if draft.path is UNKNOWN:
        return
    if not paths:
        yield kinds.NO_LAUNCH_PATH.found(product=product.name, caller=caller)
    elif draft.path is None:
        if len(paths) > 1:
            yield kinds.SEVERAL_LAUNCH_PATHS.found(product=product.name, paths=_listed(paths))
    elif not any(_is_path(path, draft.path) for path in paths):
        at = "pathId" if isinstance(draft.path, ById) else "pathName"
        yield kinds.LAUNCH_PATH_NOT_FOUND.found(at=at, product=product.name, path=draft.path, paths=_listed(paths))


def check_constraints(draft: Draft, product: Product, paths: Sequence[LaunchPath]) -> Iterator[Problem]:
    """Find constraints that wait for an update, and tags that none of them allows."""
    usable = [path for path in paths if draft.path is None or draft.path is UNKNOWN or _is_path(path, draft.path)]
    constraints = sorted({constraint for path in usable for constraint in path.constraints})
    if constraints and not draft.apply_constraints:
        yield kinds.CONSTRAINTS_PENDING.found(product=product.name, constraints=", ".join(constraints))
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


def check_update_follows(draft: Draft, stack: Stack) -> Iterator[Problem]:
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
    if draft.apply_constraints:
        because.append("applyConstraints")
    if because:
        yield kinds.UPDATE_FOLLOWS.found(because=", ".join(because))


def check_resumed(draft: Draft, found: ProvisionedProduct) -> Iterator[Problem]:
    """Say why an update would follow where an earlier run has imported the stack already."""
    because = [change.property for change in drift.changes(draft, Governed(provisioned_product=found))]
    if because:
        yield kinds.UPDATE_FOLLOWS.found(because=", ".join(because))


def _is_path(path: LaunchPath, wanted: Reference) -> bool:
    return path.id == wanted.id if isinstance(wanted, ById) else path.name == wanted.name


def _listed(paths: Sequence[LaunchPath]) -> str:
    return near.listing(f"{path.name} ({path.id})" if path.name else path.id for path in paths)
