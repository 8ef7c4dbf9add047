"""Puts a `State` into a world of the emulator's, past its API: what has changed since another state, and that alone."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from catalog_emulator.cloudformation import engine, parameters
from catalog_emulator.cloudformation.accounts import stack_sets_of, stacks_of
from catalog_emulator.cloudformation.stack import Stack as EmulatedStack
from catalog_emulator.cloudformation.stack_set import StackSet
from catalog_emulator.core import template as templates
from catalog_emulator.core.ids import catalog_arn
from catalog_emulator.core.model import artifact, constraint, plan, portfolio, product, provisioned_product, record
from catalog_emulator.core.model.tag import Tag
from catalog_emulator.core.model.tag_option import TagOption
from catalog_emulator.core.world import World
from catalog_emulator.servicecatalog.accounts import catalog_of
from catalog_emulator.servicecatalog.template_source import keep_copy
from pulumi_servicecatalog.model.product import LaunchPath, Product, ProvisioningParameters
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.stack import Stack
from support.fakes.state import Planning, State, Version, Work, moment

T = TypeVar("T")

_KINDS = {"UPDATE_PROVISIONED_PRODUCT": "update", "TERMINATE_PROVISIONED_PRODUCT": "terminate"}
_TOPIC = "arn:aws:sns:eu-west-1:123456789012:changes"


class Filling:
    """Fills the account and Region of a state."""

    def __init__(self, world: World, state: State) -> None:
        self._world = world
        self._identity = state.identity
        self._catalog = catalog_of(world, state.identity.account, state.identity.region)
        self._stacks = stacks_of(world, state.identity.account, state.identity.region)

    def change(self, before: State, after: State) -> None:
        """Make of what there is `before` what there is `after`."""
        self._change_stacks(before, after)
        self._change_catalog(before, after)
        self._change_provisioned(before, after)
        for work in after.under_way:
            if work not in before.under_way:
                self._work(work)

    def _change_stacks(self, before: State, after: State) -> None:
        for old, new in _changes(before.stacks, after.stacks, lambda item: item.id):
            if new:
                self._stack(new, after)
            elif old:
                self._end_stack(old.id)
        for stack_id, text in after.templates.items():
            if before.templates.get(stack_id) != text:
                self._template(stack_id, text)

    def _change_catalog(self, before: State, after: State) -> None:
        for gone, item in _changes(before.products, after.products, lambda item: item.id):
            if item:
                self._catalog.products[item.id] = self._product(item)
            elif gone:
                del self._catalog.products[gone.id]
        for version, new in _changes(before.versions, after.versions, lambda item: item.artifact.id):
            if new:
                self._catalog.artifacts[new.artifact.id] = self._artifact(new)
            elif version:
                del self._catalog.artifacts[version.artifact.id]
        if _ways(before) != _ways(after):
            self._paths(after)

    def _change_provisioned(self, before: State, after: State) -> None:
        for past, new_record in _changes(before.records, after.records, lambda item: item.id):
            if new_record:
                self._record(new_record, after)
            elif past:
                self._catalog.records.pop(past.id, None)
        for old, new in _changes(before.provisioned_products, after.provisioned_products, lambda item: item.id):
            if new:
                self._provisioned_product(new)
                self._stack_set(new, after)
            elif old:
                self._catalog.provisioned.pop(old.id, None)
        for planned, planning in _changes(before.plans, after.plans, lambda item: item.plan.id):
            if planning:
                self._plan(planning, after)
            elif planned:
                self._catalog.plans.pop(planned.plan.id, None)

    # CloudFormation

    def _stack(self, stack: Stack, state: State) -> None:
        made = self._stacks.stacks.get(stack.id)
        if made is None:
            made = EmulatedStack(
                world=self._world,
                stack_id=stack.id,
                ordinal=self._stacks.next_ordinal(),
                name=stack.name,
                account_id=self._identity.account,
                region_name=self._identity.region,
                template=state.templates.get(stack.id, ""),
                parameters={},
                created=self._world.clock.now(),
            )
            made.no_echo = _no_echo(made.template)
            engine.register_running(self._stacks, made, stack.status)
        made.parameters = dict(stack.parameters)
        made.status, made.status_reason = stack.status, stack.status_reason or None
        made.updated = stack.last_updated_time
        made.tags = dict(stack.tags)
        made.parent_id, made.root_id = stack.parent_id, stack.root_id
        made.enable_termination_protection = stack.termination_protection
        made.outputs = [
            {"OutputKey": key, "OutputValue": value, "Description": None, "ExportName": None}
            for key, value in stack.outputs.items()
        ]

    def _template(self, stack_id: str, text: str) -> None:
        stack = self._stacks.stacks.get(stack_id)
        if stack is not None:
            stack.template = text
            stack.no_echo = _no_echo(text)
            stack.made_resources = None

    def _end_stack(self, stack_id: str) -> None:
        stack = self._stacks.stacks.get(stack_id)
        if stack is not None:
            self._stacks.retire(stack)
            stack.deleted = self._world.clock.now()
            stack.move("DELETE_COMPLETE")

    def _stack_set(self, item: ProvisionedProduct, state: State) -> None:
        """Make the stack set of a provisioned product, with instances wherever its constraint has them."""
        stack_sets = stack_sets_of(self._world, self._identity.account, self._identity.region)
        if ":stackset/" not in (item.physical_id or "") or stack_sets.find(item.physical_id or ""):
            return
        version, terms = state.version(item.artifact_id), next(iter(state.terms.values()), ProvisioningParameters())
        assert version is not None
        made = StackSet(
            world=self._world,
            name=item.name,
            arn=item.physical_id or "",
            template=version.template,
            parameters={parameter.key: parameter.default or "small" for parameter in version.parameters},
            tags=dict(item.tags),
        )
        stack_sets.keep(made)
        for account in terms.stack_set_accounts:
            for region in terms.stack_set_regions:
                made.add_instance(account, region)

    # The catalog

    def _product(self, item: Product) -> product.Product:
        return product.Product(
            id=item.id,
            view_id=f"prodview-{item.id}",
            arn=self._arn(f"product/{item.id}"),
            ordinal=self._catalog.next_ordinal(),
            name=item.name,
            owner=item.owner or "Owner",
            type=item.type,
            created=moment(0),
        )

    def _artifact(self, version: Version) -> artifact.Artifact:
        item = version.artifact
        return artifact.Artifact(
            id=item.id,
            ordinal=self._catalog.next_ordinal(),
            product_id=version.product_id,
            name=item.name or None,
            description=item.description or None,
            type=item.type,
            created=item.created_time or moment(0),
            template=version.template,
            template_url=keep_copy(self._catalog, item.id, version.template),
            active=item.active,
            guidance=item.guidance,
            status=version.status,
        )

    def _paths(self, state: State) -> None:
        catalog = self._catalog
        for kept in (catalog.portfolios, catalog.associations, catalog.constraints, catalog.tag_options):
            kept.clear()
        catalog.principals.clear()
        for product_id, paths in state.launch_paths.items():
            for path in paths:
                self._path(product_id, path, state)

    def _path(self, product_id: str, path: LaunchPath, state: State) -> None:
        catalog, terms = self._catalog, state.terms.get(path.id, ProvisioningParameters())
        id_ = f"port-{len(catalog.portfolios) + 1}"
        catalog.portfolios[id_] = portfolio.Portfolio(
            id=id_,
            arn=self._arn(f"portfolio/{id_}"),
            ordinal=catalog.next_ordinal(),
            display_name=path.name,
            provider_name="Platform team",
            description=None,
            created=moment(0),
            tags=_tags(path.tags),
        )
        catalog.associations[f"{product_id}/{path.id}"] = portfolio.Association(
            path_id=path.id, ordinal=catalog.next_ordinal(), portfolio_id=id_, product_id=product_id
        )
        catalog.principals.append(
            portfolio.Principal(
                ordinal=catalog.next_ordinal(), portfolio_id=id_, arn=self._identity.caller_arn, type="IAM"
            )
        )
        role = state.launch_roles.get(path.id)
        described = dict(terms.constraints)
        for kind in dict.fromkeys([*path.constraints, *described, *(["LAUNCH"] if role else [])]):
            self._constraint(kind, described.get(kind, ""), _constraint_parameters(kind, terms, role), id_, product_id)
        for key, values in terms.tag_options.items():
            for value in values:
                self._tag_option(key, value, id_)

    def _constraint(
        self, kind: str, description: str, body: dict[str, Any], portfolio_id: str, product_id: str
    ) -> None:
        id_ = f"cons-{len(self._catalog.constraints) + 1}"
        self._catalog.constraints[id_] = constraint.Constraint(
            id=id_,
            ordinal=self._catalog.next_ordinal(),
            type=kind,
            description=description or None,
            owner=self._identity.account,
            portfolio_id=portfolio_id,
            product_id=product_id,
            parameters=json.dumps(body),
        )

    def _tag_option(self, key: str, value: str, portfolio_id: str) -> None:
        id_ = f"tag-{len(self._catalog.tag_options) + 1}"
        self._catalog.tag_options[id_] = TagOption(
            id=id_,
            ordinal=self._catalog.next_ordinal(),
            key=key,
            value=value,
            owner=self._identity.account,
            resource_ids=(portfolio_id,),
        )

    # What is existing

    def _provisioned_product(self, item: ProvisionedProduct) -> None:
        existing = self._catalog.provisioned.get(item.id)
        self._catalog.store(
            provisioned_product.ProvisionedProduct(
                id=item.id,
                arn=item.arn,
                ordinal=existing.ordinal if existing else self._catalog.next_ordinal(),
                name=item.name,
                type=item.type,
                status=item.status,
                status_message=item.status_message or None,
                created=item.created_time or moment(0),
                product_id=item.product_id,
                artifact_id=item.artifact_id,
                user_arn=item.owner,
                user_arn_session=item.owner,
                idempotency_token=item.idempotency_token or None,
                last_record_id=item.last_record_id or None,
                last_provisioning_record_id=item.last_record_id or None,
                last_successful_record_id=item.last_successful_record_id or None,
                path_id=existing.path_id if existing else None,
                launch_role_arn=item.launch_role_arn or None,
                launch_role_chosen=bool(item.launch_role_arn),
                physical_id=item.physical_id,
                tags=_tags(item.tags),
            )
        )

    def _record(self, item: Record, state: State) -> None:
        existing = self._catalog.records.get(item.id)
        product_of = state.observed(id=item.provisioned_product_id)
        stack = state.stack(product_of.physical_id or "") if product_of else None
        created = item.created_time or moment(0)
        self._catalog.store_record(
            record.Record(
                id=item.id,
                ordinal=existing.ordinal if existing else self._catalog.next_ordinal(),
                kind=_KINDS.get(item.type, "provision"),
                type=item.type,
                status=item.status,
                created=created,
                updated=item.updated_time or created,
                provisioned_product_id=item.provisioned_product_id,
                provisioned_product_name=item.provisioned_product_name,
                provisioned_product_type=item.provisioned_product_type or "CFN_STACK",
                product_id=item.product_id,
                artifact_id=item.artifact_id,
                user_arn=self._identity.caller_arn,
                path_id=item.path_id or None,
                launch_role_arn=item.launch_role_arn or None,
                tags=_tags(item.tags),
                errors=tuple(record.RecordError(error.code, error.description) for error in item.errors),
                outputs=_outputs(stack) if stack and item.succeeded else (),
            )
        )

    def _work(self, work: Work) -> None:
        def end(_due: datetime) -> None:
            self._record(work.record, State(identity=self._identity))
            if work.provisioned_product is None:
                self._catalog.provisioned.pop(work.record.provisioned_product_id, None)
            else:
                self._provisioned_product(work.provisioned_product)
            if work.stack is not None:
                self._stack(work.stack, State(templates={work.stack.id: work.template or ""}))
            if work.ends_stack is not None:
                self._end_stack(work.ends_stack)

        self._catalog.timeline.at(moment(work.ends_at), end)

    def _plan(self, planning: Planning, state: State) -> None:
        item, existing = planning.plan, state.observed(id=planning.plan.provisioned_product_id)
        assert existing is not None
        self._catalog.plans[item.id] = plan.Plan(
            id=item.id,
            ordinal=self._catalog.next_ordinal(),
            name=item.name,
            type="CLOUDFORMATION",
            created=moment(0),
            updated=moment(0),
            product_id=existing.product_id,
            artifact_id=existing.artifact_id,
            path_id=None,
            provisioned_product_id=item.provisioned_product_id,
            provisioned_product_name=existing.name,
            user_arn=self._identity.caller_arn,
            user_arn_session=self._identity.caller_arn,
            status_before=planning.before,
            status=item.status or plan.CREATE_SUCCESS,
            status_message=item.status_message or None,
        )

    def _arn(self, resource: str) -> str:
        return catalog_arn(self._identity.partition, self._identity.region, self._identity.account, resource)


def _changes(before: Iterable[T], after: Iterable[T], key: Callable[[T], str]) -> Iterator[tuple[T | None, T | None]]:
    """Return what is gone, and then what is new or another one, each with what was there before."""
    old, new = {key(item): item for item in before}, {key(item): item for item in after}
    for name in old.keys() - new.keys():
        yield old[name], None
    for name, item in new.items():
        if old.get(name) != item:
            yield old.get(name), item


def _ways(state: State) -> tuple[object, ...]:
    return state.launch_paths, state.terms, state.launch_roles


def _constraint_parameters(kind: str, terms: ProvisioningParameters, role: str | None) -> dict[str, Any]:
    match kind:
        case "LAUNCH":
            return {"RoleArn": role or "arn:aws:iam::123456789012:role/launch"}
        case "TEMPLATE":
            return {"Rules": dict(terms.rules or {})}
        case "NOTIFICATION":
            return {"NotificationArns": [_TOPIC]}
        case "RESOURCE_UPDATE":
            return {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}
    where = {
        "AccountList": list(terms.stack_set_accounts) or ["123456789012"],
        "RegionList": list(terms.stack_set_regions) or ["eu-west-1"],
    }
    return {"Version": "String", "Properties": where}


def _outputs(stack: Stack) -> tuple[record.RecordOutput, ...]:
    arn = record.RecordOutput("CloudformationStackARN", stack.id, "The ARN of the launched Cloudformation Stack")
    return (arn, *(record.RecordOutput(key, value) for key, value in stack.outputs.items()))


def _tags(tags: Any) -> tuple[Tag, ...]:
    return tuple(Tag(key, value) for key, value in tags.items())


@cache
def _no_echo(text: str) -> frozenset[str]:
    try:
        return parameters.no_echo(templates.parse(text)) if text else frozenset()
    except (templates.TemplateError, AttributeError):
        return frozenset()
