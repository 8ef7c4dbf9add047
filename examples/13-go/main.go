// Adopts one running CloudFormation stack into Service Catalog. The stack itself is not changed.
//
// The SDK is generated from the provider's schema: by `pulumi package add ../../provider` with a current CLI, and by
// `make sdks` at the root of the repository without one. The `replace` in go.mod names its folder.
package main

import (
	"example.com/pulumi-servicecatalog/sdk/go/servicecatalog"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		payments, err := servicecatalog.NewImportedProvisionedProduct(ctx, "payments",
			&servicecatalog.ImportedProvisionedProductArgs{
				Name:                     pulumi.String("payments"),
				PhysicalId:               pulumi.String("payments"),
				ProductName:              pulumi.String("web-service"),
				ProvisioningArtifactName: pulumi.String("v1"),
			})
		if err != nil {
			return err
		}
		ctx.Export("provisionedProductId", payments.ProvisionedProductId)
		ctx.Export("status", payments.Status)
		ctx.Export("jobsUrl", payments.Outputs.MapIndex(pulumi.String("JobsUrl")))
		return nil
	})
}
