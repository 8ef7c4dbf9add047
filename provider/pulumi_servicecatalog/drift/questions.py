"""What is asked of AWS: the resources of states, and how each is reached."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pulumi_servicecatalog.drift import compared, entries
from pulumi_servicecatalog.drift.compared import Question
from pulumi_servicecatalog.drift.state import StackState
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.drift import EncryptedInState
from pulumi_servicecatalog.reporting.model import DriftEntry

Enter = Callable[[Connection, str | None], Connection]
"""Returns how an account, None where the state does not name it, is entered in place of what a state says."""


@dataclass(frozen=True, kw_only=True)
class Questions:
    """What is asked, and what cannot be."""

    answerable: tuple[Question, ...]
    unasked: tuple[DriftEntry, ...]


def of(states: Iterable[StackState], enter: Enter) -> Questions:
    """Return the questions of the resources of states.

    Args:
        states: of Pulumi stacks.
        enter: how an account is entered, where the command says so.

    """
    answerable: list[Question] = []
    unasked: list[DriftEntry] = []
    for state in states:
        for resource in state.resources:
            question = compared.question(state.stack, resource)
            if isinstance(question, Problem):
                unasked.append(entries.unasked(state.stack, resource, question))
                continue
            account = question.location[0] if question.location else question.connection.expected_account_id
            connection = enter(question.connection, account)
            if resource.hidden and connection == question.connection:
                hidden = EncryptedInState(name=resource.name, inputs=resource.hidden)
                unasked.append(entries.unasked(state.stack, resource, hidden))
            else:
                answerable.append(replace(question, connection=connection))
    return Questions(answerable=tuple(answerable), unasked=tuple(unasked))
