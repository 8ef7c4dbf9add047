"""What others change behind Pulumi's back shows, in preview, refresh and destroy, for both resources."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pulumi_servicecatalog.model.outcome import Done, NotMade, Unanswered
from pulumi_servicecatalog.model.refusal import Absent, CredentialsRefused, Denied
from pulumi_servicecatalog.model.request import SetValue, TerminateRequest, UpdateRequest
from pulumi_servicecatalog.reconcile.controller import DiffResult
from support.fakes.gateway import FakeGateway
from support.fakes.samples import (
    OTHER,
    PATH,
    SECRET,
    SIZE,
    V1,
    V2,
    VALUES,
    WEB,
    ZONE,
    account,
    stack,
    template,
    version,
)
from support.fakes.state import State
from support.one_resource import Engine, Resource, alone

MAKES: dict[str, Callable[..., Resource]] = {"adopted": Resource.adopting, "launched": Resource.launching}
DENIED = Denied(operation="Any", reason="no")
ABSENT = Absent(operation="Any", reason="does not exist", code="ResourceNotFoundException")
EVERY_NAME = ("products_named", "product", "products", "artifacts", "artifact_source", "artifact_parameters")


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


@pytest.fixture(params=["adopted", "launched"])
def make(request: pytest.FixtureRequest) -> Callable[..., Resource]:
    return MAKES[request.param]


@pytest.fixture(params=[{}, {"parameters": None}, {"parameters": {"Size": "small"}}], ids=["usual", "none", "some"])
def resource(request: pytest.FixtureRequest, gateway: FakeGateway, make: Callable[..., Resource]) -> Resource:
    """A resource that is up, with and without parameters."""
    gateway.state = with_defaults(gateway.state)
    return alone(gateway, make(**request.param))


def with_defaults(state: State) -> State:
    """Return the account in which parameters need not be declared."""
    size, secret = replace(SIZE, default="small"), replace(SECRET, default="x")
    versions = (version(WEB, V1, size, secret), version(WEB, V2, size, secret, ZONE))
    templates = {stack.id: template(size, secret) for stack in state.stacks}
    kept = tuple(known for known in state.versions if known.product_id != WEB.id)
    return replace(state, versions=(*versions, *kept), templates=templates)


def without_stack(resource: Resource, state: State) -> State:
    return state.without_stack(resource.recorded["stackId"])


def recreated(resource: Resource, state: State) -> State:
    """Return the account in which somebody has deleted the stack, and deployed another one under its name."""
    old = state.stack(resource.recorded["stackId"])
    assert old is not None
    new = replace(old, id=old.id + "-again", status="CREATE_COMPLETE")
    return without_stack(resource, state).with_stack(new, state.templates.get(old.id))


# A stack that is gone, or is another one


def test_a_deleted_stack_is_an_error_of_its_own_for_an_adoption_and_another_launch_for_a_launch(gateway, resource):
    gateway.state = without_stack(resource, gateway.state)
    shown = resource.preview(Engine(gateway))
    adopts = "physicalId" in resource.inputs
    assert shown == (["StackDeleted"] if adopts else ["LaunchedStackDeleted", "stackId"])
    outcome = resource.up(Engine(gateway))
    assert isinstance(outcome, NotMade if adopts else Done)
    if not adopts:
        assert gateway.state.stack(resource.recorded["stackId"]) is not None
        assert resource.preview(Engine(gateway)) == []


def test_a_refresh_says_that_the_stack_was_deleted_and_a_destroy_releases(gateway, resource):
    gateway.state = without_stack(resource, gateway.state)
    code = "StackDeleted" if "physicalId" in resource.inputs else "LaunchedStackDeleted"
    assert resource.refresh(Engine(gateway)) == [code]
    assert isinstance(resource.delete(Engine(gateway)), Done)
    assert gateway.state.provisioned_products == ()


def test_of_a_deleted_stack_nothing_is_left_that_aws_could_fail_to_delete(gateway, make):
    """AWS may fail a termination that is to delete a stack which is gone, and then nothing could end it."""
    resource = alone(gateway, make(retainPhysicalResources=False))
    gateway.state = without_stack(resource, gateway.state)
    assert isinstance(resource.delete(Engine(gateway)), Done)
    (request,) = [request for request in gateway.requests if isinstance(request, TerminateRequest)]
    assert request.retain_physical_resources


def test_another_stack_under_the_name_is_adopted_in_place_of_the_deleted_one(gateway):
    resource = alone(gateway, Resource.adopting())
    gateway.state = recreated(resource, gateway.state)
    assert resource.preview(Engine(gateway)) == ["StackRecreated", "physicalId"]
    assert isinstance(resource.up(Engine(gateway)), Done)
    assert resource.recorded["stackId"].endswith("-again")
    assert [product.physical_id for product in gateway.state.provisioned_products] == [resource.recorded["stackId"]]
    assert resource.preview(Engine(gateway)) == []


def test_another_stack_that_cannot_be_adopted_is_judged_by_preflight(gateway):
    resource = alone(gateway, Resource.adopting())
    state = recreated(resource, gateway.state)
    other = next(known for known in state.stacks if known.id.endswith("-again"))
    gateway.state = state.with_stack(replace(other, status="ROLLBACK_COMPLETE"))
    assert resource.preview(Engine(gateway)) == ["StackRecreated", "physicalId", "StackStatusNotImportable"]
    assert isinstance(resource.up(Engine(gateway)), NotMade)
    assert len(gateway.state.provisioned_products) == 1, "nothing is released where nothing can be adopted"


def test_a_stack_that_is_declared_by_its_arn_is_gone_whatever_has_its_name(gateway):
    arn = stack().id
    resource = alone(gateway, Resource.adopting(physicalId=arn))
    gateway.state = recreated(resource, gateway.state)
    assert resource.preview(Engine(gateway)) == ["StackDeleted"]
    resource.inputs["physicalId"] = arn + "-again"
    assert resource.preview(Engine(gateway)) == ["physicalId"]
    assert isinstance(resource.up(Engine(gateway)), Done)


def test_a_replacement_that_releases_without_retain_is_refused(gateway):
    resource = alone(gateway, Resource.adopting(retainPhysicalResources=False))
    gateway.state = recreated(resource, gateway.state)
    assert resource.preview(Engine(gateway)) == ["ReplacementDeletesStack"]


def test_only_a_stack_that_the_caller_may_not_read_is_said_to_be_unreadable(gateway):
    resource = alone(gateway, Resource.adopting(parameters={"Size": "small"}))
    for method in ("stack", "stacks"):
        gateway.refuse(method, DENIED, times=9)
    assert resource.preview(Engine(gateway)) == ["StackNotReadable"]


def test_a_provisioned_product_that_was_deleted_is_said_and_made_again(gateway, resource):
    gateway.state = without_stack(resource, gateway.state) if "physicalId" not in resource.inputs else gateway.state
    gateway.state = gateway.state.without_governed(resource.id)
    assert resource.preview(Engine(gateway))[:1] == ["DeletedOutside"]
    assert isinstance(resource.up(Engine(gateway)), Done)
    assert resource.preview(Engine(gateway)) == []


# A product, a version, or the right to see them, that is gone


@pytest.mark.parametrize("refused", [ABSENT, DENIED], ids=["deleted", "denied"])
@pytest.mark.parametrize("named", [True, False], ids=["the search has names", "the search has none"])
def test_what_the_catalog_does_not_name_is_read_compared_and_released(gateway, resource, refused, named):
    def nameless(product: Any) -> Any:
        return product if named else replace(product, product_name="", artifact_name="")

    gateway.state = replace(
        gateway.state, provisioned_products=tuple(map(nameless, gateway.state.provisioned_products))
    )

    def engine() -> Engine:
        for method in EVERY_NAME:
            gateway.refuse(method, refused, times=99)
        return Engine(gateway)

    unavailable = [] if named else ["CatalogEntryUnavailable"]
    assert resource.preview(engine()) == unavailable
    assert resource.refresh(engine()) == unavailable
    assert resource.recorded["provisioningArtifactName"] == "v1", "what AWS does not report stays as it was"
    assert resource.preview(engine()) == unavailable
    assert isinstance(resource.delete(engine()), Done)


def test_a_version_that_is_gone_when_it_is_taken_over_is_no_change_of_the_next_preview(gateway):
    """Nobody can name it any more, and what is declared is all that is known of its name."""
    alone(gateway, Resource.adopting())
    nameless = (replace(product, artifact_name="") for product in gateway.state.provisioned_products)
    gateway.state = replace(gateway.state, provisioned_products=tuple(nameless))

    def engine() -> Engine:
        gateway.refuse("artifacts", ABSENT, times=99)
        return Engine(gateway)

    again = Resource.adopting()
    assert isinstance(again.up(engine()), Done)
    assert again.preview(engine()) == ["CatalogEntryUnavailable"]


@pytest.mark.parametrize("preflight", ["error", "warn"])
def test_an_update_of_a_product_that_is_not_seen_any_more_fails_in_the_preview(gateway, make, preflight):
    """Only the state tells that AWS has another version now, and the check of a resource has no state."""
    gateway.state = with_defaults(gateway.state)
    resource = alone(gateway, make(preflight=preflight, parameters=None))
    changed = (
        replace(product, product_name="", artifact_id=V2.id, artifact_name="")
        for product in gateway.state.provisioned_products
    )
    gateway.state = replace(gateway.state, provisioned_products=tuple(changed))

    def engine() -> Engine:
        for method in EVERY_NAME:
            gateway.refuse(method, ABSENT, times=99)
        return Engine(gateway)

    resource.refresh(engine())
    shown = resource.preview(engine())
    outcome = resource.up(engine())
    assert not isinstance(outcome, Done)
    assert ({problem.code for problem in outcome.problems} <= set(shown)) == (preflight == "error"), shown


def test_another_product_under_the_declared_name_is_a_change(gateway):
    resource = alone(gateway, Resource.adopting())
    (product,) = gateway.state.provisioned_products
    gateway.state = replace(
        gateway.state.with_governed(replace(product, product_name="", artifact_name="")),
        products=(replace(WEB, name="old-service"), replace(WEB, id="prod-new"), OTHER),
    )
    gateway.refuse("product", ABSENT, times=9)
    diff = resource.diff(Engine(gateway))
    assert isinstance(diff, DiffResult)
    assert "productName" in [str(change.path) for change in diff.changes]


# What a poor answer does not tell


def test_what_the_search_does_not_show_stays_as_it_was(gateway, make):
    state = replace(gateway.state, stacks=(stack(outputs={"Url": "https://here"}),))
    gateway.state = state.with_paths(WEB, replace(PATH, constraints=("RESOURCE_UPDATE",)))
    resource = alone(gateway, make(tags={"team": "web"}))
    before = dict(resource.recorded)
    gateway.unsearchable = {resource.id}
    assert resource.preview(Engine(gateway)) == []
    assert resource.refresh(Engine(gateway)) == []
    assert resource.state == before
    assert resource.preview(Engine(gateway)) == []


def test_a_deleted_stack_that_the_search_does_not_name_is_replaced_as_the_preview_says(gateway):
    resource = alone(gateway, Resource.launching())
    gateway.state = replace(gateway.state, stacks=())
    gateway.unsearchable = {resource.id}
    assert "LaunchedStackDeleted" in resource.preview(Engine(gateway))
    assert isinstance(resource.up(Engine(gateway)), Done)
    (ended,) = [request for request in gateway.requests if isinstance(request, TerminateRequest)]
    assert ended.retain_physical_resources, "there is nothing left to delete"


def test_what_a_stack_that_may_not_be_read_had_stays_as_it_was(gateway):
    gateway.state = replace(gateway.state, stacks=(stack(outputs={"Url": "https://here"}),))
    resource = alone(gateway, Resource.adopting())
    before = dict(resource.recorded)
    for method in ("stack", "stacks"):
        gateway.refuse(method, DENIED, times=9)
    resource.refresh(Engine(gateway))
    assert resource.state == before


def test_a_state_that_has_no_stack_yet_knows_its_account(gateway, make):
    """Credentials that expire during a creation, and then those of another account."""
    expired = CredentialsRefused(operation="DescribeRecord", reason="expired", code="ExpiredToken")
    gateway.refuse("record", expired)
    resource = make()
    resource.up(Engine(gateway))
    resource.recorded["stackId"] = ""
    elsewhere = replace(gateway.state.identity, account="999999999999")
    other = FakeGateway(State(identity=elsewhere))
    for answer in (resource.diff(Engine(other)), resource.delete(Engine(other))):
        assert isinstance(answer, Unanswered | NotMade)
        assert [problem.code for problem in answer.problems] == ["RecordedElsewhere"]


# Masked values


def settings(gateway: FakeGateway) -> dict[str, Any]:
    """Return the parameters of the last update: their values, None where the value is kept."""
    request = [request for request in gateway.requests if isinstance(request, UpdateRequest)][-1]
    return {setting.key: setting.value if isinstance(setting, SetValue) else None for setting in request.parameters}


def test_what_aws_shows_in_place_of_a_secret_is_never_sent(gateway):
    resource = alone(gateway, Resource.adopting(parameters={"Secret": "****"}))
    assert gateway.requests[-1:] == gateway.requests[:1], "nothing but the import"
    resource.inputs["provisioningArtifactName"] = "v2"
    assert "MaskDeclared" in resource.preview(Engine(gateway))
    assert isinstance(resource.up(Engine(gateway)), Done)
    assert settings(gateway)["Secret"] is None


def test_a_mask_is_not_sent_either_where_the_new_version_masks_the_parameter_no_more(gateway):
    plain = replace(SECRET, no_echo=False)
    gateway.state = gateway.state.with_version(version(WEB, V2, SIZE, plain, ZONE))
    resource = alone(gateway, Resource.adopting(parameters={"Secret": "****"}))
    resource.inputs["provisioningArtifactName"] = "v2"
    resource.up(Engine(gateway))
    assert settings(gateway)["Secret"] is None


def test_a_value_of_asterisks_that_is_no_secret_is_sent(gateway):
    resource = alone(gateway, Resource.adopting())
    resource.inputs["parameters"] = {"Size": "****"}
    assert resource.preview(Engine(gateway)) == ["parameters.Size"]
    resource.up(Engine(gateway))
    assert settings(gateway)["Size"] == "****"


def test_a_mask_is_no_value_for_a_new_parameter_nor_for_a_launch(gateway):
    token = replace(SECRET, key="Token")
    gateway.state = gateway.state.with_version(version(WEB, V2, SIZE, SECRET, token))
    resource = alone(gateway, Resource.adopting())
    resource.inputs |= {"provisioningArtifactName": "v2", "parameters": {"Token": "****"}}
    assert "MaskDeclared" in resource.preview(Engine(gateway))
    outcome = resource.up(Engine(gateway))
    assert isinstance(outcome, NotMade)
    assert [problem.code for problem in outcome.problems] == ["MaskDeclared"]
    launched = Resource.launching(parameters={"Size": "small", "Secret": "****"})
    assert "MaskDeclared" in launched.preview(Engine(gateway))


def test_a_secret_that_is_declared_at_the_adoption_is_announced_and_sent_once(gateway):
    resource = Resource.adopting(parameters={"Secret": "hunter2"})
    assert "UpdateFollows" in resource.preview(Engine(gateway))
    assert isinstance(resource.up(Engine(gateway)), Done)
    assert settings(gateway)["Secret"] == "hunter2"
    assert resource.preview(Engine(gateway)) == []


def test_a_secret_whose_update_was_refused_is_still_to_be_sent(gateway):
    resource = Resource.adopting(parameters={"Secret": "hunter2"})
    gateway.refuse("update_provisioned_product", DENIED)
    resource.up(Engine(gateway))
    assert "parameters.Secret" in resource.preview(Engine(gateway))


def test_a_secret_is_sent_where_the_state_was_lost(gateway, make):
    alone(gateway, make())
    again = make(parameters={"Size": "small", "Secret": "another"})
    assert isinstance(again.up(Engine(gateway)), Done)
    assert settings(gateway)["Secret"] == "another"


def test_a_launch_sends_its_secret_once(gateway):
    resource = alone(gateway, Resource.launching())
    alone(gateway, Resource.launching())
    assert len(gateway.requests) == 1
    assert resource.preview(Engine(gateway)) == []


def test_an_update_with_the_secret_that_the_stack_has_already_is_done(gateway):
    """CloudFormation fails what changes no resource, which says that the values are the same."""
    resource = Resource.adopting(parameters={"Secret": "hunter2"})
    gateway.before("update_provisioned_product", lambda _: gateway.fails(saying="No updates are to be performed."))
    assert isinstance(resource.up(Engine(gateway)), Done)
    assert resource.preview(Engine(gateway)) == [], "it is TAINTED, and another update would fail as well"


# Line ends


@pytest.mark.parametrize("value", ["a\r\nb", "a\rb", "a\nb", " a\r\nb\r\n"])
def test_line_ends_that_xml_changes_are_no_difference(gateway, value):
    gateway.state = replace(gateway.state, stacks=(stack(parameters={**VALUES, "Size": "a\nb"}),))
    resource = Resource.adopting(parameters={"Size": value, "Secret": "x\r\ny"})
    resource.up(Engine(gateway))
    resource.inputs["parameters"] = {"Size": value, "Secret": "x\ny"}
    assert resource.preview(Engine(gateway)) == []
