"""What preflight found out about an adoption."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem, blocking
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.stack import Stack


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether it will work, and why not. What could not be found out is None.

    `resumes` is the provisioned product that governs the stack already, so that there is nothing to import; `artifact`
    is its version then. `follows` are the reasons why an update follows; empty where none does.
    """

    problems: tuple[Problem, ...]
    stack: Stack | None = None
    product: Product | None = None
    artifact: Artifact | None = None
    resumes: ProvisionedProduct | None = None
    follows: tuple[str, ...] = ()

    @property
    def adoptable(self) -> bool:
        """Tell whether nothing stands in the way."""
        return not blocking(self.problems)
