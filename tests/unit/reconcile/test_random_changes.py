"""Whatever others do behind Pulumi's back: what differs from the declaration shows, `up` mends it, `destroy` ends well.

A world is one resource that is up; a mutation is what somebody does in the console between two operations.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as some

from pulumi_servicecatalog.model.outcome import Done, NotMade, Unanswered
from support.fakes.gateway import FakeGateway
from support.fakes.samples import PATH, SECRET, SIZE, V1, V2, WEB, ZONE, account, stack, template, version
from support.fakes.state import State
from support.one_resource import Engine, Resource, alone
from support.random_cases import cases

Mutation = Callable[[State, Resource], State]

SMALL, HIDDEN = replace(SIZE, default="small"), replace(SECRET, default="x")


def world() -> State:
    """Return an account where tags may change, and every parameter has a default."""
    path = replace(PATH, constraints=("RESOURCE_UPDATE",))
    state = account(stack("payments", outputs={"Url": "here"})).with_paths(WEB, path)
    for artifact in (V1, V2):
        of_v2 = (ZONE,) if artifact is V2 else ()
        state = state.with_version(version(WEB, artifact, SMALL, HIDDEN, *of_v2))
    return replace(state, templates={known.id: template(SMALL, HIDDEN) for known in state.stacks})


def stack_of(state: State, resource: Resource):
    return state.stack((resource.state or {}).get("stackId", ""))


def delete_stack(state: State, resource: Resource) -> State:
    known = stack_of(state, resource)
    return state.without_stack(known.id) if known else state


def recreate_stack(state: State, resource: Resource) -> State:
    known = stack_of(state, resource)
    if known is None:
        return state
    new = replace(known, id=known.id + "x", status="CREATE_COMPLETE")
    return state.without_stack(known.id).with_stack(new, state.templates.get(known.id))


def change_parameter(state: State, resource: Resource) -> State:
    known = stack_of(state, resource)
    return state.with_stack(replace(known, parameters={**known.parameters, "Size": "huge"})) if known else state


def terminate(state: State, resource: Resource) -> State:
    return state.without_governed(resource.id)


def change_tags(state: State, resource: Resource) -> State:
    product = state.observed(id=resource.id)
    return state.with_governed(replace(product, tags={"team": "other", "extra": "1"})) if product else state


def other_version(state: State, resource: Resource) -> State:
    product = state.observed(id=resource.id)
    return state.with_governed(replace(product, artifact_id=V2.id, artifact_name=V2.name)) if product else state


def taint(state: State, resource: Resource) -> State:
    product = state.observed(id=resource.id)
    return state.with_governed(replace(product, status="TAINTED")) if product else state


def deactivate_version(state: State, _resource: Resource) -> State:
    of_v1 = state.version(V1.id)
    assert of_v1 is not None
    return state.with_version(replace(of_v1, artifact=replace(of_v1.artifact, active=False)))


DIFFERENCES: Mapping[str, Mutation] = {
    "the stack is deleted": delete_stack,
    "the stack is deleted, and another one has its name": recreate_stack,
    "a parameter is changed": change_parameter,
    "the provisioned product is terminated": terminate,
    "the tags are changed": change_tags,
    "another version is chosen": other_version,
    "an update has failed": taint,
    "a version is deactivated": deactivate_version,
}

PROGRAMS = some.fixed_dictionaries(
    {},
    optional={
        "parameters": some.fixed_dictionaries(
            {},
            optional={
                "Size": some.sampled_from(["small", "a\r\nb", " large "]),
                "Secret": some.sampled_from(["hunter2", "-----\r\nKEY", "****"]),
            },
        ),
        "tags": some.fixed_dictionaries({}, optional={"team": some.just("web"), "env": some.just("dev")}),
        "provisioningArtifactName": some.sampled_from([None, "v1"]),
        "versionPolicy": some.sampled_from([None, "pinned"]),
        "retainPhysicalResources": some.sampled_from([None, True]),
    },
)


def as_declared(state: State, resource: Resource) -> bool:
    """Return whether AWS has what is declared, as far as anybody could know."""
    product = state.observed(id=resource.id)
    known = stack_of(state, resource)
    if product is None or known is None or product.status != "AVAILABLE":
        return False
    if product.artifact_name != (resource.inputs.get("provisioningArtifactName") or product.artifact_name):
        return False
    if any(product.tags.get(key) != value for key, value in (resource.inputs.get("tags") or {}).items()):
        return False
    declared = (resource.inputs.get("parameters") or {}).items()
    plain = {key: value.replace("\r\n", "\n").strip() for key, value in declared if key != "Secret"}
    return all(known.parameters[key].replace("\r\n", "\n").strip() == value for key, value in plain.items())


@settings(max_examples=cases(60), derandomize=True)
@given(
    adopts=some.booleans(),
    program=PROGRAMS,
    mutations=some.lists(some.sampled_from(sorted(DIFFERENCES)), max_size=3),
    unsearchable=some.booleans(),
    refreshes=some.booleans(),
)
def test_what_others_change_shows_and_is_mended_and_always_ends_well(
    adopts, program, mutations, unsearchable, refreshes
):
    gateway = FakeGateway(world(), seconds=1.0)
    if not adopts:  # a launch needs a version, and has no value yet that could be masked
        program = {**program, "provisioningArtifactName": "v1", "parameters": {"Size": "small", "Secret": "hunter2"}}
    resource = alone(gateway, (Resource.adopting if adopts else Resource.launching)(**program))
    said = {"MaskDeclared"} if (program.get("parameters") or {}).get("Secret") == "****" else set()
    assert set(resource.preview(Engine(gateway))) <= said, "nothing has changed yet"

    beside = gateway.state  # what changes beside that which only the search tells
    for mutation in mutations:
        gateway.state = DIFFERENCES[mutation](gateway.state, resource)
        beside = beside if mutation in _OF_THE_SEARCH else DIFFERENCES[mutation](beside, resource)
    gateway.unsearchable = {resource.id} if unsearchable else set()
    differs = not as_declared(gateway.state, resource)
    hidden = unsearchable and as_declared(beside, resource)
    event("differs" if differs else "as declared")

    if refreshes:
        shown = resource.refresh(Engine(gateway))
        if resource.state is None:
            assert shown == ["DeletedOutside"]
    shown = resource.preview(Engine(gateway))
    creates = resource.state is None
    assert bool(set(shown) - said) or creates or not differs or hidden, (mutations, shown)

    outcome = resource.up(Engine(gateway))
    gateway.unsearchable = set()
    if isinstance(outcome, Done):
        if unsearchable and "the tags are changed" in mutations:
            mended = resource.up(Engine(gateway))  # now that the search shows them; an inactive version is in the way
            assert isinstance(mended, Done) or "a version is deactivated" in mutations
            if not isinstance(mended, Done):
                return
        assert as_declared(gateway.state, resource), (mutations, shown)
        assert set(resource.preview(Engine(gateway))) <= said
    else:
        assert unsearchable or isinstance(outcome, Unanswered | NotMade)
        assert {problem.code for problem in outcome.problems} & set(shown), "the preview has said so"

    if resource.state is not None:
        assert isinstance(resource.delete(Engine(gateway)), Done)
        assert gateway.state.provisioned_products == ()


_OF_THE_SEARCH = {"the tags are changed", "a version is deactivated"}
"""What nobody can see where AWS's search does not show the provisioned product."""
