"""One issue for each account: opened, written again where something has changed, closed when it is as declared."""

from typing import Any

from pulumi_servicecatalog.pipelines import account_issues
from pulumi_servicecatalog.pipelines.account_issues import Closing, Existing, Opening, Updating
from pulumi_servicecatalog.reporting.model import Mode, Outcome, Report
from support.report import drift, problem, read, report
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
