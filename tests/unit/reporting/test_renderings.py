"""What the formats say of a report: the sentence first, then numbers, and each problem with its remedy and command."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from pulumi_servicecatalog.reporting.model import DriftKind, Mode, Outcome, Report
from pulumi_servicecatalog.reporting.overview import overview
from pulumi_servicecatalog.reporting.render import console, csv_tables, junit, markdown_page, page, rows, sarif
from support import report as made
from support.tables import table


class Texts(HTMLParser):
    """The texts of a page outside of styles and scripts, and the values of attributes."""

    def __init__(self, page_: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.values: list[tuple[str, str | None]] = []
        self._within = ""
        self.feed(page_)

    def handle_starttag(self, tag, attrs):
        self._within = tag
        self.values += attrs

    def handle_endtag(self, _tag):
        self._within = ""

    def handle_data(self, data):
        if self._within not in {"style", "script"}:
            self.texts.append(data)

    def all(self) -> str:
        return " ".join(" ".join(self.texts).split())


def at(second: int) -> str:
    return f"2026-01-01T00:00:{second:02}+00:00"


def shown(report: Report, baseline: Report | None = None) -> str:
    return Texts(page.page(overview(report, baseline))).all()


def test_the_page_says_its_sentence_first_and_then_what_it_is_made_of():
    text = shown(made.whole())
    assert re.search(r"Go to the table of stacks 1 of 4 stacks are governed \(25%\); .*\. Made 2026-01-02T", text)
    for heading in ("Coverage", "What blocks the rest", "How far behind", "Templates that no version has", "Rollout"):
        assert heading in text
    assert "unknown account, no Region: AccessDenied" in text
    assert "known to me until 9999-12-31: known" in text


def test_a_page_of_nothing_has_no_empty_pictures():
    text = shown(made.report())
    assert text.startswith("Service Catalog report, 2026-01-02 There is nothing in this report.")
    assert "table of stacks" not in text
    assert "Coverage" not in text


def test_the_trend_names_what_is_new_and_what_is_fixed():
    before = made.report(stacks=(made.stack("old", "near"),), created="2025-12-01T00:00:00+00:00")
    text = shown(made.report(accounts=(made.read(),), stacks=(made.stack("fresh", "near"),)), before)
    assert "Since 2025-12-01" in text
    assert "1 new , 1 fixed, 0 unchanged." in text
    assert re.search(r"New problems TemplateDiffers fresh .* Fixed problems TemplateDiffers old", text)


def test_the_trend_of_what_could_not_be_read_is_neither_covered_nor_fixed():
    before = made.report(stacks=(made.stack("old", "near"), made.stack("a", "governed")))
    denied = made.report(accounts=(made.read(outcome=Outcome.DENIED, reason="no"),))
    text = markdown_page.page(overview(denied, before))
    assert "governed 50% then, 1 Region not read now; 1 new, 0 fixed, 0 unchanged problems, 1 of what was not" in text
    assert f"| `{made.ACCOUNT}` | 0 | 0 | 0 | 1 Region not read |" in text
    page_ = shown(denied, before)
    assert "1 new , 0 fixed, 0 unchanged, 1 of what was not looked at now." in page_
    assert f"{made.ACCOUNT} 0 0 0 (1 not read)" in page_


def test_a_rollout_is_drawn_with_its_waves():
    shards = (
        made.shard("a", wave=1, begun=at(0), ended=at(10)),
        made.shard("b", Outcome.FAILED, wave=2, begun=at(10), ended=at(20), reason="no"),
    )
    written = page.page(overview(made.report(accounts=shards)))
    assert 'points="0,150.0 320.0,150.0 320.0,75.0 640.0,75.0 640.0,75.0"' in written
    assert "wave 2" in written
    assert "2 shards: 1 failed, 1 done; 0 resources changed, in 20 s from 2026-01-01T00:00:00+00:00." in shown(
        made.report(accounts=shards)
    )


def test_long_lists_are_folded_and_cut_with_their_number():
    stacks = tuple(made.stack(account=f"{number:012}") for number in range(25))
    assert "5 more" in shown(made.report(stacks=stacks))
    drift = tuple(made.drift(str(number)) for number in range(600))
    assert "and 100 more" in shown(made.report(drift=drift))


@table(
    "seconds words",
    (3.4, "3 s", "seconds"),
    (600, "10 min", "minutes"),
    (3 * 3600 + 240, "3 h 04 min", "hours"),
)
def test_durations_are_in_the_unit_that_people_use(seconds, words, reason):
    assert page.duration(seconds) == words, reason


def test_nothing_of_the_page_is_elsewhere_and_its_policy_forbids_it():
    values = Texts(page.page(overview(made.whole()))).values
    assert [value for name, value in values if name in {"src", "srcset", "action", "data"} and value] == []
    assert {value for name, value in values if name == "href"} == {"data:,", "#table"}
    (policy,) = [value for _, value in values if value and "default-src" in value]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_the_data_of_10000_stacks_can_be_mailed():
    stacks = tuple(
        made.stack(
            f"stack-of-team-{number}",
            ("governed", "adoptable", "near", "unmatched")[number % 4],
            account=f"{number % 300:012}",
            problems=(
                made.problem(f"Code{number % 20}", f"Stack stack-of-team-{number} differs in {number % 50} parts."),
            ),
        )
        for number in range(10_000)
    )
    frame = page.page(overview(made.whole()))
    assert len(rows.as_json(made.report(stacks=stacks))) + len(frame) < 2_000_000


def test_the_rows_leave_out_what_follows_from_the_stack():
    entry = made.stack("payments", "near", problems=(made.problem(message=f"payments of {made.ACCOUNT} differs"),))
    data = json.loads(rows.as_json(made.report(stacks=(entry,))))
    assert data["problems"] == [["TemplateDiffers", "error", "\x02 of \x03 differs", "Change it."]]
    assert data["rows"][0][-1] == "1"


@table(
    "region address",
    ("eu-west-1", "https://eu-west-1.console.aws.amazon.com/", "a Region"),
    ("us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com/", "GovCloud"),
    ("cn-north-1", "https://cn-north-1.console.amazonaws.cn/", "China"),
    ("example.com/", "", "no Region"),
    ("", "", "none"),
)
def test_addresses_of_the_console_are_of_aws_alone(region, address, reason):
    assert console.stacks(region).partition("cloudformation")[0] == address, reason


def test_markdown_has_the_numbers_the_problems_and_the_commands():
    text = markdown_page.page(overview(made.whole(), made.report()))
    assert text.startswith("# 1 of 4 stacks are governed (25%)")
    assert "| `000000000001` | 1 | 1 | 2 | 25% |" in text
    assert "  * `catalogctl propose inventory.jsonl --out catalog`" in text
    assert "## Trend" in text
    timed = made.shard(wave=1, begun=at(0), ended=at(10), changes={"create": 1})
    assert "| 1 | 0 | 10 | 1 | 0 |" in markdown_page.page(overview(made.report(accounts=(timed,))))
    assert markdown_page.page(overview(made.report())).startswith("# There is nothing in this report.")


def test_markdown_is_cut_with_the_number_of_what_is_left_out():
    stacks = tuple(made.stack(f"s{number}", "near") for number in range(60))
    assert "and 10 more" in markdown_page.page(overview(made.report(stacks=stacks)))


def test_junit_has_a_test_case_for_each_stack_shard_account_and_difference():
    root = ET.fromstring(junit.document(made.whole()))
    suites = {suite.get("name"): dict(suite.attrib) for suite in root}
    assert (suites["stacks"]["tests"], suites["stacks"]["failures"], suites["stacks"]["skipped"]) == ("5", "2", "1")
    assert (suites["accounts"]["errors"], suites["rollout"]["failures"]) == ("1", "0")
    assert (suites["drift"]["failures"], suites["drift"]["skipped"]) == ("1", "1")
    stopped = junit.document(made.report(accounts=(made.shard(outcome=Outcome.STOPPED),)))
    assert 'skipped="1"' in stopped


def test_junit_has_what_was_compared_and_why_something_was_not():
    compared = made.read(mode=Mode.DRIFT, pulumi_stack="shard-1")
    clean = junit.document(made.report(accounts=(compared,)))
    assert 'tests="1" failures="0" errors="0"' in clean
    unasked = made.drift(kind=DriftKind.UNASKED, problem=made.problem("AccessDenied", "denied"))
    cases = ET.fromstring(junit.document(made.report(drift=(unasked, made.drift(actual="")))))
    assert [node.get("message") for node in cases.iter("failure")] == [
        "[AccessDenied] denied Change it.",
        "declared v1, actual nothing; updates the provisioned product",
    ]


def test_sarif_has_a_result_for_each_problem_with_its_rule_and_fingerprint():
    known = overview(made.whole())
    (run,) = json.loads(sarif.text(known))["runs"]
    assert [result["partialFingerprints"]["catalogctl/v1"] for result in run["results"]] == [
        issue.fingerprint for issue in known.issues
    ]
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "inventory.jsonl"
    assert {result["level"] for result in run["results"]} == {"error", "warning"}


def test_sarif_says_how_many_results_are_too_many():
    known = overview(made.whole())
    (run,) = json.loads(sarif.text(replace(known, issues=known.issues[:1] * 25_003)))["runs"]
    assert len(run["results"]) == 25_000
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "3 more results were left out"


def test_the_columns_of_the_tables_are_those_of_schema_version_1():
    heads = {name: text.splitlines()[0] for name, text in csv_tables.tables(made.report()).items()}
    assert heads == {
        "stacks.csv": "account,region,stack,stackId,status,verdict,reason,product,version,newest,provisionedProductId,"
        "provisionedProductStatus,family,problems,message,remedy,command",
        "accounts.csv": "account,region,pulumiStack,mode,outcome,stacks,reason,begun,ended,seconds,attempt,wave",
        "drift.csv": "account,region,pulumiStack,urn,name,kind,property,declared,actual,then,since,by,record,trail,"
        "problem,ignoredBy,ignoredUntil,ignoredExpired",
    }


def test_a_text_that_begins_like_a_formula_has_an_apostrophe_before_it():
    entry = made.stack("=cmd", "near", problems=(made.problem(message=" -1+2"),))
    (_, row) = csv_tables.tables(made.report(stacks=(entry,)))["stacks.csv"].splitlines()
    assert ",'=cmd," in row
    assert ",' -1+2," in row
