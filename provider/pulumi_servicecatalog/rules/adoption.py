"""What an adoption has to do, depending on what has the name and the stack now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pulumi_servicecatalog.model.desired import LANGUAGES
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.stacks import AlreadyGoverned, NameTaken
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown
from pulumi_servicecatalog.rules import drift, tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportTarget:
    """An adoption with every name resolved to what AWS's request takes."""

    name: str
    stack_id: str
    product_id: str
    artifact_id: str
    language: str

    def token(self, after: str | None = None) -> str:
        """Return the token of the import; `after` is the predecessor's ID where the first token is used up."""
        return tokens.import_token(
            stack_id=self.stack_id,
            name=self.name,
            product_id=self.product_id,
            artifact_id=self.artifact_id,
            language=self.language,
            after=after,
        )


@dataclass(frozen=True, slots=True)
class Import:
    """Neither the stack nor the name is taken: import it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeAsIs:
    """The name governs the stack for the product already, which is what a killed run leaves."""

    provisioned_product: ProvisionedProduct


@dataclass(frozen=True, kw_only=True, slots=True)
class Blocked:
    """Something else is in the way."""

    problems: tuple[Problem, ...]


def decide(
    target: ImportTarget, *, by_name: ProvisionedProduct | None, by_stack: ProvisionedProduct | None
) -> Import | TakeAsIs | Blocked:
    """Decide from what has the name and what has the stack.

    `by_name.physical_id` may be None: AWS's search shows a fresh provisioned product late. Then its idempotency token
    shows whether this import made it.
    """
    if by_name is not None and _is_target(by_name, target):
        return TakeAsIs(provisioned_product=by_name)
    governs_it = by_name is not None and by_name.physical_id == target.stack_id
    problems: list[Problem] = []
    if by_name is not None and not governs_it:
        problems.append(NameTaken(name=by_name.name, id=by_name.id, stack=by_name.physical_id))
    governor = by_name if governs_it else by_stack
    if governor is not None and (governs_it or by_name is None or governor.id != by_name.id):
        problems.append(already_governed(governor, target.stack_id))
    return Blocked(problems=tuple(problems)) if problems else Import()


def check_name(physical_id: str | Unknown, holder: ProvisionedProduct) -> Iterator[Problem]:
    """Find that the name is another stack's, where the stack or the product is not known, and so no target either.

    What governs the very stack, as far as its name or ARN tells, is in nobody's way.
    """
    if physical_id is UNKNOWN:
        yield NameTaken(severity=Severity.WARNING, name=holder.name, id=holder.id, stack=holder.physical_id)
    elif not drift.same_stack(physical_id, holder.physical_id):
        yield NameTaken(name=holder.name, id=holder.id, stack=holder.physical_id)


def already_governed(governor: ProvisionedProduct, stack: str) -> Problem:
    """Return the problem that the stack has a provisioned product."""
    return AlreadyGoverned(
        stack=stack,
        name=governor.name,
        id=governor.id,
        product=governor.product_name or governor.product_id,
        artifact=governor.artifact_name or governor.artifact_id,
    )


def _is_target(holder: ProvisionedProduct, target: ImportTarget) -> bool:
    if holder.name != target.name or holder.product_id != target.product_id:
        return False
    if holder.physical_id is not None:
        return holder.physical_id == target.stack_id
    return any(
        holder.idempotency_token.startswith(replace(target, artifact_id=holder.artifact_id, language=language).token())
        for language in LANGUAGES
    )
