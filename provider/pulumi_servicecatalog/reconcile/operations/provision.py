"""ProvisionProduct: under a token that makes a repeat the same request, and seen through to its end."""

from dataclasses import replace

from pulumi_servicecatalog.model.desired import ProvisionSpec
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.reconcile.execution import token_rotation
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import launch as rule


def provision(
    key: rule.LaunchKey, spec: ProvisionSpec, artifact_id: str, session: AccountSession, operation: Operation
) -> Outcome:
    """Launch the product and wait for its record. Raises Refusal where AWS refuses to begin."""
    request = rule.request(key, spec, artifact_id)

    def send(after: str | None) -> Record:
        operation.status("launching")
        return session.gateway.provision_product(replace(request, token=key.token(request, after)))

    rotated = token_rotation.TokenRequest(
        kind=OperationKind.LAUNCH, name=key.name, product_id=key.product_id, stack_id=None, send=send
    )
    return token_rotation.carry_out(rotated, session, operation)
