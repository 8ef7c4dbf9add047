"""The kinds of resources that a configured provider has, by their tokens. They share what is observed of AWS."""

from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.providers import schema
from pulumi_servicecatalog.providers.configuration import Configuration
from pulumi_servicecatalog.providers.controller import ResourceController
from pulumi_servicecatalog.providers.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.providers.provisioned import ProvisionedProductController


class Resources:
    """One for each configuration of a provider."""

    def __init__(self, configured: Configuration) -> None:
        sessions = session_pool(configured.import_lane_scope)
        self.adopted = ImportedProvisionedProductController(configured, sessions)
        self._by_token: dict[str, ResourceController] = {
            schema.ADOPTED: self.adopted,
            schema.LAUNCHED: ProvisionedProductController(configured, sessions),
        }

    def of(self, token: str) -> ResourceController:
        """Give the kind. Raises KeyError where there is none, as for a component."""
        return self._by_token[token]
