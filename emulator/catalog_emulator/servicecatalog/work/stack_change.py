"""What a launch or an update makes of a stack: parameter values, template, tags. Plans ask for it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import engine, parameters, rules
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.tag import Tag
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.terms import Terms

# Service Catalog acknowledges every capability on the user's behalf.
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]


def parameters_of(  # noqa: PLR0913  # as many things decide the values
    catalog: Catalog,
    document: Mapping[str, Any],
    requested: Iterable[Mapping[str, Any]],
    terms: Terms,
    previous: Mapping[str, str],
    pseudo: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return every parameter's value; what CloudFormation or a TEMPLATE constraint refuses raises its error."""
    wanted = list(requested)
    if catalog.settings.omitted_parameters == "previous":
        named = {parameter["ParameterKey"] for parameter in wanted}
        declared = document.get("Parameters") or {}
        kept = [key for key in previous if key in declared and key not in named]
        wanted += [{"ParameterKey": key, "UsePreviousValue": True} for key in kept]
    values = parameters.in_force(dict(document), wanted, previous, pseudo=pseudo)
    rules.check(terms.rules, document, values)
    return values


def wanted_change(  # noqa: PLR0913  # as many things decide an update
    catalog: Catalog,
    stack: Stack,
    artifact: Artifact,
    requested: Iterable[Mapping[str, Any]],
    tags: Iterable[Tag],
    terms: Terms,
) -> Change:
    """Return the change of a stack. Its own tags and topics stay, the update's are added."""
    document = engine.parse(artifact.template)
    stacks = stacks_of(catalog.world, stack.account_id, stack.region_name)
    topics = dict.fromkeys([*stack.notification_arns, *terms.notification_arns])
    return Change(
        template=artifact.template,
        parameters=parameters_of(catalog, document, requested, terms, stack.parameters, stacks.pseudo),
        tags=stack.tags | {tag.key: tag.value for tag in tags},
        capabilities=CAPABILITIES,
        notification_arns=list(topics),
    )
