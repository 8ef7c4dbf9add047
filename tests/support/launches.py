"""Launches at the fake AWS: what a program declares, and what the processes that run it do, one after another."""

from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.model.desired import ByName, Desired, ProvisionSpec, Spec
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.model.product import ProvisioningParameters
from pulumi_servicecatalog.model.provisioned_product import STACK_SET
from pulumi_servicecatalog.reconcile import provisioned
from pulumi_servicecatalog.reconcile.operations import update
from pulumi_servicecatalog.rules.launch import LaunchKey, request
from support.fakes.run import Run
from support.fakes.samples import PATH, V1, VALUES, WEB, account, product, record, stack
from support.fakes.state import SOMEBODY, State

URN = "urn:pulumi:prod::shop::servicecatalog:index:ProvisionedProduct::web"
ROLE = "arn:aws:iam::123456789012:role/launch"
A, B, C = "111111111111", "222222222222", "333333333333"
LAUNCH = LaunchKey(name="shop", product_id=WEB.id, declared_by=URN, identity=SOMEBODY)


def wanted(**target: Any) -> ProvisionSpec:
    """Declare that version 1 of web-service is launched under the name shop."""
    usual = {
        "name": "shop",
        "product": ByName(WEB.name),
        "artifact": ByName(V1.name),
        "parameters": {"Size": "small", "Secret": "hunter2"},
    }
    return ProvisionSpec(**{**usual, **target})


TOKEN = LAUNCH.token(request(LAUNCH, wanted(), V1.id))
"""Of an earlier run that launched the very same."""


def launch(run: Run, target: ProvisionSpec, *, declared_by: str = URN) -> Outcome:
    return provisioned.launch(target, run.session, run.operation(), declared_by=declared_by)


def change(run: Run, target: Spec, *, earlier: Desired | None = None) -> Outcome | None:
    """Make what is governed under the declared name as declared."""
    existing = run.gateway.state.observed(name=str(target.name))
    assert existing is not None
    return update.change_by_id(existing.id, target, run.session, run.operation(), earlier=earlier)


def launched(**facts: Any) -> State:
    """Return an account in which the resource of this URN has launched shop; `facts` are of the provisioned product."""
    observed = product("shop", **{"idempotency_token": TOKEN, **facts})
    status = "FAILED" if observed.unhealthy else "SUCCEEDED"
    state = account(stack("payments"), stack("shop", parameters=VALUES))
    if observed.last_successful_record_id not in {"", observed.last_record_id}:
        state = state.with_record(record(observed, id=observed.last_successful_record_id))
    return state.with_governed(observed).with_record(record(observed, status))


def stack_sets() -> State:
    """Return an account in which web-service has a STACKSET constraint."""
    terms = ProvisioningParameters(
        constraints=(("STACKSET", ""),), stack_set_accounts=(A, B, C), stack_set_regions=("eu-west-1", "eu-west-3")
    )
    path = replace(PATH, constraints=("STACKSET",))
    return replace(account(), launch_paths={WEB.id: (path,)}, terms={path.id: terms})


def as_stack_set(state: State) -> State:
    """Return the state in which shop is launched as a stack set."""
    observed = product(
        "shop",
        idempotency_token=TOKEN,
        type=STACK_SET,
        physical_id="arn:aws:cloudformation:eu-west-1:123456789012:stackset/SC-shop:0a1b2c3d",
    )
    return state.with_governed(observed).with_record(record(observed))
