// Adopts one running CloudFormation stack into Service Catalog. The stack itself is not changed.
//
// The SDK is generated from the provider's schema: by `pulumi package add ../../provider` with a current CLI, and by
// `make sdks` at the root of the repository without one.
import * as servicecatalog from "pulumi-servicecatalog";

const payments = new servicecatalog.ImportedProvisionedProduct("payments", {
    name: "payments",
    physicalId: "payments",
    productName: "web-service",
    provisioningArtifactName: "v1",
});

export const provisionedProductId = payments.provisionedProductId;
export const status = payments.status;
export const jobsUrl = payments.outputs.apply((outputs) => outputs["JobsUrl"]);
