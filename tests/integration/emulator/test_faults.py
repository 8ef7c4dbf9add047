"""Fault injection: what a client sees of each kind, and what was done meanwhile."""

from __future__ import annotations

import contextlib
import http.client
import threading
import urllib.request

import pytest
from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError, ReadTimeoutError

from catalog_emulator import ControlError
from catalog_emulator.core.faults import CALL_FAULTS, KINDS
from integration.emulator.caller import refusal, template

PORTFOLIO = {"DisplayName": "all", "ProviderName": "platform"}


@pytest.fixture
def fault(aws):
    """Add a rule for this account."""

    def add(kind, **rule):
        return aws.control.add_fault(kind, account=aws.account, **rule)

    yield add
    aws.control.remove_faults(account=aws.account)


def last_call(aws):
    return aws.control.journal(account=aws.account)[-1]


class TestErrors:
    @pytest.mark.parametrize(
        ("kind", "code", "part"),
        [
            ("throttle", "ThrottlingException", "Rate exceeded"),
            ("expired", "ExpiredTokenException", "expired"),
            ("denied", "AccessDeniedException", "is not authorized to perform: servicecatalog:ListPortfolios"),
        ],
    )
    def test_in_json(self, aws, fault, kind, code, part):
        fault(kind)
        assert (refused := aws.refusal("list_portfolios"))[0] == code
        assert part in refused[1]
        call = last_call(aws)
        assert (call["status"], call["error"], call["fault"]) == (400, code, kind)
        assert aws.catalog.list_portfolios()["PortfolioDetails"] == []

    @pytest.mark.parametrize(
        ("kind", "code"), [("throttle", "Throttling"), ("expired", "ExpiredToken"), ("denied", "AccessDenied")]
    )
    def test_in_xml(self, aws, fault, kind, code):
        fault(kind, service="cloudformation")
        assert refusal(aws.cloudformation.describe_stacks)[0] == code
        assert last_call(aws)["error"] == code

    def test_of_s3(self, aws, fault):
        fault("denied", service="s3", operation="GetObject")
        assert refusal(aws.client("s3").get_object, Bucket="templates", Key="v1")[0] == "AccessDenied"

    def test_of_any_code_are_typed(self, aws, fault):
        fault("error", code="InvalidStateException", message="not now")
        with pytest.raises(aws.catalog.exceptions.InvalidStateException, match="not now"):
            aws.catalog.list_portfolios()

    @pytest.mark.parametrize("status", [500, 503])
    def test_a_page_of_html(self, aws, fault, status):
        fault("html", status=status)
        with pytest.raises(ClientError) as caught:
            aws.catalog.list_portfolios()
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
        assert last_call(aws)["error"] == str(status)

    def test_nothing_was_done(self, aws, fault):
        fault("error", code="InternalFailure", status=500, operation="CreatePortfolio")
        aws.refusal("create_portfolio", **PORTFOLIO)
        assert aws.catalog.list_portfolios()["PortfolioDetails"] == []


class TestConnections:
    def test_dropped_before_the_work(self, aws, fault):
        fault("drop-before", operation="CreatePortfolio")
        with pytest.raises(ConnectionClosedError):
            aws.catalog.create_portfolio(**PORTFOLIO)
        assert last_call(aws)["status"] is None
        assert aws.catalog.list_portfolios()["PortfolioDetails"] == []

    def test_dropped_after_the_work(self, aws, fault):
        fault("drop-after", operation="CreatePortfolio")
        with pytest.raises(ConnectionClosedError):
            aws.catalog.create_portfolio(**PORTFOLIO, IdempotencyToken="token-1")
        assert (last_call(aws)["status"], last_call(aws)["fault"]) == (None, "drop-after")
        (made,) = aws.catalog.list_portfolios()["PortfolioDetails"]
        again = aws.catalog.create_portfolio(**PORTFOLIO, IdempotencyToken="token-1")
        assert again["PortfolioDetail"]["Id"] == made["Id"]

    def test_a_truncated_answer_is_no_answer(self, aws, fault):
        """botocore takes truncated JSON for an empty success, which is why a client must look for RecordDetail."""
        fault("truncate", operation="CreatePortfolio")
        answered = {}
        with contextlib.suppress(BotoCoreError):
            answered = aws.catalog.create_portfolio(**PORTFOLIO)
        assert "PortfolioDetail" not in answered
        assert len(aws.catalog.list_portfolios()["PortfolioDetails"]) == 1

    def test_fewer_bytes_arrive_than_are_announced(self, aws, fault):
        fault("truncate")
        request = urllib.request.Request(
            aws.url,
            data=b"{}",
            headers={
                "X-Amz-Target": "AWS242ServiceCatalogService.ListPortfolios",
                "Authorization": f"AWS4 Credential={aws.account}/20261121/us-east-1/servicecatalog/aws4_request",
            },
        )
        with urllib.request.urlopen(request) as answer, pytest.raises(http.client.IncompleteRead):
            answer.read()

    def test_a_delay_outlasts_an_impatient_client(self, aws, fault):
        fault("delay", seconds=60)
        impatient = aws.client("servicecatalog", read_timeout=0.2)
        with pytest.raises(ReadTimeoutError):
            impatient.list_portfolios()

    def test_a_delay_does_not_hold_others_up(self, aws, fault):
        fault("delay", seconds=60, operation="ListPortfolios")
        waiting = threading.Thread(target=aws.client("servicecatalog").list_portfolios)
        waiting.start()
        assert aws.search() == []
        assert waiting.is_alive()
        aws.control.remove_faults(account=aws.account)
        waiting.join()


class TestHolding:
    """Calls that wait, so that a test can kill their caller at a known point."""

    @pytest.mark.parametrize(("kind", "done"), [("hold-before", 0), ("hold-after", 1)])
    def test_a_held_call_goes_on_when_it_is_released(self, aws, fault, kind, done):
        rule = fault(kind, operation="CreatePortfolio")
        answers = []
        client = aws.client("servicecatalog")
        held = threading.Thread(target=lambda: answers.append(client.create_portfolio(**PORTFOLIO)))
        held.start()
        while not aws.control.faults(account=aws.account)[0]["fired"]:
            threading.Event().wait(0.01)
        assert last_call(aws)["status"] is None
        if kind == "hold-after":
            while not aws.catalog.list_portfolios()["PortfolioDetails"]:
                threading.Event().wait(0.01)
        assert len(aws.catalog.list_portfolios()["PortfolioDetails"]) == done
        aws.control.remove_faults(rule=rule)
        held.join()
        assert len(answers) == 1
        assert len(aws.catalog.list_portfolios()["PortfolioDetails"]) == 1

    def test_it_goes_on_by_itself_after_its_time(self, aws, fault):
        fault("hold-before", seconds=0.01)
        assert aws.catalog.list_portfolios()["PortfolioDetails"] == []


class TestChoosing:
    def outcomes(self, aws, count):
        """One letter for each of some calls: f for a fault."""
        seen = ""
        for _ in range(count):
            try:
                aws.catalog.list_portfolios()
                seen += "."
            except ClientError:
                seen += "f"
        return seen

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ({}, "f....."),
            ({"times": 2}, "ff...."),
            ({"nth": 3}, "..f..."),
            ({"nth": 3, "times": 2}, "..ff.."),
            ({"times": None}, "ffffff"),
            ({"operation": "Describe*"}, "......"),
            ({"operation": "List*"}, "f....."),
            ({"service": "cloudformation"}, "......"),
        ],
    )
    def test_by_number_and_name(self, aws, fault, rule, expected):
        fault("throttle", **rule)
        assert self.outcomes(aws, 6) == expected

    def test_by_chance_that_can_be_repeated(self, aws, fault):
        runs = []
        for _ in range(2):
            rule = fault("throttle", times=None, probability=0.5, seed=11)
            runs.append(self.outcomes(aws, 20))
            aws.control.remove_faults(rule=rule)
        assert runs[0] == runs[1]
        assert 0 < runs[0].count("f") < 20

    def test_other_accounts_are_left_alone(self, aws, fault, accounts):
        fault("throttle", times=None)
        other = type(aws)(aws.url, next(accounts))
        assert self.outcomes(other, 2) == ".."

    def test_rules_say_how_often_they_acted(self, aws, fault):
        fault("throttle", nth=2)
        self.outcomes(aws, 3)
        (rule,) = aws.control.faults(account=aws.account)
        assert (rule["seen"], rule["fired"]) == (3, 1)


class TestRecords:
    @pytest.fixture
    def slow_fault(self, slow):
        def add(kind, **rule):
            return slow.control.add_fault(kind, account=slow.account, **rule)

        yield add
        slow.control.remove_faults(account=slow.account)

    def test_an_import_that_fails(self, aws, fault):
        fault("record-fails", operation="import", code="InternalFailure", message="something broke")
        record = aws.record(aws.import_as(aws.make_stack(), aws.product()))
        assert record["Status"] == "FAILED"
        assert record["RecordErrors"] == [{"Code": "InternalFailure", "Description": "something broke"}]
        assert aws.provisioned(record["ProvisionedProductId"])["Status"] == "ERROR"
        assert aws.stack("payments")["StackStatus"] == "CREATE_COMPLETE"

    def test_an_update_that_fails_leaves_the_stack_rolled_back(self, aws, fault):
        pp_id, product_id, _ = aws.adopted()
        version = aws.version(product_id, template("Queue", "More"))
        fault("record-fails", operation="update")
        aws.catalog.update_provisioned_product(ProvisionedProductId=pp_id, ProvisioningArtifactId=version)
        assert aws.provisioned(pp_id)["Status"] == "TAINTED"
        assert aws.stack("payments")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
        aws.catalog.update_provisioned_product(ProvisionedProductId=pp_id, ProvisioningArtifactId=version)
        assert aws.provisioned(pp_id)["Status"] == "AVAILABLE"

    def test_a_failure_can_show_its_remediation(self, slow, slow_fault):
        slow.set(rollback_seconds=5)
        slow_fault("record-fails")
        record = slow.import_as(slow.make_stack(), slow.product())
        slow.control.advance(1)
        assert slow.record(record)["Status"] == "IN_PROGRESS_IN_ERROR"
        slow.control.advance(5)
        assert slow.record(record)["Status"] == "FAILED"

    def test_one_that_hangs_until_it_is_let_go(self, slow, slow_fault):
        slow_fault("record-hangs", operation="import", times=None)
        record = slow.import_as(slow.make_stack(), slow.product())
        slow.control.advance(3600)
        assert slow.record(record)["Status"] == "IN_PROGRESS"
        slow.control.remove_faults(account=slow.account)
        slow.control.advance(1)
        assert slow.record(record)["Status"] == "SUCCEEDED"


def test_a_new_product_may_be_missing_from_searches_for_a_while(aws):
    aws.set(search_lag_reads=2)
    record = aws.import_as(aws.make_stack(), aws.product())
    assert aws.provisioned(record["ProvisionedProductId"])["Name"] == "payments"
    assert [len(aws.search()) for _ in range(4)] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ({"kind": "explode"}, "kind must be one of throttle, denied"),
        ({"kind": "throttle", "colour": "red"}, "unknown member 'colour'; must be one of kind, account"),
        ({"kind": "throttle", "account": "12"}, "account must be 12 digits, not '12'"),
        ({"kind": "throttle", "nth": 0}, "nth must be a number, at least 1, not 0"),
        ({"kind": "throttle", "probability": 2}, "probability must be more than 0 and at most 1, not 2"),
        ({"kind": "error"}, "an error needs a code"),
        ({"kind": "delay"}, "a delay needs seconds"),
        ({"kind": "record-fails", "operation": "Describe*"}, "the operation of a record-fails must be one of import"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(aws, rule, part):
    kind = rule.pop("kind")
    with pytest.raises(ControlError) as caught:
        aws.control.add_fault(kind, **rule)
    assert part in str(caught.value)


def test_every_kind_is_explained(aws):
    assert set(CALL_FAULTS) < set(KINDS)
    assert all(KINDS.values())
