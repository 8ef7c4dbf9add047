"""catalogctl speaks of its own options where a message or a remedy names an input."""

import pytest

from pulumi_servicecatalog.cli import layout, main, option_names, verdicts
from pulumi_servicecatalog.model.problems.stacks import StackNotFound
from pulumi_servicecatalog.model.verdict import Verdict
from support.tables import table


@table(
    "text shown",
    ("Set productId to one of them.", "Set --product-id to one of them.", "an option"),
    ("[StackNotFound] physicalId: none", "[StackNotFound] STACK: none", "an argument"),
    ("Set pathId or pathName.", "Set pathId or pathName.", "what only a program can declare"),
    ("the Region and its name", "the Region and its name", "words of the language"),
)
def test_an_input_is_named_as_the_option_that_gives_it(text: str, shown: str, reason: str) -> None:
    assert option_names.in_text(text) == shown, reason


def test_a_table_names_options_in_message_and_remedy() -> None:
    problem = StackNotFound(stack="nope", account="111122223333", region="eu-west-1")
    table_ = layout.plain(verdicts.as_table([("nope", Verdict(problems=(problem,)))]))
    assert "! [StackNotFound] STACK: There is no stack nope" in table_
    assert "> Correct STACK, or deploy" in table_


def test_each_option_exists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["check", "--help"]) == 0
    shown = capsys.readouterr().out
    named = {option_names.in_text(name) for name in option_names.OPTIONS}
    assert [option for option in named if option not in shown] == []
