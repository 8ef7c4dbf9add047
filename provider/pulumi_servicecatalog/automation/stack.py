"""A Pulumi stack through the Automation API: the only module that imports it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from pulumi import automation
from pulumi.automation.events import EngineEvent

from pulumi_servicecatalog.fleet import project
from pulumi_servicecatalog.fleet.plan import Operation
from pulumi_servicecatalog.fleet.pulumi_errors import last_error
from pulumi_servicecatalog.fleet.result import Cause
from pulumi_servicecatalog.fleet.shard_work import Operated, PulumiUnusableError, StackIsLockedError

_PROBLEM: Final = re.compile(r"\[([A-Z][A-Za-z]+)\] (.*)", re.DOTALL)
_COLOUR: Final = re.compile(r"<\{%.*?%\}>|\x1b\[[0-9;]*m")
_SUMMARY: Final = frozenset({"update failed", "preview failed", "refresh failed", "destroy failed"})
"""What Pulumi says of the program as a whole when a resource has failed."""
_PROVISIONED_PRODUCT: Final = re.compile(r"pp-[a-z0-9]+")


class AutomatedStack:
    """Satisfies `fleet.shard_work.PulumiStack`."""

    def __init__(self, folder: Path, name: str, select: Callable[[], automation.Stack]) -> None:
        """Do nothing yet.

        Args:
            folder: of the project.
            name: of the Pulumi stack.
            select: selects it, and makes it if there is none.

        """
        self._folder = folder
        self._name = name
        self._select = select
        self._selected: automation.Stack | None = None

    @classmethod
    def of(cls, folder: Path, name: str) -> Self:
        """Return the stack of a project; Pulumi makes it in its backend when it is first needed."""

        def select() -> automation.Stack:
            workspace = automation.LocalWorkspace(work_dir=str(folder))
            return automation.Stack.create_or_select(name, workspace)

        return cls(folder, name, select)

    def digest(self) -> str:
        """Return the digest of what the stack declares now."""
        return project.digest(self._folder, self._name)

    def setting(self, name: str) -> str | None:
        """Return a setting of the provider, decrypted."""
        with _translated():
            value = self._stack().get_all_config().get(f"servicecatalog:{name}")
        return value.value if value else None

    def preview(self, operation: Operation) -> Operated:
        """Return what an operation would do."""
        previews: Mapping[Operation, Callable[..., Any]] = {
            Operation.UP: self._stack().preview,
            Operation.REFRESH: self._stack().preview_refresh,
            Operation.DESTROY: self._stack().preview_destroy,
        }
        return self._operated(previews[operation])

    def perform(self, operation: Operation) -> Operated:
        """Do an operation."""
        operations: Mapping[Operation, Callable[..., Any]] = {
            Operation.UP: self._stack().up,
            Operation.REFRESH: self._stack().refresh,
            Operation.DESTROY: self._stack().destroy,
        }
        return self._operated(operations[operation])

    def pending_operations(self) -> int:
        """Return how many operations an interrupted update has left in the state."""
        with _translated():
            return len(self._deployment().get("pending_operations") or ())

    def clear_pending_operations(self) -> None:
        """Take them out of the state."""
        with _translated():
            exported = self._stack().export_stack()
            rest = {key: value for key, value in (exported.deployment or {}).items() if key != "pending_operations"}
            self._stack().import_stack(automation.Deployment(version=exported.version, deployment=rest))

    def release_lock(self) -> None:
        """Take away the lock of another update, which no longer runs."""
        with _translated():
            self._stack().cancel()

    def provisioned_product_ids(self) -> Sequence[str]:
        """Return the provisioned products that the state has."""
        with _translated():
            resources = self._deployment().get("resources") or ()
        ids = (str(resource.get("id", "")) for resource in resources if resource.get("custom"))
        return [id_ for id_ in ids if _PROVISIONED_PRODUCT.fullmatch(id_)]

    def _deployment(self) -> Mapping[str, Any]:
        return self._stack().export_stack().deployment or {}

    def _stack(self) -> automation.Stack:
        if self._selected is None:
            with _translated():
                self._selected = self._select()
        return self._selected

    def _operated(self, command: Callable[..., Any]) -> Operated:
        changes: dict[str, int] = {}
        causes: list[Cause] = []

        def on_event(event: EngineEvent) -> None:
            if event.summary_event:
                changes.update(
                    {
                        getattr(kind, "value", str(kind)): n
                        for kind, n in (event.summary_event.resource_changes or {}).items()
                    }
                )
            if event.diagnostic_event and event.diagnostic_event.severity == "error":
                causes.append(_cause(event.diagnostic_event.message, event.diagnostic_event.urn or ""))

        with _translated():
            try:
                command(on_event=on_event, color="never")
            except automation.ConcurrentUpdateError:
                raise
            except automation.CommandError as error:
                causes = causes or [_cause(last_error(str(error)), "")]
                return Operated(changes=changes, causes=_without_summaries(causes))
        return Operated(changes=changes)


@contextmanager
def _translated() -> Iterator[None]:
    """Raise what `fleet.shard_work` knows in place of what the Automation API raises."""
    try:
        yield
    except automation.ConcurrentUpdateError as error:
        raise StackIsLockedError(str(error)) from error
    except automation.CommandError as error:
        raise PulumiUnusableError(last_error(str(error)).removeprefix("error: ")) from error
    except FileNotFoundError as error:
        raise PulumiUnusableError("the Pulumi CLI is not on PATH: install it, or add its folder to PATH") from error
    except (automation.InvalidVersionError, RuntimeError) as error:
        raise PulumiUnusableError(str(error)) from error


def _cause(text: str, urn: str) -> Cause:
    message = " ".join(_COLOUR.sub("", text).split()).removeprefix("error: ")
    resource = urn.rpartition("::")[2]
    match = _PROBLEM.search(message)
    return (
        Cause(code=match[1], message=match[2], resource=resource)
        if match
        else Cause(message=message, resource=resource)
    )


def _without_summaries(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    once = dict.fromkeys(causes)
    return tuple(cause for cause in once if cause.message not in _SUMMARY) or tuple(once)
