"""If a preview finds no failure and the world does not change, create and update end well, and nothing is left to do.

Small random worlds, right and wrong programs, at a fake AWS that refuses what AWS documents that it refuses.
"""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, Latest
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done
from pulumi_servicecatalog.model.product import ArtifactParameter, LaunchPath
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.reconcile.controller import Defaults, DiffResult
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import PATH, SECRET, SIZE, V1, V2, WEB, account, adopted, record, stack, stack_id, template
from support.fakes.state import REGION, State, Version, moment
from support.launches import URN
from support.random_cases import cases

HERE = Connection(region=REGION)
SECOND = LaunchPath(id="lpv2-2", name="everyone")
NEEDED = ArtifactParameter(key="Needed")
ZONE = ArtifactParameter(key="Zone", default="a")
PICKY = replace(SIZE, allowed_values=("small", "huge"))


@dataclass(frozen=True)
class World:
    state: State
    templates_denied: bool

    def gateway(self) -> FakeGateway:
        gateway = FakeGateway(self.state)
        if self.templates_denied:
            gateway.switch(denied_actions=["s3:GetObject"])
        return gateway


@st.composite
def worlds(draw: st.DrawFn) -> World:
    situation = draw(st.sampled_from(["", "v1", "v2", "TAINTED"]))
    versions = []
    for artifact, seconds, choices in (
        (V1, 0, [(SIZE, SECRET), (PICKY, SECRET)]),
        (V2, 9, [(SIZE, SECRET, ZONE), (PICKY, SECRET), (SIZE, SECRET, NEEDED), (SECRET,)]),
    ):
        active = draw(st.sampled_from([True, True, True, False]))
        guidance = draw(st.sampled_from(["DEFAULT", "DEFAULT", "DEPRECATED"]))
        takes = draw(st.sampled_from(choices))
        made = replace(artifact, active=active, guidance=guidance, created_time=moment(seconds))
        versions.append(Version(product_id=WEB.id, artifact=made, parameters=takes, template=template(*takes)))
    facts: dict[str, Any] = {"artifact_id": V2.id, "artifact_name": V2.name} if situation == "v2" else {}
    if situation == "TAINTED":
        facts["status"] = situation
    state = adopted("payments", **facts) if situation else account()
    for version in versions:
        state = state.with_version(version)
    now = versions[1] if situation == "v2" else versions[0]
    values = {parameter.key: "****" if parameter.no_echo else "small" for parameter in now.parameters}
    state = state.with_stack(stack(parameters=values), now.template)
    paths = draw(st.lists(st.sampled_from([PATH, SECOND]), unique_by=lambda path: path.id, max_size=2))
    constraints = draw(st.sampled_from([(), ("RESOURCE_UPDATE",)]))
    state = state.with_paths(WEB, *(replace(path, constraints=constraints) for path in paths))
    if situation and draw(st.booleans()):
        (observed,) = state.provisioned_products
        taken = record(observed, "FAILED" if observed.unhealthy else "SUCCEEDED", path_id=PATH.id)
        state = state.with_record(taken)
    return World(state, draw(st.sampled_from([False, False, True])))


VALUES = st.dictionaries(
    st.sampled_from(["Size", "Size", "Needed", "Zone", "Sise"]), st.sampled_from(["small", "large", "huge"]), max_size=2
)
PROGRAMS = st.builds(
    DesiredImport,
    name=st.sampled_from(["payments", "payments", "payments", "billing"]),
    physical_id=st.sampled_from(["payments", stack_id("payments")]),
    product=st.just(ByName(WEB.name)),
    artifact=st.sampled_from(
        [None, ByName("v1"), ByName("v1"), ByName("v2"), ByName("v9"), Latest.ACTIVE, Latest.DEFAULT_GUIDANCE]
    ),
    path=st.sampled_from([None, None, ByName("platform"), ByName("everyone"), ByName("platfrom")]),
    parameters=st.none() | VALUES,
    tags=st.sampled_from([None, None, {"team": "core"}]),
    owner=st.sampled_from([None, None, "arn:aws:iam::123456789012:user/another"]),
    apply_constraints=st.sampled_from([False, False, True]),
    connection=st.just(HERE),
)


def process(gateway: FakeGateway) -> ImportedProvisionedProductController:
    """Return the controller of a process that has observed nothing yet."""
    return ImportedProvisionedProductController(Defaults(), SessionPool(lambda _: gateway, Scope.OFF))


def operation(gateway: FakeGateway) -> Operation:
    return Operation.lasting(3600.0, timer=gateway.timer)


def as_declared(gateway: FakeGateway, outcome: Any, program: DesiredImport) -> RecordedState:
    """Assert that the operation ended well and that the next preview is empty; return the state that it leaves."""
    assert isinstance(outcome, Done), outcome
    assert outcome.state is not None
    recorded = RecordedState(
        id=outcome.state.provisioned_product.id, desired=program, connection=HERE, retain_physical_resources=True
    )
    shown = process(gateway).diff(recorded, program)
    assert isinstance(shown, DiffResult)
    assert shown.live_changes == ()
    assert process(gateway).check(program, program, urn=URN).failures == ()
    return recorded


@settings(
    max_examples=cases(300),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(world=worlds(), first=PROGRAMS, second=PROGRAMS)
def test_what_a_preview_lets_through_ends_well(world: World, first: DesiredImport, second: DesiredImport) -> None:
    gateway = world.gateway()
    before = gateway.state
    checked = process(gateway).check(None, first, urn=URN)
    if checked.failures:
        event("refused")
        assert gateway.state == before
        return
    if any(problem.code == "TemplateUnreadable" for problem in checked.remarks):
        event("the preview cannot say whether the templates match, and says so")
        return
    event("let through")
    recorded = as_declared(gateway, process(gateway).create(first, operation(gateway), urn=URN), first)

    following = process(gateway)
    if second.name != first.name or following.check(first, second, urn=URN).failures:
        event("update refused")
        return
    event("update let through")
    as_declared(gateway, following.update(recorded, second, operation(gateway)), second)
