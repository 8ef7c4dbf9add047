"""What messages call an operation."""

from pulumi_servicecatalog.model.operation_kind import OperationKind


def test_a_sentence_begins_with_the_kind():
    assert [kind.subject for kind in OperationKind] == [
        "The import",
        "The launch",
        "The update",
        "The release",
        "The running operation",
    ]
