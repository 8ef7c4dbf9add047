"""What one engine operation has observed of an account and Region: read in bulk, once, and shared by all resources.

A no-op preview so makes a number of calls that grows with the pages, not with the resources. A miss is confirmed by a
direct call before anyone believes that a thing is gone, and a write forgets what it touched. Nothing waits for an
answer but those who want the same one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TypeVar

from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model.desired import ById, Reference
from pulumi_servicecatalog.model.product import Artifact, ArtifactParameter, LaunchPath, Product, ProvisioningParameters
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.refusal import Absent, Denied, Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.provisioned_products import ProvisionedProducts
from pulumi_servicecatalog.reconcile.observation.recent_names import RecentNames
from pulumi_servicecatalog.reconcile.observation.stacks import Stacks
from pulumi_servicecatalog.rules.checks import stack as stack_checks

_MOST_OF_A_PRODUCT = 1000
_MOST_OF_A_PROVISIONED_PRODUCT = 100
"""How many records are listed, 20 a call: AWS keeps them all."""


T = TypeVar("T")


class Snapshot:
    """Safe to share between threads. Methods raise Refusal as the gateway does."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._provisioned_products = ProvisionedProducts(gateway)
        self._recent_names = RecentNames(gateway)
        self._stacks = Stacks(gateway)
        self._products: Once[Reference, Sequence[Product]] = Once()
        self._all_products: Once[None, Mapping[str, Product]] = Once()
        self._artifacts: Once[str, Sequence[Artifact]] = Once()
        self._paths: Once[str, Sequence[LaunchPath]] = Once()
        self._parameters: Once[tuple[str, str, Reference | None], ProvisioningParameters] = Once()
        self._version_parameters: Once[tuple[str, str], Sequence[ArtifactParameter]] = Once()
        self._no_echo: Once[tuple[str, str], frozenset[str] | None] = Once()
        self._exports: Once[None, Mapping[str, str] | Refusal] = Once()
        self._importers: Once[str, Sequence[str] | Refusal] = Once()
        self._not_stored: Once[tuple[str, ...], Sequence[str] | Refusal] = Once()
        self._records: Once[str, Record] = Once(keeps=lambda record: record.ended)
        self._histories: Once[tuple[str, str], Sequence[Record]] = Once()
        self._denied: Once[tuple[str, tuple[str, ...]], Sequence[str] | Refusal] = Once()

    def provisioned_product(self, provisioned_product_id: str) -> ProvisionedProduct | None:
        """Return one by its ID; None only where AWS has confirmed that it is gone."""
        return self._provisioned_products.get(provisioned_product_id)

    def provisioned_product_now(
        self, provisioned_product_id: str, *, after: Record | None = None
    ) -> ProvisionedProduct | None:
        """Return one as it is now, whatever has been observed; no other needs to be read again after a write.

        `after` is the record of that write, where it is known.
        """
        return self._provisioned_products.now(provisioned_product_id, after=after)

    def all_provisioned_products(self) -> Sequence[ProvisionedProduct]:
        """Return all of them, in the order of their IDs."""
        return self._provisioned_products.all()

    def governor_of(self, stack_id: str) -> ProvisionedProduct | None:
        """Return the provisioned product of the stack, as far as AWS's search shows."""
        return self._provisioned_products.of_stack(stack_id)

    def named(self, name: str) -> ProvisionedProduct | None:
        """Return the provisioned product with the name, as far as AWS's search shows."""
        return self._provisioned_products.named(name)

    def may_be_taken(self, name: str, product_id: str) -> bool:
        """Return whether a name may have been taken so recently that AWS's search does not show it."""
        return self._recent_names.may_have(name, product_id)

    def with_name(self, name: str) -> ProvisionedProduct | None:
        """Return the provisioned product with the name, also one that AWS's search hides, where there are such."""
        return self._provisioned_products.with_name(name)

    def stack(self, name_or_id: str) -> Stack | None:
        """Return a stack by its name or ARN; None where there is none."""
        return self._stacks.get(name_or_id)

    def all_stacks(self) -> Sequence[Stack]:
        """Return all stacks of the account and Region. Raises Refusal where the caller may not list them."""
        return self._stacks.all()

    def known_stack_names(self) -> Sequence[str]:
        """Return the names of the stacks that exist, for messages; only the known ones where listing is denied."""
        return self._stacks.names()

    def adoptable_stacks(self) -> Sequence[Stack]:
        """Return those stacks that AWS would import and nothing governs, as far as both were listed. Makes no call."""
        governs = self._provisioned_products.listed_stacks()
        stacks = self._stacks.known() if governs is not None else ()
        return [stack for stack in stacks if stack_checks.is_adoptable(stack) and stack.id not in (governs or ())]

    def products(self, wanted: Reference) -> Sequence[Product]:
        """Return the products that a reference may mean."""
        return self._products.get(wanted, partial(self._ask_products, wanted))

    def all_products(self) -> Sequence[Product]:
        """Return the products that the caller sees; none of them is asked for by its ID any more."""
        return list(self._all_products.get(None, self._ask_all_products).values())

    def artifacts(self, product_id: str) -> Sequence[Artifact]:
        """Return the versions of a product."""
        return self._artifacts.get(product_id, lambda: self._gateway.artifacts(product_id))

    def launch_paths(self, product_id: str) -> Sequence[LaunchPath]:
        """Return the paths by which the caller may launch a product."""
        return self._paths.get(product_id, lambda: self._gateway.launch_paths(product_id))

    def product_history(self, product_id: str) -> Sequence[Record]:
        """Return the newest records of a product; none where the caller may not list them."""
        return self._history(
            (product_id, ""), lambda: islice(self._gateway.product_history(product_id), _MOST_OF_A_PRODUCT)
        )

    def history(self, provisioned: ProvisionedProduct) -> Sequence[Record]:
        """Return the newest records of a provisioned product; none where the caller may not list them.

        They are listed again once it has another last record.
        """
        return self._history(
            (provisioned.id, provisioned.last_record_id),
            lambda: islice(self._gateway.record_history(provisioned.id), _MOST_OF_A_PROVISIONED_PRODUCT),
        )

    def provisioning_parameters(
        self, product_id: str, artifact_id: str, path: Reference | None
    ) -> ProvisioningParameters:
        """Return what a launch of a version takes by a path."""
        key = (product_id, artifact_id, path)
        return self._parameters.get(key, lambda: self._gateway.provisioning_parameters(*key))

    def artifact_parameters(self, product_id: str, artifact_id: str) -> Sequence[ArtifactParameter]:
        """Return the parameters of a version, whose template never changes."""
        key = (product_id, artifact_id)
        return self._version_parameters.get(key, lambda: self._gateway.artifact_parameters(*key))

    def no_echo(self, product_id: str, artifact_id: str) -> frozenset[str] | None:
        """Return the names of a version's NoEcho parameters; None where AWS does not tell, which is asked once."""
        return self._no_echo.get((product_id, artifact_id), partial(self._ask_no_echo, product_id, artifact_id))

    def exports(self) -> Mapping[str, str]:
        """Return the ARN of the exporting stack by each exported name. AWS is asked once, also where it refuses."""
        return _answer(self._exports.get(None, lambda: _or_refusal(self._gateway.exports)))

    def importers(self, export: str) -> Sequence[str]:
        """Return the names of the stacks that import an export. AWS is asked once, also where it refuses."""
        return _answer(self._importers.get(export, lambda: _or_refusal(lambda: self._gateway.importers(export))))

    def not_stored(self, names: tuple[str, ...]) -> Sequence[str]:
        """Return those of the names that name nothing in the parameter store. AWS is asked once for the same names."""
        return _answer(self._not_stored.get(names, lambda: _or_refusal(lambda: self._gateway.not_stored(names))))

    def record(self, record_id: str) -> Record:
        """Return a record; one that has ended does not change any more, and is not asked for again."""
        return self._records.get(record_id, lambda: self._gateway.record(record_id))

    def denied_actions(self, actions: Sequence[str], resource: str) -> Sequence[str]:
        """Return those of the actions that IAM denies to the caller on a resource.

        AWS is asked once for each, also where it refuses to say. What is allowed on all resources is allowed as well:
        the ARN may not be the one that a policy names, as that of a product which another account shares.
        """
        key = (resource, tuple(actions))
        return _answer(self._denied.get(key, lambda: _or_refusal(lambda: self._ask_denied(actions, [resource, "*"]))))

    def forget_stack(self, name_or_id: str) -> None:
        """Forget a stack under its name and its ARN, so that it is read again."""
        self._stacks.forget(name_or_id)

    def look_again(self, name_or_id: str, *, now: float) -> None:
        """Forget a stack, unless all of them were listed a moment before `now`, in the seconds of the timer."""
        self._stacks.look_again(name_or_id, now)

    def forget(self, *, provisioned_product_id: str, stack_id: str | None) -> None:
        """Forget what a write has changed; it is read again, by itself, when it is asked for."""
        self._provisioned_products.forget(provisioned_product_id)
        self._exports, self._importers = Once(), Once()
        if stack_id is not None:
            self._stacks.forget(stack_id)

    def forget_provisioned_products(self) -> None:
        """Forget all provisioned products, where AWS's answer shows that what was observed is out of date.

        Who waits for them at this moment keeps those that were asked for.
        """
        self._provisioned_products = ProvisionedProducts(self._gateway)

    def _ask_denied(self, actions: Sequence[str], resources: Sequence[str]) -> Sequence[str]:
        return self._gateway.denied_actions(self._gateway.identity().caller_arn, actions, resources)

    def _ask_no_echo(self, product_id: str, artifact_id: str) -> frozenset[str] | None:
        try:
            parameters = self.artifact_parameters(product_id, artifact_id)
        except Refusal:  # the version may be gone, or hidden from the caller
            return None
        return frozenset(parameter.key for parameter in parameters if parameter.no_echo)

    def _history(self, key: tuple[str, str], ask: Callable[[], Iterable[Record]]) -> Sequence[Record]:
        def listed() -> Sequence[Record]:
            try:
                return list(ask())
            except (Absent, Denied):
                return ()

        return self._histories.get(key, listed)

    def _ask_products(self, wanted: Reference) -> Sequence[Product]:
        if isinstance(wanted, ById):
            product = self._listed_product(wanted.id) or self._gateway.product(wanted.id)
            return [product] if product else []
        return self._gateway.products_named(wanted.name)

    def _ask_all_products(self) -> Mapping[str, Product]:
        return {product.id: product for product in self._gateway.products()}

    def _listed_product(self, product_id: str) -> Product | None:
        """Return a product if all of them were listed and it was one."""
        if not self._all_products.knows(None):
            return None
        return self._all_products.get(None, self._ask_all_products).get(product_id)


def _or_refusal(ask: Callable[[], T]) -> T | Refusal:
    try:
        return ask()
    except Refusal as refusal:
        return refusal


def _answer(answer: T | Refusal) -> T:
    if isinstance(answer, Refusal):
        raise answer
    return answer
