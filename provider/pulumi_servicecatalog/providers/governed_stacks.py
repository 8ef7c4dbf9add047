"""The resources under a component of stacks. Used by both providers, each with its own class of resource."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pulumi

from pulumi_servicecatalog.rules import governed_stacks

_PASSED_ON = ("ignore_changes", "replace_on_changes", "retain_on_delete", "custom_timeouts")
"""Options of the component that mean each of its resources; Pulumi itself hands down `protect` and providers."""

T = TypeVar("T", bound=pulumi.CustomResource)


def children(
    parent: pulumi.Resource,
    name: str,
    inputs: Mapping[str, Any],
    opts: pulumi.ResourceOptions | None,
    resource: Callable[..., T],
) -> Mapping[str, T]:
    """Declare a resource for each stack.

    Args:
        parent: the component.
        name: its name, with which those of its resources begin.
        inputs: its inputs, by the names of the schema.
        opts: its options.
        resource: the class of the resources.

    Returns:
        The resources, by the names of the provisioned products.

    Raises:
        InvalidComponentError: an input of the component cannot be used.

    """
    declared = governed_stacks.declarations(inputs)
    options = _handed_down(parent, opts or pulumi.ResourceOptions())
    return {stack: resource(f"{name}-{stack}", opts=options, **values) for stack, values in declared.items()}


def _handed_down(parent: pulumi.Resource, opts: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
    passed_on = pulumi.ResourceOptions(parent=parent)
    for option in _PASSED_ON:
        setattr(passed_on, option, getattr(opts, option))
    return passed_on
