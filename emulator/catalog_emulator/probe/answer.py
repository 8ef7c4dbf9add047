"""What comes of a question: an answer, the reason why there is none, and what else AWS was seen to say."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

_LONGEST = 300


class UnansweredError(Exception):
    """A question cannot be answered; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """AWS's answer to one call. `code` is None where the call was accepted."""

    operation: str
    region: str
    request_id: str
    code: str | None = None
    text: str = ""
    document: dict[str, Any] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Say whether AWS did not refuse the call."""
        return self.code is None

    def __str__(self) -> str:
        """Return what was seen, in one line."""
        return f"{self.operation}: accepted" if self.accepted else f"{self.operation}: {self.code}: {self.text}"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The value that a switch must have for the emulator to do as AWS does, and the call that shows it."""

    value: Any
    reply: Reply
    seen: str


def answer(value: Any, reply: Reply, seen: str | None = None) -> Answer:
    """Return an answer that a reply shows; what was seen is the reply itself unless something else tells more."""
    return Answer(value=value, reply=reply, seen=str(reply) if seen is None else seen)


def one_line(text: str, *secrets: str) -> str:
    """Return a text of AWS's for a terminal or a file: one line, nothing that acts, no account ID.

    Args:
        text: as AWS sent it.
        secrets: texts that are replaced by stars, such as the ID of the account.
    """
    for secret in secrets:
        text = text.replace(secret, "*" * len(secret))
    printable = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in text)
    line = " ".join(printable.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "..."
