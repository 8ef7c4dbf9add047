"""What one engine operation has observed of an account and Region: read in bulk, once, and shared by all resources.

A no-op preview so makes a number of calls that grows with the pages, not with the resources. A miss is confirmed by a
direct call before anyone believes that a thing is gone, and a write forgets what it touched.
"""

from collections.abc import Sequence
from threading import RLock

from pulumi_servicecatalog.model.desired import ById, Reference
from pulumi_servicecatalog.model.product import Artifact, LaunchPath, Product, ProvisioningParameters
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.refusal import Denied, Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway

_DIRECT_FIRST = 3
"""So many stacks are asked for one by one, before all of them are read in pages: an account may hold thousands."""


class Snapshot:
    """Safe to share between threads. Methods raise Refusal as the door does."""

    def __init__(self, gateway: Gateway) -> None:
        self._door = gateway
        self._lock = RLock()
        self._provisioned_products: dict[str, ProvisionedProduct] | None = None
        self._stacks: dict[str, Stack | None] = {}
        self._stacks_asked = 0
        self._products: dict[Reference, Sequence[Product]] = {}
        self._artifacts: dict[str, Sequence[Artifact]] = {}
        self._paths: dict[str, Sequence[LaunchPath]] = {}
        self._parameters: dict[tuple[str, str, Reference | None], ProvisioningParameters] = {}
        self._records: dict[str, Record] = {}
        self._denied: dict[str, Sequence[str] | Refusal] = {}

    def provisioned_product(self, provisioned_product_id: str) -> ProvisionedProduct | None:
        """Give one by its ID; None only where AWS has confirmed that it is gone."""
        with self._lock:
            known = self._all_provisioned_products()
            if provisioned_product_id not in known:
                found = self._door.provisioned_product(provisioned_product_id)
                if found is None:
                    return None
                known[provisioned_product_id] = found
            return known[provisioned_product_id]

    def provisioned_product_now(self, provisioned_product_id: str) -> ProvisionedProduct | None:
        """Ask for one alone, whatever has been observed; after a write nobody else's needs to be read anew."""
        found = self._door.provisioned_product(provisioned_product_id)
        with self._lock:
            if self._provisioned_products is not None:
                self._provisioned_products.pop(provisioned_product_id, None)
                if found is not None:
                    self._provisioned_products[provisioned_product_id] = found
        return found

    def all_provisioned_products(self) -> Sequence[ProvisionedProduct]:
        """Give all of them, in the order of their IDs."""
        with self._lock:
            return sorted(self._all_provisioned_products().values(), key=lambda each: each.id)

    def governor_of(self, stack_id: str) -> ProvisionedProduct | None:
        """Give the provisioned product that governs the stack, as far as AWS's search tells."""
        with self._lock:
            return next(
                (each for each in self._all_provisioned_products().values() if each.physical_id == stack_id), None
            )

    def named(self, name: str) -> ProvisionedProduct | None:
        """Give the provisioned product that bears the name, as far as AWS's search tells."""
        with self._lock:
            return next((each for each in self._all_provisioned_products().values() if each.name == name), None)

    def stack(self, name_or_id: str) -> Stack | None:
        """Give a stack by its name or ARN; None where there is none."""
        with self._lock:
            if name_or_id not in self._stacks:
                self._stacks_asked += 1
                if self._stacks_asked == _DIRECT_FIRST + 1:
                    self._read_all_stacks()
            if name_or_id not in self._stacks:
                self._keep_stack(self._door.stack(name_or_id), asked=name_or_id)
            return self._stacks[name_or_id]

    def products(self, wanted: Reference) -> Sequence[Product]:
        """Give the products that a reference may mean."""
        with self._lock:
            if wanted not in self._products:
                self._products[wanted] = self._read_products(wanted)
            return self._products[wanted]

    def artifacts(self, product_id: str) -> Sequence[Artifact]:
        """Give the versions of a product."""
        with self._lock:
            if product_id not in self._artifacts:
                self._artifacts[product_id] = self._door.artifacts(product_id)
            return self._artifacts[product_id]

    def launch_paths(self, product_id: str) -> Sequence[LaunchPath]:
        """Give the ways by which the caller may launch a product."""
        with self._lock:
            if product_id not in self._paths:
                self._paths[product_id] = self._door.launch_paths(product_id)
            return self._paths[product_id]

    def record(self, record_id: str) -> Record:
        """Give a record; one that has ended does not change any more."""
        with self._lock:
            known = self._records.get(record_id)
            if known is None or not known.ended:
                known = self._records[record_id] = self._door.record(record_id)
            return known

    def provisioning_parameters(
        self, product_id: str, artifact_id: str, path: Reference | None
    ) -> ProvisioningParameters:
        """Tell what a launch of a version takes by a path."""
        key = (product_id, artifact_id, path)
        with self._lock:
            if key not in self._parameters:
                self._parameters[key] = self._door.provisioning_parameters(product_id, artifact_id, path)
            return self._parameters[key]

    def denied_actions(self, actions: Sequence[str], resource: str) -> Sequence[str]:
        """Give those of the actions that IAM denies to the caller on a resource.

        AWS is asked once for each, also where it does not tell. What is allowed on all resources is allowed as well:
        the ARN may be told wrongly, as that of a product that another account shares.
        """
        with self._lock:
            if resource not in self._denied:
                self._denied[resource] = self._ask_denied(actions, [resource, "*"])
            denied = self._denied[resource]
            if isinstance(denied, Refusal):
                raise denied
            return denied

    def forget_stack(self, name_or_id: str) -> None:
        """Forget a stack under its name and its ARN, so that it is read anew."""
        with self._lock:
            known = self._stacks.get(name_or_id)
            for key in (name_or_id, known.id, known.name) if known else (name_or_id,):
                self._stacks.pop(key, None)

    def forget(self, *, provisioned_product_id: str, stack_id: str | None) -> None:
        """Forget what a write has changed; it is read anew, by itself, when it is asked for."""
        with self._lock:
            if self._provisioned_products is not None:
                self._provisioned_products.pop(provisioned_product_id, None)
            for key in [key for key, stack in self._stacks.items() if stack is not None and stack.id == stack_id]:
                del self._stacks[key]

    def forget_provisioned_products(self) -> None:
        """Forget all provisioned products, where AWS's answer shows that the picture is out of date."""
        with self._lock:
            self._provisioned_products = None

    def known_stack_names(self) -> list[str]:
        """Give the names of the stacks that exist, for messages; only the known ones where listing is denied."""
        with self._lock:
            if self._stacks_asked <= _DIRECT_FIRST:
                self._stacks_asked = _DIRECT_FIRST + 1
                self._read_all_stacks()
            return sorted({stack.name for stack in self._stacks.values() if stack is not None})

    def _all_provisioned_products(self) -> dict[str, ProvisionedProduct]:
        if self._provisioned_products is None:
            self._provisioned_products = {each.id: each for each in self._door.provisioned_products()}
        return self._provisioned_products

    def _read_all_stacks(self) -> None:
        try:
            for stack in self._door.stacks():
                self._keep_stack(stack, asked=stack.id)
        except Denied:  # some callers may describe their own stacks only, and go on one by one
            return

    def _ask_denied(self, actions: Sequence[str], resources: Sequence[str]) -> Sequence[str] | Refusal:
        try:
            return self._door.denied_actions(self._door.identity().caller_arn, actions, resources)
        except Refusal as refusal:
            return refusal

    def _keep_stack(self, stack: Stack | None, *, asked: str) -> None:
        self._stacks[asked] = stack
        if stack is not None:
            self._stacks[stack.id] = self._stacks[stack.name] = stack

    def _read_products(self, wanted: Reference) -> Sequence[Product]:
        if isinstance(wanted, ById):
            found = self._door.product(wanted.id)
            return [found] if found else []
        return self._door.products_named(wanted.name)
