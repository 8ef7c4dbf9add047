"""A stack's outputs as a record keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.core.model.record import RecordOutput

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.stack import Stack


def record_outputs(stack: Stack, *, with_arn: bool = True) -> tuple[RecordOutput, ...]:
    """Return the stack's ARN, which Service Catalog adds to what it launches, and the template's outputs."""
    arn = RecordOutput("CloudformationStackARN", stack.stack_id, "The ARN of the launched Cloudformation Stack")
    return (
        *((arn,) if with_arn else ()),
        *(RecordOutput(o["OutputKey"], o["OutputValue"], o["Description"]) for o in stack.outputs),
    )
