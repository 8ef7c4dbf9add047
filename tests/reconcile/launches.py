"""Launches at the fake AWS: what a program declares, and what the processes that run it do, one after another."""

from dataclasses import replace
from typing import Any

from fakes.run import Run
from fakes.samples import PATH, V1, VALUES, WEB, account, product, record, stack
from fakes.state import SOMEBODY, State
from pulumi_servicecatalog.model.desired import ByName, Draft, Launch, Wanted
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.model.product import ProvisioningParameters
from pulumi_servicecatalog.model.provisioned_product import STACK_SET
from pulumi_servicecatalog.reconcile import changing, launching
from pulumi_servicecatalog.rules.launch import LaunchWish

URN = "urn:pulumi:prod::shop::servicecatalog:index:ProvisionedProduct::web"
ROLE = "arn:aws:iam::123456789012:role/launch"
A, B, C = "111111111111", "222222222222", "333333333333"
WISH = LaunchWish(name="shop", product_id=WEB.id, declared_by=URN, identity=SOMEBODY)
TOKEN = f"{WISH.mark}of-an-earlier-run"


def wanted(**wish: Any) -> Launch:
    """Give the wish that version 1 of web-service is launched under the name shop."""
    usual = {
        "name": "shop",
        "product": ByName(WEB.name),
        "artifact": ByName(V1.name),
        "parameters": {"Size": "small", "Secret": "hunter2"},
    }
    return Launch(**{**usual, **wish})


def launch(run: Run, wish: Launch, *, declared_by: str = URN) -> Outcome:
    return launching.launch(wish, run.site, run.operation(), declared_by=declared_by)


def change(run: Run, wish: Wanted, *, earlier: Draft | None = None) -> Outcome | None:
    """Make what is governed under the wish's name as declared."""
    found = run.door.state.governed(name=str(wish.name))
    assert found is not None
    return changing.change_by_id(found.id, wish, run.site, run.operation(), earlier=earlier)


def launched(**facts: Any) -> State:
    """Give an account in which the resource of this URN has launched shop; `facts` are of the provisioned product."""
    governed = product("shop", **{"idempotency_token": TOKEN, **facts})
    status = "FAILED" if governed.unhealthy else "SUCCEEDED"
    state = account(stack("payments"), stack("shop", parameters=VALUES))
    if governed.last_successful_record_id not in {"", governed.last_record_id}:
        state = state.with_record(record(governed, id=governed.last_successful_record_id))
    return state.with_governed(governed).with_record(record(governed, status))


def stack_sets() -> State:
    """Give an account in which web-service has a STACKSET constraint."""
    terms = ProvisioningParameters(
        constraints=(("STACKSET", ""),), stack_set_accounts=(A, B, C), stack_set_regions=("eu-west-1", "eu-west-3")
    )
    path = replace(PATH, constraints=("STACKSET",))
    return replace(account(), launch_paths={WEB.id: (path,)}, terms={path.id: terms})


def as_stack_set(state: State) -> State:
    """Give the state in which shop is launched as a stack set."""
    governed = product(
        "shop",
        idempotency_token=TOKEN,
        type=STACK_SET,
        physical_id="arn:aws:cloudformation:eu-west-1:123456789012:stackset/SC-shop:0a1b2c3d",
    )
    return state.with_governed(governed).with_record(record(governed))
