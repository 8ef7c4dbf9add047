"""What AWS answers, and how an operation ends."""

from pulumi_servicecatalog.model.problem_kinds.registry import registered

PARAMETER_UNKNOWN = registered(
    "UnknownParameter",
    "parameters",
    "Version {artifact} has no parameter {name}.{suggestions}",
    "Its parameters are: {known}.",
    "A declared parameter is not in the version's template.",
)
REFUSED_BY_AWS = registered(
    "RefusedByAws",
    "",
    "AWS refuses {operation}: {reason}",
    "Nothing was changed by this call. Correct what AWS names, and repeat the command.",
    "An error of AWS that has no name of its own here; the message is AWS's.",
)
OPERATION_FAILED = registered(
    "OperationFailed",
    "",
    "{what} failed: {reasons}",
    "{advice}",
    "AWS began the operation, and its record ended FAILED.",
)
NOT_IN_TIME = registered(
    "NotInTime",
    "",
    "{what} was not done within {seconds:.0f} s; AWS is still at it (record {record}).",
    "Run `pulumi up` again: it waits for the same operation and starts no second one.",
    "The deadline of the operation passed while AWS was working.",
)
OUTCOME_UNKNOWN = registered(
    "OutcomeUnknown",
    "",
    "{operation} was sent, and no complete answer came back: {reason}.",
    "Run `pulumi up` again: the same request is repeated under the same token, so nothing is made twice.",
    "The connection broke, so that nobody can tell whether AWS did it.",
)
THROTTLED = registered(
    "Throttled",
    "",
    "AWS throttles {operation}: {reason}.",
    "Run `pulumi up` again later; what was done so far is found again.",
    "The request rate of the account is used up.",
)
NOT_BEGUN = registered(
    "NotBegun",
    "",
    "{what} did not begin within {seconds:.0f} s: {reason}. Nothing was made.",
    "Run `pulumi up` again, with a longer customTimeouts where it waits for many others: AWS takes one import at a "
    "time.",
    "The deadline passed before AWS accepted the request.",
)
CANCELLED_BEFORE = registered(
    "CancelledBefore",
    "",
    "{what} was cancelled before it began; nothing was made.",
    "Run `pulumi up` again.",
    "Somebody cancelled while the resource waited for its turn.",
)
CANCELLED = registered(
    "Cancelled",
    "",
    "{what} was cancelled while AWS was at it.",
    "Run `pulumi up` again: it goes on where this run stopped.",
    "Somebody cancelled the operation.",
)
