"""The functions for Python. Generated from schema.json by tools/generate; do not edit."""

# ruff: noqa: A002, PLR0913 - the arguments are those of the schema

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import pulumi

from pulumi_servicecatalog.providers import invoke

__all__ = [
    "ArtifactMatch",
    "CheckAdoptionResult",
    "DiscoverStacksResult",
    "DiscoveredStack",
    "GetLaunchPathsResult",
    "GetProvisionedProductResult",
    "GetProvisioningParametersResult",
    "GetRecordResult",
    "LaunchPath",
    "MatchArtifactsResult",
    "Problem",
    "ProvisioningParameter",
    "check_adoption",
    "check_adoption_output",
    "discover_stacks",
    "discover_stacks_output",
    "get_launch_paths",
    "get_launch_paths_output",
    "get_provisioned_product",
    "get_provisioned_product_output",
    "get_provisioning_parameters",
    "get_provisioning_parameters_output",
    "get_record",
    "get_record_output",
    "match_artifacts",
    "match_artifacts_output",
]


@dataclass(frozen=True, kw_only=True)
class LaunchPath:
    """A way by which the caller may launch a product."""

    id: str
    """The path, as `lpv2-...`."""
    name: str
    """The name of the portfolio that it leads through."""
    constraints: Sequence[str]
    """The types of the constraints on it, such as LAUNCH or RESOURCE_UPDATE."""
    tags: Mapping[str, str]
    """The tags that launching by it sets."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            id=answer["id"],
            name=answer["name"],
            constraints=answer["constraints"],
            tags=answer["tags"],
        )


@dataclass(frozen=True, kw_only=True)
class ProvisioningParameter:
    """A parameter of a version's template."""

    key: str
    """Its name."""
    type: str
    """Its type, as the template has it."""
    no_echo: bool
    """Whether AWS masks its value."""
    default_value: str | None = None
    """Its default, where it has one."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            key=answer["key"],
            type=answer["type"],
            no_echo=answer["noEcho"],
            default_value=answer.get("defaultValue"),
        )


@dataclass(frozen=True, kw_only=True)
class ArtifactMatch:
    """A version of a product, and how its template compares with a stack's."""

    id: str
    """The version, as `pa-...`."""
    name: str
    """Its name."""
    match: str
    """`identical`, `equivalent` (the same in meaning), `different`, or `unreadable`."""
    differences: Sequence[str]
    """Where they differ, a line for each place."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            id=answer["id"],
            name=answer["name"],
            match=answer["match"],
            differences=answer["differences"],
        )


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A finding about an adoption, with its remedy."""

    code: str
    """The code, as docs/problems.md lists it."""
    severity: str
    """`error`, `warning` or `information`."""
    property: str
    """The input that it belongs to; empty where it belongs to none."""
    message: str
    """What is so."""
    remedy: str
    """What to do about it."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            code=answer["code"],
            severity=answer["severity"],
            property=answer["property"],
            message=answer["message"],
            remedy=answer["remedy"],
        )


@dataclass(frozen=True, kw_only=True)
class DiscoveredStack:
    """A stack, and what can be done with it."""

    id: str
    """The ARN of the stack."""
    name: str
    """Its name."""
    status: str
    """Its status."""
    verdict: str
    """`governed`, `adoptable`, `near`, `unmatched`, `excluded` or `unreadable`, as `catalogctl discover`
    says.
    """
    reason: str
    """Why: how it matches, how what governs it stands, or the code of a problem (docs/problems.md)."""
    provisioned_product_id: str | None = None
    """The provisioned product that governs it, where one does."""
    product_name: str | None = None
    """The product that governs it, or that it would be adopted into; of a stack that is `near`, the
    nearest.
    """
    provisioning_artifact_name: str | None = None
    """The version of that product."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            id=answer["id"],
            name=answer["name"],
            status=answer["status"],
            verdict=answer["verdict"],
            reason=answer["reason"],
            provisioned_product_id=answer.get("provisionedProductId"),
            product_name=answer.get("productName"),
            provisioning_artifact_name=answer.get("provisioningArtifactName"),
        )


@dataclass(frozen=True, kw_only=True)
class GetProvisionedProductResult:
    """What get_provisioned_product gives."""

    provisioned_product_id: str
    """The provisioned product, as `pp-...`; also the ID of the resource."""
    arn: str
    """The ARN of the provisioned product."""
    stack_id: str
    """The ARN of the stack that is governed."""
    owner: str
    """The ARN of the user or role that owns the provisioned product."""
    status: str
    """AVAILABLE, UNDER_CHANGE, TAINTED, ERROR or PLAN_IN_PROGRESS, as AWS reported it last."""
    status_message: str
    """AWS's own words on the status; empty where there are none."""
    type: str
    """CFN_STACK."""
    product_id: str
    """The product that governs the stack."""
    provisioning_artifact_id: str
    """The version that AWS reports for the stack."""
    provisioning_artifact_name: str
    """The name of that version; its ID where AWS does not report the name."""
    launch_role_arn: str
    """The role that Service Catalog uses for the stack; empty where there is none."""
    live_parameters: Mapping[str, str]
    """The stack's parameters as CloudFormation reports them; NoEcho values are masked by AWS."""
    outputs: Mapping[str, str]
    """The stack's outputs."""
    last_record_id: str
    """The record of the last operation on the provisioned product."""
    created_time: str
    """When the provisioned product was made, in ISO 8601, UTC."""
    name: str
    """The name of the provisioned product."""
    product_name: str
    """The name of the product that governs the stack."""
    tags: Mapping[str, str]
    """The tags of the provisioned product."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            provisioned_product_id=answer["provisionedProductId"],
            arn=answer["arn"],
            stack_id=answer["stackId"],
            owner=answer["owner"],
            status=answer["status"],
            status_message=answer["statusMessage"],
            type=answer["type"],
            product_id=answer["productId"],
            provisioning_artifact_id=answer["provisioningArtifactId"],
            provisioning_artifact_name=answer["provisioningArtifactName"],
            launch_role_arn=answer["launchRoleArn"],
            live_parameters=answer["liveParameters"],
            outputs=answer["outputs"],
            last_record_id=answer["lastRecordId"],
            created_time=answer["createdTime"],
            name=answer["name"],
            product_name=answer["productName"],
            tags=answer["tags"],
        )


def get_provisioned_product(
    *,
    id: str,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetProvisionedProductResult:
    """What AWS has of a provisioned product and its stack.

    id: Its ID (`pp-...`), its name, or the ARN of its stack.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "id": id,
        "region": region,
    }
    answer = invoke.now("servicecatalog:index:getProvisionedProduct", arguments, opts)
    return GetProvisionedProductResult.of(answer)


def get_provisioned_product_output(
    *,
    id: pulumi.Input[str],
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None = None,
) -> pulumi.Output[GetProvisionedProductResult]:
    """What AWS has of a provisioned product and its stack.

    id: Its ID (`pp-...`), its name, or the ARN of its stack.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "id": id,
        "region": region,
    }
    answer = invoke.output("servicecatalog:index:getProvisionedProduct", arguments, opts)
    return answer.apply(GetProvisionedProductResult.of)


@dataclass(frozen=True, kw_only=True)
class GetLaunchPathsResult:
    """What get_launch_paths gives."""

    product_id: str
    """The product."""
    launch_paths: Sequence[LaunchPath]
    """The launch paths; none where the caller has no access."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            product_id=answer["productId"],
            launch_paths=[LaunchPath.of(item) for item in answer["launchPaths"]],
        )


def get_launch_paths(
    *,
    product_id: str | None = None,
    product_name: str | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetLaunchPathsResult:
    """The ways by which the caller may launch a product.

    product_id: The product, as `prod-...`. Either this or `productName`.
    product_name: The product by its name, which must belong to one product only. Either this or
        `productId`.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "productId": product_id,
        "productName": product_name,
        "region": region,
    }
    answer = invoke.now("servicecatalog:index:getLaunchPaths", arguments, opts)
    return GetLaunchPathsResult.of(answer)


def get_launch_paths_output(
    *,
    product_id: pulumi.Input[str] | None = None,
    product_name: pulumi.Input[str] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None = None,
) -> pulumi.Output[GetLaunchPathsResult]:
    """The ways by which the caller may launch a product.

    product_id: The product, as `prod-...`. Either this or `productName`.
    product_name: The product by its name, which must belong to one product only. Either this or
        `productId`.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "productId": product_id,
        "productName": product_name,
        "region": region,
    }
    answer = invoke.output("servicecatalog:index:getLaunchPaths", arguments, opts)
    return answer.apply(GetLaunchPathsResult.of)


@dataclass(frozen=True, kw_only=True)
class GetProvisioningParametersResult:
    """What get_provisioning_parameters gives."""

    product_id: str
    """The product."""
    provisioning_artifact_id: str
    """The version."""
    parameters: Sequence[ProvisioningParameter]
    """The parameters, in AWS's order."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            product_id=answer["productId"],
            provisioning_artifact_id=answer["provisioningArtifactId"],
            parameters=[ProvisioningParameter.of(item) for item in answer["parameters"]],
        )


def get_provisioning_parameters(
    *,
    product_id: str | None = None,
    product_name: str | None = None,
    provisioning_artifact_id: str | None = None,
    provisioning_artifact_name: str | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetProvisioningParametersResult:
    """The parameters that a version's template takes.

    product_id: The product, as `prod-...`. Either this or `productName`.
    product_name: The product by its name, which must belong to one product only. Either this or
        `productId`.
    provisioning_artifact_id: The version, as `pa-...`. Either this or `provisioningArtifactName`.
    provisioning_artifact_name: The version of the product by its name.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "productId": product_id,
        "productName": product_name,
        "provisioningArtifactId": provisioning_artifact_id,
        "provisioningArtifactName": provisioning_artifact_name,
        "region": region,
    }
    answer = invoke.now("servicecatalog:index:getProvisioningParameters", arguments, opts)
    return GetProvisioningParametersResult.of(answer)


def get_provisioning_parameters_output(
    *,
    product_id: pulumi.Input[str] | None = None,
    product_name: pulumi.Input[str] | None = None,
    provisioning_artifact_id: pulumi.Input[str] | None = None,
    provisioning_artifact_name: pulumi.Input[str] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None = None,
) -> pulumi.Output[GetProvisioningParametersResult]:
    """The parameters that a version's template takes.

    product_id: The product, as `prod-...`. Either this or `productName`.
    product_name: The product by its name, which must belong to one product only. Either this or
        `productId`.
    provisioning_artifact_id: The version, as `pa-...`. Either this or `provisioningArtifactName`.
    provisioning_artifact_name: The version of the product by its name.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "productId": product_id,
        "productName": product_name,
        "provisioningArtifactId": provisioning_artifact_id,
        "provisioningArtifactName": provisioning_artifact_name,
        "region": region,
    }
    answer = invoke.output("servicecatalog:index:getProvisioningParameters", arguments, opts)
    return answer.apply(GetProvisioningParametersResult.of)


@dataclass(frozen=True, kw_only=True)
class GetRecordResult:
    """What get_record gives."""

    status: str
    """CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED or FAILED."""
    type: str
    """PROVISION_PRODUCT, UPDATE_PROVISIONED_PRODUCT or TERMINATE_PROVISIONED_PRODUCT."""
    provisioned_product_id: str
    """The provisioned product that it is about."""
    provisioned_product_name: str
    """The name of that."""
    provisioned_product_type: str
    """The type of that: CFN_STACK, CFN_STACKSET, or another that AWS names."""
    product_id: str
    """The product."""
    provisioning_artifact_id: str
    """The version."""
    path_id: str
    """The launch path; empty where there is none."""
    launch_role_arn: str
    """The launch role that the operation used; empty where there was none."""
    created_time: str
    """When it began, in ISO 8601, UTC."""
    updated_time: str
    """When it changed last, in ISO 8601, UTC."""
    errors: Sequence[str]
    """AWS's own words on why it failed, each with AWS's code in parentheses."""
    tags: Mapping[str, str]
    """The tags of the record."""
    outputs: Mapping[str, str]
    """The outputs that it reports, of all pages."""
    output_descriptions: Mapping[str, str]
    """What the outputs are, as the template says, by the same keys; without those of which it says
    nothing.
    """

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            status=answer["status"],
            type=answer["type"],
            provisioned_product_id=answer["provisionedProductId"],
            provisioned_product_name=answer["provisionedProductName"],
            provisioned_product_type=answer["provisionedProductType"],
            product_id=answer["productId"],
            provisioning_artifact_id=answer["provisioningArtifactId"],
            path_id=answer["pathId"],
            launch_role_arn=answer["launchRoleArn"],
            created_time=answer["createdTime"],
            updated_time=answer["updatedTime"],
            errors=answer["errors"],
            tags=answer["tags"],
            outputs=answer["outputs"],
            output_descriptions=answer["outputDescriptions"],
        )


def get_record(
    *,
    id: str,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> GetRecordResult:
    """AWS's account of one operation on a provisioned product.

    id: The record, as `rec-...`.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "id": id,
        "region": region,
    }
    answer = invoke.now("servicecatalog:index:getRecord", arguments, opts)
    return GetRecordResult.of(answer)


def get_record_output(
    *,
    id: pulumi.Input[str],
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None = None,
) -> pulumi.Output[GetRecordResult]:
    """AWS's account of one operation on a provisioned product.

    id: The record, as `rec-...`.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "id": id,
        "region": region,
    }
    answer = invoke.output("servicecatalog:index:getRecord", arguments, opts)
    return answer.apply(GetRecordResult.of)


@dataclass(frozen=True, kw_only=True)
class MatchArtifactsResult:
    """What match_artifacts gives."""

    stack_id: str
    """The ARN of the stack."""
    product_id: str
    """The product."""
    artifacts: Sequence[ArtifactMatch]
    """The active versions."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            stack_id=answer["stackId"],
            product_id=answer["productId"],
            artifacts=[ArtifactMatch.of(item) for item in answer["artifacts"]],
        )


def match_artifacts(
    *,
    physical_id: str,
    product_id: str | None = None,
    product_name: str | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> MatchArtifactsResult:
    """How a stack's template compares with that of every active version of a product.

    physical_id: The stack: its ARN or its name.
    product_id: The product, as `prod-...`. Either this or `productName`.
    product_name: The product by its name, which must belong to one product only. Either this or
        `productId`.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "physicalId": physical_id,
        "productId": product_id,
        "productName": product_name,
        "region": region,
    }
    answer = invoke.now("servicecatalog:index:matchArtifacts", arguments, opts)
    return MatchArtifactsResult.of(answer)


def match_artifacts_output(
    *,
    physical_id: pulumi.Input[str],
    product_id: pulumi.Input[str] | None = None,
    product_name: pulumi.Input[str] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None = None,
) -> pulumi.Output[MatchArtifactsResult]:
    """How a stack's template compares with that of every active version of a product.

    physical_id: The stack: its ARN or its name.
    product_id: The product, as `prod-...`. Either this or `productName`.
    product_name: The product by its name, which must belong to one product only. Either this or
        `productId`.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "physicalId": physical_id,
        "productId": product_id,
        "productName": product_name,
        "region": region,
    }
    answer = invoke.output("servicecatalog:index:matchArtifacts", arguments, opts)
    return answer.apply(MatchArtifactsResult.of)


@dataclass(frozen=True, kw_only=True)
class CheckAdoptionResult:
    """What check_adoption gives."""

    adoptable: bool
    """Whether nothing stands in the way."""
    problems: Sequence[Problem]
    """What was found, what stops the adoption and what does not."""
    stack_id: str | None = None
    """The ARN of the stack, where it was found."""
    product_id: str | None = None
    """The product, where it was found."""
    provisioning_artifact_id: str | None = None
    """The version that it would be adopted at, where that was found."""
    provisioning_artifact_name: str | None = None
    """The name of that version."""
    provisioned_product_id: str | None = None
    """The provisioned product that governs the stack as declared already, if one does."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            adoptable=answer["adoptable"],
            problems=[Problem.of(item) for item in answer["problems"]],
            stack_id=answer.get("stackId"),
            product_id=answer.get("productId"),
            provisioning_artifact_id=answer.get("provisioningArtifactId"),
            provisioning_artifact_name=answer.get("provisioningArtifactName"),
            provisioned_product_id=answer.get("provisionedProductId"),
        )


def check_adoption(
    *,
    name: str,
    physical_id: str,
    product_id: str | None = None,
    product_name: str | None = None,
    provisioning_artifact_id: str | None = None,
    provisioning_artifact_name: str | None = None,
    path_id: str | None = None,
    path_name: str | None = None,
    parameters: Mapping[str, str] | None = None,
    tags: Mapping[str, str] | None = None,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> CheckAdoptionResult:
    """Every reason why an adoption would fail, as values: what the preview of an ImportedProvisionedProduct would tell.

    Nothing is changed.

    name: The name of the provisioned product, unique in the account and Region. AWS cannot rename one,
        so another name releases the stack and adopts it again.
    physical_id: The stack to adopt: its stack ID (an ARN) or its name. A name and the ARN that it
        resolves to are equal. Another stack replaces the resource.
    product_id: The product, as `prod-...`. Either this or `productName`.
    product_name: The product by its name, which must belong to one product only. Either this or
        `productId`.
    provisioning_artifact_id: The version, as `pa-...`. Either this or `provisioningArtifactName`.
    provisioning_artifact_name: The version of the product by its name.
    path_id: The launch path that updates use, as `lpv2-...`. Needed only where the product has several;
        an import takes none.
    path_name: The launch path by its name, in place of `pathId`.
    parameters: Values of the template's parameters. An import takes none: where a declared value
        differs from the stack's, an update follows the import. A parameter that is not named keeps the
        value that the stack has.
    tags: Tags of the provisioned product. An import takes none, so an update follows it; AWS takes tags
        only where a RESOURCE_UPDATE constraint allows that. Left out: the tags are left alone.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "name": name,
        "physicalId": physical_id,
        "productId": product_id,
        "productName": product_name,
        "provisioningArtifactId": provisioning_artifact_id,
        "provisioningArtifactName": provisioning_artifact_name,
        "pathId": path_id,
        "pathName": path_name,
        "parameters": parameters,
        "tags": tags,
        "region": region,
    }
    answer = invoke.now("servicecatalog:index:checkAdoption", arguments, opts)
    return CheckAdoptionResult.of(answer)


def check_adoption_output(
    *,
    name: pulumi.Input[str],
    physical_id: pulumi.Input[str],
    product_id: pulumi.Input[str] | None = None,
    product_name: pulumi.Input[str] | None = None,
    provisioning_artifact_id: pulumi.Input[str] | None = None,
    provisioning_artifact_name: pulumi.Input[str] | None = None,
    path_id: pulumi.Input[str] | None = None,
    path_name: pulumi.Input[str] | None = None,
    parameters: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
    tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None = None,
) -> pulumi.Output[CheckAdoptionResult]:
    """Every reason why an adoption would fail, as values: what the preview of an ImportedProvisionedProduct would tell.

    Nothing is changed.

    name: The name of the provisioned product, unique in the account and Region. AWS cannot rename one,
        so another name releases the stack and adopts it again.
    physical_id: The stack to adopt: its stack ID (an ARN) or its name. A name and the ARN that it
        resolves to are equal. Another stack replaces the resource.
    product_id: The product, as `prod-...`. Either this or `productName`.
    product_name: The product by its name, which must belong to one product only. Either this or
        `productId`.
    provisioning_artifact_id: The version, as `pa-...`. Either this or `provisioningArtifactName`.
    provisioning_artifact_name: The version of the product by its name.
    path_id: The launch path that updates use, as `lpv2-...`. Needed only where the product has several;
        an import takes none.
    path_name: The launch path by its name, in place of `pathId`.
    parameters: Values of the template's parameters. An import takes none: where a declared value
        differs from the stack's, an update follows the import. A parameter that is not named keeps the
        value that the stack has.
    tags: Tags of the provisioned product. An import takes none, so an update follows it; AWS takes tags
        only where a RESOURCE_UPDATE constraint allows that. Left out: the tags are left alone.
    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "name": name,
        "physicalId": physical_id,
        "productId": product_id,
        "productName": product_name,
        "provisioningArtifactId": provisioning_artifact_id,
        "provisioningArtifactName": provisioning_artifact_name,
        "pathId": path_id,
        "pathName": path_name,
        "parameters": parameters,
        "tags": tags,
        "region": region,
    }
    answer = invoke.output("servicecatalog:index:checkAdoption", arguments, opts)
    return answer.apply(CheckAdoptionResult.of)


@dataclass(frozen=True, kw_only=True)
class DiscoverStacksResult:
    """What discover_stacks gives."""

    account_id: str
    """The account that answered."""
    adoptions: str
    """What GovernedStacks takes: an entry for each stack that can be adopted, and for each that has been,
    so that what is adopted stays declared. Stacks that Service Catalog launched itself are not among
    them.
    """
    stacks: Sequence[DiscoveredStack]
    """All stacks, by their names."""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """Take it from what the plugin tells."""
        return cls(
            account_id=answer["accountId"],
            adoptions=answer["adoptions"],
            stacks=[DiscoveredStack.of(item) for item in answer["stacks"]],
        )


def discover_stacks(
    *,
    region: str | None = None,
    opts: pulumi.InvokeOptions | None = None,
) -> DiscoverStacksResult:
    """Which stacks of an account and Region are governed, and which can be adopted, as `catalogctl discover` says.

    It reads all stacks, the catalog, and a template of each stack that nothing governs; nothing is
    changed.

    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "region": region,
    }
    answer = invoke.now("servicecatalog:index:discoverStacks", arguments, opts)
    return DiscoverStacksResult.of(answer)


def discover_stacks_output(
    *,
    region: pulumi.Input[str] | None = None,
    opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None = None,
) -> pulumi.Output[DiscoverStacksResult]:
    """Which stacks of an account and Region are governed, and which can be adopted, as `catalogctl discover` says.

    It reads all stacks, the catalog, and a template of each stack that nothing governs; nothing is
    changed.

    region: The AWS Region to ask. Left out: that of the provider.
    """
    arguments = {
        "region": region,
    }
    answer = invoke.output("servicecatalog:index:discoverStacks", arguments, opts)
    return answer.apply(DiscoverStacksResult.of)
