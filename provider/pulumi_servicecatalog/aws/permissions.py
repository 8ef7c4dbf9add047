"""What IAM says that the caller may do, without doing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pulumi_servicecatalog.aws.calls import read
from pulumi_servicecatalog.model.arn import parse_session_arn
from pulumi_servicecatalog.model.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_iam import IAMClient

    from pulumi_servicecatalog.aws.structure import Structure


class _Evaluation(NamedTuple):
    """What IAM's simulator says of an action. It is not `complete` where a policy depends on what it does not know."""

    action: str
    decision: str
    complete: bool


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
        decisions: dict[str, set[str]] = {}
        for evaluation in self._simulated(caller_arn, actions, resources):
            if evaluation.decision == "allowed" or evaluation.complete:
                decisions.setdefault(evaluation.action, set()).add(evaluation.decision)
        return [action for action, of_it in decisions.items() if "explicitDeny" in of_it or "allowed" not in of_it]

    def _simulated(self, caller_arn: str, actions: Sequence[str], resources: Sequence[str]) -> list[_Evaluation]:
        session = parse_session_arn(caller_arn)
        source = session.role_arn if session else caller_arn
        try:
            return self._simulate(source, actions, resources)
        except Refusal as refusal:
            if refusal.code != "NoSuchEntity" or source == caller_arn:
                raise
        # A session's ARN leaves the role's path out, and all roles of IAM Identity Center have one.
        name = {"RoleName": source.rpartition("/")[2]}
        role_arn = read("GetRole", self._iam().get_role, name, lambda response: response.structure("Role").text("Arn"))
        return self._simulate(role_arn, actions, resources)

    def _simulate(self, source: str, actions: Sequence[str], resources: Sequence[str]) -> list[_Evaluation]:
        request = {"PolicySourceArn": source, "ActionNames": list(actions), "ResourceArns": list(resources)}
        return read("SimulatePrincipalPolicy", self._iam().simulate_principal_policy, request, _evaluations)


def _evaluations(response: Structure) -> list[_Evaluation]:
    return [
        _Evaluation(
            action=result.text("EvalActionName"),
            decision=result.text("EvalDecision"),
            complete=not result.texts("MissingContextValues"),
        )
        for result in response.structures("EvaluationResults")
    ]
