"""Previews through the provider's own gateway, each by a process that has observed nothing yet."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pulumi_servicecatalog.aws.gateway import open_gateway
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight import imported, provisioned
from support.account import REGION, Account
from support.fakes.by_values import Checked, impatient, of_inputs
from support.sessions import unshared

URN = "urn:pulumi:dev::test::servicecatalog:index:ProvisionedProduct::shop"
"""The resource that declares a launch."""


def template(*queues: str, **sections: Any) -> str:
    """Return a template with these queues, and a parameter that takes small or large."""
    size = {"Type": "String", "Default": "small", "AllowedValues": ["small", "large"]}
    resources = {name: {"Type": "AWS::SQS::Queue"} for name in queues or ("Jobs",)}
    return json.dumps({"Parameters": {"Size": size}, "Resources": resources} | sections)


V1, V2 = template("Jobs"), template("Jobs", "DeadLetters")


@dataclass
class Preview:
    """An account with the stack payments and the product web-service; `calls` went through the provider's gateway."""

    aws: Account
    calls: list[dict[str, Any]] = field(default_factory=list)

    def examine(self, desired: DesiredImport | DesiredLaunch, session: AccountSession | None = None) -> Verdict:
        with self.recorded():
            if isinstance(desired, DesiredLaunch):
                return provisioned.examine(desired, session or self.session(), declared_by=URN)
            return imported.examine(desired, session or self.session())

    def check(self, inputs: dict[str, Any], old: dict[str, Any] | None = None) -> Checked:
        """Have a resource checked as the engine does. What has a physicalId is an adoption, what has none a launch."""
        with self.recorded():
            return of_inputs(inputs, impatient()).check(old or {}, inputs, urn=URN)

    def session(self, **connection: Any) -> AccountSession:
        return unshared(open_gateway(Connection(region=REGION, **connection)))

    def operations(self) -> Counter[str]:
        return Counter(call["operation"] for call in self.calls)

    @contextmanager
    def recorded(self) -> Iterator[None]:
        journal = self.aws.control.journal(account=self.aws.account)
        before = int(journal[-1]["seq"]) if journal else 0
        try:
            yield
        finally:
            self.calls += self.aws.control.journal(account=self.aws.account, since=before)


def adoption(**target: Any) -> DesiredImport:
    """Declare that the stack payments is governed by version v1 of web-service."""
    usual = {"name": "payments", "physical_id": "payments", "product": ByName("web-service"), "artifact": ByName("v1")}
    return DesiredImport(**{**usual, **target})


def launch(**target: Any) -> DesiredLaunch:
    """Declare that version v1 of web-service is launched under the name shop."""
    return DesiredLaunch(**{"name": "shop", "product": ByName("web-service"), "artifact": ByName("v1"), **target})


def inputs(**declared: Any) -> dict[str, Any]:
    """Return the same declaration as `adoption`, as the engine sends it."""
    return {**launch_inputs(name="payments"), "physicalId": "payments", **declared}


def launch_inputs(**declared: Any) -> dict[str, Any]:
    """Return the same declaration as `launch`, as the engine sends it."""
    return {"name": "shop", "productName": "web-service", "provisioningArtifactName": "v1", **declared}


def codes(verdict: Verdict) -> list[str]:
    return [problem.code for problem in verdict.problems]


def blocking(verdict: Verdict) -> list[str]:
    return sorted(problem.code for problem in verdict.problems if problem.severity.value == "error")
