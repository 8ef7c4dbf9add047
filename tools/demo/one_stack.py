"""The first part: one stack is adopted, changed and released. The docstring of a step is what the demo tells."""

from collections.abc import Callable
from typing import Any

from tools.demo.expect import expect, shows, succeeds
from tools.demo.offline import Offline

ACCOUNT = "123456789012"


def a_running_stack(offline: Offline) -> None:
    """An account (emulated, on this machine) has a CloudFormation stack "payments" that no catalog governs."""
    stack = _stack(offline)
    print(f"   {stack['StackName']}: {stack['StackStatus']}, {stack['StackId']}")
    expect(_governor(offline) is None, "something governs the stack already")


def the_program(offline: Offline) -> None:
    """The Pulumi program declares that the product "web-service" governs it, at version v1."""
    for line in (offline.program / "__main__.py").read_text(encoding="utf-8").splitlines():
        print(f"   | {line}")


def preview(offline: Offline) -> None:
    """The preview asks AWS whether that would work, and changes nothing."""
    succeeds(offline.pulumi("stack", "init", "demo"))
    shows(succeeds(offline.pulumi("preview")), "create")
    expect(_governor(offline) is None, "the preview has changed something")


def adopt(offline: Offline) -> None:
    """`pulumi up` adopts it: AWS imports the stack, and does not touch what runs in it."""
    before = _stack(offline)["StackId"]
    succeeds(offline.pulumi("up", "--yes", "--skip-preview"))
    governor = _governor(offline)
    expect(governor is not None and governor["Status"] == "AVAILABLE", "nothing governs the stack")
    expect(_stack(offline)["StackId"] == before, "the stack is another one")


def nothing_to_do(offline: Offline) -> None:
    """A second preview compares what AWS has with what is declared: nothing to do."""
    shows(succeeds(offline.pulumi("preview", "--expect-no-changes")), "unchanged")


def drift(offline: Offline) -> None:
    """Somebody moves it to version v2 in the console; the next preview shows that, without a refresh."""
    governor = _governor(offline)
    assert governor is not None
    offline.client("servicecatalog").update_provisioned_product(
        ProvisionedProductId=governor["Id"],
        ProductName="web-service",
        ProvisioningArtifactName="v2",
        ProvisioningParameters=[{"Key": "VisibilityTimeout", "UsePreviousValue": True}],
    )
    shown = offline.pulumi("preview", "--diff")
    shows(succeeds(shown), "AWS has v2")


def release(offline: Offline) -> None:
    """`pulumi destroy` takes the stack out of the catalog ..."""
    succeeds(offline.pulumi("destroy", "--yes", "--skip-preview"))
    expect(_governor(offline) is None, "the stack is governed still")


def still_running(offline: Offline) -> None:
    """... and leaves it running."""
    stack = _stack(offline)
    print(f"   {stack['StackName']}: {stack['StackStatus']}")
    expect(stack["StackStatus"] in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}, "the stack does not run any more")


STEPS: tuple[Callable[[Offline], None], ...] = (
    a_running_stack,
    the_program,
    preview,
    adopt,
    nothing_to_do,
    drift,
    release,
    still_running,
)


def _stack(offline: Offline) -> Any:
    return offline.client("cloudformation").describe_stacks(StackName="payments")["Stacks"][0]


def _governor(offline: Offline) -> Any:
    products = offline.client("servicecatalog").search_provisioned_products()["ProvisionedProducts"]
    return next((product for product in products if product.get("PhysicalId") == _stack(offline)["StackId"]), None)
