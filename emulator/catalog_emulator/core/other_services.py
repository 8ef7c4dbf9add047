"""What Service Catalog and CloudFormation need of AWS's other services: here as values in memory.

`wire.moto_seam.services` has the same of moto's backends, which clients can see and change as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol


class Organization(Protocol):
    """An organization of AWS Organizations, asked for an account that is in it."""

    @property
    def is_managed_here(self) -> bool:
        """Say whether the account is the management account."""
        ...

    @property
    def may_share(self) -> bool:
        """Say whether the account may share with nodes: management account or delegated administrator."""
        ...

    @property
    def access_is_enabled(self) -> bool:
        """Say whether Service Catalog has access to the organization."""
        ...

    def enable_access(self) -> None:
        """Let Service Catalog have access, "on your behalf", as EnableAWSOrganizationsAccess says."""
        ...

    def disable_access(self) -> None:
        """Take the access away again."""
        ...

    def has(self, node: str) -> bool:
        """Say whether there is such a node: the organization, a root, an organizational unit or an account."""
        ...

    def is_below(self, account: str, node: str) -> bool:
        """Say whether an account is a node, or below it."""
        ...

    def members(self, node: str) -> list[str]:
        """Return the accounts below a node."""
        ...


@dataclass
class OtherServices:
    """S3, the parameter store and SNS as far as templates and stacks touch them.

    No account is in an organization, and what stacks are made of are stubs.

    Attributes:
        objects: what is in S3, by account, bucket and key.
        parameters: the parameter store: values by account, Region and name.
        published: ARN of the topic, subject and text of every message.

    """

    objects: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    parameters: dict[tuple[str, str, str], str] = field(default_factory=dict)
    published: list[tuple[str, str, str]] = field(default_factory=list)

    def object(self, account: str, partition: str, bucket: str, key: str) -> bytes | None:
        """Return an object of S3, or None where there is none."""
        del partition
        return self.objects.get((account, bucket, key))

    def keep_template(  # noqa: PLR0913  # whose, where, what
        self, *, account: str, partition: str, region: str, bucket: str, key: str, text: str
    ) -> None:
        """Keep a template in a bucket of an account, readable by everybody."""
        del partition, region
        self.objects[account, bucket, key] = text.encode()

    def parameter(self, account: str, region: str, name: str) -> str | None:
        """Return what the parameter store has under a name."""
        return self.parameters.get((account, region, name))

    def publish(self, topic_arn: str, subject: str, message: str) -> None:
        """Send a message to a topic of SNS; one that is not there gets nothing, as at AWS."""
        self.published.append((topic_arn, subject, message))

    def organization_of(self, account: str) -> Organization | None:
        """Return the organization that an account is in, if there is one."""
        del account
        return None

    def resources(self, stack: Any, document: dict[str, Any], exports: dict[str, Any]) -> Any | None:
        """Return the `cloudformation.resources.Resources` of a stack that are more than stubs, if there are."""
        del stack, document, exports
        return None

    def stack_sets(self, account: str, region: str) -> Any | None:
        """Return the `cloudformation.stack_set.StackSets` that others see too, if there are such."""
        del account, region
        return None
