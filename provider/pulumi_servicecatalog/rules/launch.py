"""What a launch has to do, depending on what has the name now."""

from dataclasses import dataclass, fields

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.launches import NameTakenByOther
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
