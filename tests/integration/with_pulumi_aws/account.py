"""The account in which the example runs: its stacks, and the templates that they have."""

from importlib import resources

import catalog_emulator.sample

STACKS = ["payments", "orders", "search"]


def template(version):
    """Return the template of a version of the sample account's web-service."""
    file = catalog_emulator.sample.VERSIONS[version]
    return resources.files(catalog_emulator.sample).joinpath(file).read_text(encoding="utf-8")
