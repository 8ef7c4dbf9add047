"""Every cause that AWS documents for refusing ImportAsProvisionedProduct: preview names it, and AWS then refuses.

Sources: the API page and botocore's model (research/peers.md, section 3). After the verdict the same import is really
asked of the emulator, under both of its rules for matching templates.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from integration.preflight.place import REGION, V1, Place, blocking, codes, template
from integration.preflight.problem_cases.stacks import PARENT
from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.model.stack import IMPORTABLE

STATUSES = [
    "CREATE_COMPLETE",
    "CREATE_FAILED",
    "CREATE_IN_PROGRESS",
    "DELETE_FAILED",
    "DELETE_IN_PROGRESS",
    "IMPORT_COMPLETE",
    "IMPORT_IN_PROGRESS",
    "IMPORT_ROLLBACK_COMPLETE",
    "IMPORT_ROLLBACK_FAILED",
    "IMPORT_ROLLBACK_IN_PROGRESS",
    "REVIEW_IN_PROGRESS",
    "ROLLBACK_COMPLETE",
    "ROLLBACK_FAILED",
    "ROLLBACK_IN_PROGRESS",
    "UPDATE_COMPLETE",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_FAILED",
    "UPDATE_IN_PROGRESS",
    "UPDATE_ROLLBACK_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_ROLLBACK_FAILED",
    "UPDATE_ROLLBACK_IN_PROGRESS",
]
"""Every status that DescribeStacks reports of a stack that exists (CloudFormation's API, StackStatus)."""


@dataclass
class ImportTarget:
    """The import that is asked for: what is not named is the one that would work."""

    name: str = "payments"
    stack_id: str = ""
    product_id: str = ""
    artifact_id: str = ""

    def request(self) -> dict[str, str]:
        return {
            "ProvisionedProductName": self.name,
            "PhysicalId": self.stack_id,
            "ProductId": self.product_id,
            "ProvisioningArtifactId": self.artifact_id,
        }


Cause = Callable[[Place, ImportTarget], None]


def nested(place: Place, _target: ImportTarget) -> None:
    place.force("payments", parent_id=PARENT, root_id=PARENT)


def of_a_stack_set(place: Place, target: ImportTarget) -> None:
    target.stack_id = place.stack("StackSet-baseline-0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f")


def another_template(place: Place, target: ImportTarget) -> None:
    target.artifact_id = place.version_id("v2")


def another_layout(place: Place, target: ImportTarget) -> None:
    target.artifact_id = place.version("v3", json.dumps(json.loads(V1), indent=2))


def no_such_product(_place: Place, target: ImportTarget) -> None:
    target.product_id = "prod-nothing"


def no_such_version(_place: Place, target: ImportTarget) -> None:
    target.artifact_id = "pa-nothing"


def a_version_of_another_product(place: Place, target: ImportTarget) -> None:
    target.artifact_id = place.product("other")[1]


def another_type(place: Place, target: ImportTarget) -> None:
    target.product_id, target.artifact_id = place.product("network", "resource {}", kind="EXTERNAL")


def inactive(place: Place, _target: ImportTarget) -> None:
    place.change_version("v1", Active=False)


def still_being_made(place: Place, target: ImportTarget) -> None:
    place.control.force_artifact(target.artifact_id, account=place.account, region=REGION, status="CREATING")


def could_not_be_made(place: Place, target: ImportTarget) -> None:
    place.control.force_artifact(target.artifact_id, account=place.account, region=REGION, status="FAILED")


def name_taken(place: Place, _target: ImportTarget) -> None:
    place.stack("orders")
    place.adopt("orders", name="payments")


def observed(place: Place, _target: ImportTarget) -> None:
    place.adopt(name="billing")


def never_was(place: Place, target: ImportTarget) -> None:
    target.stack_id = f"arn:aws:cloudformation:{REGION}:{place.account}:stack/orders/1"


def deleted(place: Place, _target: ImportTarget) -> None:
    place.stacks.delete_stack(StackName="payments")


def of_another_account(place: Place, target: ImportTarget) -> None:
    target.stack_id = target.stack_id.replace(place.account, "999999999999")


def of_another_region(_place: Place, target: ImportTarget) -> None:
    target.stack_id = target.stack_id.replace(REGION, "us-east-1")


def no_stack_at_all(_place: Place, target: ImportTarget) -> None:
    target.stack_id = "arn:aws:s3:::bucket"


def may_not_import(place: Place, _target: ImportTarget) -> None:
    place.set(denied_actions=["servicecatalog:ImportAsProvisionedProduct"])


def may_not_read_the_template(place: Place, _target: ImportTarget) -> None:
    place.set(denied_actions=["cloudformation:GetTemplate"])


def may_not_describe_stacks(place: Place, _target: ImportTarget) -> None:
    place.set(denied_actions=["cloudformation:DescribeStacks"])


def with_one_resource_else(place: Place, target: ImportTarget) -> None:
    target.stack_id = place.stack("orders", template("Other"))


CAUSES = [
    # cause, what preview reports, what AWS answers
    (nested, ["NestedStack"], "InvalidParametersException"),
    (of_a_stack_set, ["StackSetInstance"], "InvalidParametersException"),
    (another_template, ["TemplateMismatch"], "InvalidParametersException"),
    (with_one_resource_else, ["TemplateMismatch"], "InvalidParametersException"),
    (no_such_product, ["ProductNotFound"], "ResourceNotFoundException"),
    (no_such_version, ["ArtifactNotFound"], "ResourceNotFoundException"),
    (a_version_of_another_product, ["ArtifactNotFound"], "ResourceNotFoundException"),
    (another_type, ["ProductTypeNotSupported"], "InvalidParametersException"),
    (inactive, ["ArtifactInactive"], "InvalidParametersException"),
    (still_being_made, ["ArtifactNotReady"], "InvalidStateException"),
    (could_not_be_made, ["ArtifactNotReady"], "InvalidStateException"),
    (name_taken, ["NameTaken"], "DuplicateResourceException"),
    (observed, ["AlreadyGoverned"], "DuplicateResourceException"),
    (never_was, ["StackNotFound"], "ResourceNotFoundException"),
    (deleted, ["StackNotFound"], "ResourceNotFoundException"),
    (of_another_account, ["StackInOtherAccount"], "InvalidParametersException"),
    (of_another_region, ["StackInOtherRegion"], "InvalidParametersException"),
    (no_stack_at_all, ["NotAStack"], "InvalidParametersException"),
    (may_not_import, ["MissingPermission"], "AccessDeniedException"),
    (may_not_read_the_template, ["MissingPermission"], "AccessDeniedException"),
    (may_not_describe_stacks, ["MissingPermission"], "AccessDeniedException"),
]

RULES = ("meaning", "bytes")


def _target(place: Place) -> ImportTarget:
    return ImportTarget(stack_id=place.stack_id(), product_id=place.product_id, artifact_id=place.version_id())


def _examined(place: Place, target: ImportTarget):
    desired = place.desired(
        name=target.name,
        physical_id=target.stack_id,
        product=ById(target.product_id),
        artifact=ById(target.artifact_id),
    )
    return place.examine(desired)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("cause", "reported", "answer"), CAUSES, ids=lambda each: getattr(each, "__name__", None))
def test_preview_names_the_cause_and_aws_refuses_the_import(
    cause: Cause, reported: list[str], answer: str, rule: str, place: Place
) -> None:
    place.set(match_rule=rule)
    target = _target(place)
    cause(place, target)
    assert blocking(_examined(place, target)) == reported
    assert place.refused(**target.request()) == answer


@pytest.mark.parametrize("status", STATUSES)
def test_preview_and_aws_agree_about_every_status_of_a_stack(status: str, place: Place) -> None:
    target = _target(place)
    place.force("payments", status=status)
    reported = blocking(_examined(place, target))
    answer = place.refused(**target.request())
    if status in IMPORTABLE:
        assert (reported, answer) == ([], None)
    else:
        assert (reported, answer) == (["StackStatusNotImportable"], "InvalidStateException")


@pytest.mark.parametrize("rule", RULES)
def test_what_preview_calls_sound_is_accepted(rule: str, place: Place) -> None:
    place.set(match_rule=rule)
    target = _target(place)
    assert codes(_examined(place, target)) == []
    assert place.refused(**target.request()) is None


@pytest.mark.parametrize(("rule", "answer"), [("meaning", None), ("bytes", "InvalidParametersException")])
def test_only_of_an_equivalent_template_preview_cannot_tell(rule: str, answer: str | None, place: Place) -> None:
    place.set(match_rule=rule)
    target = _target(place)
    another_layout(place, target)
    verdict = _examined(place, target)
    assert (codes(verdict), verdict.adoptable) == (["TemplateEquivalent"], True)
    assert place.refused(**target.request()) == answer


def test_several_causes_are_all_named(place: Place) -> None:
    target = _target(place)
    place.force("payments", status="UPDATE_IN_PROGRESS", parent_id=PARENT)
    another_template(place, target)
    may_not_import(place, target)
    assert sorted(blocking(_examined(place, target))) == [
        "MissingPermission",
        "NestedStack",
        "StackStatusNotImportable",
        "TemplateMismatch",
    ]
