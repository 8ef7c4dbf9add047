"""AWS's own words are quoted without the values of parameters that a program declares."""

from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import NotMade
from pulumi_servicecatalog.model.problems.operations import OperationFailed
from pulumi_servicecatalog.model.problems.stacks import StackNotFound
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import withholding
from support.tables import table


def declaring(parameters):
    return DesiredImport(name="payments", physical_id="payments", product=ByName("web"), parameters=parameters)


@table(
    "parameters said shown",
    ({"Token": "hunter2"}, "Value hunter2 is wrong", "Value (the value of Token) is wrong", "a word"),
    ({"Token": "hunter2"}, "[hunter2], 'hunter2'.", "[(the value of Token)], '(the value of Token)'.", "in marks"),
    ({"Token": "hunt"}, "hunter hunts", "hunter hunts", "a short one is a part of another word"),
    ({"Token": "a b+c/d=="}, "is a b+c/d==.", "is (the value of Token).", "marks of a pattern in the value"),
    ({"A": "abcd", "B": "abcd.efgh"}, "abcd.efgh", "(the value of B)", "the longer one of two"),
    ({"Size": "30", "Flag": "true"}, "30 is true", "30 is true", "what is in too many sentences"),
    ({"Token": UNKNOWN}, "hunter2", "hunter2", "nothing is known yet"),
    (UNKNOWN, "hunter2", "hunter2", "no parameter is known yet"),
    (None, "hunter2", "hunter2", "none is declared"),
)
def test_a_value_in_the_words_of_aws_is_named_and_not_shown(parameters, said, shown, reason):
    failed = OperationFailed(kind=OperationKind.UPDATE, reasons=(said,))
    outcome = withholding.withheld(NotMade(problems=(failed,)), declaring(parameters))
    assert outcome == NotMade(problems=(OperationFailed(kind=OperationKind.UPDATE, reasons=(shown,)),)), reason


def test_what_is_not_quoted_stays():
    problem = StackNotFound(stack="hunter2", account="111122223333", region="eu-west-1")
    assert withholding.without_values([problem], declaring({"Token": "hunter2"})) == (problem,)
