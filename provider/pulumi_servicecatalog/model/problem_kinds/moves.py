"""A stack that goes over to another product."""

from pulumi_servicecatalog.model.problem import Severity
from pulumi_servicecatalog.model.problem_kinds.registry import registered

MOVES_PRODUCT = registered(
    "MovesProduct",
    "productName",
    "{name} moves from product {before} to {after}: by an update, or, if AWS refuses that, by releasing the stack and "
    "adopting it there.{fallback}",
    "Nothing is to be done; the stack keeps running either way.",
    "AWS does not say for which products it takes an update to another product.",
    Severity.INFORMATION,
)
MOVE_REFUSED = registered(
    "MoveRefused",
    "productName",
    "AWS does not move {name} to product {product} by an update ({reason}), and {hindrance}.",
    "{advice}",
    "The other way would release the stack and adopt it anew, which is done only where that is safe.",
)
MOVED_BACK = registered(
    "MovedBack",
    "productName",
    "{name} was released from product {before}, could not be adopted under {after} ({reason}), and was adopted under "
    "{before} again.",
    "Correct what AWS names, and run `pulumi up` again.",
    "The second half of a move failed, and the way back was taken. The stack kept running.",
)
LEFT_RELEASED = registered(
    "LeftReleased",
    "productName",
    "{name} was released from product {before}, could not be adopted under {after} ({reason}), nor under {before} "
    "again ({back}). The stack keeps running, and nothing governs it.",
    "Run `pulumi up` again: it adopts the stack as declared.",
    "The second half of a move failed, and so did the way back.",
)
