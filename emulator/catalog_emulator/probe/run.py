"""A run: the questions one after the other, and what comes of them. One that fails does not keep the others back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from catalog_emulator.core import settings as switches
from catalog_emulator.probe.answer import UnansweredError, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from catalog_emulator.probe.account import Account
    from catalog_emulator.probe.answer import Answer, Reply
    from catalog_emulator.probe.question import Question


@dataclass
class Results:
    """What a run found out. `left` is what could not be removed, `interrupted` whether it was stopped."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    unanswered: list[dict[str, Any]] = field(default_factory=list)
    observations: list[dict[str, Any]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    interrupted: bool = False

    @property
    def is_complete(self) -> bool:
        """Say whether every question has its answer, and nothing is left behind."""
        return not (self.unanswered or self.left or self.interrupted)

    def document(self) -> dict[str, Any]:
        """Return what the answers file says."""
        return {"answers": self.answers, "unanswered": self.unanswered, "observations": self.observations}


def run(account: Account, questions: Iterable[Question], progress: Callable[[str, Results], None]) -> Results:
    """Ask the questions, and remove all that was made for them, even if the run is stopped by Ctrl-C.

    Args:
        account: where to ask.
        questions: what to ask, in this order.
        progress: is called after each question, with a line about it and the results so far.
    """
    results, asker = Results(), _Asker(account)
    try:
        for question in questions:
            progress(asker.ask(question, results), results)
    except KeyboardInterrupt:
        results.interrupted = True
    finally:
        account.memory.remove_all()
        results.left = [one_line(f"{made.label}: {reason}") for made, reason in account.memory.left]
    return results


class _Asker:
    """Asks, and writes down what comes of it without the IDs of accounts."""

    def __init__(self, account: Account) -> None:
        self._account = account
        accounts = [account] if account.sharing_session is None else [account, account.sharer()]
        self._secrets = [known.identity()["Account"] for known in accounts]

    def ask(self, question: Question, results: Results) -> str:
        """Ask one question, and return the line of its progress."""
        try:
            with self._account.memory.scope():
                answer = question.ask(self._account)
            if answer is not None:
                switches.parse({question.name: answer.value})
        except (UnansweredError, ClientError, BotoCoreError, switches.SettingsError) as error:
            return self._unanswered(question, str(error), results)
        except Exception as error:  # noqa: BLE001  # an answer of AWS's that is unlike all others: the rest is asked
            return self._unanswered(question, f"unexpected: {type(error).__name__}: {error}", results)
        finally:
            self._observe(question, results)
        if answer is None:
            return f"{question.name}: observed"
        results.answers.append(self._entry(question, answer))
        return f"{question.name} = {answer.value}  ({self._line(answer.seen)})"

    def _unanswered(self, question: Question, reason: str, results: Results) -> str:
        line = self._line(reason)
        results.unanswered.append({"question": question.name, "reason": line} | self._origin(self._account.region))
        return f"{question.name}: unanswered: {line}"

    def _entry(self, question: Question, answer: Answer) -> dict[str, Any]:
        reply = answer.reply
        entry = {"switch": question.name, "value": answer.value} | self._origin(reply.region)
        return entry | {"requestId": reply.request_id, "seen": self._line(answer.seen)}

    def _observe(self, question: Question, results: Results) -> None:
        for name, reply in self._account.observations:
            results.observations.append({"question": question.name, "about": name} | self._seen(reply))
        self._account.observations.clear()

    def _seen(self, reply: Reply) -> dict[str, Any]:
        seen = {"operation": reply.operation, "code": reply.code, "text": self._line(reply.text)}
        return seen | self._origin(reply.region) | {"requestId": reply.request_id}

    def _origin(self, region: str) -> dict[str, str]:
        return {"when": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "region": region}

    def _line(self, text: str) -> str:
        return one_line(text, *self._secrets)
