"""The control endpoint, `/_emulator/...`: what tests and demos need of the emulator and AWS does not have.

Used through `catalog_emulator.control.Control`, or with any HTTP client; bodies are JSON.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import stack_status
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.detection import Drifted
from catalog_emulator.core import settings as switches
from catalog_emulator.core.clock import ManualClock
from catalog_emulator.core.faults import KINDS, FaultError
from catalog_emulator.core.model import artifact as artifact_model
from catalog_emulator.core.model import provisioned_product
from catalog_emulator.servicecatalog.accounts import catalog_of, catch_up
from catalog_emulator.wire.answer import Answer
from catalog_emulator.wire.moto_seam.install import reset

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.core.world import World
    from catalog_emulator.wire.request import Request

PREFIX = "/_emulator/"


class ControlRefusedError(Exception):
    """A control request that makes no sense."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class ControlApp:
    """Serves the control endpoint."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._routes: dict[str, Callable[[Request, dict[str, Any]], Any]] = {
            "GET health": self._health,
            "POST reset": self._reset,
            "GET journal": self._journal,
            "DELETE journal": self._forget_journal,
            "GET settings": self._settings,
            "PATCH settings": self._change_settings,
            "POST clock/advance": self._advance_clock,
            "POST stacks/status": self._force_stack,
            "POST provisioned-products/status": self._force_provisioned_product,
            "POST artifacts/status": self._force_artifact,
            "POST launch-paths/rotate": self._rotate_launch_paths,
            "GET faults": self._faults,
            "POST faults": self._add_fault,
            "DELETE faults": self._remove_faults,
            "POST stacks/drift": self._drift_stack,
        }

    def __call__(self, request: Request) -> Answer:
        """Answer a control request; a mistake is answered with the reason, as JSON."""
        try:
            serve, body = self._route(request), _object(request.body)
            with self._world.lock:
                document = serve(request, body)
            if serve == self._reset:
                self._world.refill()  # through the emulator's own API, so that the lock must be free
            return _json(200, document)
        except ControlRefusedError as refused:
            return _json(refused.status, {"error": str(refused)})
        except (switches.SettingsError, FaultError) as refused:
            return _json(400, {"error": str(refused)})

    def _route(self, request: Request) -> Callable[[Request, dict[str, Any]], Any]:
        route = f"{request.method} {request.path.removeprefix(PREFIX)}"
        if route not in self._routes:
            raise ControlRefusedError(f"unknown endpoint {route}; must be one of {', '.join(self._routes)}", 404)
        return self._routes[route]

    def _health(self, request: Request, body: dict[str, Any]) -> Any:
        del request, body
        clock = "manual" if isinstance(self._world.clock, ManualClock) else "system"
        return {"status": "ok", "clock": clock, "now": self._world.clock.now().isoformat()}

    def _reset(self, request: Request, body: dict[str, Any]) -> Any:
        """Go back to what the emulator was started with."""
        del request
        _only(body)
        reset()
        return {"status": "reset"}

    def _journal(self, request: Request, body: dict[str, Any]) -> Any:
        del body
        since = request.query("since") or "0"
        if not since.isdigit():
            raise ControlRefusedError(f"since must be the number of an entry, not {since!r}")
        entries = self._world.journal.entries(account=request.query("account"), since=int(since))
        return {"calls": [entry.to_dict() for entry in entries]}

    def _forget_journal(self, request: Request, body: dict[str, Any]) -> Any:
        del body
        return {"dropped": self._world.journal.forget(account=request.query("account"))}

    def _settings(self, request: Request, body: dict[str, Any]) -> Any:
        del body
        account, book = request.query("account"), self._world.settings
        return {
            "account": account,
            "settings": asdict(book.of(account) if account else book.default()),
            "switches": switches.describe(),
        }

    def _change_settings(self, request: Request, body: dict[str, Any]) -> Any:
        del request
        _only(body, "account", "settings")
        changes = body.get("settings")
        if not isinstance(changes, dict):
            raise ControlRefusedError('the body must be {"settings": {...}, "account": "111122223333" or nothing}')
        account = _account(body) if body.get("account") is not None else None
        return {"account": account, "settings": asdict(self._world.settings.change(changes, account))}

    def _advance_clock(self, request: Request, body: dict[str, Any]) -> Any:
        del request
        _only(body, "seconds")
        seconds = body.get("seconds")
        clock = self._world.clock
        if not isinstance(clock, ManualClock):
            raise ControlRefusedError("the clock is the machine's; start the emulator with --manual-clock")
        if not isinstance(seconds, int | float) or isinstance(seconds, bool) or seconds < 0:
            raise ControlRefusedError(f"seconds must be a number, at least 0, not {seconds!r}")
        return {"now": clock.advance(seconds).isoformat()}

    def _force_stack(self, request: Request, body: dict[str, Any]) -> Any:
        """Set a stack's status, reason, parent, root, protection, or any of them."""
        del request
        _only(body, "account", "region", "stack", *_FORCED)
        account, region, name = _account(body), body.get("region") or "us-east-1", body.get("stack")
        catch_up(self._world, account)
        stack = stacks_of(self._world, account, region).find(str(name))
        if stack is None:
            raise ControlRefusedError(f"account {account} has no stack {name} in {region}", 404)
        status = body.get("status", stack.status)
        if status not in stack_status.ALL:
            raise ControlRefusedError(f"status must be one of {', '.join(stack_status.ALL)}, not {status!r}")
        if "status" in body or "reason" in body:
            stack.move(status, body.get("reason"))
        for name_in_body, attribute in _FORCED.items():
            if attribute and name_in_body in body:
                setattr(stack, attribute, body[name_in_body])
        return {"stack": stack.stack_id, "status": stack.status, "reason": stack.status_reason}

    def _drift_stack(self, request: Request, body: dict[str, Any]) -> Any:
        """Have drift detection find a resource that somebody has changed or deleted; nothing puts it back in sync."""
        del request
        _only(body, "account", "region", "stack", "resource", "properties", "deleted")
        account, region, name = _account(body), body.get("region") or "us-east-1", body.get("stack")
        stack = stacks_of(self._world, account, region).find(str(name))
        if stack is None:
            raise ControlRefusedError(f"account {account} has no stack {name} in {region}", 404)
        resource, properties = str(body.get("resource")), body.get("properties") or {}
        if not isinstance(properties, dict):
            raise ControlRefusedError("properties must be an object: what the resource has, by name")
        if properties or body.get("deleted"):
            stack.drifted[resource] = Drifted(properties=properties, deleted=bool(body.get("deleted")))
        else:
            stack.drifted.pop(resource, None)
        return {"stack": stack.stack_id, "drifted": sorted(stack.drifted)}

    def _force_provisioned_product(self, request: Request, body: dict[str, Any]) -> Any:
        """Set a provisioned product's status, as if something had gone wrong with it."""
        del request
        _only(body, "account", "region", "provisioned_product", "status", "message")
        account, region, name = _account(body), body.get("region") or "us-east-1", body.get("provisioned_product")
        catch_up(self._world, account)
        catalog = catalog_of(self._world, account, region)
        named = [p for p in catalog.provisioned.values() if name in (p.id, p.name)]
        if not named:
            raise ControlRefusedError(f"account {account} has no provisioned product {name} in {region}", 404)
        status = body.get("status")
        if status not in provisioned_product.STATUSES:
            known = ", ".join(provisioned_product.STATUSES)
            raise ControlRefusedError(f"status must be one of {known}, not {status!r}")
        catalog.store(dataclasses.replace(named[0], status=status, status_message=body.get("message")))
        return {"provisioned_product": named[0].id, "status": status}

    def _force_artifact(self, request: Request, body: dict[str, Any]) -> Any:
        """Set the status of a version of a product: one that is still being made, or could not be."""
        del request
        _only(body, "account", "region", "artifact", "status")
        account, region, artifact_id = _account(body), body.get("region") or "us-east-1", body.get("artifact")
        artifacts, status = catalog_of(self._world, account, region).artifacts, body.get("status")
        if artifact_id not in artifacts:
            raise ControlRefusedError(f"account {account} has no provisioning artifact {artifact_id} in {region}", 404)
        if status not in artifact_model.STATUSES:
            raise ControlRefusedError(f"status must be one of {', '.join(artifact_model.STATUSES)}, not {status!r}")
        artifacts[artifact_id] = dataclasses.replace(artifacts[artifact_id], status=status)
        return {"artifact": artifact_id, "status": status}

    def _rotate_launch_paths(self, request: Request, body: dict[str, Any]) -> Any:
        """Replace the IDs of launch paths, of a product or of all."""
        del request
        _only(body, "account", "region", "product")
        account, region, product_id = _account(body), body.get("region") or "us-east-1", body.get("product")
        catch_up(self._world, account)
        catalog = catalog_of(self._world, account, region)
        if product_id is not None and product_id not in catalog.products:
            raise ControlRefusedError(f"account {account} has no product {product_id} in {region}", 404)
        return {"paths": catalog.rotate_path_ids(product_id)}

    def _faults(self, request: Request, body: dict[str, Any]) -> Any:
        del body
        rules = self._world.faults.rules(request.query("account"))
        return {"faults": [rule.to_dict() for rule in rules], "kinds": KINDS}

    def _add_fault(self, request: Request, body: dict[str, Any]) -> Any:
        del request
        return self._world.faults.add(body).to_dict()

    def _remove_faults(self, request: Request, body: dict[str, Any]) -> Any:
        del body
        rule_id = request.query("id")
        if rule_id is not None and not rule_id.isdigit():
            raise ControlRefusedError(f"id must be the number of a rule, not {rule_id!r}")
        number = None if rule_id is None else int(rule_id)
        return {"removed": self._world.faults.remove(account=request.query("account"), rule_id=number)}


_FORCED = {
    "status": None,
    "reason": None,
    "parent_id": "parent_id",
    "root_id": "root_id",
    "termination_protection": "enable_termination_protection",
}


def _object(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body or b"{}")
    except ValueError as error:
        raise ControlRefusedError(f"the body is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise ControlRefusedError("the body must be a JSON object")
    return document


def _only(body: dict[str, Any], *known: str) -> None:
    unknown = [name for name in body if name not in known]
    if unknown:
        raise ControlRefusedError(f"unknown member {', '.join(unknown)}; must be one of {', '.join(known)}")


def _account(body: dict[str, Any]) -> str:
    account = body.get("account")
    if not isinstance(account, str) or len(account) != 12 or not account.isdigit():
        raise ControlRefusedError(f"account must be 12 digits, not {account!r}")
    return account


def _json(status: int, document: Any) -> Answer:
    body = json.dumps(document, indent=1).encode()
    return Answer(status=status, headers=(("Content-Type", "application/json"),), body=body)
