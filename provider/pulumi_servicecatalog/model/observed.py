"""A governed stack as AWS reports it now: the provisioned product and, where it can be read, its stack."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.stack import Stack


@dataclass(frozen=True, kw_only=True, slots=True)
class ObservedState:
    """`stack` is None where there is none, where it cannot be read, and where it is gone.

    `stack_gone` is True only where AWS has confirmed that the stack does not exist any more: while its
    first operation runs, it may not exist yet.
    """

    provisioned_product: ProvisionedProduct
    stack: Stack | None = None
    stack_gone: bool = False

    @property
    def stack_id(self) -> str:
        """Return the ARN of the stack or stack set; "" where AWS tells none."""
        return self.provisioned_product.physical_id or (self.stack.id if self.stack else "")

    @property
    def stack_unreadable(self) -> bool:
        """Return whether there is a stack that the caller may not read. What a stack set has, AWS does not report."""
        known = parse_stack_arn(self.stack_id) is not None and not self.provisioned_product.being_made
        return known and self.stack is None and not self.stack_gone
