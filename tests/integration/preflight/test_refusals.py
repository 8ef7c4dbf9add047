"""Every cause that AWS documents for refusing an import or a launch: preview names it, and AWS then refuses.

Sources: the pages of ImportAsProvisionedProduct and ProvisionProduct, and botocore's models. After the verdict the same
request is really sent to the emulator. What CloudFormation finds wrong with a launch is in the record.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from integration.preflight.preview import V1, Preview, adoption, blocking, codes, launch, template
from pulumi_servicecatalog.model.desired import ById, DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.stack import IMPORTABLE
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from support.account import REGION, Account
from support.tables import table

STATUSES = """
CREATE_COMPLETE CREATE_FAILED CREATE_IN_PROGRESS DELETE_FAILED DELETE_IN_PROGRESS IMPORT_COMPLETE IMPORT_IN_PROGRESS
IMPORT_ROLLBACK_COMPLETE IMPORT_ROLLBACK_FAILED IMPORT_ROLLBACK_IN_PROGRESS REVIEW_IN_PROGRESS ROLLBACK_COMPLETE
ROLLBACK_FAILED ROLLBACK_IN_PROGRESS UPDATE_COMPLETE UPDATE_COMPLETE_CLEANUP_IN_PROGRESS UPDATE_FAILED
UPDATE_IN_PROGRESS UPDATE_ROLLBACK_COMPLETE UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS UPDATE_ROLLBACK_FAILED
UPDATE_ROLLBACK_IN_PROGRESS
"""
"""Every status that DescribeStacks reports of a stack that exists (CloudFormation's API, StackStatus)."""

PARENT = "arn:aws:cloudformation:eu-west-1:111122223333:stack/app/1"
OF_A_STACK_SET = "StackSet-baseline-0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f"
REQUIRED = template(Parameters={"Size": {"Type": "String"}})
INVALID, ABSENT, STATE = "InvalidParametersException", "ResourceNotFoundException", "InvalidStateException"
DUPLICATE, DENIED, FAILED = "DuplicateResourceException", "AccessDeniedException", "FAILED"

Request = dict[str, Any]
Change = Callable[[Account, Request], Any]
"""Makes of the account or of the request what AWS will refuse; a request that it returns takes the other's place."""


def import_of(aws: Account, stack_id: str = "") -> Request:
    """Return the import that works."""
    return {**_version(aws), "ProvisionedProductName": "payments", "PhysicalId": stack_id or aws.stack_id("payments")}


def launch_of(aws: Account, **more: Any) -> Request:
    """Return the launch that works."""
    return {**_version(aws), "ProvisionedProductName": "shop", **more}


def _version(aws: Account, product: str = "web-service", name: str = "v1") -> Request:
    return {"ProductId": aws.product_id(product), "ProvisioningArtifactId": aws.version_id(product, name)}


def _pairs(listed: Iterable[dict[str, str]]) -> dict[str, str]:
    return {pair["Key"]: pair["Value"] for pair in listed}


def desired(request: Request) -> DesiredImport | DesiredLaunch:
    """Return the declaration of which a request follows."""
    target = {
        "name": request["ProvisionedProductName"],
        "product": ById(request["ProductId"]),
        "artifact": ById(request["ProvisioningArtifactId"]),
    }
    if "PhysicalId" in request:
        return adoption(physical_id=request["PhysicalId"], **target)
    regions = tuple(request.get("ProvisioningPreferences", {}).get("StackSetRegions", ()))
    return launch(
        path=ById(request["PathId"]) if "PathId" in request else None,
        parameters=_pairs(request.get("ProvisioningParameters", ())),
        tags=_pairs(request.get("Tags", ())),
        preferences=StackSetPreferences(regions=regions) if regions else None,
        **target,
    )


def answer(aws: Account, request: Request) -> str | None:
    """Send it, and return the code of AWS's error or the status of a record that fails; None where all goes well."""
    operation = "import_as_provisioned_product" if "PhysicalId" in request else "provision_product"
    try:
        record = getattr(aws.catalog, operation)(**request)["RecordDetail"]
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    status = aws.catalog.describe_record(Id=record["RecordId"])["RecordDetail"]["Status"]
    return None if status == "SUCCEEDED" else str(status)


def denied(*actions: str) -> Change:
    return lambda aws, _: aws.set(denied_actions=list(actions))


def asks(**changes: Any) -> Change:
    """Have the request ask for something else."""
    return lambda aws, request: {**request, **{name: text.format(aws=aws) for name, text in changes.items()}}


def another_name_governs(aws: Account, _request: Request) -> None:
    aws.make_stack("orders", V1)
    aws.adopt("orders", name="payments")


def another_product(kind: str, body: str) -> Change:
    def change(aws: Account, request: Request) -> Request:
        aws.publish(aws.make_product("other", body, kind=kind))
        return {**request, **_version(aws, "other")}

    return change


def version_of_another_product(aws: Account, request: Request) -> Request:
    aws.add_product("other", V1)
    return {**request, "ProvisioningArtifactId": aws.version_id("other", "v1")}


def in_another(old: str, new: str) -> Change:
    return lambda aws, request: {**request, "PhysicalId": request["PhysicalId"].replace(old.format(aws=aws), new)}


def a_tag_with_options(*options: str, **tags: str) -> Change:
    def change(aws: Account, request: Request) -> Request:
        aws.offer_tags("web-service", "team", *options)
        return {**request, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}

    return change


def parameters(**values: str) -> Change:
    listed = [{"Key": key, "Value": value} for key, value in values.items()]
    return lambda _, request: {**request, "ProvisioningParameters": listed}


def new_version(body: str, **parameters: str) -> Change:
    def change(aws: Account, request: Request) -> Request:
        listed = [{"Key": key, "Value": value} for key, value in parameters.items()]
        version = aws.add_version("web-service", "v3", body)
        return {**request, "ProvisioningArtifactId": version} | ({"ProvisioningParameters": listed} if listed else {})

    return change


def stack_set(*regions: str, chosen: tuple[str, ...]) -> Change:
    def change(aws: Account, request: Request) -> Request:
        if regions:
            aws.make_stack_set("web-service", *regions)
        return {**request, "ProvisioningPreferences": {"StackSetRegions": list(chosen)}} if chosen else request

    return change


def second_portfolio(*, named: bool) -> Change:
    def change(aws: Account, request: Request) -> Request:
        aws.make_portfolio("second")
        aws.publish(request["ProductId"])
        paths = aws.catalog.list_launch_paths(ProductId=request["ProductId"])["LaunchPathSummaries"]
        return {**request, "PathId": paths[-1]["Id"]} if named else request

    return change


def force_stack(**facts: Any) -> Change:
    return lambda aws, _: aws.force_stack("payments", **facts)


def force_version(status: str) -> Change:
    return lambda aws, _: aws.force_version("web-service", "v1", status=status)


def inactive(aws: Account, _request: Request) -> None:
    aws.change_version("web-service", "v1", Active=False)


def version_2(aws: Account, request: Request) -> Request:
    return {**request, **_version(aws, name="v2")}


def sent(preview: Preview, request: Request, change: Change) -> tuple[list[str], str | None]:
    """Change the account or the request; return what preview reports, and what AWS answers then."""
    request = change(preview.aws, request) or request
    return blocking(preview.examine(desired(request))), answer(preview.aws, request)


@pytest.mark.parametrize("rule", ["meaning", "bytes"])
@table(
    "change code",
    (version_2, INVALID, "another template"),
    (lambda aws, _: import_of(aws, aws.make_stack("orders", template("Other"))), INVALID, "another resource"),
)
def test_a_template_that_differs_is_refused_by_either_rule(
    change: Change, code: str, reason: str, rule: str, preview: Preview
) -> None:
    preview.aws.set(match_rule=rule)
    assert sent(preview, import_of(preview.aws), change) == (["TemplateMismatch"], code), reason


@table(
    "change problem code",
    (force_stack(parent_id=PARENT, root_id=PARENT), "NestedStack", INVALID, "nested"),
    (lambda aws, _: import_of(aws, aws.make_stack(OF_A_STACK_SET, V1)), "StackSetInstance", INVALID, "of a stack set"),
    (asks(ProductId="prod-nothing"), "ProductNotFound", ABSENT, "no such product"),
    (asks(ProvisioningArtifactId="pa-nothing"), "ArtifactNotFound", ABSENT, "no such version"),
    (version_of_another_product, "ArtifactNotFound", ABSENT, "a version of another product"),
    (another_product("EXTERNAL", "resource {}"), "ProductTypeNotSupported", INVALID, "a product of Terraform"),
    (inactive, "ArtifactInactive", INVALID, "an inactive version"),
    (force_version("CREATING"), "ArtifactNotReady", STATE, "a version that is still being made"),
    (force_version("FAILED"), "ArtifactNotReady", STATE, "a version that could not be made"),
    (another_name_governs, "NameTaken", DUPLICATE, "the name is taken"),
    (lambda aws, _: aws.adopt("payments", name="billing") and None, "AlreadyGoverned", DUPLICATE, "governed"),
    (in_another("stack/payments", "stack/orders"), "StackNotFound", ABSENT, "a stack that never was"),
    (
        lambda aws, _: aws.cloudformation.delete_stack(StackName="payments") and None,
        "StackNotFound",
        ABSENT,
        "a stack that is deleted",
    ),
    (in_another("{aws.account}", "999999999999"), "StackInOtherAccount", INVALID, "a stack of another account"),
    (in_another(REGION, "us-east-1"), "StackInOtherRegion", INVALID, "a stack of another Region"),
    (asks(PhysicalId="arn:aws:s3:::bucket"), "NotAStack", INVALID, "no stack at all"),
    (denied("servicecatalog:ImportAsProvisionedProduct"), "MissingPermission", DENIED, "may not import"),
    (denied("cloudformation:GetTemplate"), "MissingPermission", DENIED, "may not read the template"),
    (denied("cloudformation:DescribeStacks"), "MissingPermission", DENIED, "may not describe stacks"),
)
def test_preview_names_the_cause_and_aws_refuses_the_import(
    change: Change, problem: str, code: str, reason: str, preview: Preview
) -> None:
    assert sent(preview, import_of(preview.aws), change) == ([problem], code), reason


@table(
    "change problem code",
    (asks(ProductId="prod-nothing"), "ProductNotFound", ABSENT, "no such product"),
    (asks(ProvisioningArtifactId="pa-nothing"), "ArtifactNotFound", ABSENT, "no such version"),
    (version_of_another_product, "ArtifactNotFound", ABSENT, "a version of another product"),
    (inactive, "ArtifactInactive", INVALID, "an inactive version"),
    (lambda aws, _: aws.withdraw("web-service"), "LaunchNeedsPath", ABSENT, "no portfolio"),
    (second_portfolio(named=False), "LaunchPathOpen", INVALID, "two portfolios"),
    (asks(PathId="lpv2-nothing"), "LaunchPathNotFound", INVALID, "no such path"),
    (new_version(REQUIRED), "ParameterMissing", FAILED, "a value is missing"),
    (parameters(Size="huge"), "ParameterNotAllowed", FAILED, "a value is not allowed"),
    (parameters(Sise="small"), "UnknownParameter", FAILED, "the version has no such parameter"),
    (a_tag_with_options("core", team="croe"), "TagNotAllowed", INVALID, "a tag that is not an option"),
    (stack_set(chosen=(REGION,)), "NotAStackSet", INVALID, "preferences without a stack set"),
    (stack_set(REGION, chosen=("us-east-1",)), "OutsideStackSet", INVALID, "a Region outside of the stack set"),
    (lambda aws, _: aws.adopt("payments", name="shop") and None, "NameTakenByOther", INVALID, "the name is taken"),
)
def test_preview_names_the_cause_and_aws_makes_nothing_of_the_launch(
    change: Change, problem: str, code: str, reason: str, preview: Preview
) -> None:
    assert sent(preview, launch_of(preview.aws), change) == ([problem], code), reason


@table(
    "change",
    (lambda *_: None, "nothing special"),
    (second_portfolio(named=True), "one of two paths"),
    (new_version(REQUIRED, Size="any"), "all values"),
    (a_tag_with_options("core", "data", team="data", other="any"), "a tag among the options"),
    (stack_set(REGION, "eu-west-3", chosen=("eu-west-3",)), "a Region of the stack set"),
    (stack_set(REGION, "eu-west-3", chosen=()), "the whole stack set"),
)
def test_what_preview_calls_sound_is_launched(change: Change, reason: str, preview: Preview) -> None:
    assert sent(preview, launch_of(preview.aws), change) == ([], None), reason


@pytest.mark.parametrize("rule", ["meaning", "bytes"])
@table(
    "layout problems refused_by",
    (None, [], "", "the stack's own template"),
    (2, ["TemplateEquivalent"], "bytes", "the same template in another layout"),
)
def test_only_of_an_equivalent_template_preview_cannot_say_what_aws_does(
    layout: int | None, problems: list[str], refused_by: str, reason: str, rule: str, preview: Preview
) -> None:
    preview.aws.set(match_rule=rule)
    request = import_of(preview.aws)
    if layout:
        request = new_version(json.dumps(json.loads(V1), indent=layout))(preview.aws, request) or request
    verdict = preview.examine(desired(request))
    assert (codes(verdict), verdict.adoptable) == (problems, True), reason
    assert answer(preview.aws, request) == (INVALID if rule == refused_by else None)


def test_preview_and_aws_agree_about_every_status_of_a_stack(preview: Preview) -> None:
    answers = {}
    for status in STATUSES.split():
        name = status.replace("_", "-")
        request = {**import_of(preview.aws, preview.aws.make_stack(name, V1)), "ProvisionedProductName": name}
        preview.aws.force_stack(name, status=status)
        answers[status] = (blocking(preview.examine(desired(request))), answer(preview.aws, request))
    refused: tuple[list[str], str | None] = (["StackStatusNotImportable"], STATE)
    assert answers == {status: ([], None) if status in IMPORTABLE else refused for status in STATUSES.split()}


def test_several_causes_against_an_import_are_all_named(preview: Preview) -> None:
    preview.aws.force_stack("payments", status="UPDATE_IN_PROGRESS", parent_id=PARENT)
    preview.aws.set(denied_actions=["servicecatalog:ImportAsProvisionedProduct"])
    request = version_2(preview.aws, import_of(preview.aws))
    assert blocking(preview.examine(desired(request))) == [
        "MissingPermission",
        "NestedStack",
        "StackStatusNotImportable",
        "TemplateMismatch",
    ]


def test_several_causes_against_a_launch_are_all_named(preview: Preview) -> None:
    preview.aws.adopt("payments", name="shop")
    request = launch_of(preview.aws)
    for change in (
        inactive,
        parameters(Sise="small"),
        a_tag_with_options("core", team="croe"),
        stack_set(chosen=("x",)),
    ):
        request = change(preview.aws, request) or request
    assert blocking(preview.examine(desired(request))) == [
        "ArtifactInactive",
        "NameTakenByOther",
        "NotAStackSet",
        "TagNotAllowed",
        "UnknownParameter",
    ]
