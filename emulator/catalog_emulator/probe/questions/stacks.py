"""CloudFormation's answers where there is nothing to show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from catalog_emulator.probe import catalog
from catalog_emulator.probe.answer import Answer, UnansweredError, answer
from catalog_emulator.probe.question import observation, question
from catalog_emulator.probe.templates import BROKEN_STRUCTURES, HANDLE

if TYPE_CHECKING:
    from catalog_emulator.probe.account import Account

_LISTS = ("NotificationARNs", "Capabilities", "Tags")


@question
def empty_lists(account: Account) -> Answer:
    """Does DescribeStacks show the Tags and Capabilities of a stack that has none?"""
    source, _ = account.once(catalog.catalog, lambda: catalog.catalog(account))
    reply = account.ask("cloudformation", "describe_stacks", StackName=source.id)
    shown = [key for key in _LISTS if key in reply.document["Stacks"][0]]
    return answer("shown" if "Tags" in shown else "left-out", reply, f"shown: {', '.join(shown) or 'none'}")


@question
def stack_policy_of_unknown_stack(account: Account) -> Answer:
    """What is the message of GetStackPolicy for a stack that is not there?"""
    reply = account.ask("cloudformation", "get_stack_policy", StackName=account.name())
    for beginning, value in (("Stack with id", "with-id"), ("Stack:", "with-colon")):
        if reply.text.startswith(beginning):
            return answer(value, reply)
    raise UnansweredError(str(reply))


@question
def absent_description(account: Account) -> Answer:
    """Does GetTemplateSummary show the Description of a parameter that has none?"""
    body = {"Parameters": {"Size": {"Type": "String"}}, "Resources": {"Handle": {"Type": HANDLE}}}
    reply = account.ask("cloudformation", "get_template_summary", TemplateBody=json.dumps(body))
    if not reply.accepted:
        raise UnansweredError(str(reply))
    parameter = reply.document["Parameters"][0]
    return answer("empty" if "Description" in parameter else "left-out", reply, f"has {', '.join(parameter)}")


@observation
def broken_templates(account: Account) -> None:
    """What does ValidateTemplate say of templates whose structure is wrong?"""
    for name, template in BROKEN_STRUCTURES.items():
        account.observe(name, account.ask("cloudformation", "validate_template", TemplateBody=json.dumps(template)))
