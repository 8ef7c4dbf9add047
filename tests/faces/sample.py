"""What the tests of a face declare, in the sample account."""

import catalog_emulator.sample

REGION = catalog_emulator.sample.REGION
INPUTS = {
    "name": "payments",
    "physicalId": "payments",
    "productName": "web-service",
    "provisioningArtifactName": "v1",
}


def adopt(engine, **wish):
    """Adopt the stack as an engine does; give the ID, the state, and the inputs that were checked."""
    inputs, failures = engine.check({**INPUTS, **wish})
    assert failures == []
    id_, state = engine.create(inputs)
    return id_, state, inputs
