"""One issue for each account: opened, written again where something has changed, closed when it is as declared."""

from typing import Any

from pulumi_servicecatalog.pipelines import account_issues
from pulumi_servicecatalog.pipelines.account_issues import Closing, Existing, Opening, Updating
from pulumi_servicecatalog.reporting.model import Mode, Outcome, Report
from support.report import drift, problem, read, report, stack
from support.tables import table

ONE, TWO = "000000000001", "000000000002"


def compared(*differing: str, failed: str = "", also: tuple[Any, ...] = (), **members: Any) -> Report:
    """Return a report on two accounts."""
    accounts = tuple(
        read(
            account=account,
            pulumi_stack=f"{account}-a",
            mode=Mode.DRIFT,
            outcome=Outcome.FAILED if account == failed else Outcome.READ,
            problems=(problem(),) if account == failed else (),
        )
        for account in (ONE, TWO)
    )
    differences = tuple(drift(account=account, pulumi_stack=f"{account}-a", **members) for account in differing)
    return report(accounts=(*accounts, *also), drift=differences)


def existing(shown: Report, number: int = 7, key: str = "k") -> list[Existing]:
    return [
        Existing(number=number + index, body=issue.body)
        for index, issue in enumerate(account_issues.wanted(shown, key))
    ]


def steps(shown: Report, issues: list[Existing]) -> list[tuple[str, Any]]:
    return [
        (type(step).__name__, step.wanted.account if isinstance(step, Opening) else step.number)
        for step in account_issues.steps(shown, "k", issues)
    ]


@table(
    "shown before expected",
    (compared(), [], [], "all is as declared"),
    (compared(ONE), [], [("Opening", ONE)], "an account differs"),
    (compared(failed=TWO), [], [("Opening", TWO)], "an account could not be asked"),
    (compared(ONE), existing(compared(ONE)), [], "nothing has changed"),
    (compared(ONE, actual="v9"), existing(compared(ONE)), [("Updating", 7)], "it differs in another way"),
    (compared(), existing(compared(ONE)), [("Closing", 7)], "it is as declared again"),
    (compared(failed=ONE), existing(compared(ONE)), [("Updating", 7)], "what cannot be asked is not closed"),
    (compared(TWO), existing(compared(ONE)), [("Opening", TWO), ("Closing", 7)], "another account"),
    (report(), existing(compared(ONE)), [], "an account that nobody looked at"),
    (compared(), existing(compared(ONE), key="other"), [], "of another pipeline"),
    (compared(ONE), [Existing(number=3, body="by hand")], [("Opening", ONE)], "an issue of somebody"),
    (
        compared(),
        [*existing(compared(ONE)), *existing(compared(ONE, actual="v9"), 8)],
        [("Closing", 7), ("Closing", 8)],
        "two of one account",
    ),
    (
        compared(also=(read(account=ONE, pulumi_stack="x", mode=Mode.UPDATE, outcome=Outcome.STOPPED),)),
        existing(compared(ONE)),
        [],
        "a part of it was not begun",
    ),
)
def test_issues_follow_what_was_looked_at(
    shown: Report, before: list[Existing], expected: list[tuple[str, Any]], reason: str
) -> None:
    assert steps(shown, before) == expected, reason


HERE: Any = {"pulumi_stack": "a", "mode": Mode.DRIFT}
FAILED: Any = {"outcome": Outcome.FAILED, "problems": (problem(),)}
BLOCKED = report(stacks=(stack("a", "blocked", problems=(problem(),)),))
CLOSED = [("Closing", 7)]


def of(**members: Any) -> Report:
    return report(accounts=(read(**members),))


@table(
    "before shown expected",
    (of(**HERE, **FAILED), of(**HERE), CLOSED, "the same Pulumi stack"),
    (of(**HERE, **FAILED), of(**HERE, region="us-east-1"), [], "another Region"),
    (of(**HERE, **FAILED), of(**HERE, project="p"), CLOSED, "a state that can be read again, and says its project"),
    (of(**HERE, **FAILED, project="q"), of(**HERE, project="p"), [], "a Pulumi stack of another project"),
    (of(**HERE, **FAILED), of(), [], "an account that was only read"),
    (of(**HERE, **FAILED), of(pulumi_stack="a", mode=Mode.UPDATE, outcome=Outcome.DONE), CLOSED, "it was updated"),
    (of(**FAILED), of(), CLOSED, "an account that can be read again"),
    (BLOCKED, report(stacks=(stack("a"),)), CLOSED, "a stack that can be adopted by now"),
    (BLOCKED, report(stacks=(stack("b"),)), [], "another stack was checked"),
    (BLOCKED, of(), CLOSED, "an account without the stack"),
)
def test_an_issue_is_closed_when_all_that_it_is_of_was_looked_at_again(
    before: Report, shown: Report, expected: list[tuple[str, int]], reason: str
) -> None:
    assert steps(shown, existing(before)) == expected, reason


def test_an_issue_keeps_what_was_not_looked_at_when_it_is_written_again() -> None:
    (updating,) = account_issues.steps(of(**HERE, **FAILED, region="us-east-1"), "k", existing(of(**HERE, **FAILED)))
    assert isinstance(updating, Updating)
    assert "1 more of it that differed or failed before: not looked at since." in updating.wanted.body
    written = [Existing(number=7, body=updating.wanted.body)]
    assert steps(of(**HERE, region="us-east-1"), written) == []
    both = report(accounts=(read(**HERE), read(**HERE, region="us-east-1")))
    assert steps(both, written) == [("Closing", 7)]


def test_a_preview_that_would_change_something_is_not_as_declared() -> None:
    previewed = of(pulumi_stack="a", mode=Mode.PREVIEW, outcome=Outcome.DONE, changes={"update": 2})
    assert steps(previewed, existing(of(pulumi_stack="a", mode=Mode.UPDATE, **FAILED))) == [("Updating", 7)]
    assert steps(previewed, []) == [("Opening", ONE)]


def test_an_issue_says_whose_it_is_and_what_differs() -> None:
    (issue,) = account_issues.wanted(compared(ONE), "k")
    assert issue.title == f"Account {ONE} is not as declared"
    assert "1 differs (1 difference); " not in issue.body
    assert "AWS has `v2`, declared is `v1`" in issue.body


def test_an_account_whose_id_is_unknown_has_an_issue_too() -> None:
    shown = report(accounts=(read(account="", region="", outcome=Outcome.DENIED, reason="no"),))
    (issue,) = account_issues.wanted(shown, "k")
    assert issue.title == "An account that is not known is not as declared"
    assert steps(shown, existing(shown)) == []


def test_steps_have_what_is_written() -> None:
    (opening,) = account_issues.steps(compared(ONE), "k", [])
    assert isinstance(opening, Opening)
    (updating,) = account_issues.steps(compared(ONE, actual="v9"), "k", existing(compared(ONE)))
    assert isinstance(updating, Updating)
    assert opening.wanted.title == updating.wanted.title
    (closing,) = account_issues.steps(compared(), "k", existing(compared(ONE)))
    assert isinstance(closing, Closing)
    assert account_issues.closing_words(closing.account) == f"Account `{ONE}` is as declared again."
