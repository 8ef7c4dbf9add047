// Pulumi.yaml in Go.
package main

import (
	"example.com/pulumi-servicecatalog/sdk/go/servicecatalog"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(declare)
}

func declare(ctx *pulumi.Context) error {
	payments, err := servicecatalog.NewImportedProvisionedProduct(ctx, "payments",
		&servicecatalog.ImportedProvisionedProductArgs{
			Name:                     pulumi.String("payments"),
			PhysicalId:               pulumi.String("payments"),
			ProductName:              pulumi.String("web-service"),
			ProvisioningArtifactName: pulumi.String("v1"),
			Parameters: pulumi.StringMap{
				"VisibilityTimeout": pulumi.ToSecret(pulumi.String("45")).(pulumi.StringOutput),
			},
			Timeouts: pulumi.StringMap{"update": pulumi.String("30m")},
		},
		pulumi.Timeouts(&pulumi.CustomTimeouts{Create: "2h"}),
		pulumi.IgnoreChanges([]string{"tags"}))
	if err != nil {
		return err
	}
	orders, err := servicecatalog.NewImportedProvisionedProduct(ctx, "orders",
		&servicecatalog.ImportedProvisionedProductArgs{
			Name:                   pulumi.String("orders"),
			PhysicalId:             pulumi.String("orders"),
			ProductId:              payments.ProductId,
			ProvisioningArtifactId: payments.ProvisioningArtifactId,
			IgnoreErrors:           pulumi.Bool(true),
		})
	if err != nil {
		return err
	}
	reports, err := servicecatalog.NewGovernedStacks(ctx, "reports", &servicecatalog.GovernedStacksArgs{
		Stacks:      pulumi.StringMap{"reports": pulumi.String("nightly-report")},
		ProductName: pulumi.String("report-bucket"),
	})
	if err != nil {
		return err
	}
	found := servicecatalog.LookupProvisionedProductOutput(ctx, servicecatalog.LookupProvisionedProductOutputArgs{
		Id: orders.ProvisionedProductId,
	})
	ctx.Export("status", payments.Status)
	ctx.Export("statuses", reports.Statuses)
	ctx.Export("liveParameters", found.LiveParameters())
	return nil
}
