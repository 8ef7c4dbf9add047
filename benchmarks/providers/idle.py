"""Two dynamic providers that do nothing: what a preview takes with them is Pulumi's own.

The state of `IDLE` is what a program declares; that of `WIDE` has as many properties as an adopted resource's.
"""

from pulumi import dynamic


class Provider(dynamic.ResourceProvider):
    serialize_as_secret_always = False

    def __reduce__(self):
        return "IDLE"  # by reference, as ours: by value it fails from 300 resources on

    def create(self, props):
        return dynamic.CreateResult(props["name"], props)

    def diff(self, _id, _olds, _news):
        return dynamic.DiffResult(changes=False)


class WideProvider(Provider):
    def __reduce__(self):
        return "WIDE"

    def create(self, props):
        name = props["name"]
        arn = f"arn:aws:servicecatalog:eu-west-1:000000000001:stack/{name}/pp-0123456789abc"
        stack = f"arn:aws:cloudformation:eu-west-1:000000000001:stack/{name}/6f2ce0a0-8a1b-4d2c-9a39-0a7d3b1c8f11"
        state = {
            "productName": "product",
            "region": "eu-west-1",
            "provisionedProductId": "pp-0123456789abc",
            "arn": arn,
            "stackId": stack,
            "owner": "arn:aws:iam::000000000001:user/somebody",
            "status": "AVAILABLE",
            "statusMessage": "",
            "type": "CFN_STACK",
            "productId": "prod-0123456789abc",
            "provisioningArtifactId": "pa-0123456789abc",
            "launchRoleArn": "",
            "liveParameters": {},
            "outputs": {"QueueUrl": f"https://sqs.eu-west-1.amazonaws.com/000000000001/{name}"},
            "lastRecordId": "rec-0123456789abc",
            "createdTime": "2026-01-01T00:00:00+00:00",
        }
        return dynamic.CreateResult(name, {**props, **state})


IDLE = Provider()
WIDE = WideProvider()


class Idle(dynamic.Resource, name="Idle"):
    pass
