"""What a launch has to do, depending on what has the name now."""

from dataclasses import dataclass, fields, replace

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import ProvisionSpec
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.launches import NameTakenByOther
from pulumi_servicecatalog.model.properties import SentBy
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.request import ProvisionRequest
from pulumi_servicecatalog.rules import tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchKey:
    """What makes a launch the same one after the program has changed. `declared_by` is the resource's URN."""

    name: str
    product_id: str
    declared_by: str
    identity: Identity

    @property
    def mark(self) -> str:
        """Return what the tokens of its launches begin with."""
        return tokens.provision_mark(
            identity=self.identity, name=self.name, product_id=self.product_id, declared_by=self.declared_by
        )

    def token(self, request: ProvisionRequest, after: str | None = None) -> str:
        """Return the token of a request; `after` is the predecessor's ID where the first token is used up."""
        content = {member.name: getattr(request, member.name) for member in fields(request) if member.name != "token"}
        if not request.plain:  # release 0.1.0 had none, and a launch of it may still be under way
            del content["plain"]
        return tokens.provision_token(self.mark, content=content, after=after)


def request(key: LaunchKey, spec: ProvisionSpec, artifact_id: str) -> ProvisionRequest:
    """Return the request of a launch, which has no token yet."""
    return ProvisionRequest(
        name=key.name,
        product_id=key.product_id,
        artifact_id=artifact_id,
        path=spec.path,
        parameters=spec.parameters or {},
        tags=spec.tags or {},
        notification_arns=spec.notification_arns,
        preferences=spec.preferences,
        token="",
        language=spec.accept_language,
        plain=spec.plain_for(SentBy.PROVISION),
    )


def sent(spec: ProvisionSpec) -> ProvisionSpec:
    """Return what a launch sends of a declaration: all but the owner and the launch role."""
    return replace(spec, owner=None, launch_role_arn=None)


def sent_by(holder: ProvisionedProduct, key: LaunchKey, spec: ProvisionSpec) -> ProvisionSpec | None:
    """Return what an earlier launch has sent, where its token shows that it was of the same content."""
    same = holder.idempotency_token == key.token(request(key, spec, holder.artifact_id))
    return sent(spec) if same else None


def resumes(target: LaunchKey, by_name: ProvisionedProduct | None) -> bool | Problem:
    """Return whether what this very resource has launched has the name, which is what a killed run leaves.

    What somebody else has launched is a problem: this resource would delete it one day.
    """
    if by_name is None:
        return False
    if by_name.idempotency_token.startswith(target.mark):
        return True
    return name_taken(by_name)


def name_taken(holder: ProvisionedProduct) -> Problem:
    """Return the problem that the name is taken."""
    return NameTakenByOther(name=holder.name, id=holder.id)
