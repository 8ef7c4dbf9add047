"""A program over the plugin that is type-checked and never run: what it has beside the classes of both providers."""

from collections.abc import Mapping, Sequence

import pulumi

from pulumi_servicecatalog import plugin

elsewhere = plugin.Provider("elsewhere", region="eu-west-1", max_retries=8, endpoints={"sts": "http://127.0.0.1:1"})

services = plugin.GovernedStacks("services", stacks={"payments": "payments"}, product_name="web-service")
ids: pulumi.Output[Mapping[str, str]] = services.provisioned_product_ids
discovered: plugin.DiscoverStacksResult = plugin.discover_stacks(region="eu-west-1")
rest = plugin.GovernedStacks("rest", adoptions=discovered.adoptions)

launched = plugin.ProvisionedProduct(
    "launched",
    pulumi.ResourceOptions(provider=elsewhere),
    name="launched",
    product_name="web-service",
    parameters={"Size": "small"},
    provisioning_preferences={"stack_set_accounts": ["123456789012"], "stack_set_failure_tolerance_count": 1},
)
url: pulumi.Output[str] = launched.outputs["Url"]

ASKING = pulumi.InvokeOptions(provider=elsewhere)

provisioned_product: plugin.GetProvisionedProductResult = plugin.get_provisioned_product(id="payments", opts=ASKING)
values: Mapping[str, str] = provisioned_product.live_parameters

paths: Sequence[plugin.LaunchPath] = plugin.get_launch_paths(product_name="web-service").launch_paths
constraints: Sequence[str] = paths[0].constraints

taken: Sequence[plugin.ProvisioningParameter] = plugin.get_provisioning_parameters(
    product_id="prod-1", provisioning_artifact_name="v1"
).parameters
default: str | None = taken[0].default_value

record: pulumi.Output[plugin.GetRecordResult] = plugin.get_record_output(
    id=launched.last_record_id, opts=pulumi.InvokeOutputOptions(depends_on=[services])
)
errors: pulumi.Output[Sequence[str]] = record.apply(lambda result: result.errors)

compared: pulumi.Output[plugin.MatchArtifactsResult] = plugin.match_artifacts_output(
    physical_id="payments", product_id=launched.product_id, opts=ASKING
)
best: pulumi.Output[str] = compared.apply(lambda result: result.artifacts[0].match)

verdict: plugin.CheckAdoptionResult = plugin.check_adoption(
    name="payments", physical_id="payments", parameters={"Size": "small"}
)
remedies: list[str] = [problem.remedy for problem in verdict.problems if not verdict.adoptable]
