"""What the tests of a provider declare, in the sample account."""

import catalog_emulator.sample

REGION = catalog_emulator.sample.REGION
INPUTS = {
    "name": "payments",
    "physicalId": "payments",
    "productName": "web-service",
    "provisioningArtifactName": "v1",
}
LAUNCH = {"name": "shop", "productName": "web-service", "provisioningArtifactName": "v1"}
LAUNCHING_PROVIDER = "gASVPAAAAAAAAACMIXB1bHVtaV9zZXJ2aWNlY2F0YWxvZy5fZHluYW1pY192MZSMEkxBVU5DSElOR19QUk9WSURFUpSTlC4="
"""How every state that was ever written names the provider of launches; `support.engine.PROVIDER` is the other one."""


def adopt(engine, **target):
    """Adopt the stack as an engine does; return the ID, the state, and the inputs that were checked."""
    return made(engine, {**INPUTS, **target})


def launch(engine, **target):
    """Launch the product as an engine does; return the ID, the state, and the inputs that were checked."""
    return made(engine, {**LAUNCH, **target})


def made(engine, target):
    """Make what is declared."""
    inputs, failures = engine.check(target)
    assert failures == []
    id_, state = engine.create(inputs)
    return id_, state, inputs


def codes(failures):
    """Return the property and the code of each failure of a check."""
    return sorted((property_, reason.partition("]")[0].removeprefix("[")) for property_, reason in failures)
