"""What an import leaves: its record, the outputs, the stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.probe import catalog
from catalog_emulator.probe.answer import Answer, UnansweredError, answer
from catalog_emulator.probe.question import question

if TYPE_CHECKING:
    from catalog_emulator.probe.account import Account
    from catalog_emulator.probe.answer import Reply
    from catalog_emulator.probe.catalog import Provisioned

_STACK_ARN = "CloudformationStackARN"
_NO_RECORD = "Last Successful Provisioning Record doesn't exist"


def plain_import(account: Account) -> Provisioned:
    """Return a provisioned product that was imported and is only looked at, by all who look at one."""

    def make() -> Provisioned:
        source, version = catalog.catalog(account)
        return catalog.imported(account, source, version)

    return account.once(plain_import, make)


def _record(account: Account, provisioned: Provisioned) -> tuple[Reply, dict[str, Any]]:
    reply = account.ask("servicecatalog", "describe_record", Id=provisioned.record_id)
    return reply, reply.document["RecordDetail"]


@question
def import_record_type(account: Account) -> Answer:
    """Which RecordType has an import?"""
    reply, record = _record(account, plain_import(account))
    return answer(record["RecordType"], reply, f"RecordType {record['RecordType']}")


@question
def import_path_id(account: Account) -> Answer:
    """Has the record of an import a PathId?"""
    provisioned = plain_import(account)
    first = catalog.paths(account, provisioned.version.product_id)[0]
    reply, record = _record(account, provisioned)
    path = record.get("PathId")
    if path not in (None, "", first):
        raise UnansweredError(f"PathId {path} is not the first launch path {first}")
    return answer("first" if path else "none", reply, f"PathId {path}")


@question
def import_launch_role(account: Account) -> Answer:
    """Has an import the launch role of the path's LAUNCH constraint?"""
    source, version = catalog.catalog(account)
    role = catalog.role(account)
    catalog.constrain(account, version, "LAUNCH", {"RoleArn": role})
    provisioned = catalog.imported(account, source, version)
    reply = account.ask("servicecatalog", "describe_provisioned_product", Id=provisioned.id)
    shown = reply.document["ProvisionedProductDetail"].get("LaunchRoleArn")
    if shown not in (None, "", role):
        raise UnansweredError(f"LaunchRoleArn {shown} is not the constraint's")
    return answer("constraint" if shown else "none", reply, f"LaunchRoleArn {shown}")


def _outputs(account: Account, provisioned: Provisioned) -> tuple[Reply, list[str]]:
    """Return the keys of the outputs; of the record's own where there is no last successful record."""
    reply = account.ask("servicecatalog", "get_provisioned_product_outputs", ProvisionedProductId=provisioned.id)
    outputs = reply.document.get("Outputs")
    if outputs is None:
        document = account.catalog.describe_record(Id=provisioned.record_id)
        outputs = document.get("RecordOutputs") or []
    return reply, [output["OutputKey"] for output in outputs]


@question
def import_outputs(account: Account) -> Answer:
    """Has an import the outputs of the stack?"""
    reply, keys = _outputs(account, plain_import(account))
    if "Size" not in keys and _NO_RECORD not in reply.text:
        raise UnansweredError(f"outputs {', '.join(keys) or 'none'}: {reply}")
    return answer("populated" if "Size" in keys else "missing", reply, f"{reply}, outputs {', '.join(keys) or 'none'}")


@question
def import_stack_arn_output(account: Account) -> Answer:
    """Is CloudformationStackARN among the outputs of an import?"""
    reply, keys = _outputs(account, plain_import(account))
    if not keys:
        raise UnansweredError(f"an import has no outputs at all: {reply}")
    return answer(_STACK_ARN in keys, reply, f"outputs {', '.join(keys)}")


@question
def import_sets_last_successful_record(account: Account) -> Answer:
    """Is the record of an import the last successful provisioning record?"""
    provisioned = plain_import(account)
    reply = account.ask("servicecatalog", "describe_provisioned_product", Id=provisioned.id)
    last = reply.document["ProvisionedProductDetail"].get("LastSuccessfulProvisioningRecordId")
    seen = f"LastSuccessfulProvisioningRecordId {last}, the import's is {provisioned.record_id}"
    return answer(last == provisioned.record_id, reply, seen)


@question
def import_stack_status(account: Account) -> Answer:
    """Which status has a stack that was CREATE_COMPLETE after its import?"""
    stack_id = catalog.attribute(account, plain_import(account))["PhysicalId"]
    reply = account.ask("cloudformation", "describe_stacks", StackName=stack_id)
    status = reply.document["Stacks"][0]["StackStatus"]
    return answer("keep" if status == "CREATE_COMPLETE" else status, reply, f"StackStatus {status}")
