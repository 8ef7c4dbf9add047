"""What a killed run has launched, and what has never worked: the next run says that it launches it again, and does."""

from typing import Any

from pulumi_servicecatalog.model.outcome import Done, NotMade
from pulumi_servicecatalog.model.request import ProvisionRequest, TerminateRequest
from pulumi_servicecatalog.reconcile.preflight import provisioned
from support.expect import a
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import account
from support.launches import URN, launch, wanted
from support.tables import table


def failed() -> FakeGateway:
    gateway = FakeGateway(account())
    gateway.fails()
    launch(Run(gateway), wanted())
    gateway.timer.advance(60)
    return gateway


def said(gateway: FakeGateway) -> list[str]:
    verdict = provisioned.examine(wanted(), Run(gateway).session, declared_by=URN)
    return [f"{problem.severity.value} {problem.code}" for problem in verdict.problems]


@table("retains", (False, "its stack is deleted"), (True, "its stack is kept, as the program says"))
def test_it_is_terminated_and_launched_again(retains: Any, reason: str) -> None:
    gateway = failed()
    outcome = a(Done, launch(Run(gateway), wanted(retain_physical_resources=retains)))
    assert outcome.state is not None
    assert outcome.state.provisioned_product.status == "AVAILABLE"
    [first, ended, *launches] = gateway.requests
    assert a(TerminateRequest, ended).retain_physical_resources is retains, reason
    assert a(ProvisionRequest, launches[-1]).token != a(ProvisionRequest, first).token


def test_the_preview_says_that_it_is_launched_again() -> None:
    assert said(failed()) == ["warning LaunchedAnew"]


def test_the_preview_judges_the_launch_and_the_termination_before_it() -> None:
    gateway = failed()
    gateway.state = gateway.state.with_paths(gateway.state.products[0])
    gateway.denied = frozenset({"servicecatalog:TerminateProvisionedProduct", "servicecatalog:ProvisionProduct"})
    assert said(gateway) == [
        "warning LaunchedAnew",
        "error MissingPermission",
        "error LaunchNeedsPath",
        "error MissingPermission",
    ]


def test_where_it_cannot_be_terminated_nothing_is_launched() -> None:
    gateway = failed()
    gateway.fails()
    outcome = launch(Run(gateway), wanted())
    assert not isinstance(outcome, Done | NotMade), "the ID is kept"
    assert [type(request) for request in gateway.requests] == [ProvisionRequest, TerminateRequest]
