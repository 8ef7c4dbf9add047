"""The kinds of resources that a configured provider has, by their tokens. They share what is observed of AWS."""

from pulumi_servicecatalog.faces import schema
from pulumi_servicecatalog.faces.adopted import Adopted
from pulumi_servicecatalog.faces.configuration import Configuration
from pulumi_servicecatalog.faces.governing import Governing
from pulumi_servicecatalog.faces.launched import Launched
from pulumi_servicecatalog.faces.sites import Sites


class Resources:
    """One for each configuration of a provider."""

    def __init__(self, configured: Configuration) -> None:
        sites = Sites(configured.import_lane_scope)
        self.adopted = Adopted(configured, sites)
        self._by_token: dict[str, Governing] = {
            schema.ADOPTED: self.adopted,
            schema.LAUNCHED: Launched(configured, sites),
        }

    def of(self, token: str) -> Governing:
        """Give the kind. Raises KeyError where there is none, as for a component."""
        return self._by_token[token]
