"""What kind of operation a record is about, and how messages call it."""

import enum


class OperationKind(enum.Enum):
    """An operation on a provisioned product, by its name in messages."""

    IMPORT = "import"
    LAUNCH = "launch"
    UPDATE = "update"
    RELEASE = "release"
    RUNNING = "running operation"
    """Of another run or of somebody else; only its record is known."""

    @property
    def subject(self) -> str:
        """Return how a sentence about it begins, such as "The import"."""
        return f"The {self.value}"
