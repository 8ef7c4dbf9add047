"""What IAM says that the caller may do, without doing it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pulumi_servicecatalog.aws.translation import reading
from pulumi_servicecatalog.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_iam import IAMClient
    from mypy_boto3_iam.type_defs import EvaluationResultTypeDef

_SESSION = re.compile(r"arn:(?P<partition>[^:]+):sts::(?P<account>\d{12}):assumed-role/(?P<role>.+)/[^/]+")


class PermissionCalls:
    """Each method makes the calls of its name."""

    def __init__(self, iam: Callable[[], IAMClient]) -> None:
        self._iam = iam

    def denied_actions(self, caller_arn: str, actions: Sequence[str], resources: Sequence[str]) -> Sequence[str]:
        """SimulatePrincipalPolicy. It takes the role, not the session; the root user may do everything.

        A policy may also depend on what the simulator is not told (a condition on MFA, say); then it knows nothing.
        """
        if caller_arn.endswith(":root"):
            return ()
        told = self._simulated(caller_arn, actions, resources)
        decisions: dict[str, set[str]] = {}
        for each in told:
            if each["EvalDecision"] == "allowed" or not each.get("MissingContextValues"):
                decisions.setdefault(each["EvalActionName"], set()).add(each["EvalDecision"])
        return [action for action, given in decisions.items() if "explicitDeny" in given or "allowed" not in given]

    def _simulated(
        self, caller_arn: str, actions: Sequence[str], resources: Sequence[str]
    ) -> Sequence[EvaluationResultTypeDef]:
        source = principal(caller_arn)
        try:
            return self._simulate(source, actions, resources)
        except Refusal as refusal:
            if refusal.code != "NoSuchEntity" or source == caller_arn:
                raise
        # A session's ARN leaves the role's path out, and all roles of IAM Identity Center have one.
        with reading("GetRole"):
            role = self._iam().get_role(RoleName=source.rpartition("/")[2])["Role"]
        return self._simulate(role["Arn"], actions, resources)

    def _simulate(
        self, source: str, actions: Sequence[str], resources: Sequence[str]
    ) -> Sequence[EvaluationResultTypeDef]:
        with reading("SimulatePrincipalPolicy"):
            told = self._iam().simulate_principal_policy(
                PolicySourceArn=source, ActionNames=list(actions), ResourceArns=list(resources)
            )
        return told["EvaluationResults"]


def principal(caller_arn: str) -> str:
    """Give the role of a session, or the user as it is. A role's path is not part of a session's ARN."""
    session = _SESSION.fullmatch(caller_arn)
    if session is None:
        return caller_arn
    return f"arn:{session['partition']}:iam::{session['account']}:role/{session['role']}"
