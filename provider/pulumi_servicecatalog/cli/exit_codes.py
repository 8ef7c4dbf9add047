"""Exit codes, which are Pulumi's own (sdk/go/common/util/cmdutil/exit.go, a public contract since 3.227.0)."""

from pulumi_servicecatalog.model.problem import Problem

OK = 0
ERROR = 1
CONFIGURATION = 2
AUTHENTICATION = 3
BLOCKED = 4
"""Pulumi's code for a resource that fails: here, a stack that cannot be adopted as asked for."""
CANCELLED = 8

_CODES = {
    "CredentialsExpired": AUTHENTICATION,
    "NoCredentials": AUTHENTICATION,
    "NoRegion": CONFIGURATION,
    "UnexpectedAccount": CONFIGURATION,
}


def of(problem: Problem) -> int:
    """Give the exit code where AWS could not be asked, for this reason."""
    return _CODES.get(problem.code, ERROR)
