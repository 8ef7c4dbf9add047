"""What AWS answers, as refusals: the kind, AWS's own words, the request's ID, and the SDK's exception as the cause."""

import pytest
from botocore.exceptions import ClientError

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.request import (
    ImportRequest,
    PlanRequest,
    PropertiesRequest,
    ProvisionRequest,
    TerminateRequest,
    UpdateRequest,
)
from support.endpoint import DROPPED, Answer, error, query_error
from support.tables import table

IMPORT = ImportRequest(
    name="payments",
    stack_id="arn:aws:cloudformation:eu-west-1:123456789012:stack/payments/0a1b2c3d",
    product_id="prod-web",
    artifact_id="pa-1",
    token="t-1",
    language="en",
)
UPDATE = UpdateRequest(
    provisioned_product_id="pp-1",
    product_id="prod-web",
    artifact_id="pa-1",
    path=None,
    parameters=(),
    tags=None,
    token="t-1",
    language="en",
)
TERMINATE = TerminateRequest(
    provisioned_product_id="pp-1", retain_physical_resources=True, ignore_errors=False, token="t-1", language="en"
)
PROVISION = ProvisionRequest(
    name="payments",
    product_id="prod-web",
    artifact_id="pa-1",
    path=None,
    parameters={},
    tags={},
    notification_arns=(),
    preferences=None,
    token="t-1",
    language="en",
)
PROPERTIES = PropertiesRequest(
    provisioned_product_id="pp-1",
    values={"launchRoleArn": "arn:aws:iam::123456789012:role/launch"},
    token="t-1",
    language="en",
)
PLAN = PlanRequest(
    plan_name="preview",
    name="payments",
    product_id="prod-web",
    artifact_id="pa-1",
    path_id=None,
    parameters=(),
    tags=None,
    token="t-1",
    language="en",
)


@table(
    "answer kind",
    (error("DuplicateResourceException", "It exists"), refusal.Duplicate, "the name is taken"),
    (error("InvalidParametersException", "No"), refusal.Invalid, "Service Catalog does not like it"),
    (error("ValidationException", "1 validation error"), refusal.Invalid, "the request's form is wrong"),
    (error("InvalidStateException", "It is busy"), refusal.WrongState, "it is busy"),
    (error("ResourceNotFoundException", "Gone"), refusal.Absent, "it does not exist"),
    (error("AccessDeniedException", "User x is not authorized"), refusal.Denied, "a permission is missing"),
    (error("ExpiredTokenException", "Expired"), refusal.CredentialsRefused, "the session is over"),
    (error("UnrecognizedClientException", "Invalid"), refusal.CredentialsInvalid, "the key is unknown"),
    (error("ThrottlingException", "Slow down"), refusal.Throttled, "too many requests"),
    (error("ValidationException", "Rate exceeded"), refusal.Throttled, "too many requests, said in another way"),
    (error("LimitExceededException", "Too many"), refusal.Refusal, "an error without a name of its own here"),
    (error("InternalFailure", "Sorry", status=500), refusal.OutcomeUnknown, "AWS does not know itself"),
)
def test_an_error_of_a_change_keeps_its_words_and_its_cause(answering, answer, kind, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.Refusal) as caught:
        gateway.import_as_provisioned_product(IMPORT)
    refused = caught.value
    assert type(refused) is kind, reason
    assert (refused.operation, refused.request_id) == ("ImportAsProvisionedProduct", "request-1"), reason
    assert isinstance(refused.__cause__, ClientError), reason
    assert refused.code == refused.__cause__.response["Error"]["Code"], reason


def test_the_words_are_those_of_aws(answering):
    with pytest.raises(refusal.Duplicate) as caught:
        answering(error("DuplicateResourceException", "It exists")).import_as_provisioned_product(IMPORT)
    assert str(caught.value) == (
        "ImportAsProvisionedProduct: It exists (DuplicateResourceException, request request-1)"
    )


LOST = (
    (DROPPED, "the connection was closed without an answer"),
    (Answer(body=b'{"RecordDetail": {"RecordId"', promised=500), "the answer was cut off on its way"),
    (Answer(body=b'{"RecordDetail": {"RecordId"'), "the answer ends in the middle"),
    (Answer(body=b"<html>busy</html>", status=503, content_type="text/html"), "a proxy answers in AWS's place"),
    (Answer(body=b"{}"), "the answer holds no record"),
    (Answer(body=b'{"RecordDetail": {}}'), "the record has no ID"),
)


@table("answer", *LOST)
def test_where_the_answer_to_an_import_is_lost_the_outcome_is_unknown(answering, answer, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.OutcomeUnknown) as caught:
        gateway.import_as_provisioned_product(IMPORT)
    assert caught.value.operation == "ImportAsProvisionedProduct", reason
    assert caught.value.reason, reason


@table("answer", *LOST)
def test_where_the_answer_to_an_update_is_lost_the_outcome_is_unknown(answering, answer, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.OutcomeUnknown):
        gateway.update_provisioned_product(UPDATE)


@table("answer", *LOST)
def test_where_the_answer_to_a_termination_is_lost_the_outcome_is_unknown(answering, answer, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.OutcomeUnknown):
        gateway.terminate_provisioned_product(TERMINATE)


@table("answer", *LOST)
def test_where_the_answer_to_a_launch_is_lost_the_outcome_is_unknown(answering, answer, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.OutcomeUnknown) as caught:
        gateway.provision_product(PROVISION)
    assert caught.value.operation == "ProvisionProduct", reason


@table("answer", *LOST)
def test_where_the_answer_to_a_change_of_properties_is_lost_the_outcome_is_unknown(answering, answer, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.OutcomeUnknown) as caught:
        gateway.update_properties(PROPERTIES)
    assert caught.value.operation == "UpdateProvisionedProductProperties", reason


@table("answer", *LOST)
def test_where_the_answer_to_a_plan_is_lost_the_outcome_is_unknown(answering, answer, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.OutcomeUnknown) as caught:
        gateway.create_plan(PLAN)
    assert caught.value.operation == "CreateProvisionedProductPlan", reason


@table("answer", LOST[0], LOST[3])
def test_where_the_answer_to_the_deletion_of_a_plan_is_lost_the_outcome_is_unknown(answering, answer, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.OutcomeUnknown):
        gateway.delete_plan("plan-1")


@table("answer", *LOST[:4])
def test_where_the_answer_to_a_question_is_lost_nothing_was_done(answering, answer, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.Unreachable) as caught:
        gateway.record("rec-1")
    assert caught.value.__cause__ is not None, reason


@table(
    "ask",
    (lambda gateway: gateway.provisioned_product("pp-1"), "a provisioned product is not taken for gone"),
    (lambda gateway: list(gateway.provisioned_products()), "an account is not taken for empty"),
    (lambda gateway: gateway.products_named("web-service"), "a product is not taken for missing"),
    (lambda gateway: gateway.product("prod-1"), "a product is not taken for missing"),
    (lambda gateway: gateway.artifacts("prod-1"), "a product is not taken for one without versions"),
    (
        lambda gateway: gateway.artifact_parameters("prod-1", "pa-1"),
        "a version is not taken for one without parameters",
    ),
    (lambda gateway: gateway.artifact_source("prod-1", "pa-1"), "a version is not taken for one that is not ready"),
    (lambda gateway: gateway.launch_paths("prod-1"), "a caller is not taken for one without paths"),
    (lambda gateway: gateway.record("rec-1"), "a record is not taken for one without a status"),
    (lambda gateway: gateway.record_outputs("rec-1"), "a record is not taken for one without outputs"),
    (
        lambda gateway: list(gateway.record_history("pp-1")),
        "a provisioned product is not taken for one without records",
    ),
    (lambda gateway: list(gateway.product_history("prod-1")), "a product is not taken for one without records"),
    (
        lambda gateway: gateway.provisioning_parameters("prod-1", "pa-1", None),
        "a path is not taken for one that asks nothing",
    ),
    (lambda gateway: gateway.plan("plan-1"), "a plan is not taken for one without changes"),
    (lambda gateway: gateway.plans("pp-1"), "a provisioned product is not taken for one without plans"),
)
def test_an_answer_that_was_cut_off_is_no_answer(answering, ask, reason):
    gateway = answering(Answer(body=b'{"Provisioned'))
    with pytest.raises(refusal.Unreachable) as caught:
        ask(gateway)
    assert "the answer held no" in caught.value.reason, reason


@table(
    "answer kind",
    (query_error("AccessDenied", "User x is not authorized", status=403), refusal.Denied, "a permission is missing"),
    (query_error("Throttling", "Rate exceeded"), refusal.Throttled, "too many requests"),
    (query_error("ValidationError", "1 validation error"), refusal.Invalid, "the request's form is wrong"),
    (query_error("ExpiredToken", "Expired", status=403), refusal.CredentialsRefused, "the session is over"),
)
def test_an_error_of_cloudformation(answering, answer, kind, reason):
    gateway = answering(answer)
    with pytest.raises(refusal.Refusal) as caught:
        gateway.stack("payments")
    assert type(caught.value) is kind, reason
    assert caught.value.operation == "DescribeStacks", reason
    assert caught.value.__cause__ is not None, reason


def test_a_stack_that_does_not_exist_is_none(answering):
    assert answering(query_error("ValidationError", "Stack with id payments does not exist")).stack("payments") is None


def test_events_that_cannot_be_read_explain_nothing_and_fail_nothing(answering):
    assert list(answering(query_error("AccessDenied", "no", status=403)).failures("payments")) == []


def test_a_caller_who_is_refused_everything_is_reported_at_every_list(answering):
    gateway = answering(error("AccessDeniedException", "no"))
    for ask in (gateway.provisioned_products, lambda: gateway.products_named("x"), gateway.products):
        with pytest.raises(refusal.Denied):
            list(ask())


def test_the_servers_clock_is_the_one_of_its_newest_answer(aws, gateway):
    assert gateway.server_time() is None
    assert gateway.provisioned_product("pp-1") is None
    server_time = gateway.server_time()
    assert server_time is not None
    assert server_time.tzinfo is not None
