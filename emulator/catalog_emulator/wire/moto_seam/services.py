"""What Service Catalog and CloudFormation need of AWS's other services, as moto's backends have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.core.other_services import OtherServices
from catalog_emulator.wire.moto_seam.organization import organization_of
from catalog_emulator.wire.moto_seam.resources import MotoResources
from catalog_emulator.wire.moto_seam.stack_sets import MotoStackSets

if TYPE_CHECKING:
    from catalog_emulator.core.other_services import Organization


class MotoServices(OtherServices):
    """Nothing is kept here: clients see and change the same through moto."""

    def object(self, account: str, partition: str, bucket: str, key: str) -> bytes | None:
        """Return an object of S3, or None where there is none."""
        from moto.s3.exceptions import S3ClientError  # noqa: PLC0415
        from moto.s3.models import s3_backends  # noqa: PLC0415

        try:
            stored: Any = s3_backends[account][partition].get_object(bucket, key)
        except S3ClientError:
            return None
        return None if stored is None else bytes(stored.value)

    def keep_template(  # noqa: PLR0913  # whose, where, what
        self, *, account: str, partition: str, region: str, bucket: str, key: str, text: str
    ) -> None:
        """Keep a template in a bucket of an account, readable by everybody."""
        from moto.s3.models import FakeAcl, get_canned_acl, s3_backends  # noqa: F401, PLC0415

        s3 = s3_backends[account][partition]
        if bucket not in s3.buckets:
            s3.create_bucket(bucket, region)
        s3.put_object(bucket, key, text.encode()).acl = get_canned_acl("public-read")

    def parameter(self, account: str, region: str, name: str) -> str | None:
        """Return what the parameter store has under a name."""
        from moto.ssm.models import ssm_backends  # noqa: PLC0415

        kept = ssm_backends[account][region].get_parameter(name)
        return None if kept is None else str(kept.value)

    def publish(self, topic_arn: str, subject: str, message: str) -> None:
        """Send a message to a topic of SNS; one that is not there gets nothing, as at AWS."""
        from moto.sns.models import sns_backends  # noqa: PLC0415

        _, _, service, region, account, _ = [*topic_arn.split(":", 5), "", "", "", "", "", ""][:6]
        topic = sns_backends[account][region].topics.get(topic_arn) if service == "sns" else None
        if topic is not None:
            topic.publish(message, subject=subject)

    def organization_of(self, account: str) -> Organization | None:
        """Return the organization that an account is in, if there is one."""
        return organization_of(account)

    def resources(self, stack: Any, document: dict[str, Any], exports: dict[str, Any]) -> MotoResources:
        """Return the resources of a stack, made by moto."""
        return MotoResources(stack, document, exports)

    def stack_sets(self, account: str, region: str) -> MotoStackSets:
        """Return moto's stack sets."""
        return MotoStackSets(account, region)
