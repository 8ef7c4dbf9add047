"""What the plugin of pulumi-aws does for the types of the example, on the emulated AWS.

The plugin itself is not to be had from a package registry. It wraps Terraform's AWS provider, whose source says which
call it makes of which argument.
"""

from pulumi.runtime import mocks
from pulumi_aws import servicecatalog


class Plugin(mocks.Mocks):
    """Pulumi's own stand-in for what provides resources and functions."""

    def __init__(self, aws):
        self._cloudformation = aws.client("cloudformation")
        self._catalog = catalog = aws.client("servicecatalog")
        self._create = {
            servicecatalog.Portfolio.pulumi_type: self._portfolio,
            servicecatalog.Product.pulumi_type: self._product,
            servicecatalog.ProvisioningArtifact.pulumi_type: self._version,
            servicecatalog.ProductPortfolioAssociation.pulumi_type: self._product_association,
            servicecatalog.PrincipalPortfolioAssociation.pulumi_type: self._principal_association,
            servicecatalog.Constraint.pulumi_type: self._constraint,
        }
        self._delete = {
            servicecatalog.Portfolio.pulumi_type: lambda id_, _: catalog.delete_portfolio(Id=id_),
            servicecatalog.Product.pulumi_type: lambda id_, _: catalog.delete_product(Id=id_),
            servicecatalog.ProductPortfolioAssociation.pulumi_type: lambda _, own: (
                catalog.disassociate_product_from_portfolio(ProductId=own["productId"], PortfolioId=own["portfolioId"])
            ),
            servicecatalog.PrincipalPortfolioAssociation.pulumi_type: lambda _, own: (
                catalog.disassociate_principal_from_portfolio(
                    PrincipalARN=own["principalArn"], PortfolioId=own["portfolioId"]
                )
            ),
            servicecatalog.Constraint.pulumi_type: lambda id_, _: catalog.delete_constraint(Id=id_),
        }

    def call(self, args):
        assert args.token == "aws:cloudformation/getStack:getStack"
        (stack,) = self._cloudformation.describe_stacks(StackName=args.args["name"])["Stacks"]
        return {"id": stack["StackId"], "name": stack["StackName"]}

    def new_resource(self, args):
        return self._create[args.typ](args.inputs), args.inputs

    def delete(self, type_, id_, inputs):
        """Delete a resource. Pulumi's mocks have no such call: an engine of tests makes it."""
        self._delete[type_](id_, inputs)

    def _portfolio(self, inputs):
        made = self._catalog.create_portfolio(DisplayName=inputs["name"], ProviderName=inputs["providerName"])
        return made["PortfolioDetail"]["Id"]

    def _product(self, inputs):
        version = inputs["provisioningArtifactParameters"]
        made = self._catalog.create_product(
            Name=inputs["name"],
            Owner=inputs["owner"],
            ProductType=inputs["type"],
            ProvisioningArtifactParameters={
                "Name": version["name"],
                "Type": version["type"],
                "Info": {"ImportFromPhysicalId": version["templatePhysicalId"]},
            },
        )
        return made["ProductViewDetail"]["ProductViewSummary"]["ProductId"]

    def _version(self, inputs):
        made = self._catalog.create_provisioning_artifact(
            ProductId=inputs["productId"],
            Parameters={
                "Name": inputs["name"],
                "Type": inputs["type"],
                "Info": {"ImportFromPhysicalId": inputs["templatePhysicalId"]},
            },
        )
        return f"{made['ProvisioningArtifactDetail']['Id']}:{inputs['productId']}"

    def _product_association(self, inputs):
        product, portfolio = inputs["productId"], inputs["portfolioId"]
        self._catalog.associate_product_with_portfolio(ProductId=product, PortfolioId=portfolio)
        return f"en:{portfolio}:{product}"

    def _principal_association(self, inputs):
        principal, portfolio = inputs["principalArn"], inputs["portfolioId"]
        self._catalog.associate_principal_with_portfolio(
            PrincipalARN=principal, PortfolioId=portfolio, PrincipalType="IAM"
        )
        return f"en,{principal},{portfolio},IAM"

    def _constraint(self, inputs):
        made = self._catalog.create_constraint(
            ProductId=inputs["productId"],
            PortfolioId=inputs["portfolioId"],
            Type=inputs["type"],
            Parameters=inputs["parameters"],
        )
        return made["ConstraintDetail"]["ConstraintId"]
