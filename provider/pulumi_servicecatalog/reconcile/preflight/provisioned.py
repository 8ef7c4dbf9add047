"""Preflight of a launch: finds every reason why ProvisionProduct would fail, and changes nothing.

The controller calls it in check, and again right before the launch.
"""

from collections.abc import Iterator

from pulumi_servicecatalog.model.desired import DesiredLaunch, Latest, Reference, Version
from pulumi_servicecatalog.model.problems.after_import import TakenAsIs, UpdateFollows
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.launches import LaunchedAnew
from pulumi_servicecatalog.model.product import Artifact, LaunchPath, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile.observation import comparison, read, resolve, under_way
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.preflight import permissions, update
from pulumi_servicecatalog.reconcile.preflight.common import Examination
from pulumi_servicecatalog.rules import launch as rule
from pulumi_servicecatalog.rules import launch_paths
from pulumi_servicecatalog.rules.checks import launch as checks
from pulumi_servicecatalog.rules.checks import owner, path_tags
from pulumi_servicecatalog.rules.checks import product as product_checks
from pulumi_servicecatalog.rules.checks import update as update_checks
from pulumi_servicecatalog.rules.stack_values import NO_STACK


def examine(
    desired: DesiredLaunch, session: AccountSession, *, declared_by: str, replaces: str | None = None
) -> Verdict:
    """Look at everything that a launch depends on. Raises Refusal where AWS cannot be asked at all.

    `declared_by` is the resource's URN, by which its own earlier launch is known; `replaces` the name of the
    provisioned product that will be gone by then.
    """
    return _Examination(desired, session).verdict(declared_by, replaces)


def resolve_only(desired: DesiredLaunch, session: AccountSession) -> Verdict:
    """Find what the names of a draft mean, and look at nothing else: what is left where preflight is off."""
    return _Examination(desired, session).resolved()


class _Examination(Examination):
    """Goes from the name to the product, the version, the path and what a launch by it takes."""

    _launches = True

    def __init__(self, desired: DesiredLaunch, session: AccountSession) -> None:
        super().__init__(desired, session)
        self._desired = desired
        self._replaces: str | None = None

    def verdict(self, declared_by: str, replaces: str | None) -> Verdict:
        self._replaces = replaces
        product = self._product()
        resumed = self._holder(product, declared_by, replaces)
        if resumed is not None and resumed.never_worked:
            self._note(self._makes_way(resumed))
        elif resumed is not None and product is not None:
            return self._taken(resumed, product, declared_by)
        artifact = self._artifact(product) if product else None
        path = self._clear_path(product) if product else None
        if product and path and artifact:
            self._provisioning_parameters(product, artifact, path)
        if product and artifact and product_checks.is_supported(product):
            is_stack_set = path is not None and path.makes_stack_set
            self._brought(product, artifact, NO_STACK, elsewhere=is_stack_set)
        if product:
            self._note(permissions.check(permissions.LAUNCH, product.id, self._session))
        self._note(owner.check(self._desired, self._session.gateway.identity()))
        return Verdict(problems=self._problems_once(), product=product, artifact=artifact)

    def _leaving_stack(self) -> str | None:
        if self._replaces is None or self._desired.retain_physical_resources is True:
            return None
        replaced = self._session.snapshot.named(self._replaces)
        return replaced.physical_id if replaced else None

    def _makes_way(self, failed: ProvisionedProduct) -> Iterator[Problem]:
        """Say that what an earlier run has launched never worked, and ends before the launch."""
        yield LaunchedAnew(severity=Severity.WARNING, name=failed.name, id=failed.id, reason=failed.status_message)
        yield from permissions.check(permissions.RELEASE, failed.product_id, self._session)

    def _taken(self, resumed: ProvisionedProduct, product: Product, declared_by: str) -> Verdict:
        """Say that it is taken, and judge the update that makes it as declared."""
        actual, running = under_way.foreseen(read.with_stack(resumed, self._session), self._session)
        self._note(running)
        sent = None
        if self._desired.is_known:
            sent = rule.sent_by(resumed, self._key(resumed.name, product.id, declared_by), self._desired.resolve())
        changes = comparison.changes(self._desired, actual, self._session, earlier=sent)
        because = update_checks.reasons(changes)
        self._note([TakenAsIs(id=resumed.id)])
        self._note(update.of_changes(self._desired, self._session, actual, changes))
        if because:
            self._note([UpdateFollows(because=because, imports=False)])
        artifact = Artifact(id=resumed.artifact_id, name=resumed.artifact_name)
        return Verdict(
            problems=self._problems_once(), product=product, artifact=artifact, resumes=resumed, follows=because
        )

    def resolved(self) -> Verdict:
        product, wanted = self._product(), self._desired.artifact
        artifact: Artifact | None = None
        if product and isinstance(wanted, Version):
            artifact = self._resolved(resolve.artifact(wanted, product, self._session))
        return Verdict(problems=self._problems_once(), product=product, artifact=artifact)

    def _holder(self, product: Product | None, declared_by: str, replaces: str | None) -> ProvisionedProduct | None:
        """Look who bears the name; give it where it is what an earlier run of this resource has launched."""
        name = self._desired.name
        if name is UNKNOWN or name == replaces:
            return None
        holder = self._ask(lambda: self._session.snapshot.with_name(name), at="name")
        if holder is None:
            return None
        product_id = product.id if product else holder.product_id
        resumes = rule.resumes(self._key(name, product_id, declared_by), holder)
        if isinstance(resumes, Problem):
            self._note([resumes])
            return None
        return holder

    def _key(self, name: str, product_id: str, declared_by: str) -> rule.LaunchKey:
        identity = self._session.gateway.identity()
        return rule.LaunchKey(name=name, product_id=product_id, declared_by=declared_by, identity=identity)

    def _artifact(self, product: Product) -> Artifact | None:
        match self._desired.artifact:
            case Latest() as policy:
                artifact = self._latest_artifact(policy, product)
                if artifact is not None:
                    self._check_artifact(artifact, product, at="versionPolicy")
                return artifact
            case wanted if isinstance(wanted, Reference):
                return self._named_artifact(wanted, product)[0]
            case _:
                return None

    def _clear_path(self, product: Product) -> LaunchPath | None:
        """Return the path that the launch will take, where there is no doubt."""
        declared, paths = self._desired.path, self._launch_paths(product, severity=Severity.WARNING)
        if paths is None or declared is UNKNOWN:
            return None
        caller = self._session.gateway.identity().caller_arn
        problems = list(checks.check_path(declared, product, paths, caller=caller))
        self._note(problems)
        return None if problems else launch_paths.usable(declared, paths)[0]

    def _provisioning_parameters(self, product: Product, artifact: Artifact, taken: LaunchPath) -> None:
        path = self._desired.path
        assert path is not UNKNOWN
        accepted = self._ask(
            lambda: self._session.snapshot.provisioning_parameters(product.id, artifact.id, path),
            at="parameters",
            severity=Severity.WARNING,
        )
        self._note(path_tags.check(self._desired.tags, taken, accepted.tag_options if accepted else {}, product))
        if accepted is None:
            return
        declared, shown = self._desired.parameters, self._desired.shown_parameters
        self._note(checks.check_parameters(declared, accepted.parameters, artifact, shown=shown))
        self._note(checks.check_rules(self._desired.parameters, NO_STACK, accepted, product, taken))
        if product_checks.is_supported(product):
            self._note(checks.check_stack_set(self._desired.preferences, accepted, product))
