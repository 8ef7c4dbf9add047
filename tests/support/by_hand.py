"""What a person does at AWS past Pulumi."""

from support.account import Account


def go_over_to_another_version(aws: Account, name: str) -> str:
    """Update a provisioned product to another active version of its product, and return the name of the one before."""
    held = aws.observed()[name]
    response = aws.catalog.list_provisioning_artifacts(ProductId=held["ProductId"])
    versions = {item["Id"]: item for item in response["ProvisioningArtifactDetails"] if item["Active"]}
    other = next(id_ for id_ in versions if id_ != held["ProvisioningArtifactId"])
    aws.catalog.update_provisioned_product(ProvisionedProductId=held["Id"], ProvisioningArtifactId=other)
    return str(held["ProvisioningArtifactName"])
