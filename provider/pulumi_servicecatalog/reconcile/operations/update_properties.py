"""UpdateProvisionedProductProperties: the launch role and the owner, which is no update of the stack."""

from functools import partial

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.desired import Spec
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.model.properties import SentBy
from pulumi_servicecatalog.model.request import PropertiesRequest
from pulumi_servicecatalog.reconcile.execution import await_record
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import tokens

INPUTS = properties.sent_by(SentBy.UPDATE_PROPERTIES)
"""The names of the inputs that this request carries."""


def update_properties(
    idle: ObservedState, names: set[str], spec: Spec, session: AccountSession, operation: Operation
) -> Outcome:
    """Set the declared values of these inputs, and wait for the record. Raises Refusal where AWS refuses."""
    product = idle.provisioned_product
    values = {name: str(spec.value_of(properties.BY_NAME[name])) for name in sorted(names)}
    request = PropertiesRequest(
        provisioned_product_id=product.id,
        values=values,
        token=tokens.properties_token(
            provisioned_product_id=product.id, after_record_id=product.last_record_id, values=values
        ),
        language=spec.accept_language,
    )
    operation.status(f"setting {' and '.join(values)}")
    begin = partial(session.gateway.update_properties, request)
    return await_record.send_and_await(begin, idle, OperationKind.UPDATE, session, operation)
