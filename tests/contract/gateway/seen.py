"""A look at the sample account without the gateway, and something to look at."""


def adopted(aws, name="payments"):
    """Adopt a stack without the gateway; give the provisioned product as the search shows it."""
    catalog = aws.client("servicecatalog")
    catalog.import_as_provisioned_product(
        ProvisionedProductName=name,
        PhysicalId=aws.stack(name)["StackId"],
        ProductId=product_id(aws),
        ProvisioningArtifactId=version_ids(aws)["v1"],
    )
    return aws.observed()[name]


def product_id(aws, name="web-service"):
    response = aws.client("servicecatalog").describe_product_as_admin(Name=name)
    return response["ProductViewDetail"]["ProductViewSummary"]["ProductId"]


def version_ids(aws):
    response = aws.client("servicecatalog").list_provisioning_artifacts(ProductId=product_id(aws))
    return {version["Name"]: version["Id"] for version in response["ProvisioningArtifactDetails"]}


def asked_again(aws, record_id):
    return aws.client("servicecatalog").describe_record(Id=record_id)["RecordDetail"]


def calls(emulator, account, operation):
    return [call for call in emulator.control.journal(account=account) if call["operation"] == operation]
