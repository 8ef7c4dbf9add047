"""What a template finds out of itself: the pseudo parameters, also those of a stack that is yet to be made."""

from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.rules import template_rules
from pulumi_servicecatalog.rules.stack_values import StackValues
from pulumi_servicecatalog.rules.templates import NEW_NAME, Evaluation, Template

_NEW_ID = "-".join(["\0"] * 5)
"""Stands for the part of a new stack's ARN that AWS chooses, of which each part is like no other."""


def is_new(text: str) -> bool:
    """Return whether a text has in it what AWS has yet to choose, so that it is like no other."""
    return NEW_NAME in text or _NEW_ID[0] in text


def evaluation(template: Template, values: StackValues | None, identity: Identity, stack_id: str | None) -> Evaluation:
    """Return what works out the texts of a template.

    Args:
        template: of a version, or of the stack.
        values: of the parameters; None for what is the same with all values.
        identity: where the stack is.
        stack_id: the stack; None where it is yet to be made.

    """
    location = f"arn:{identity.partition}:cloudformation:{identity.region}:{identity.account}"
    own = stack_id or f"{location}:stack/{NEW_NAME}/{_NEW_ID}"
    pseudo = {
        **template_rules.pseudo_parameters(identity),
        "AWS::StackId": own,
        "AWS::StackName": stack_name(own),
    }
    return Evaluation(body=template.body, values={**(values.in_template if values else {}), **pseudo})
