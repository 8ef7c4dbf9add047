// Pulumi.yaml in TypeScript.
import * as pulumi from "@pulumi/pulumi";
import * as servicecatalog from "pulumi-servicecatalog";

const payments = new servicecatalog.ImportedProvisionedProduct("payments", {
    name: "payments",
    physicalId: "payments",
    productName: "web-service",
    provisioningArtifactName: "v1",
    parameters: { VisibilityTimeout: pulumi.secret("45") },
    timeouts: { update: "30m" },
}, { customTimeouts: { create: "2h" }, ignoreChanges: ["tags"] });
const orders = new servicecatalog.ImportedProvisionedProduct("orders", {
    name: "orders",
    physicalId: "orders",
    productId: payments.productId,
    provisioningArtifactId: payments.provisioningArtifactId,
    ignoreErrors: true,
});
const reports = new servicecatalog.GovernedStacks("reports", {
    stacks: { reports: "nightly-report" },
    productName: "report-bucket",
});
const found = servicecatalog.getProvisionedProductOutput({ id: orders.provisionedProductId });

export const status = payments.status;
export const statuses = reports.statuses;
export const liveParameters = found.liveParameters;
