"""What a launch has to do, given who bears the name."""

from dataclasses import replace

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.request import ProvisionRequest
from pulumi_servicecatalog.rules.launch import LaunchKey, resumes
from support.fakes.samples import OTHER, WEB, product
from support.fakes.state import SOMEBODY
from support.tables import table

URN = "urn:pulumi:prod::shop::servicecatalog:index:ProvisionedProduct::web"
WISH = LaunchKey(name="shop", product_id=WEB.id, declared_by=URN, identity=SOMEBODY)


ASKED = ProvisionRequest(
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


def left(target=WISH, asked=ASKED, after=None, **facts):
    """Give what a run has launched for a wish."""
    return product("shop", **{"idempotency_token": target.token(asked, after), **facts})


def test_a_free_name_is_launched():
    assert resumes(WISH, None) is False


@table(
    "found",
    (left(), "it is all there"),
    (left(asked=replace(ASKED, artifact_id="pa-2", parameters={})), "the program has changed since"),
    (left(after="pp-9"), "an earlier launch of the same name had been ended, and so on"),
    (left(status="UNDER_CHANGE"), "AWS is still running it"),
    (left(status="ERROR", last_successful_record_id=""), "it has failed"),
    (left(artifact_id="pa-2"), "the version is drift, and no other launch"),
    (left(physical_id=None), "AWS does not tell the stack yet"),
)
def test_what_an_earlier_run_of_this_resource_has_launched_is_its_own(found, reason):
    assert resumes(WISH, found) is True, reason


@table(
    "found",
    (product("shop"), "somebody has launched it by hand"),
    (left(replace(WISH, declared_by=URN.replace("prod", "dev"))), "another stack of the same program"),
    (left(replace(WISH, declared_by=URN.replace("::shop::", "::till::"))), "another program"),
    (left(replace(WISH, product_id=OTHER.id)), "another product, which this resource declared before"),
    (left(replace(WISH, identity=replace(SOMEBODY, region="us-east-1"))), "a launch in another Region"),
    (left(replace(WISH, identity=replace(SOMEBODY, account="210987654321"))), "a launch in another account"),
    (left(idempotency_token=""), "AWS does not tell the token"),
)
def test_what_somebody_else_has_launched_is_not_taken_over(found, reason):
    problem = resumes(WISH, found)
    assert isinstance(problem, Problem), reason
    assert (problem.code, problem.property) == ("NameTakenByOther", "name"), reason
    assert (
        problem.message()
        == 'The name "shop" is already used by the provisioned product pp-shop, which this resource did not launch.'
    ), reason
    assert "pulumi import" in problem.remedy()


def test_a_repeat_of_the_same_request_has_the_same_token_whatever_token_it_had():
    assert WISH.token(ASKED) == WISH.token(replace(ASKED, token="t-1"))


def test_another_request_has_another_token():
    others = [
        replace(ASKED, artifact_id="pa-2"),
        replace(ASKED, parameters={"Size": "large"}),
        replace(ASKED, tags={"team": "web"}),
        replace(ASKED, language="jp"),
    ]
    assert len({WISH.token(each) for each in (ASKED, *others)}) == 5
