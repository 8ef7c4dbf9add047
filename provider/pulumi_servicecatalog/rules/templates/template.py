"""A CloudFormation template once it is read, and what is known of a text that cannot be read.

`loader` makes them; everything else in this package works on them and never sees the text.
"""

from dataclasses import dataclass, field
from typing import Final, TypeAlias

# A value of a template: what JSON has, and nothing else. Treated as immutable once it is read.
Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"


# CloudFormation's limit for a template in S3; one that is sent inline is smaller still.
MOST_BYTES: Final = 1_048_576
# No template is as deep, and every walk over a value may recurse.
MOST_LEVELS: Final = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class RepeatedKey:
    """A key that its map has already had, and where it stands again. CloudFormation takes the last value."""

    key: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.key} (line {self.line}, column {self.column})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """The template's top level mapping, with every intrinsic function in its long form.

    `digest` is the fingerprint where reading the text has shown it; see `canonical`.
    """

    body: dict[str, Value]
    repeated_keys: tuple[RepeatedKey, ...] = ()
    digest: str | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreadable:
    """Why a text is no template that can be read. `line` and `column` count from 1, and are None where unknown."""

    reason: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.reason
        column = "" if self.column is None else f", column {self.column}"
        return f"line {self.line}{column}: {self.reason}"


class ReadError(Exception):
    """Raised inside this package where reading stops; `loader.load` turns it into its value."""

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(reason)
        self.unreadable = Unreadable(reason=reason, line=line, column=column)
