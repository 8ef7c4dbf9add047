"""Preflight of an update: the product, the version, its parameters, the path and the tags. It changes nothing.

The controller calls it in check, where inputs have changed on which an update depends.
"""

from pulumi_servicecatalog.model.desired import Desired, DesiredImport, DesiredLaunch, Latest, Reference
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.moves import MovesProduct
from pulumi_servicecatalog.model.problems.versions import VersionFollows
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.unknown import Unknown
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight.common import Examination
from pulumi_servicecatalog.rules import launch_paths
from pulumi_servicecatalog.rules.checks import after_import
from pulumi_servicecatalog.rules.checks import launch as launch_checks


def examine(desired: Desired, session: AccountSession, *, actual: ProvisionedProduct | None) -> tuple[Problem, ...]:
    """Look at everything that an update depends on. Raises Refusal where AWS cannot be asked at all.

    `actual` is what is to be updated, None where it is not to be seen.
    """
    return _Examination(desired, session).problems(actual)


class _Examination(Examination):
    def problems(self, actual: ProvisionedProduct | None) -> tuple[Problem, ...]:
        product = self._supported_product() if isinstance(self._declared, DesiredImport) else self._product()
        if product is None:
            return self._problems_once()
        artifact = self._artifact(product, actual)
        if artifact and self._declared.parameters:
            self._template_parameters(product, artifact)
        if artifact:
            self._stack_set(product, artifact)
        if actual is not None and actual.product_id and actual.product_id != product.id:
            self._note([self._moves(actual, product)])
        self._paths(product)
        return self._problems_once()

    def _artifact(self, product: Product, actual: ProvisionedProduct | None) -> Artifact | None:
        match self._declared.artifact:
            case Latest() as policy:
                newest = self._latest_artifact(policy, product)
                if newest is not None and actual is not None and newest.id != actual.artifact_id:
                    before = actual.artifact_name or actual.artifact_id
                    follows = VersionFollows(policy=policy, name=actual.name, before=before, after=newest.name)
                    self._note([follows])
                return newest
            case wanted if isinstance(wanted, Reference):
                return self._named_artifact(wanted, product)[0]
            case _:
                return None

    def _stack_set(self, product: Product, artifact: Artifact) -> None:
        """Look where the stack set may run, where the program says where it is to."""
        declared = self._declared
        if not isinstance(declared, DesiredLaunch) or not declared.preferences or isinstance(declared.path, Unknown):
            return
        path = declared.path
        accepted = self._ask(
            lambda: self._session.snapshot.provisioning_parameters(product.id, artifact.id, path),
            at="provisioningPreferences",
            severity=Severity.WARNING,
        )
        if accepted is not None:
            self._note(launch_checks.check_stack_set(declared.preferences, accepted, product))

    def _moves(self, actual: ProvisionedProduct, product: Product) -> Problem:
        only_update = ""
        if not isinstance(self._declared, DesiredImport):
            only_update = "it was launched, not adopted"
        elif not self._declared.retain_physical_resources:
            only_update = "retainPhysicalResources is false"
        before = actual.product_name or actual.product_id
        return MovesProduct(name=actual.name, before=before, after=product.name, only_update=only_update)

    def _paths(self, product: Product) -> None:
        paths = self._launch_paths(product, severity=Severity.WARNING)
        if paths is None:
            return
        caller = self._session.gateway.identity().caller_arn
        self._note(after_import.check_paths(self._declared, product, paths, caller=caller))
        self._note(after_import.check_tags(self._declared, product, launch_paths.usable(self._declared.path, paths)))
