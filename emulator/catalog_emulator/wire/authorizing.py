"""Middleware: refuse what the caller may not do, and answer for IAM's policy simulator. Sits right before moto.

moto has no SimulatePrincipalPolicy. Its answer here is the truth: what it calls denied is refused when it is tried.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from catalog_emulator.core import permissions, trail
from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.wire.answer import Answer
from catalog_emulator.wire.moto_seam.caller import caller_of
from catalog_emulator.wire.refusal import JSON_TYPE, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.core.call import Call
    from catalog_emulator.core.journal import Entry
    from catalog_emulator.core.settings import Settings
    from catalog_emulator.core.world import World
    from catalog_emulator.wire.request import Request

_NEEDS_NO_PERMISSION = "sts:GetCallerIdentity"


class Authorizing:
    """Wraps a handler."""

    def __init__(self, world: World, inner: Callable[[Request, Call], Answer]) -> None:
        self._world = world
        self._inner = inner

    def __call__(self, request: Request, call: Call) -> Answer:
        """Serve a call that is allowed."""
        action, settings = permissions.action_of(call), self._world.settings.of(call.account)
        if action != _NEEDS_NO_PERMISSION and permissions.is_refused(action, settings):
            return refusal(call, self._denied(call, action), self._world.ids.uuid())
        if action == "iam:SimulatePrincipalPolicy":
            return self._simulated(request, call, settings)
        if action == f"cloudtrail:{trail.OPERATION}":
            return self._looked_up(call)
        return self._inner(request, call)

    def _denied(self, call: Call, action: str) -> AwsError:
        with self._world.lock:
            caller = caller_of(account=call.account, partition="aws", access_key=call.access_key, region=call.region)
        return permissions.denial(call, action, caller.session_arn)

    def _looked_up(self, call: Call) -> Answer:
        """Answer CloudTrail's LookupEvents, which moto does not have either."""

        def caller(entry: Entry) -> str:
            key, region = entry.access_key, entry.region
            return caller_of(account=entry.account, partition="aws", access_key=key, region=region).session_arn

        times: dict[str, Any] = {
            name: datetime.fromtimestamp(call.parameters[name], UTC)
            for name in ("StartTime", "EndTime")
            if name in call.parameters
        }
        with self._world.lock:
            try:
                members: dict[str, Any] = {**call.parameters, **times}
                result = trail.look_up(self._world, call.account, call.region, members, caller)
            except AwsError as error:
                return refusal(call, error, self._world.ids.uuid())
        body = json.dumps(result, default=lambda moment: moment.timestamp()).encode()
        return Answer(status=200, headers=(("Content-Type", JSON_TYPE),), body=body)

    def _simulated(self, request: Request, call: Call, settings: Settings) -> Answer:
        """Answer SimulatePrincipalPolicy: a result for each pair of an action and a resource."""
        del request
        source = str(call.parameters.get("PolicySourceArn", ""))
        if not _exists(call.account, source):
            gone = AwsError(f"The role with name {source.rsplit('/', 1)[-1]} cannot be found.", code="NoSuchEntity")
            gone.status = 404
            return refusal(call, gone, self._world.ids.uuid())
        pairs = product(_members(call, "ActionNames"), _members(call, "ResourceArns") or ["*"])
        results = "".join(
            _RESULT.format(
                action=escape(action),
                resource=escape(resource),
                decision=permissions.decision(action, settings),
            )
            for action, resource in pairs
        )
        body = _ANSWER.format(results=results, request_id=self._world.ids.uuid())
        return Answer(status=200, headers=(("Content-Type", "text/xml"),), body=body.encode())


def _members(call: Call, name: str) -> list[str]:
    """Read a list of the query protocol: Name.member.1, Name.member.2, ..."""
    head = f"{name}.member."
    return [str(value) for key, value in call.parameters.items() if key.startswith(head)]


def _exists(account: str, arn: str) -> bool:
    """Say whether IAM knows the principal by this ARN. A role that was never made counts: nobody needs to make it.

    A role that was made with a path is known by its ARN with the path only, which a session's ARN does not tell.
    """
    from moto.iam.models import iam_backends  # noqa: PLC0415

    roles = iam_backends[account]["aws"].roles.values()
    named = [role for role in roles if role.name == arn.rsplit("/", 1)[-1]]
    return ":role/" not in arn or not named or any(role.arn == arn for role in named)


_RESULT = (
    "<member><EvalActionName>{action}</EvalActionName><EvalResourceName>{resource}</EvalResourceName>"
    "<EvalDecision>{decision}</EvalDecision><MatchedStatements/><MissingContextValues/></member>"
)
_ANSWER = (
    '<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult>'
    "<IsTruncated>false</IsTruncated><EvaluationResults>{results}</EvaluationResults></SimulatePrincipalPolicyResult>"
    "<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></SimulatePrincipalPolicyResponse>"
)
