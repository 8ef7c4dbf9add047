"""The Python types of the resources. Generated from schema.json by tools/generate; do not edit."""

from collections.abc import Mapping, Sequence
from typing import Required, TypedDict

import pulumi


class ProvisioningPreferencesArgs(TypedDict, total=False):
    """Where a product with a STACKSET constraint runs, and at which pace AWS works on its stack instances."""

    stack_set_accounts: pulumi.Input[Sequence[pulumi.Input[str]]]
    """The accounts that get a stack instance, out of those of the constraint. Left out: all of them."""
    stack_set_regions: pulumi.Input[Sequence[pulumi.Input[str]]]
    """The Regions that get a stack instance, out of those of the constraint, in the order in which AWS
    works on them. Left out: all of them.
    """
    stack_set_failure_tolerance_count: pulumi.Input[int]
    """The number of accounts of a Region in which an operation may fail before AWS stops there. Either
    this or the percentage.
    """
    stack_set_failure_tolerance_percentage: pulumi.Input[int]
    """The percentage of accounts of a Region in which an operation may fail before AWS stops there."""
    stack_set_max_concurrency_count: pulumi.Input[int]
    """The number of accounts in which AWS works at a time: at most one more than may fail. Either this or
    the percentage.
    """
    stack_set_max_concurrency_percentage: pulumi.Input[int]
    """The percentage of accounts in which AWS works at a time."""


class ImportedProvisionedProductArgs(TypedDict, total=False):
    """The inputs of ImportedProvisionedProduct."""

    name: Required[pulumi.Input[str]]
    """The name of the provisioned product, unique in the account and Region. AWS cannot rename one, so
    another name releases the stack and adopts it again.
    """
    physical_id: Required[pulumi.Input[str]]
    """The stack to adopt: its stack ID (an ARN) or its name. A name and the ARN that it resolves to are
    equal. Another stack replaces the resource.
    """
    product_id: pulumi.Input[str]
    """The product that will govern the stack, as `prod-...`. Either this or `productName`."""
    product_name: pulumi.Input[str]
    """The product by its name, which must belong to one product only. Either this or `productId`."""
    provisioning_artifact_id: pulumi.Input[str]
    """The version of the product, as `pa-...`. With neither this nor `provisioningArtifactName`, the stack
    is adopted at the active version whose template it has.
    """
    provisioning_artifact_name: pulumi.Input[str]
    """The version of the product by its name."""
    version_policy: pulumi.Input[str]
    """Which version is meant. `pinned`: the one that is named. `latest-active`: at every update the newest
    active version. `latest-default-guidance`: the newest active version that is not deprecated. With a
    policy other than `pinned`, no version is named, except by `provisioningArtifactName: latest`.
    """
    path_id: pulumi.Input[str]
    """The launch path that updates use, as `lpv2-...`. Needed only where the product has several; an
    import takes none.
    """
    path_name: pulumi.Input[str]
    """The launch path by its name, in place of `pathId`."""
    parameters: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """Values of the template's parameters. An import takes none: where a declared value differs from the
    stack's, an update follows the import. A parameter that is not named keeps the value that the stack
    has.
    """
    tags: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """Tags of the provisioned product. An import takes none, so an update follows it; AWS takes tags only
    where a RESOURCE_UPDATE constraint allows that. A tag that is not named is left alone.
    """
    launch_role_arn: pulumi.Input[str]
    """The role with which Service Catalog updates and terminates, set by
    UpdateProvisionedProductProperties. Left out: what a LAUNCH constraint says, or the caller's own
    permissions.
    """
    owner: pulumi.Input[str]
    """The IAM user, role or session that owns the provisioned product, by its ARN, set by
    UpdateProvisionedProductProperties. Left out: the caller that made it.
    """
    preview_changes: pulumi.Input[bool]
    """True: the preview of an update has AWS work out a provisioned product plan, shows which resources it
    adds, changes, replaces and removes, and deletes the plan. This writes to AWS, though not to the
    stack. Left out: `servicecatalog:previewChanges`.
    """
    apply_constraints: pulumi.Input[bool]
    """True: an update follows the import, which is when AWS applies the product's constraints."""
    preflight: pulumi.Input[str]
    """What the preview does with the reasons why the import would fail: `error` stops for them, `warn`
    shows them as warnings, `off` skips the checks.
    """
    timeouts: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """How long `create`, `update` and `delete` may take, such as `30m` or `1h30m`. The resource option
    customTimeouts takes precedence; left out: an hour.
    """
    accept_language: pulumi.Input[str]
    """The language of AWS's messages: `en`, `jp` or `zh`."""
    retain_physical_resources: pulumi.Input[bool]
    """What deleting this resource does. True: the stack is released and keeps running. False: AWS deletes
    the stack and what is in it.
    """
    ignore_errors: pulumi.Input[bool]
    """IgnoreErrors of TerminateProvisionedProduct: AWS stops governing the stack even where it cannot
    delete it. Never switched on by itself.
    """
    region: pulumi.Input[str]
    """The AWS Region of the stack and of the product. Left out: `servicecatalog:region`, then what the AWS
    SDK finds; a Python program without the plugin looks for `aws:region` in between.
    """
    profile: pulumi.Input[str]
    """The profile of the shared AWS configuration files to take credentials from."""
    role_arn: pulumi.Input[str]
    """A role that is assumed for the calls of this resource."""
    external_id: pulumi.Input[str]
    """The external ID that the role's trust policy asks for."""
    expected_account_id: pulumi.Input[str]
    """The account that the credentials must belong to; with any other account nothing is read or changed."""


class ImportedProvisionedProductOutputs:
    """The outputs of ImportedProvisionedProduct."""

    provisioned_product_id: pulumi.Output[str]
    """The provisioned product, as `pp-...`; also the ID of the resource."""
    arn: pulumi.Output[str]
    """The ARN of the provisioned product."""
    stack_id: pulumi.Output[str]
    """The ARN of the stack that is governed."""
    owner: pulumi.Output[str]
    """The ARN of the user or role that owns the provisioned product."""
    status: pulumi.Output[str]
    """AVAILABLE, UNDER_CHANGE, TAINTED, ERROR or PLAN_IN_PROGRESS, as AWS reported it last."""
    status_message: pulumi.Output[str]
    """AWS's own words on the status; empty where there are none."""
    type: pulumi.Output[str]
    """CFN_STACK."""
    product_id: pulumi.Output[str]
    """The product that governs the stack."""
    provisioning_artifact_id: pulumi.Output[str]
    """The version that AWS reports for the stack."""
    provisioning_artifact_name: pulumi.Output[str]
    """The name of that version; its ID where AWS does not report the name."""
    launch_role_arn: pulumi.Output[str]
    """The role that Service Catalog uses for the stack; empty where there is none."""
    live_parameters: pulumi.Output[Mapping[str, str]]
    """The stack's parameters as CloudFormation reports them; NoEcho values are masked by AWS."""
    outputs: pulumi.Output[Mapping[str, str]]
    """The stack's outputs."""
    last_record_id: pulumi.Output[str]
    """The record of the last operation on the provisioned product."""
    created_time: pulumi.Output[str]
    """When the provisioned product was made, in ISO 8601, UTC."""


class ProvisionedProductArgs(TypedDict, total=False):
    """The inputs of ProvisionedProduct."""

    name: Required[pulumi.Input[str]]
    """The name of the provisioned product, unique in the account and Region. AWS cannot rename one, so
    another name launches a new stack and deletes this one.
    """
    product_id: pulumi.Input[str]
    """The product to launch, as `prod-...`. Either this or `productName`."""
    product_name: pulumi.Input[str]
    """The product by its name, which must belong to one product only. Either this or `productId`."""
    provisioning_artifact_id: pulumi.Input[str]
    """The version of the product, as `pa-...`. Either this, or `provisioningArtifactName`, or a
    `versionPolicy` that is not `pinned`.
    """
    provisioning_artifact_name: pulumi.Input[str]
    """The version of the product by its name."""
    version_policy: pulumi.Input[str]
    """Which version is meant. `pinned`: the one that is named. `latest-active`: at every update the newest
    active version. `latest-default-guidance`: the newest active version that is not deprecated. With a
    policy other than `pinned`, no version is named, except by `provisioningArtifactName: latest`.
    """
    path_id: pulumi.Input[str]
    """The launch path, as `lpv2-...`. Needed only where the product has several."""
    path_name: pulumi.Input[str]
    """The launch path by its name, in place of `pathId`."""
    parameters: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """Values of the template's parameters. A parameter that is not named has the template's default; after
    the launch it keeps the value that it has.
    """
    tags: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """Tags of the provisioned product and of its stack, beside those of the portfolio and the product.
    They can be changed later only where a RESOURCE_UPDATE constraint allows that.
    """
    notification_arns: pulumi.Input[Sequence[pulumi.Input[str]]]
    """The SNS topics that receive the stack's events. AWS takes them at the launch only, so other topics
    launch a new stack.
    """
    provisioning_preferences: pulumi.Input[ProvisioningPreferencesArgs]
    """Where and at which pace the stack instances of a product with a STACKSET constraint are made. Left
    out: as the constraint says.
    """
    launch_role_arn: pulumi.Input[str]
    """The role with which Service Catalog updates and terminates, set by
    UpdateProvisionedProductProperties. Left out: what a LAUNCH constraint says, or the caller's own
    permissions.
    """
    owner: pulumi.Input[str]
    """The IAM user, role or session that owns the provisioned product, by its ARN, set by
    UpdateProvisionedProductProperties. Left out: the caller that made it.
    """
    preview_changes: pulumi.Input[bool]
    """True: the preview of an update has AWS work out a provisioned product plan, shows which resources it
    adds, changes, replaces and removes, and deletes the plan. This writes to AWS, though not to the
    stack. Left out: `servicecatalog:previewChanges`.
    """
    preflight: pulumi.Input[str]
    """What the preview does with the reasons why the launch would fail: `error` stops for them, `warn`
    shows them as warnings, `off` skips the checks.
    """
    timeouts: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """How long `create`, `update` and `delete` may take, such as `30m` or `1h30m`. The resource option
    customTimeouts takes precedence; left out: an hour.
    """
    accept_language: pulumi.Input[str]
    """The language of AWS's messages: `en`, `jp` or `zh`."""
    retain_physical_resources: pulumi.Input[bool]
    """What deleting this resource does. False: AWS deletes the stack and what is in it, since the program
    launched it. True: the stack is released and keeps running.
    """
    ignore_errors: pulumi.Input[bool]
    """IgnoreErrors of TerminateProvisionedProduct: AWS stops governing the stack even where it cannot
    delete it. Never switched on by itself.
    """
    region: pulumi.Input[str]
    """The AWS Region of the product and of the stack. Left out: `servicecatalog:region`, then what the AWS
    SDK finds; a Python program without the plugin looks for `aws:region` in between.
    """
    profile: pulumi.Input[str]
    """The profile of the shared AWS configuration files to take credentials from."""
    role_arn: pulumi.Input[str]
    """A role that is assumed for the calls of this resource."""
    external_id: pulumi.Input[str]
    """The external ID that the role's trust policy asks for."""
    expected_account_id: pulumi.Input[str]
    """The account that the credentials must belong to; with any other account nothing is read or changed."""


class ProvisionedProductOutputs:
    """The outputs of ProvisionedProduct."""

    provisioned_product_id: pulumi.Output[str]
    """The provisioned product, as `pp-...`; also the ID of the resource."""
    arn: pulumi.Output[str]
    """The ARN of the provisioned product."""
    stack_id: pulumi.Output[str]
    """The ARN of the stack, or of the stack set."""
    owner: pulumi.Output[str]
    """The ARN of the user or role that owns the provisioned product."""
    status: pulumi.Output[str]
    """AVAILABLE, UNDER_CHANGE, TAINTED, ERROR or PLAN_IN_PROGRESS, as AWS reported it last."""
    status_message: pulumi.Output[str]
    """AWS's own words on the status; empty where there are none."""
    type: pulumi.Output[str]
    """CFN_STACK or CFN_STACKSET."""
    product_id: pulumi.Output[str]
    """The product that was launched."""
    provisioning_artifact_id: pulumi.Output[str]
    """The version that AWS reports for the stack."""
    provisioning_artifact_name: pulumi.Output[str]
    """The name of that version; its ID where AWS does not report the name."""
    launch_role_arn: pulumi.Output[str]
    """The role that Service Catalog uses for the stack; empty where there is none."""
    live_parameters: pulumi.Output[Mapping[str, str]]
    """The stack's parameters as CloudFormation reports them; NoEcho values are masked by AWS."""
    outputs: pulumi.Output[Mapping[str, str]]
    """The stack's outputs."""
    last_record_id: pulumi.Output[str]
    """The record of the last operation on the provisioned product."""
    created_time: pulumi.Output[str]
    """When the provisioned product was made, in ISO 8601, UTC."""


class GovernedStacksArgs(TypedDict, total=False):
    """The inputs of GovernedStacks."""

    stacks: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """The stacks to adopt: the name of each provisioned product, with the stack's name or ARN. The names
    must be known in a preview. Either this or `adoptions`, or both.
    """
    adoptions: pulumi.Input[str]
    """The stacks to adopt, as `catalogctl generate` writes them to adoptions/ACCOUNT/REGION.yaml: a list
    in YAML or JSON, each entry with the inputs of an ImportedProvisionedProduct. What an entry says
    comes before what the component says. The text must be known in a preview.
    """
    product_id: pulumi.Input[str]
    """The product that will govern the stack, as `prod-...`. Either this or `productName`."""
    product_name: pulumi.Input[str]
    """The product by its name, which must belong to one product only. Either this or `productId`."""
    provisioning_artifact_id: pulumi.Input[str]
    """The version of the product, as `pa-...`. With neither this nor `provisioningArtifactName`, the stack
    is adopted at the active version whose template it has.
    """
    provisioning_artifact_name: pulumi.Input[str]
    """The version of the product by its name."""
    version_policy: pulumi.Input[str]
    """Which version is meant. `pinned`: the one that is named. `latest-active`: at every update the newest
    active version. `latest-default-guidance`: the newest active version that is not deprecated. With a
    policy other than `pinned`, no version is named, except by `provisioningArtifactName: latest`.
    """
    path_id: pulumi.Input[str]
    """The launch path that updates use, as `lpv2-...`. Needed only where the product has several; an
    import takes none.
    """
    path_name: pulumi.Input[str]
    """The launch path by its name, in place of `pathId`."""
    parameters: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """Values of the template's parameters. An import takes none: where a declared value differs from the
    stack's, an update follows the import. A parameter that is not named keeps the value that the stack
    has.
    """
    tags: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """Tags of the provisioned product. An import takes none, so an update follows it; AWS takes tags only
    where a RESOURCE_UPDATE constraint allows that. A tag that is not named is left alone.
    """
    launch_role_arn: pulumi.Input[str]
    """The role with which Service Catalog updates and terminates, set by
    UpdateProvisionedProductProperties. Left out: what a LAUNCH constraint says, or the caller's own
    permissions.
    """
    owner: pulumi.Input[str]
    """The IAM user, role or session that owns the provisioned product, by its ARN, set by
    UpdateProvisionedProductProperties. Left out: the caller that made it.
    """
    preview_changes: pulumi.Input[bool]
    """True: the preview of an update has AWS work out a provisioned product plan, shows which resources it
    adds, changes, replaces and removes, and deletes the plan. This writes to AWS, though not to the
    stack. Left out: `servicecatalog:previewChanges`.
    """
    apply_constraints: pulumi.Input[bool]
    """True: an update follows the import, which is when AWS applies the product's constraints."""
    preflight: pulumi.Input[str]
    """What the preview does with the reasons why the import would fail: `error` stops for them, `warn`
    shows them as warnings, `off` skips the checks.
    """
    timeouts: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """How long `create`, `update` and `delete` may take, such as `30m` or `1h30m`. The resource option
    customTimeouts takes precedence; left out: an hour.
    """
    accept_language: pulumi.Input[str]
    """The language of AWS's messages: `en`, `jp` or `zh`."""
    retain_physical_resources: pulumi.Input[bool]
    """What deleting this resource does. True: the stack is released and keeps running. False: AWS deletes
    the stack and what is in it.
    """
    ignore_errors: pulumi.Input[bool]
    """IgnoreErrors of TerminateProvisionedProduct: AWS stops governing the stack even where it cannot
    delete it. Never switched on by itself.
    """
    region: pulumi.Input[str]
    """The AWS Region of the stack and of the product. Left out: `servicecatalog:region`, then what the AWS
    SDK finds; a Python program without the plugin looks for `aws:region` in between.
    """
    profile: pulumi.Input[str]
    """The profile of the shared AWS configuration files to take credentials from."""
    role_arn: pulumi.Input[str]
    """A role that is assumed for the calls of this resource."""
    external_id: pulumi.Input[str]
    """The external ID that the role's trust policy asks for."""
    expected_account_id: pulumi.Input[str]
    """The account that the credentials must belong to; with any other account nothing is read or changed."""


class GovernedStacksOutputs:
    """The outputs of GovernedStacks."""

    provisioned_product_ids: pulumi.Output[Mapping[str, str]]
    """The ID of each provisioned product, by its name."""
    statuses: pulumi.Output[Mapping[str, str]]
    """The status of each, by its name."""


class ProviderArgs(TypedDict, total=False):
    """The inputs of Provider."""

    region: pulumi.Input[str]
    """The AWS Region of every resource that names none. Left out: what the AWS SDK finds (AWS_REGION, the
    profile); a Python program without the plugin looks for `aws:region` before that.
    """
    profile: pulumi.Input[str]
    """The profile of the shared AWS configuration files to take credentials from. Left out: the SDK's own
    chain; a Python program without the plugin looks for `aws:profile` before that.
    """
    role_arn: pulumi.Input[str]
    """A role that is assumed for every call."""
    external_id: pulumi.Input[str]
    """The external ID that the role's trust policy asks for."""
    session_name: pulumi.Input[str]
    """The name of the role's session, which CloudTrail shows. Left out: `pulumi-servicecatalog`."""
    expected_account_id: pulumi.Input[str]
    """The account that the credentials must belong to; with any other account nothing is read or changed."""
    endpoint_url: pulumi.Input[str]
    """Where every AWS service is reached, in place of AWS's own addresses."""
    endpoints: pulumi.Input[Mapping[str, pulumi.Input[str]]]
    """Where single services are reached, by name: `cloudformation`, `iam`, `s3`, `servicecatalog`, `sts`."""
    max_retries: pulumi.Input[int]
    """How often the AWS SDK repeats a call that was throttled or got no answer. Left out: 4 times."""
    import_lane_scope: pulumi.Input[str]
    """Within what imports wait for each other, since AWS takes one at a time: `account-region`, `account`,
    or `off`, which leaves it to AWS to refuse.
    """
    preview_changes: pulumi.Input[bool]
    """Whether the preview of an update has AWS work out a plan and shows which resources it changes, for
    every resource that does not say so itself. This writes to AWS, though not to a stack.
    """
    refresh_before_update: pulumi.Input[bool]
    """Whether Pulumi's engine reads each resource of the plugin before it previews, updates or deletes it,
    so that a difference shows what AWS has as its old value. Without it the difference is found as
    well, in less time, and a line on the resource says what AWS has.
    """
    create_timeout: pulumi.Input[str]
    """How long an adoption may take where the resource sets no customTimeouts, as `30m` or `1h30m`. Left
    out: an hour.
    """
    update_timeout: pulumi.Input[str]
    """How long an update may take, likewise."""
    delete_timeout: pulumi.Input[str]
    """How long a release may take, likewise."""
