"""The control endpoint and its client."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from catalog_emulator import ControlError
from integration.emulator.caller import refusal, template


class TestJournal:
    def test_every_call_is_written_down_in_order(self, aws):
        aws.adopted()
        calls = aws.control.journal(account=aws.account)
        assert [c["seq"] for c in calls] == sorted(c["seq"] for c in calls)
        assert [(c["service"], c["operation"]) for c in calls] == [
            ("s3", "ListBuckets"),
            ("s3", "CreateBucket"),
            ("s3", "PutObject"),
            ("servicecatalog", "CreateProduct"),
            ("servicecatalog", "CreatePortfolio"),
            ("servicecatalog", "AssociatePrincipalWithPortfolio"),
            ("servicecatalog", "AssociateProductWithPortfolio"),
            ("servicecatalog", "ListProvisioningArtifacts"),
            ("cloudformation", "CreateStack"),
            ("servicecatalog", "ImportAsProvisionedProduct"),
            ("servicecatalog", "DescribeRecord"),
        ]

    def test_an_entry_says_who_asked_what_and_what_was_answered(self, aws):
        aws.refusal("describe_record", Id="rec-unknown")
        (call,) = aws.control.journal(account=aws.account)
        assert call["access_key"] == call["account"] == aws.account
        assert (call["region"], call["protocol"]) == ("us-east-1", "json")
        assert call["parameters"] == {"Id": "rec-unknown"}
        assert (call["status"], call["error"]) == (400, "ResourceNotFoundException")
        assert call["request_id"]
        assert call["fault"] is None

    def test_errors_of_the_query_protocol_have_their_code(self, aws):
        refusal(aws.cloudformation.describe_stacks, StackName="nothing")
        (call,) = aws.control.journal(account=aws.account)
        assert (call["error"], call["parameters"]) == ("ValidationError", {"StackName": "nothing"})

    def test_long_values_are_cut(self, aws):
        aws.make_stack(template=template(Description="x" * 1000))
        (call,) = aws.control.journal(account=aws.account)
        assert len(call["parameters"]["TemplateBody"]) < 600

    def test_it_can_be_read_from_an_entry_on(self, aws):
        aws.search()
        (first,) = aws.control.journal(account=aws.account)
        aws.catalog.list_portfolios()
        (second,) = aws.control.journal(account=aws.account, since=first["seq"])
        assert second["operation"] == "ListPortfolios"

    def test_an_account_can_forget_its_calls_and_only_its_own(self, aws, accounts):
        other = type(aws)(aws.url, next(accounts))
        aws.search()
        other.search()
        assert aws.control.forget_journal(account=aws.account) == 1
        assert aws.control.journal(account=aws.account) == []
        assert len(aws.control.journal(account=other.account)) == 1

    def test_the_control_endpoint_itself_is_not_in_it(self, aws):
        aws.control.health()
        assert not [c for c in aws.control.journal() if "_emulator" in c["operation"]]


class TestSettings:
    def test_an_account_differs_without_touching_others(self, aws):
        aws.set(match_rule="bytes")
        assert aws.control.settings(account=aws.account)["match_rule"] == "bytes"
        assert aws.control.settings()["match_rule"] == "meaning"

    def test_record_seconds_is_all_four_durations(self, aws):
        aws.set(record_seconds=3, update_seconds=4)
        settings = aws.control.settings(account=aws.account)
        names = ("import_seconds", "provision_seconds", "update_seconds", "terminate_seconds")
        assert [settings[name] for name in names] == [3, 3, 4, 3]

    def test_none_goes_back_to_what_holds_for_all(self, aws):
        aws.set(match_rule="bytes")
        aws.set(match_rule=None)
        assert aws.control.settings(account=aws.account)["match_rule"] == "meaning"

    def test_every_switch_explains_itself(self, aws):
        with urllib.request.urlopen(f"{aws.url}/_emulator/settings") as answer:
            document = json.load(answer)
        assert {switch["name"] for switch in document["switches"]} == set(document["settings"])
        assert all(switch["help"] for switch in document["switches"])

    @pytest.mark.parametrize(
        ("changes", "part"),
        [
            (
                {"match_rul": "bytes"},
                "unknown setting 'match_rul'; must be one of absent_description, allowed_actions, auto_tags",
            ),
            ({"match_rule": "letters"}, "match_rule must be one of meaning, bytes, not 'letters'"),
            ({"import_seconds": -1}, "import_seconds must be a number of seconds, not -1"),
            ({"import_seconds": "soon"}, "import_seconds must be a number of seconds, not 'soon'"),
            ({"import_seconds": True}, "import_seconds must be a number of seconds, not True"),
            ({"import_accepts_names": "yes"}, "import_accepts_names must be true or false, not 'yes'"),
            ({"import_record_type": ""}, "import_record_type must be a string, not ''"),
        ],
    )
    def test_what_makes_no_sense_is_refused_with_the_reason(self, aws, changes, part):
        with pytest.raises(ControlError) as caught:
            aws.set(**changes)
        assert part in str(caught.value)

    def test_all_reasons_are_given_and_nothing_is_changed(self, aws):
        with pytest.raises(ControlError) as caught:
            aws.set(match_rule="letters", import_scope="everything", update_seconds=9)
        assert "match_rule" in str(caught.value)
        assert "import_scope" in str(caught.value)
        assert aws.control.settings(account=aws.account)["update_seconds"] == 0


class TestForcedStacks:
    def test_a_stack_takes_any_status_and_reason(self, aws):
        stack_id = aws.make_stack()
        forced = aws.control.force_stack("payments", account=aws.account, status="UPDATE_FAILED", reason="by hand")
        assert forced == {"stack": stack_id, "status": "UPDATE_FAILED", "reason": "by hand"}
        stack = aws.stack("payments")
        assert (stack["StackStatus"], stack["StackStatusReason"]) == ("UPDATE_FAILED", "by hand")
        event = aws.cloudformation.describe_stack_events(StackName="payments")["StackEvents"][0]
        assert event["ResourceStatus"] == "UPDATE_FAILED"

    def test_and_a_parent_and_a_root(self, aws):
        stack_id = aws.make_stack()
        aws.control.force_stack(stack_id, account=aws.account, parent_id="arn:parent", root_id="arn:root")
        stack = aws.stack(stack_id)
        assert (stack["ParentId"], stack["RootId"]) == ("arn:parent", "arn:root")

    @pytest.mark.parametrize(
        ("stack", "forced", "part"),
        [
            ("nothing", {"status": "CREATE_COMPLETE"}, "has no stack nothing in us-east-1"),
            ("payments", {"status": "BROKEN"}, "status must be one of CREATE_IN_PROGRESS"),
            ("payments", {"colour": "blue"}, "unknown member colour; must be one of"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, aws, stack, forced, part):
        aws.make_stack()
        with pytest.raises(ControlError) as caught:
            aws.control.force_stack(stack, account=aws.account, **forced)
        assert part in str(caught.value)


class TestClock:
    def test_a_manual_clock_moves_by_as_much_as_it_is_told(self, fake_clock):
        before = fake_clock.control.health()["now"]
        assert fake_clock.control.health()["now"] == before
        assert fake_clock.control.advance(1.5) > before

    def test_it_never_moves_backwards(self, fake_clock):
        with pytest.raises(ControlError, match="seconds must be a number, at least 0"):
            fake_clock.control.advance(-1)

    def test_the_machines_clock_cannot_be_moved(self, emulator):
        with pytest.raises(ControlError, match="--manual-clock"):
            emulator.control.advance(1)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "part"),
    [
        ("GET", "nothing", None, 404, "unknown endpoint GET nothing; must be one of GET health"),
        ("PATCH", "settings", b"{", 400, "the body is not JSON"),
        ("PATCH", "settings", b"[]", 400, "the body must be a JSON object"),
        ("PATCH", "settings", b"{}", 400, "the body must be {"),
        ("PATCH", "settings", b'{"settings": {}, "account": "12"}', 400, "account must be 12 digits"),
        ("GET", "journal?since=x", None, 400, "since must be the number of an entry"),
    ],
)
def test_a_control_request_that_makes_no_sense_says_why(emulator, method, path, body, status, part):
    request = urllib.request.Request(f"{emulator.url}/_emulator/{path}", data=body, method=method)
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == status
    assert part in json.load(caught.value)["error"]


class TestForcedProvisionedProducts:
    @pytest.mark.parametrize("status", ["TAINTED", "ERROR"])
    def test_one_takes_any_status(self, aws, status):
        pp_id, _, _ = aws.adopted()
        aws.control.force_provisioned_product("payments", account=aws.account, status=status, message="by hand")
        detail = aws.provisioned(pp_id)
        assert (detail["Status"], detail["StatusMessage"]) == (status, "by hand")

    @pytest.mark.parametrize(
        ("name", "status", "part"),
        [
            ("nothing", "ERROR", "has no provisioned product nothing"),
            ("payments", "BROKEN", "status must be one of AVAILABLE"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, aws, name, status, part):
        aws.adopted()
        with pytest.raises(ControlError, match=part):
            aws.control.force_provisioned_product(name, account=aws.account, status=status)
