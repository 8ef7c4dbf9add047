"""The account and Region of a shard, entered as the settings of its Pulumi stack say."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

from pulumi_servicecatalog import connect
from pulumi_servicecatalog.fleet.plan import Target
from pulumi_servicecatalog.fleet.project import Settings
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


class AwsEntrance:
    """Satisfies `fleet.shard_work.Entrance`."""

    def __init__(self, target: Target, settings: Settings, decrypted: Callable[[str], str | None]) -> None:
        """Ask nothing yet.

        Args:
            target: which account and Region.
            settings: of its Pulumi stack.
            decrypted: returns a setting that only Pulumi can read.

        """
        self._target = target
        self._settings = settings
        self._decrypted = decrypted
        self._pool = connect.session_pool()

    def enter(self) -> None:
        """Ask AWS who we are there."""
        self._session.gateway.identity()

    def caller(self) -> str:
        """Return the ARN of who enters."""
        own = replace(self._connection, role_arn=None, external_id=None, expected_account_id=None)
        return self._pool.at(own).gateway.identity().caller_arn

    def external_id(self) -> str | None:
        """Return the external ID by which it is entered."""
        return self._connection.external_id

    def statuses(self) -> Mapping[str, str]:
        """Return the status of each provisioned product."""
        return {held.id: held.status for held in self._session.snapshot.all_provisioned_products()}

    @cached_property
    def _session(self) -> AccountSession:
        return self._pool.at(self._connection)

    @cached_property
    def _connection(self) -> Connection:
        external = "externalId"
        secure = self._settings.is_secure(external)
        return Connection(
            region=self._target.region,
            expected_account_id=self._target.account,
            role_arn=self._target.role_arn,
            profile=self._settings.of_provider("profile"),
            external_id=self._decrypted(external) if secure else self._settings.of_provider(external),
            session_name=self._settings.of_provider("sessionName"),
            endpoint_url=self._settings.of_provider("endpointUrl"),
            endpoints=self._settings.pairs("endpoints"),
            max_retries=self._settings.number("maxRetries"),
        )
