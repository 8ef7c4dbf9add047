"""--ignore: what is declared as known does not count until its day is over, and a slip in the file is named."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pulumi_servicecatalog.drift import ignored, result
from pulumi_servicecatalog.drift.ignored import IgnoreFileError
from pulumi_servicecatalog.reporting.model import DriftEntry, DriftKind, Report, as_dict
from pulumi_servicecatalog.reporting.sources import file
from support.tables import table

URN = "urn:pulumi:prod::shop::servicecatalog:index:ImportedProvisionedProduct::payments"
TODAY = datetime(2027, 1, 15, tzinfo=UTC)
WHO = "  owner: shop\n  reason: the sale\n"


def entry(**facts: Any) -> DriftEntry:
    usual = {"account": "1", "region": "eu-west-1", "pulumi_stack": "prod", "urn": URN, "name": "payments"}
    sides = {"kind": DriftKind.STACK, "property": "parameters.Size", "declared": "a", "actual": "b", "then": "updates"}
    return DriftEntry(**{**usual, **sides, **facts})


def rules(folder: Path, text: str) -> tuple[ignored.Rule, ...]:
    path = folder / "known.yaml"
    path.write_text(text, encoding="utf-8")
    return ignored.read(path)


def one(which: str, expires: str = "2027-01-31") -> str:
    return f"ignore:\n- {which}\n{WHO}  expires: {expires}\n"


@table(
    "which covered",
    (f"urn: {URN}", True, "all of a resource"),
    (f"urn: {URN}\n  property: parameters.Size", True, "a key of a property"),
    (f"urn: {URN}\n  property: parameters", True, "a whole property"),
    (f"urn: {URN}\n  property: 'parameters[\"Size\"]'", True, "as ignoreChanges writes it"),
    (f"urn: {URN}\n  property: tags", False, "another property"),
    (f"urn: {URN}\n  property: parameters.Zone", False, "another key"),
    (f"urn: {URN}2", False, "another resource"),
    ("stack: prod", True, "a Pulumi stack"),
    ("stack: pr*\n  property: parameters", True, "Pulumi stacks by a pattern"),
    ("stack: dev", False, "another Pulumi stack"),
)
def test_an_entry_covers_a_resource_or_stacks_and_a_property_of_them(
    which: str, covered: Any, reason: str, tmp_path: Path
) -> None:
    (marked,) = ignored.marked([entry()], rules(tmp_path, one(which)), TODAY.date())
    assert result.counts(marked) is not covered, reason
    if covered:
        assert marked.ignored is not None
        assert (marked.ignored.owner, marked.ignored.reason, marked.ignored.expires) == (
            "shop",
            "the sale",
            "2027-01-31",
        )


@table(
    "expires expired",
    ("2027-01-15", False, "it holds until the end of its day"),
    ("2027-01-14", True, "it was until yesterday"),
)
def test_an_expired_one_counts_again_and_is_named(expires: str, expired: Any, reason: str, tmp_path: Path) -> None:
    (marked,) = ignored.marked([entry()], rules(tmp_path, one("stack: prod", expires)), TODAY.date())
    assert marked.ignored is not None
    assert (marked.ignored.expired, result.counts(marked)) == (expired, expired), reason


def test_of_several_the_one_that_holds_longest_counts(tmp_path: Path) -> None:
    text = one("stack: prod", "2027-01-01") + one(f"urn: {URN}", "2027-03-01").removeprefix("ignore:\n")
    (marked,) = ignored.marked([entry()], rules(tmp_path, text), date(2027, 1, 15))
    assert marked.ignored is not None
    assert not marked.ignored.expired


def test_an_entry_that_covers_nothing_is_named(tmp_path: Path) -> None:
    (rule,) = rules(tmp_path, one("stack: dev"))
    assert ignored.unused([entry()], [rule]) == (rule,)
    assert str(rule) == "stack dev"


@table(
    "text said",
    ("ignore: [", "while parsing", "no YAML"),
    ("- urn: a", "a list is expected under `ignore`", "a list alone"),
    ("ignores: []", "a list is expected under `ignore`", "another member"),
    ("ignore: [text]", "entry 1: a map is expected", "an entry that is no map"),
    (one("stacks: prod"), 'stacks is not known. Did you mean "stack"?', "a slip"),
    (one("colour: red"), "colour is not known. Known are urn, stack", "something else"),
    (one(f"urn: {URN}\n  stack: prod"), "it must have urn or stack, and not both", "both"),
    ("ignore:\n- property: tags\n" + WHO + "  expires: 2027-01-31", "it must have urn or stack", "neither"),
    ("ignore:\n- stack: prod\n  owner: shop\n  expires: 2027-01-31", "reason must be a text", "no reason"),
    ("ignore:\n- stack: prod\n  owner: [a]\n  reason: b\n  expires: 2027-01-31", "owner must be a text", "a list"),
    (one("stack: prod", "soon"), "expires must be a day, as 2027-01-31, and is soon", "no day"),
    (one("stack: prod", "2027-02-30"), "expires must be a day", "no such day"),
)
def test_a_file_that_cannot_be_used_is_refused_with_the_place(
    text: str, said: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(IgnoreFileError) as caught:
        rules(tmp_path, text)
    assert said in str(caught.value), reason
    assert str(caught.value).startswith(str(tmp_path / "known.yaml")), reason


def test_what_is_ignored_is_in_the_report_and_does_not_differ(tmp_path: Path) -> None:
    known = rules(tmp_path, one("stack: prod\n  property: parameters"))
    drift = (entry(), entry(property="tags.team", kind=DriftKind.CATALOG))
    report = Report(created="", version="", drift=ignored.marked(drift, known, TODAY.date()))
    assert [one_.property for one_ in result.differing(report)] == ["tags.team"]
    assert len(report.drift) == 2


@pytest.mark.parametrize("which", [f"urn: {URN}", "stack: prod", "stack: '*'"])
def test_what_could_not_be_compared_is_never_a_known_difference(which: str, tmp_path: Path) -> None:
    unasked = entry(kind=DriftKind.UNASKED, property="", declared="", actual="")
    known = rules(tmp_path, one(which))
    report = Report(created="", version="", drift=ignored.marked([unasked], known, TODAY.date()))
    assert result.unasked(report) == (unasked,)
    assert ignored.unused(report.drift, known) == known


@table(
    "read_on counted",
    ("2027-01-31T23:00:00Z", False, "its last day"),
    ("2027-02-01T00:00:00Z", True, "the day after"),
)
def test_a_report_that_is_read_later_counts_what_has_expired_since(
    read_on: str, counted: Any, reason: str, tmp_path: Path
) -> None:
    drift = ignored.marked([entry()], rules(tmp_path, one("stack: prod")), TODAY.date())
    path = tmp_path / "drift.json"
    path.write_text(json.dumps(as_dict(Report(created="", version="", drift=drift))), encoding="utf-8")
    read = file.read(path, created=read_on, version="")
    assert bool(result.differing(read)) is counted, reason
