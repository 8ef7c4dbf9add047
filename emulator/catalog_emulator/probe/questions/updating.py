"""What an update needs, and what it does to parameters, tags and the launch role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.probe import catalog, removal
from catalog_emulator.probe.answer import Answer, Reply, UnansweredError, answer
from catalog_emulator.probe.question import question

if TYPE_CHECKING:
    from catalog_emulator.probe.account import Account
    from catalog_emulator.probe.catalog import Provisioned

_KEPT = [{"Key": key, "UsePreviousValue": True} for key in ("Size", "Broken")]
_RESIZED = catalog.requested({"Size": "two"})


def _imported(account: Account) -> Provisioned:
    source, version = catalog.catalog(account)
    return catalog.imported(account, source, version)


def _tag(key: str, value: str) -> dict[str, str]:
    return {"Key": key, "Value": value}


def _updated(account: Account, provisioned: Provisioned, **more: Any) -> Reply:
    """Update, and wait for the end.

    Raises:
        UnansweredError: AWS refuses it, or it fails.
    """
    reply = catalog.update(account, provisioned, **more)
    if not catalog.succeeded(account, reply):
        raise UnansweredError(f"an update does not succeed: {reply}")
    return reply


@question
def update_needs_launch_path(account: Account) -> Answer:
    """Is an update refused where the caller has no launch path any more?"""
    provisioned = _imported(account)
    version = provisioned.version
    account.catalog.disassociate_principal_from_portfolio(
        PortfolioId=version.portfolio_id, PrincipalARN=catalog.caller_pattern(account), PrincipalType="IAM_PATTERN"
    )
    account.until("end of the launch path", lambda: None if catalog.paths(account, version.product_id) else True)
    reply = catalog.update(account, provisioned, ProvisioningParameters=_RESIZED)
    if not reply.accepted:
        catalog.let_in(account, version.portfolio_id, catalog.caller_pattern(account))
        catalog.await_path(account, version)
        _updated(account, provisioned, ProvisioningParameters=_RESIZED)
    return answer(not reply.accepted, reply)


@question
def product_change(account: Account) -> Answer:
    """Can an update name another product than the provisioned product's?"""
    provisioned = _imported(account)
    other = catalog.published(account, catalog.product(account, catalog.stack(account)))
    request = {"ProductId": other.product_id, "ProvisioningArtifactId": other.artifact_id}
    reply = catalog.update(account, provisioned, **request, ProvisioningParameters=_KEPT)
    return answer("allowed" if reply.accepted else "refused", reply)


@question
def tags_without_constraint(account: Account) -> Answer:
    """What comes of new tags in an update without a RESOURCE_UPDATE constraint?"""
    provisioned = _imported(account)
    reply = catalog.update(account, provisioned, ProvisioningParameters=_KEPT, Tags=[_tag("probe", "1")])
    if not reply.accepted:
        _updated(account, provisioned, ProvisioningParameters=_RESIZED)
        return answer("refuse", reply)
    if not catalog.succeeded(account, reply):
        raise UnansweredError("the update failed after it was accepted")
    return answer("apply" if "probe" in _tags(account, provisioned) else "ignore", reply)


def _tags(account: Account, provisioned: Provisioned) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in catalog.attribute(account, provisioned).get("Tags", ())}


@question
def left_out_tags(account: Account) -> Answer:
    """Does a tag go that an update leaves out: always, only if another changes, or never?"""
    source, version = catalog.catalog(account)
    catalog.constrain(account, version, "RESOURCE_UPDATE", catalog.TAG_UPDATES)
    provisioned = catalog.imported(account, source, version)
    _updated(account, provisioned, ProvisioningParameters=_KEPT, Tags=[_tag("kept", "1"), _tag("left", "1")])
    alone = _updated(account, provisioned, ProvisioningParameters=_KEPT, Tags=[_tag("kept", "1")])
    if "left" not in _tags(account, provisioned):
        return answer("remove", alone, "gone where no other tag changed")
    reply = _updated(account, provisioned, ProvisioningParameters=_KEPT, Tags=[_tag("kept", "2")])
    if "left" not in _tags(account, provisioned):
        return answer("with-another", reply, "gone where another tag changed as well")
    return answer("keep", reply, "there although another tag changed as well")


@question
def auto_tags(account: Account) -> Answer:
    """Has the stack of a launch tags of Service Catalog's?"""
    _, version = catalog.catalog(account)
    stack_id = catalog.attribute(account, catalog.launched(account, version))["PhysicalId"]
    reply = account.ask("cloudformation", "describe_stacks", StackName=stack_id)
    keys = [tag["Key"] for tag in reply.document["Stacks"][0].get("Tags", ())]
    own = any(key.startswith("aws:servicecatalog:") for key in keys)
    return answer(own, reply, f"tags of the stack: {', '.join(keys) or 'none'}")


@question
def preferences_of_stacks(account: Account) -> Answer:
    """Are ProvisioningPreferences refused for a product that is launched as a stack?"""
    _, version = catalog.catalog(account)
    catalog.launched(account, version)
    preferences = {"StackSetRegions": [account.region]}
    reply = catalog.launch(account, version, [], ProvisioningPreferences=preferences)
    return answer("ignore" if reply.accepted else "refuse", reply)


@question
def omitted_parameters(account: Account) -> Answer:
    """Has a parameter that the first update leaves out the template's default or the value from before?"""
    _, version = catalog.catalog(account)
    source = catalog.stack(account, Size="two")
    reply = _updated(account, catalog.imported(account, source, version))
    parameters = catalog.described_stack(account, source.id)["Parameters"]
    size = next(p["ParameterValue"] for p in parameters if p["ParameterKey"] == "Size")
    return answer("default" if size == "one" else "previous", reply, f"two before, default one, {size} after")


@question
def empty_update(account: Account) -> Answer:
    """Does an update that changes nothing of the stack succeed?"""
    provisioned = _imported(account)
    _updated(account, provisioned, ProvisioningParameters=_RESIZED)
    reply = catalog.update(account, provisioned, ProvisioningParameters=_KEPT)
    if not reply.accepted:
        raise UnansweredError(str(reply))
    record = catalog.ended(account, reply)["RecordDetail"]
    errors = "; ".join(f"{e.get('Code')}: {e.get('Description')}" for e in record.get("RecordErrors", ()))
    return answer("succeed" if record["Status"] == "SUCCEEDED" else "fail", reply, f"{record['Status']} {errors}")


def _set_launch_role(account: Account, provisioned: Provisioned, role: str) -> Reply:
    reply = account.ask(
        "servicecatalog",
        "update_provisioned_product_properties",
        ProvisionedProductId=provisioned.id,
        ProvisionedProductProperties={"LAUNCH_ROLE": role},
    )
    if not reply.accepted:
        raise UnansweredError(str(reply))
    return reply


@question
def properties_record_type(account: Account) -> Answer:
    """Which RecordType has an UpdateProvisionedProductProperties?"""
    reply = _set_launch_role(account, _imported(account), catalog.role(account))
    record = removal.record_ended(account, reply.document["RecordId"])["RecordDetail"]
    return answer(record["RecordType"], reply, f"RecordType {record['RecordType']}")


@question
def launch_role_of_update(account: Account) -> Answer:
    """Has an update the launch role that was set for the product, or that of the LAUNCH constraint?"""
    source, version = catalog.catalog(account)
    of_constraint, of_property = catalog.role(account), catalog.role(account)
    catalog.constrain(account, version, "LAUNCH", {"RoleArn": of_constraint})
    provisioned = catalog.imported(account, source, version)
    properties = _set_launch_role(account, provisioned, of_property)
    removal.record_ended(account, properties.document["RecordId"])
    reply = catalog.update(account, provisioned, ProvisioningParameters=_KEPT)
    role = catalog.ended(account, reply)["RecordDetail"].get("LaunchRoleArn")
    if role not in (of_constraint, of_property):
        raise UnansweredError(f"LaunchRoleArn {role} is neither the property nor the constraint's")
    return answer("property" if role == of_property else "constraint", reply, f"LaunchRoleArn {role}")
