"""A client for the control endpoint, for tests and demos in any process. Standard library only.

control = Control("http://127.0.0.1:4566")
control.set(account="111122223333", import_seconds=0, match_rule="bytes")
control.force_stack("payments", account="111122223333", status="UPDATE_ROLLBACK_FAILED")
[call["operation"] for call in control.journal(account="111122223333")]
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

_TIMEOUT = 30


class ControlError(Exception):
    """The emulator refused a control request; the message says why."""


class Control:
    """Talks to one emulator."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def health(self) -> dict[str, Any]:
        """Return that the emulator is well, and what its clock says."""
        return self._ask("GET", "health")

    def reset(self) -> None:
        """Drop everything: resources of all services and accounts, settings, faults, journal. Time goes on."""
        self._ask("POST", "reset", {})

    def journal(self, *, account: str | None = None, since: int = 0) -> list[dict[str, Any]]:
        """Return the AWS calls that arrived after entry `since`, of an account or all."""
        answer = self._ask("GET", "journal", account=account, since=str(since))
        calls: list[dict[str, Any]] = answer["calls"]
        return calls

    def forget_journal(self, *, account: str | None = None) -> int:
        """Drop an account's calls, or all, and return how many that were."""
        return int(self._ask("DELETE", "journal", account=account)["dropped"])

    def settings(self, *, account: str | None = None) -> dict[str, Any]:
        """Return the settings of an account, or those of accounts that have none of their own."""
        answer: dict[str, Any] = self._ask("GET", "settings", account=account)["settings"]
        return answer

    def set(self, *, account: str | None = None, **changes: Any) -> dict[str, Any]:
        """Change settings, of an account or of all; None puts one back."""
        body = {"settings": changes, "account": account}
        answer: dict[str, Any] = self._ask("PATCH", "settings", body)["settings"]
        return answer

    def advance(self, seconds: float) -> str:
        """Move a manual clock, and return its new time."""
        return str(self._ask("POST", "clock/advance", {"seconds": seconds})["now"])

    def force_stack(self, stack: str, *, account: str, region: str = "us-east-1", **forced: Any) -> dict[str, Any]:
        """Set a stack's `status`, `reason`, `parent_id`, `root_id` or `termination_protection`."""
        return self._ask("POST", "stacks/status", {"stack": stack, "account": account, "region": region} | forced)

    def drift_stack(
        self, stack: str, resource: str, *, account: str, region: str = "us-east-1", **facts: Any
    ) -> dict[str, Any]:
        """Have drift detection find a resource `deleted`, or with other `properties`; without both, in sync again."""
        body = {"stack": stack, "resource": resource, "account": account, "region": region}
        return self._ask("POST", "stacks/drift", body | facts)

    def force_provisioned_product(
        self,
        provisioned_product: str,
        *,
        account: str,
        region: str = "us-east-1",
        status: str,
        message: str | None = None,
    ) -> dict[str, Any]:
        """Set the status of a provisioned product, named by ID or name."""
        body = {"provisioned_product": provisioned_product, "account": account, "region": region, "status": status}
        return self._ask("POST", "provisioned-products/status", body | {"message": message})

    def force_artifact(self, artifact: str, *, account: str, region: str = "us-east-1", status: str) -> dict[str, Any]:
        """Set the status of a version of a product: AVAILABLE, CREATING or FAILED."""
        body = {"artifact": artifact, "account": account, "region": region, "status": status}
        return self._ask("POST", "artifacts/status", body)

    def rotate_launch_paths(self, *, account: str, region: str = "us-east-1", product: str | None = None) -> list[str]:
        """Replace the IDs of launch paths, of a product or of all; return the new ones. Recorded ones become stale."""
        body = {"account": account, "region": region, "product": product}
        paths: list[str] = self._ask("POST", "launch-paths/rotate", body)["paths"]
        return paths

    def add_fault(self, kind: str, **rule: Any) -> int:
        """Make calls or records go wrong, and return the rule's id. `faults.KINDS` explains the kinds.

        A rule takes `account`, `service`, `operation` (patterns), `nth`, `times` (None: always), `probability`,
        `seed`, and depending on its kind `seconds`, `code`, `message` and `status`.
        """
        return int(self._ask("POST", "faults", {"kind": kind} | rule)["id"])

    def faults(self, *, account: str | None = None) -> list[dict[str, Any]]:
        """Return the fault rules, with how often they were `seen` and `fired`."""
        rules: list[dict[str, Any]] = self._ask("GET", "faults", account=account)["faults"]
        return rules

    def remove_faults(self, *, account: str | None = None, rule: int | None = None) -> int:
        """Delete a rule, an account's rules, or all; calls that are held go on."""
        number = None if rule is None else str(rule)
        return int(self._ask("DELETE", "faults", account=account, id=number)["removed"])

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None, **query: str | None) -> dict[str, Any]:
        query_string = urlencode({name: value for name, value in query.items() if value is not None})
        request = urllib.request.Request(  # noqa: S310  # the address of an emulator, from its own output
            f"{self.url}/_emulator/{path}" + (f"?{query_string}" if query_string else ""),
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
                document: dict[str, Any] = json.load(answer)
                return document
        except urllib.error.HTTPError as error:
            raise ControlError(_reason(error)) from None


def _reason(error: urllib.error.HTTPError) -> str:
    text = error.read().decode("utf-8", "replace")
    try:
        return str(json.loads(text)["error"])
    except (ValueError, KeyError, TypeError):
        return f"{error.code}: {text[:200]}"
