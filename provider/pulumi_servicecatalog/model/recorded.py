"""What the state remembers of a resource: what an earlier operation of the engine left in it."""

from dataclasses import dataclass, field

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedState:
    """`id` is that by which AWS knows the provisioned product now: a move may have changed it since its creation.

    `desired` is what the program declared last, None where the state holds too little to know. How it is to end stands
    apart, since such a state can be deleted as well. `region` is the one that was written down, `arn` and `stack_id`
    are the ARNs of the provisioned product and of its stack that the last read returned; "" where there is none.
    `reported` is what AWS reported last, as far as the state keeps it.
    """

    id: str
    arn: str = ""
    stack_id: str = ""
    region: str = ""
    desired: Desired | None = None
    reported: ProvisionedProduct | None = None
    connection: Connection = field(default_factory=Connection)
    retain_physical_resources: bool
    ignore_errors: bool = False
    accept_language: str = "en"
    delete_timeout: float | None = None
