"""One comment of a run: what it says first, and what is left out where it becomes too long."""

from pulumi_servicecatalog.pipelines import annotations, comment
from pulumi_servicecatalog.pipelines.markup import units
from pulumi_servicecatalog.pipelines.shortening import fitted
from pulumi_servicecatalog.reporting.model import DriftKind, Ignored, Mode, Outcome, Report
from support.report import ACCOUNT, REGION, drift, problem, read, report, shard, stack
from support.tables import table

COMPARED = read(pulumi_stack="shard-1", mode=Mode.DRIFT)
FAILED = shard("b", Outcome.FAILED, problems=(problem("StackNotFound", "There is no stack x."),))


def headline(text: Report) -> str:
    return comment.body(text, "k").splitlines()[1]


@table(
    "shown expected",
    (report(), "### Nothing was looked at", "nothing"),
    (report(accounts=(shard("a", Outcome.UNCHANGED),)), "### 1 as declared", "in order"),
    (
        report(accounts=(shard("a", changes={"create": 2, "same": 3}, mode=Mode.PREVIEW),)),
        "### 1 would change (2 resources)",
        "a preview",
    ),
    (report(accounts=(shard("a", changes={"update": 1}), FAILED)), "### 1 failed; 1 changed (1 resource)", "an update"),
    (report(accounts=(shard("a", Outcome.STOPPED), FAILED)), "### 1 failed; 1 not begun", "a rollout that stopped"),
    (report(accounts=(COMPARED,), drift=(drift(), drift("tags"))), "### 1 differs (2 differences)", "drift"),
    (report(accounts=(COMPARED,), drift=(drift(kind=DriftKind.UNASKED, problem=problem()),)), "### 1 failed", "broke"),
    (report(accounts=(read(outcome=Outcome.DENIED, reason="no"),)), "### 1 failed", "an account that is not entered"),
)
def test_the_headline_says_what_there_is_to_know(shown: Report, expected: str, reason: str) -> None:
    assert headline(shown) == expected, reason


def test_a_difference_of_what_nobody_lists_is_not_lost() -> None:
    assert headline(report(drift=(drift(),))) == "### 1 differs (1 difference)"


def test_a_difference_is_of_the_pulumi_stack_of_its_own_project() -> None:
    projects = tuple(read(pulumi_stack="shard-1", mode=Mode.DRIFT, project=name) for name in ("adoptions", "other"))
    assert headline(report(accounts=projects, drift=(drift(),))) == "### 1 differs (1 difference); 1 as declared"


def test_what_somebody_has_declared_as_known_is_no_difference_until_that_is_over() -> None:
    def ignored(*, expired: bool) -> Report:
        known = Ignored(owner="me", reason="known", expires="2026-01-01", expired=expired)
        return report(accounts=(COMPARED,), drift=(drift(ignored=known),))

    assert headline(ignored(expired=False)) == "### 1 as declared"
    assert headline(ignored(expired=True)) == "### 1 differs (1 difference)"


def test_a_comment_has_a_row_for_each_account_the_worst_first_and_folds_the_details() -> None:
    text = comment.body(report(accounts=(shard("a", changes={"create": 1}), FAILED)), "k")
    rows = [line for line in text.splitlines() if line.startswith("| ") and REGION in line]
    assert [row.split("|")[1].strip() for row in rows] == ["❌", "✏️"]
    assert "`StackNotFound`" in rows[0]
    assert text.index("<details>") > text.index(rows[1])
    assert "There is no stack x." in text.partition("<details>")[2]


def test_a_difference_says_what_both_have_since_when_by_whom_and_what_the_next_update_does() -> None:
    difference = drift(since="2026-01-01T00:00:00Z", by="arn:aws:iam::1:user/a", declared="v1", actual="v2")
    text = comment.body(report(accounts=(COMPARED,), drift=(difference,)), "k")
    assert "AWS has `v2`, declared is `v1`<br>since `2026" in text
    assert "by `arn:aws:iam::1:user/a`" in text
    assert "the next update: `updates the provisioned product`" in text


def test_stacks_are_counted_by_their_verdicts_and_what_blocks_one_is_in_the_details() -> None:
    blocked = stack("a", "blocked", problems=(problem("TemplateDiffers"),))
    text = comment.body(report(accounts=(read(),), stacks=(blocked, stack("b"))), "k")
    assert "2 CloudFormation stacks: 1 `blocked`, 1 `adoptable`" in text
    assert headline(report(accounts=(read(),), stacks=(blocked,))) == "### 1 failed"
    assert "TemplateDiffers" in text.partition("<details>")[2]


def test_what_was_only_read_is_not_as_declared_and_what_could_not_be_is_named() -> None:
    unreadable = stack("a", "unreadable", problems=(problem("StackTemplateUnreadable"),))
    assert headline(report(accounts=(read(),), stacks=(stack("b"), stack("c", "near")))) == "### 1 read"
    shown = report(accounts=(read(), read(region="us-east-1")), stacks=(unreadable, stack("b")))
    assert headline(shown) == "### 1 failed; 1 read"
    assert "StackTemplateUnreadable" in comment.body(shown, "k").partition("<details>")[2]


def test_stacks_that_were_checked_are_looked_at_without_an_account_that_was_read() -> None:
    blocked = report(stacks=(stack("a", "blocked", problems=(problem(),)), stack("b")))
    assert headline(blocked) == "### 1 failed"
    (line,) = annotations.lines(blocked)
    assert line.startswith(f"::error title={ACCOUNT} {REGION} ::[TemplateDiffers] ")
    assert headline(report(stacks=(stack("b"),))) == "### 1 read"


def test_a_long_comment_keeps_its_headline_and_both_ends_under_the_limit() -> None:
    names = [f"{number:04}" for number in range(3000)]
    accounts = [shard(name, Outcome.FAILED, problems=(problem(message="\U0001d54f" * 200),)) for name in names]
    text = comment.body(report(accounts=tuple(accounts)), "k")
    assert 60_000 < units(text) <= comment.LIMIT
    assert text.splitlines()[1] == "### 3000 failed"
    assert text.count("are left out here") == 2
    for name in ("0000", "2999"):
        assert (text.count(f"| `{name}` |"), text.count(f"<code>{name}</code></summary>")) == (1, 1)
    assert text.count("<details>") == text.count("</details>")


def test_a_long_text_is_cut_from_its_middle() -> None:
    long = shard("a", Outcome.FAILED, problems=(problem(message=f"first {'x' * 90_000} last"),))
    text = comment.body(report(accounts=(long,)), "k")
    assert "`first x" in text
    assert "x last`" in text
    assert units(text) < 3_000


def test_the_details_of_one_account_leave_room_for_those_of_the_others() -> None:
    long = shard("a", Outcome.FAILED, problems=tuple(problem(message=f"{n} " + "x" * 500) for n in range(500)))
    text = comment.body(report(accounts=(long, FAILED)), "k")
    assert "There is no stack x." in text
    assert "- 4" in text
    assert units(text) < 20_000


@table(
    "parts room expected",
    ([], 10, "", "nothing"),
    (["aa", "bb"], 4, "aabb", "all"),
    (["aa", "bb", "cc"], 5, "aa<2>", "one end"),
    (["aa", "bb", "cc", "dd", "ee"], 9, "aabb<2>ee", "from the middle"),
    (["aaaa"], 3, "<1>", "none but the remark"),
    (["aaaa"], 2, "", "not even that"),
)
def test_parts_are_left_out_from_the_middle(parts: list[str], room: int, expected: str, reason: str) -> None:
    assert fitted(parts, room, "<{number}>") == expected, reason


def test_what_could_not_be_asked_is_its_problem_and_what_is_absent_is_nothing() -> None:
    unasked = drift(kind=DriftKind.UNASKED, declared="", actual="", problem=problem("AccessDenied", "denied"))
    shown = report(accounts=(COMPARED,), drift=(unasked, drift("tags", declared="a=b", actual="")))
    text = comment.body(shown, "k")
    assert "`AccessDenied`" in text
    assert text.count("AWS has") == 1
    assert "AWS has nothing, declared is `a=b`" in text
    lines = list(annotations.lines(shown))
    assert [line.rpartition("::")[2] for line in lines] == [
        "[AccessDenied] denied Change it.",
        "tags: AWS has nothing, declared is a=b. updates the provisioned product",
    ]


def test_a_warning_of_an_account_is_annotated() -> None:
    warned = read(pulumi_stack="s", mode=Mode.DRIFT, problems=(problem("UpdateInterrupted", severity="warning"),))
    (line,) = annotations.lines(report(accounts=(warned,)))
    assert line.startswith(f"::warning title={ACCOUNT} {REGION} s ::[UpdateInterrupted] ")


def test_annotations_are_errors_and_warnings_as_many_as_github_shows() -> None:
    differences = tuple(drift(f"p{number}") for number in range(30))
    lines = list(annotations.lines(report(accounts=(COMPARED, FAILED), drift=differences)))
    assert lines[0] == (f"::error title={ACCOUNT} {REGION} b ::[StackNotFound] There is no stack x. Change it.")
    assert lines[1].startswith(f"::warning title={ACCOUNT} {REGION} payments::p0: AWS has v2, declared is v1.")
    assert len(lines) == 11
    assert lines[-1] == "::warning title=catalogctl::21 more; the result files of the run have them"
