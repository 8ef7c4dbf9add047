"""The preview of a change says that CloudFormation would not delete a protected stack."""

from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, DesiredLaunch, Preflight
from pulumi_servicecatalog.reconcile.controller import Defaults
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.provisioned import ProvisionedProductController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import SIZE, V1, WEB, adopted, stack, template
from support.fakes.state import REGION
from support.launches import URN
from support.tables import table

DECLARED: dict[str, Any] = {
    "name": "payments",
    "product": ByName(WEB.name),
    "artifact": ByName(V1.name),
    "connection": Connection(region=REGION),
}
ADOPTED = DesiredImport(physical_id="payments", **DECLARED)
LAUNCHED = DesiredLaunch(parameters={"Size": "small", "Secret": "hunter2"}, **DECLARED)
RELEASED = {"retain_physical_resources": False}


@table(
    "old changes failures remarks",
    (LAUNCHED, {"name": "another"}, ["TerminationProtected"], [], "a launch is replaced"),
    (
        LAUNCHED,
        {"name": "another", "preflight": Preflight.WARN},
        [],
        ["TerminationProtected"],
        "the program wants warnings",
    ),
    (LAUNCHED, {"name": "another", "preflight": Preflight.OFF}, [], ["PreflightOff"], "or none"),
    (ADOPTED, RELEASED, [], ["TerminationProtected"], "an adoption is no longer retained"),
    (ADOPTED, {}, [], [], "nothing changes"),
)
def test_a_change_that_is_to_delete_a_protected_stack_is_judged_by_the_preview(
    old: Any, changes: dict[str, Any], failures: list[str], remarks: list[str], reason: str
) -> None:
    gateway = FakeGateway(adopted("payments").with_stack(stack(termination_protection=True), template(SIZE)))
    sessions = SessionPool(lambda _: gateway, Scope.OFF)
    kind: Any = ImportedProvisionedProductController if old is ADOPTED else ProvisionedProductController
    result = kind(Defaults(), sessions).check(old, replace(old, **changes), urn=URN)
    assert [problem.code for problem in result.failures] == failures, reason
    assert [problem.code for problem in result.remarks] == remarks, reason
