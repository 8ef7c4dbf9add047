"""Which launch path an update takes, out of those that the caller has."""

from collections.abc import Sequence

from pulumi_servicecatalog.model.desired import ById, ByName, Reference
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.problems.after_import import LaunchPathNameShared, LaunchPathNotFound
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.launches import LaunchPathOpen
from pulumi_servicecatalog.model.product import LaunchPath, Product
from pulumi_servicecatalog.model.unknown import Unknown


def choose(
    declared: Reference | None, *, last: ById | None, paths: Sequence[LaunchPath], of: Product
) -> Reference | Problem | None:
    """Return the path to name in a request; None where AWS finds it by itself.

    The path that was taken last may be stale: a product that is taken out of a portfolio and put back has another. It
    is named only where it still exists. Without any path AWS says best what is wrong.
    """
    if declared is not None:
        return declared if not paths else missing(declared, paths, of) or declared
    if len(paths) <= 1:
        return None
    if last is not None and usable(last, paths):
        return last
    return LaunchPathOpen(kind=OperationKind.UPDATE, product=of.name, paths=listed(paths))


def missing(declared: Reference, paths: Sequence[LaunchPath], of: Product) -> Problem | None:
    """Find that the caller has no such path, or several of that name, of which AWS takes none."""
    matches = usable(declared, paths)
    if len(matches) == 1:
        return None
    if isinstance(declared, ByName) and matches:
        return LaunchPathNameShared(product=of.name, name=declared.name, ids=tuple(path.id for path in matches))
    at = "pathId" if isinstance(declared, ById) else "pathName"
    return LaunchPathNotFound(property=at, product=of.name, path=declared, paths=listed(paths))


def usable(declared: Reference | Unknown | None, paths: Sequence[LaunchPath]) -> list[LaunchPath]:
    """Return the paths that may be taken: the declared one, or all of them where none is declared or known."""
    return [path for path in paths if not isinstance(declared, Reference) or is_path(path, declared)]


def is_path(path: LaunchPath, wanted: Reference) -> bool:
    """Tell whether a path is the one that is meant."""
    return path.id == wanted.id if isinstance(wanted, ById) else path.name == wanted.name


def listed(paths: Sequence[LaunchPath]) -> tuple[str, ...]:
    """Return the paths as messages name them: by name and ID, as far as they have a name."""
    return tuple(f"{path.name} ({path.id})" if path.name else path.id for path in paths)
