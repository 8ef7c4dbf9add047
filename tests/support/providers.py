"""What the tests of a provider declare in the sample account, and the two kinds of resource."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import catalog_emulator.sample

REGION = catalog_emulator.sample.REGION
INPUTS = {
    "name": "payments",
    "physicalId": "payments",
    "productName": "web-service",
    "provisioningArtifactName": "v1",
}
LAUNCH = {"name": "shop", "productName": "web-service", "provisioningArtifactName": "v1"}

PROVIDER = "gASVMgAAAAAAAACMIXB1bHVtaV9zZXJ2aWNlY2F0YWxvZy5fZHluYW1pY192MZSMCFBST1ZJREVSlJOULg=="
"""How every state that was ever written names the provider: a pickle that is a reference and nothing else."""
LAUNCHING_PROVIDER = "gASVPAAAAAAAAACMIXB1bHVtaV9zZXJ2aWNlY2F0YWxvZy5fZHluYW1pY192MZSMEkxBVU5DSElOR19QUk9WSURFUpSTlC4="
"""The same for the provider of launches."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of resource: its name, its dynamic provider, what is declared of one, and what check writes down of it.

    `operation` is what the emulator calls the operation that makes one, and `request` what AWS calls it.
    """

    name: str
    provider: str
    declared: Mapping[str, Any] = field(hash=False)
    written: Mapping[str, Any] = field(hash=False)
    operation: str
    request: str

    @property
    def checked(self) -> dict[str, Any]:
        """Return the inputs that check returns of what is declared."""
        return {**self.declared, **self.written}

    @property
    def resource(self) -> str:
        """Return the name of the provisioned product."""
        return str(self.declared["name"])

    @property
    def token(self) -> str:
        """Return the type as the plugin has it."""
        return f"servicecatalog:index:{self.name}"

    def urn(self, resource: str = "", *, dynamic: bool = False) -> str:
        """Return the URN of a resource of this kind."""
        type_ = f"pulumi-python:dynamic/servicecatalog:{self.name}" if dynamic else self.token
        return f"urn:pulumi:test::project::{type_}::{resource or self.resource}"


ADOPTED = Kind(
    name="ImportedProvisionedProduct",
    provider=PROVIDER,
    declared=INPUTS,
    written={"region": REGION},
    operation="import",
    request="ImportAsProvisionedProduct",
)
LAUNCHED = Kind(
    name="ProvisionedProduct",
    provider=LAUNCHING_PROVIDER,
    declared=LAUNCH,
    written={"region": REGION, "retainPhysicalResources": False},
    operation="provision",
    request="ProvisionProduct",
)
KINDS = {"adopted": ADOPTED, "launched": LAUNCHED}


def adopt(provider, **target):
    """Adopt the stack as an engine does; return the ID, the state, and the inputs that were checked."""
    return made(provider, {**INPUTS, **target})


def launch(provider, **target):
    """Launch the product as an engine does; return the ID, the state, and the inputs that were checked."""
    return made(provider, {**LAUNCH, **target})


def made(provider, target):
    """Make what is declared."""
    inputs, failures = provider.check(target)
    assert failures == []
    id_, state = provider.create(inputs)
    return id_, state, inputs


def codes(failures):
    """Return the property and the code of each failure of a check."""
    return sorted((property_, reason.partition("]")[0].removeprefix("[")) for property_, reason in failures)


def requests(aws, *, of=("Import", "Provision", "Update", "Terminate")):
    """Return the changes that were asked of AWS, in order."""
    journal = aws.control.journal(account=aws.account)
    return [call["operation"] for call in journal if call["operation"].startswith(of)]


def moved_by_hand(aws, id_, version="v2", **parameters):
    """Update a provisioned product past Pulumi."""
    values = [{"Key": key, "Value": value} for key, value in parameters.items()]
    aws.catalog.update_provisioned_product(
        ProvisionedProductId=id_,
        ProductName="web-service",
        ProvisioningArtifactName=version,
        ProvisioningParameters=values,
    )
