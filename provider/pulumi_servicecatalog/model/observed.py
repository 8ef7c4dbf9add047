"""A governed stack as AWS reports it now: the provisioned product and, where it can be read, its stack."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.stack import Stack


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservedState:
    """`stack` is None where it is gone or cannot be read."""

    provisioned_product: ProvisionedProduct
    stack: Stack | None = None

    @property
    def stack_id(self) -> str:
        """Return the ARN of the stack or stack set; "" where AWS tells none."""
        return self.provisioned_product.physical_id or (self.stack.id if self.stack else "")
