"""Switches for answers that AWS does not document, each with both of its settings; the first is the default."""

from __future__ import annotations

import json

import pytest

from catalog_emulator import ControlError
from catalog_emulator.core.import_refusals import CAUSES, code_of, is_item
from integration.emulator.caller import refusal, template

ROLE = "arn:aws:iam::{}:role/launcher"


def deprecate(aws, product):
    aws.catalog.update_provisioning_artifact(
        ProductId=product[0], ProvisioningArtifactId=product[1], Guidance="DEPRECATED"
    )


@pytest.mark.parametrize(("accepted", "code"), [(True, None), (False, "InvalidParametersException")])
def test_import_at_a_deprecated_version(aws, accepted, code):
    stack_id, product = aws.make_stack(), aws.product()
    deprecate(aws, product)
    if not accepted:
        aws.set(import_accepts_deprecated=False)
        assert aws.refused_import(stack_id, product)[0] == code
    else:
        assert aws.record(aws.import_as(stack_id, product))["Status"] == "SUCCEEDED"


@pytest.mark.parametrize("accepted", [False, True])
def test_a_deprecated_version_is_not_launched_and_can_be_updated_to(aws, accepted):
    product = aws.product()
    launch = {"ProductId": product[0], "ProvisioningArtifactId": product[1]}
    pp_id = aws.catalog.provision_product(ProvisionedProductName="before", **launch)["RecordDetail"][
        "ProvisionedProductId"
    ]
    deprecate(aws, product)
    if accepted:
        aws.set(launch_accepts_deprecated=True)
        assert aws.catalog.provision_product(ProvisionedProductName="after", **launch)["RecordDetail"]
    else:
        code, message = aws.refusal("provision_product", ProvisionedProductName="after", **launch)
        assert (code, "is deprecated" in message) == ("InvalidParametersException", True)
    record = aws.catalog.update_provisioned_product(ProvisionedProductId=pp_id, **launch)["RecordDetail"]
    assert aws.record(record)["Status"] == "SUCCEEDED"


@pytest.mark.parametrize("cause", ["template", "name-taken", "stack-missing", "no-arn", "stack-status"])
def test_the_code_of_a_refused_import_by_its_cause(aws, cause):
    product, stack_id, name = aws.product(), aws.make_stack(), "payments"
    match cause:
        case "template":
            stack_id = aws.make_stack("other", template("Other"))
        case "name-taken":
            aws.import_as(aws.make_stack("first"), product)
        case "stack-missing":
            aws.cloudformation.delete_stack(StackName=stack_id)
        case "no-arn":
            stack_id = "payments"
        case "stack-status":
            aws.control.force_stack("payments", account=aws.account, status="DELETE_FAILED")
    assert aws.refused_import(stack_id, product, name)[0] == CAUSES[cause]
    aws.set(import_refusals=[f"{cause}=ValidationException"])
    assert aws.refused_import(stack_id, product, name)[0] == "ValidationException"


def test_a_refusal_keeps_its_code_unless_it_is_changed():
    assert {cause: code_of(cause, ()) for cause in CAUSES} == CAUSES
    assert code_of("template", ("template=InvalidStateException",)) == "InvalidStateException"
    assert [is_item(item) for item in ("template=InvalidStateException", "template=Nope", "nope=x", "x")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_wrong_refusal_is_told_with_what_there_is(aws):
    with pytest.raises(
        ControlError, match="import_refusals must be a list of cause=code, with a cause of product-type"
    ):
        aws.set(import_refusals=["soon=now"])


@pytest.mark.parametrize("where", ["account", "region"])
@pytest.mark.parametrize("setting", ["InvalidParametersException", "ResourceNotFoundException", "accept"])
def test_import_of_a_stack_from_elsewhere(aws, accounts, setting, where):
    there = type(aws)(aws.url, next(accounts)) if where == "account" else aws.elsewhere("eu-west-1")
    stack_id, product = there.make_stack(), aws.product()
    aws.set(import_foreign_stack=setting)
    if setting != "accept":
        assert aws.refused_import(stack_id, product)[0] == setting
        return
    record = aws.import_as(stack_id, product)
    assert aws.record(record)["Status"] == "SUCCEEDED"
    updated = aws.catalog.update_provisioned_product(
        ProvisionedProductId=record["ProvisionedProductId"], ProductId=product[0], ProvisioningArtifactId=product[1]
    )
    assert aws.record(updated["RecordDetail"])["Status"] == "SUCCEEDED"
    ended = aws.catalog.terminate_provisioned_product(ProvisionedProductId=record["ProvisionedProductId"])
    assert aws.record(ended["RecordDetail"])["Status"] == "SUCCEEDED"
    assert there.stack(stack_id)["StackStatus"] == "DELETE_COMPLETE"


@pytest.mark.parametrize("setting", ["none", "constraint"])
def test_the_launch_role_of_an_import(aws, setting):
    aws.set(import_launch_role=setting)
    stack_id, product = aws.make_stack(), aws.product()
    (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product[0])["PortfolioDetails"]
    role = ROLE.format(aws.account)
    aws.catalog.create_constraint(
        PortfolioId=portfolio["Id"], ProductId=product[0], Type="LAUNCH", Parameters=json.dumps({"RoleArn": role})
    )
    record = aws.import_as(stack_id, product)
    assert record.get("LaunchRoleArn") == (role if setting == "constraint" else None)
    assert aws.provisioned(record["ProvisionedProductId"]).get("LaunchRoleArn") == record.get("LaunchRoleArn")


@pytest.mark.parametrize("shown", [True, False])
def test_the_stacks_arn_among_the_outputs_of_an_import(aws, shown):
    aws.set(import_stack_arn_output=shown)
    pp_id, _, _ = aws.adopted(template(Outputs={"A": {"Value": "1"}}))
    outputs = aws.catalog.get_provisioned_product_outputs(ProvisionedProductId=pp_id)["Outputs"]
    assert [output["OutputKey"] for output in outputs] == [*(["CloudformationStackARN"] if shown else []), "A"]


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "ValidationException", "InvalidParametersException"])
def test_the_code_for_a_provisioned_product_that_is_not_there(aws, code):
    aws.set(not_found_code=code)
    words = "Provisioned product not found: pp-gone"
    assert aws.refusal("describe_provisioned_product", Id="pp-gone") == (code, words)
    assert aws.refusal("terminate_provisioned_product", ProvisionedProductId="pp-gone") == (code, words)


@pytest.mark.parametrize("code", ["ValidationException", "InvalidParametersException", "ResourceNotFoundException"])
@pytest.mark.parametrize("names", [{}, {"ProvisionedProductName": "a", "ProvisionedProductId": "pp-x"}])
def test_the_code_for_a_termination_that_names_both_or_neither(aws, code, names):
    aws.set(both_or_neither_code=code)
    assert aws.refusal("terminate_provisioned_product", **names)[0] == code


@pytest.mark.parametrize(
    ("setting", "order"),
    [
        ("oldest-first", lambda made: made),
        ("newest-first", lambda made: made[::-1]),
        ("none", sorted),
    ],
)
def test_the_order_of_versions(aws, setting, order):
    aws.set(version_order=setting)
    product_id, first = aws.product()
    made = [first, *(aws.version(product_id, template(), f"v{n}") for n in range(2, 6))]
    lists = {
        "list": aws.catalog.list_provisioning_artifacts(ProductId=product_id)["ProvisioningArtifactDetails"],
        "user": aws.catalog.describe_product(Id=product_id)["ProvisioningArtifacts"],
        "admin": aws.catalog.describe_product_as_admin(Id=product_id)["ProvisioningArtifactSummaries"],
    }
    for artifacts in lists.values():
        assert [artifact["Id"] for artifact in artifacts] == order(made)


@pytest.mark.parametrize("setting", ["shown", "left-out"])
def test_empty_lists_of_a_stack(aws, setting):
    aws.set(empty_lists=setting)
    aws.make_stack()
    stack = aws.stack("payments")
    assert "Outputs" not in stack
    for name in ("Parameters", "NotificationARNs", "Capabilities", "Tags"):
        assert stack.get(name) == ([] if setting == "shown" else None), name


@pytest.mark.parametrize(
    ("setting", "words"), [("with-id", "Stack with id x does not exist"), ("with-colon", "Stack: x does not exist")]
)
def test_the_stack_policy_of_an_unknown_stack(aws, setting, words):
    aws.set(stack_policy_of_unknown_stack=setting)
    assert refusal(aws.cloudformation.get_stack_policy, StackName="x") == ("ValidationError", words)
    refused = refusal(aws.cloudformation.set_stack_policy, StackName="x", StackPolicyBody="{}")
    assert refused == ("ValidationError", words)


@pytest.mark.parametrize(("setting", "description"), [("left-out", None), ("empty", "")])
def test_the_description_of_a_parameter_without_one(aws, setting, description):
    aws.set(absent_description=setting)
    summary = aws.cloudformation.get_template_summary(TemplateBody=template(Parameters={"A": {"Type": "String"}}))
    assert summary["Parameters"][0].get("Description") == description


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        ("EXTERNAL", ("InvalidParametersException", "requires DisableTemplateValidation set to true")),
        ("TERRAFORM_OPEN_SOURCE", ("ValidationException", "'TERRAFORM_OPEN_SOURCE' failed to satisfy constraint")),
    ],
)
def test_product_types_that_are_no_templates(aws, kind, refused):
    artifact = {"Type": kind, "Info": {"LoadTemplateFromURL": aws.upload(template())}}
    code, message = aws.refusal(
        "create_product", Name="n", Owner="o", ProductType=kind, ProvisioningArtifactParameters=artifact
    )
    assert (code, refused[1] in message) == (refused[0], True)


@pytest.mark.parametrize(
    "url", ["file://localhost/b/k", "ftp://b.s3.amazonaws.com/k", "file:///etc/passwd", "https://[x"]
)
def test_templates_come_from_s3_and_from_no_other_scheme(aws, url):
    artifact = {"Info": {"LoadTemplateFromURL": url}}
    code, message = aws.refusal(
        "create_product",
        Name="n",
        Owner="o",
        ProductType="CLOUD_FORMATION_TEMPLATE",
        ProvisioningArtifactParameters=artifact,
    )
    assert (code, url in message) == ("InvalidParametersException", True)
    assert refusal(aws.cloudformation.create_stack, StackName="s", TemplateURL=url)[0] == "ValidationError"


def test_a_stored_parameter_that_is_not_there_is_named_and_leaves_no_stack(aws):
    stored = {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/not/there"}
    body = template(Parameters={"Image": stored}, Outputs={"A": {"Value": {"Ref": "Image"}}})
    words = "Unable to fetch parameters [/not/there] from parameter store for this account."
    assert refusal(aws.cloudformation.create_stack, StackName="a", TemplateBody=body) == ("ValidationError", words)
    assert aws.cloudformation.list_stacks()["StackSummaries"] == []
    aws.client("ssm").put_parameter(Name="/there", Value="ami", Type="String")
    aws.make_stack("a", body, Parameters=[{"ParameterKey": "Image", "ParameterValue": "/there"}])
    assert aws.stack("a")["Outputs"][0]["OutputValue"] == "ami"
    update = {"StackName": "a", "UsePreviousTemplate": True}
    refused = refusal(
        aws.cloudformation.update_stack,
        **update,
        Parameters=[{"ParameterKey": "Image", "ParameterValue": "/not/there"}],
    )
    assert refused == ("ValidationError", words)
    assert aws.stack("a")["StackStatus"] == "CREATE_COMPLETE"
