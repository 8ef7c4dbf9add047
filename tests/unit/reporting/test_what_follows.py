"""What a report comes to: coverage, causes and what they would bring, versions behind, families, a rollout."""

import shlex
from dataclasses import replace

from pulumi_servicecatalog.reporting import commands, coverage
from pulumi_servicecatalog.reporting.causes import causes
from pulumi_servicecatalog.reporting.coverage import Coverage
from pulumi_servicecatalog.reporting.families import families
from pulumi_servicecatalog.reporting.headline import headline
from pulumi_servicecatalog.reporting.issues import issues
from pulumi_servicecatalog.reporting.model import (
    DriftKind,
    FamilyEntry,
    FamilyLink,
    Ignored,
    Mode,
    Named,
    Outcome,
    Report,
)
from pulumi_servicecatalog.reporting.spread import spreads
from pulumi_servicecatalog.reporting.timeline import Point, Timeline, timeline
from pulumi_servicecatalog.reporting.trend import trend
from support import report as made
from support.tables import table

OTHER = "000000000002"


def rollout(report: Report) -> Timeline:
    """Return the rollout of a report that has one."""
    course = timeline(report)
    assert course is not None
    return course


def at(second: int) -> str:
    return f"2026-01-01T00:00:{second:02}+00:00"


def test_coverage_counts_by_account_and_leaves_out_what_could_never_be_governed():
    stacks = (
        made.stack("a", "governed"),
        made.stack("b"),
        made.stack("c", "excluded"),  # of a tool
        made.stack("d", "excluded", problems=(made.problem("StackNotImportable"),)),
        made.stack("e", "blocked", account=OTHER),
    )
    report = made.report(stacks=stacks)
    assert coverage.by_account(report) == (
        Coverage(name=made.ACCOUNT, held=1, adoptable=1, blocked=1, left_out=1),
        Coverage(name=OTHER, blocked=1),
    )
    assert coverage.total(report).share == 0.25


def test_coverage_by_product_counts_stacks_under_the_product_that_they_have_or_could_have():
    queue = Named(id="prod-2", name="queue")
    stacks = (
        made.stack("a", "governed"),
        made.stack("b", candidates=(made.candidate(product=queue),)),
        made.stack("c", "near"),
        made.stack("d", "unmatched"),
    )
    rows = {row.name: row for row in coverage.by_product(made.report(stacks=stacks))}
    assert (rows["web-service"].held, rows["web-service"].blocked) == (1, 1)
    assert rows["queue"].adoptable == 1
    assert rows[coverage.NO_PRODUCT].blocked == 1


def test_an_estate_in_which_nothing_could_be_read_is_not_covered_and_each_account_is_named():
    denied = made.read(account=OTHER, outcome=Outcome.DENIED, reason="no")
    report = made.report(accounts=(denied,))
    assert coverage.total(report) == Coverage(name="", unread=1)
    assert coverage.total(report).share == 0.0
    also = made.report(accounts=(made.read(), denied), stacks=(made.stack("a", "governed"),))
    assert coverage.by_account(also) == (Coverage(name=made.ACCOUNT, held=1), Coverage(name=OTHER, unread=1))


def test_a_cause_says_how_many_stacks_it_blocks_and_how_many_it_blocks_alone():
    both = (made.problem("A"), made.problem("B"), made.problem("W", severity="warning"))
    stacks = (
        made.stack("a", "blocked", problems=(made.problem("A"),)),
        made.stack("b", "blocked", problems=both, account=OTHER),
        made.stack("c", "unreadable", reason="StackTemplateUnreadable"),
        made.stack("d"),
    )
    known = causes(made.report(stacks=stacks))
    assert [(cause.code, cause.stacks, cause.alone, cause.accounts) for cause in known] == [
        ("A", 2, 1, 2),
        ("B", 1, 0, 1),
        ("StackTemplateUnreadable", 1, 1, 1),
    ]


def test_the_spread_says_how_many_recommended_versions_stacks_are_behind():
    stacks = tuple(
        made.stack(str(number), "governed", governed_by=made.holder(number, deprecated=number == 1))
        for number in (1, 2, 3, 3)
    )
    elsewhere = made.stack("x", "governed", account=OTHER)
    versions = (made.version(1, guidance="DEPRECATED"), made.version(2), made.version(3))
    (spread,) = spreads(made.report(stacks=(*stacks, elsewhere), versions=versions))
    assert (spread.behind, spread.unknown, spread.deprecated) == ({0: 2, 1: 1, 2: 1}, 1, 1)
    assert (spread.stacks, spread.late) == (5, 2)


def test_a_deprecated_version_that_is_newer_counts_for_nothing():
    versions = (made.version(1), made.version(2, guidance="DEPRECATED"))
    (spread,) = spreads(made.report(stacks=(made.stack("a", "governed"),), versions=versions))
    assert spread.behind == {0: 1}


@table(
    "how sentence",
    ("lacks", "2 more lack Resources.Alarm", "it lacks something"),
    ("has", "2 more have Resources.Alarm as well", "it has more"),
    ("differs", "2 more differ in Resources.Alarm", "it is otherwise"),
)
def test_families_that_no_version_has_say_what_others_lack(how, sentence, reason):
    stacks = [made.stack(name, "unmatched", family="f1") for name in "abc"]
    stacks += [made.stack(name, "near", family="f2") for name in "de"]
    links = (FamilyLink(family="f2", how=how, path="Resources.Alarm"), FamilyLink(family="gone", how=how, path="x"))
    first, second = families(made.report(stacks=tuple(stacks), families=(FamilyEntry(id="f1", links=links),)))
    assert (first.stacks, first.example, first.links) == (3, "a", (sentence,)), reason
    assert (second.stacks, second.links) == (2, ())


def test_one_more_stack_is_in_the_singular():
    stacks = (made.stack("a", "unmatched", family="f1"), made.stack("b", "unmatched", family="f2"))
    linked = tuple(FamilyLink(family="f2", how=how, path="P") for how in ("lacks", "has", "differs"))
    first, _ = families(made.report(stacks=stacks, families=(FamilyEntry(id="f1", links=linked),)))
    assert first.links == ("1 more lacks P", "1 more has P as well", "1 more differs in P")


def test_a_rollout_has_its_course_and_its_waves():
    shards = (
        made.shard("a", wave=1, begun=at(0), ended=at(10), changes={"create": 2, "same": 3}),
        made.shard("b", Outcome.FAILED, wave=2, begun=at(11), ended=at(15)),
        made.shard("c", Outcome.STOPPED),
    )
    course = rollout(made.report(accounts=(made.read(), *shards)))
    assert course.points == (Point(seconds=10, good=1, bad=0), Point(seconds=15, good=1, bad=1))
    assert [(wave.number, wave.begun, wave.ended) for wave in course.waves] == [(1, 0, 10), (2, 11, 15)]
    assert (course.shards, course.good, course.bad, course.changed, course.seconds) == (3, 1, 1, 2, 15)


def test_a_rollout_of_an_earlier_version_has_no_course_and_without_shards_there_is_none():
    course = rollout(made.report(accounts=(made.shard(begun="yesterday"),)))
    assert (course.points, course.waves, course.shards) == ((), (), 1)
    assert timeline(made.report(accounts=(made.read(),))) is None


def test_previews_count_where_nothing_else_was_done():
    previews = tuple(made.shard(name, mode=Mode.PREVIEW, changes={"create": 2}) for name in "ab")
    course = rollout(made.report(accounts=previews))
    assert (course.previewed, course.shards, course.changed) == (True, 2, 4)
    assert headline(made.report(accounts=previews)) == "2 of 2 shards previewed."
    course = rollout(made.report(accounts=(*previews, made.shard("c", Outcome.UNCHANGED))))
    assert (course.previewed, course.shards) == (False, 1)


def test_a_preview_that_failed_counts_beside_updates():
    failed = made.shard("b", Outcome.FAILED, mode=Mode.PREVIEW)
    assert headline(made.report(accounts=(failed, made.shard("a")))) == "1 of 2 shards rolled out, 1 failed."


def test_a_moment_without_a_zone_is_taken_for_utc():
    entry = made.shard(begun="2026-01-01T00:00:00", ended=at(5))
    assert rollout(made.report(accounts=(entry,))).seconds == 5


def test_a_trend_names_what_is_new_and_what_is_fixed():
    before = made.report(stacks=(made.stack("a", "near"), made.stack("b", "near")), created="2025-12-01")
    after = made.report(stacks=(made.stack("a", "governed"), made.stack("b", "near"), made.stack("c", "near")))
    assert trend(before, after).not_looked_at == ()
    changed = trend(before, after)
    assert ([issue.name for issue in changed.new], [issue.name for issue in changed.fixed]) == (["c"], ["a"])
    assert (changed.unchanged, changed.since) == (1, "2025-12-01")
    assert (changed.before.held, changed.after.held) == (0, 1)


DENIED = made.read(outcome=Outcome.DENIED, problems=(made.problem("AccessDenied"),))
COMPARED = made.shard(mode=Mode.DRIFT, outcome=Outcome.READ, project="adoptions")
BLOCKED = made.stack("a", "near")
FAILED = made.shard(outcome=Outcome.FAILED, problems=(made.problem("P"),))


@table(
    "before after fixed",
    ({"stacks": (BLOCKED,)}, {"accounts": (made.read(),)}, True, "a stack that is gone from an account that was read"),
    ({"stacks": (BLOCKED,)}, {"accounts": (DENIED,)}, False, "a stack of an account that could not be read"),
    ({"stacks": (BLOCKED,)}, {"accounts": (made.read(region="us-east-1"),)}, False, "a stack of another Region"),
    (
        {"stacks": (BLOCKED,)},
        {"accounts": (made.read(),), "stacks": (made.stack("a", "unreadable"),)},
        False,
        "a stack whose template could not be read",
    ),
    ({"accounts": (DENIED,)}, {"accounts": (made.read(),)}, True, "an account that can be read again"),
    ({"accounts": (DENIED,)}, {"accounts": (COMPARED,)}, False, "an account of which a Pulumi stack was compared"),
    ({"drift": (made.drift(),)}, {"accounts": (COMPARED,)}, True, "a Pulumi stack that was compared"),
    ({"drift": (made.drift(),)}, {"accounts": (made.read(),)}, False, "a Pulumi stack that was not compared"),
    (
        {"drift": (made.drift(urn="urn:pulumi:shard-1::other::type::payments"),)},
        {"accounts": (COMPARED,)},
        False,
        "a Pulumi stack of another project",
    ),
    ({"accounts": (FAILED,)}, {"accounts": (made.shard(),)}, True, "a shard that was done"),
    ({"accounts": (FAILED,)}, {"accounts": (made.shard(outcome=Outcome.STOPPED),)}, False, "one that was not begun"),
)
def test_a_problem_is_fixed_only_where_somebody_has_looked_again(before, after, fixed, reason):
    changed = trend(made.report(**before), made.report(**after))
    assert (len(changed.fixed), len(changed.not_looked_at)) == ((1, 0) if fixed else (0, 1)), reason


def test_a_problem_keeps_its_fingerprint_when_its_words_change():
    first, second = (
        next(issues(made.report(stacks=(made.stack("a", "near", problems=(made.problem(message=message),)),))))
        for message in ("one", "two")
    )
    assert first.fingerprint == second.fingerprint
    other = next(issues(made.report(stacks=(made.stack("b", "near"),))))
    assert other.fingerprint != first.fingerprint


def test_issues_are_what_somebody_has_to_do_something_about():
    known = Ignored(owner="me", reason="known", expires="2030-01-01", expired=False)
    over = Ignored(owner="me", reason="known", expires="2020-01-01", expired=True)
    remarks = (made.problem("Masked", severity="information"), made.problem("Unreadable", severity="warning"))
    report = made.report(
        accounts=(
            made.read(),
            made.read(account=OTHER, outcome=Outcome.DENIED, problems=(made.problem("AccessDenied"),)),
            made.shard(outcome=Outcome.FAILED, reason="no"),
            made.shard("compared", Outcome.READ, mode=Mode.DRIFT, problems=remarks),
        ),
        stacks=(made.stack("a", "near"), made.stack("a", "near"), made.stack("b", "excluded")),
        drift=(
            made.drift(ignored=known),
            made.drift("tags", ignored=over),
            made.drift("path", problem=made.problem("P")),
        ),
    )
    assert [(issue.subject, issue.problem.code) for issue in issues(report)] == [
        ("stack", "TemplateDiffers"),
        ("account", "AccessDenied"),
        ("shard", ""),
        ("account", "Unreadable"),
        ("drift", "Drift"),
        ("drift", "P"),
    ]


def test_the_headline_says_all_that_counts_in_one_sentence():
    report = made.report(
        accounts=(
            made.read(),
            made.read(account=OTHER, outcome=Outcome.FAILED),
            made.shard(),
            made.shard("b", Outcome.FAILED),
        ),
        stacks=(made.stack("a", "governed"), made.stack("b"), made.stack("c", "near")),
        drift=(made.drift(), made.drift("tags"), made.drift(kind=DriftKind.UNASKED, urn="urn:2")),
    )
    assert headline(report) == (
        "1 of 3 stacks are governed (33%); 1 can be adopted now; 1 is blocked by 1 cause; 1 account could not be read; "
        "1 resource differs from what is declared; 1 resource could not be asked; 1 of 2 shards rolled out, 1 failed."
    )
    assert headline(made.report()) == "There is nothing in this report."
    assert headline(made.report(stacks=(made.stack("b", "excluded"),))) == "No stack that could be governed."


def test_a_drift_that_was_only_read_counts_no_account_as_unread():
    entry = made.shard(mode=Mode.DRIFT, outcome=Outcome.FAILED)
    assert coverage.unread(made.report(accounts=(entry,))) == 0
    assert headline(made.report(accounts=(entry,))) == "1 Pulumi stack could not be compared."


def test_the_headline_says_that_nothing_differs_where_all_was_compared():
    compared = (made.shard(mode=Mode.DRIFT, outcome=Outcome.READ, stacks=3),)
    sentence = "3 resources compared, and none differs from what is declared."
    assert headline(made.report(accounts=compared)) == sentence
    warned = replace(compared[0], problems=(made.problem("UpdateInterrupted", severity="warning"),))
    assert headline(made.report(accounts=(warned,))) == f"{sentence[:-1]}; 1 warning."
    known = made.drift(ignored=Ignored(owner="me", reason="known", expires="2030-01-01", expired=False))
    assert headline(made.report(accounts=compared, drift=(known,))) == (
        "3 resources compared, and none differs from what is declared but for 1 difference known to somebody."
    )


@table(
    "entry command",
    (made.stack("a", "governed", reason="current"), "", "as it should be"),
    (made.stack("a", "governed"), "catalogctl history --region eu-west-1 -- pp-1", "what is behind"),
    (made.stack("a", "unmatched"), "catalogctl propose inventory.jsonl --out catalog", "what no version is like"),
    (made.stack("a", "excluded"), "", "what is of a tool"),
)
def test_a_stack_has_the_command_that_goes_on_from_it(entry, command, reason):
    assert commands.of_stack(entry) == command, reason


def test_a_name_in_a_command_is_one_word_of_the_shell():
    entry = made.shard("$(touch x); 'y", Outcome.FAILED)
    assert shlex.split(commands.of_account(entry)) == ["pulumi", "preview", "--stack", "$(touch x); 'y"]
    assert commands.of_account(made.read()) == ""
