"""What IAM says that the caller may do, without doing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pulumi_servicecatalog.aws.translation import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_iam import IAMClient

_SESSION = re.compile(r"arn:(?P<partition>[^:]+):sts::(?P<account>\d{12}):assumed-role/(?P<role>.+)/[^/]+")


class PermissionCalls:
    """Each method makes the calls of its name."""

    def __init__(self, iam: Callable[[], IAMClient]) -> None:
        self._iam = iam

    def denied_actions(self, caller_arn: str, actions: Sequence[str]) -> Sequence[str]:
        """SimulatePrincipalPolicy. It takes the role, not the session; the root user may do everything."""
        if caller_arn.endswith(":root"):
            return ()
        with reading("SimulatePrincipalPolicy"):
            told = self._iam().simulate_principal_policy(
                PolicySourceArn=principal(caller_arn), ActionNames=list(actions)
            )
        return [each["EvalActionName"] for each in told["EvaluationResults"] if each["EvalDecision"] != "allowed"]


def principal(caller_arn: str) -> str:
    """Give the role of a session, or the user as it is. A role's path is not part of a session's ARN."""
    session = _SESSION.fullmatch(caller_arn)
    if session is None:
        return caller_arn
    return f"arn:{session['partition']}:iam::{session['account']}:role/{session['role']}"
