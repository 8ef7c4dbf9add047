"""What a launch has to do, given who has the name."""

from dataclasses import replace

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.request import ProvisionRequest
from pulumi_servicecatalog.rules.launch import LaunchKey, resumes
from support.fakes.samples import OTHER, WEB, product
from support.fakes.state import SOMEBODY
from support.tables import table

URN = "urn:pulumi:prod::shop::servicecatalog:index:ProvisionedProduct::web"
KEY = LaunchKey(name="shop", product_id=WEB.id, declared_by=URN, identity=SOMEBODY)


REQUEST = ProvisionRequest(
    name="shop",
    product_id=WEB.id,
    artifact_id="pa-1",
    path=None,
    parameters={"Size": "small"},
    tags={},
    notification_arns=(),
    preferences=None,
    token="",
    language="en",
)


def left(target=KEY, request=REQUEST, after=None, **facts):
    """Return what a run has launched for a resource."""
    return product("shop", **{"idempotency_token": target.token(request, after), **facts})


def test_a_free_name_is_launched():
    assert resumes(KEY, None) is False


@table(
    "existing",
    (left(), "it is all there"),
    (left(request=replace(REQUEST, artifact_id="pa-2", parameters={})), "the program has changed since"),
    (left(after="pp-9"), "an earlier launch of the same name had been ended, and so on"),
    (left(status="UNDER_CHANGE"), "AWS is still running it"),
    (left(status="ERROR", last_successful_record_id=""), "it has failed"),
    (left(artifact_id="pa-2"), "the version is drift, and no other launch"),
    (left(physical_id=None), "AWS does not report the stack yet"),
)
def test_what_an_earlier_run_of_this_resource_has_launched_is_its_own(existing, reason):
    assert resumes(KEY, existing) is True, reason


@table(
    "existing",
    (product("shop"), "somebody has launched it by hand"),
    (left(replace(KEY, declared_by=URN.replace("prod", "dev"))), "another stack of the same program"),
    (left(replace(KEY, declared_by=URN.replace("::shop::", "::till::"))), "another program"),
    (left(replace(KEY, product_id=OTHER.id)), "another product, which this resource declared before"),
    (left(replace(KEY, identity=replace(SOMEBODY, region="us-east-1"))), "a launch in another Region"),
    (left(replace(KEY, identity=replace(SOMEBODY, account="210987654321"))), "a launch in another account"),
    (left(idempotency_token=""), "AWS does not report the token"),
)
def test_what_somebody_else_has_launched_is_not_taken_over(existing, reason):
    problem = resumes(KEY, existing)
    assert isinstance(problem, Problem), reason
    assert (problem.code, problem.property) == ("NameTakenByOther", "name"), reason
    assert (
        problem.message()
        == 'The name "shop" is already used by the provisioned product pp-shop, which this resource did not launch.'
    ), reason
    assert "pulumi import" in problem.remedy()


def test_a_repeat_of_the_same_request_has_the_same_token_whatever_token_it_had():
    assert KEY.token(REQUEST) == KEY.token(replace(REQUEST, token="t-1"))


def test_another_request_has_another_token():
    others = [
        replace(REQUEST, artifact_id="pa-2"),
        replace(REQUEST, parameters={"Size": "large"}),
        replace(REQUEST, tags={"team": "web"}),
        replace(REQUEST, language="jp"),
    ]
    assert len({KEY.token(request) for request in (REQUEST, *others)}) == 5
