"""A dynamic provider that reads each resource by itself, as Terraform's and pulumi-aws's do.

`aws_servicecatalog_provisioned_product` reads with DescribeProvisionedProduct, and with DescribeRecord of the last
record for parameters, path and outputs (hashicorp/terraform-provider-aws; pulumi-aws bridges it). Its comparison asks
AWS nothing: drift is seen by a refresh alone. What there is of it here: those two calls, and the ID for what exists.
"""

from functools import cache

import boto3
from pulumi import dynamic


@cache
def client():
    return boto3.client("servicecatalog")


def read(**product):
    """Return what AWS has of a provisioned product."""
    detail = client().describe_provisioned_product(**product)["ProvisionedProductDetail"]
    record_id = detail.get("LastSuccessfulProvisioningRecordId") or detail["LastRecordId"]
    record = client().describe_record(Id=record_id)
    return {
        "provisionedProductId": detail["Id"],
        "arn": detail["Arn"],
        "status": detail["Status"],
        "provisioningArtifactId": detail["ProvisioningArtifactId"],
        "outputs": {output["OutputKey"]: output["OutputValue"] for output in record.get("RecordOutputs", ())},
    }


class Provider(dynamic.ResourceProvider):
    serialize_as_secret_always = False

    def __reduce__(self):
        return "ONE_BY_ONE"

    def create(self, props):
        state = {**props, **read(Name=props["name"])}
        return dynamic.CreateResult(state["provisionedProductId"], state)

    def diff(self, _id, olds, news):
        return dynamic.DiffResult(changes=any(olds.get(name) != value for name, value in news.items()))

    def read(self, id_, props):
        return dynamic.ReadResult(id_, {**props, **read(Id=id_)})


ONE_BY_ONE = Provider()


class OneByOne(dynamic.Resource, name="OneByOne"):
    pass
