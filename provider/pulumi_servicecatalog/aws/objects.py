"""Objects of S3 that are replaced only where nobody else has replaced them meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.aws.calls import change, read
from pulumi_servicecatalog.aws.clients import open_clients
from pulumi_servicecatalog.model.object_location import StoredObject
from pulumi_servicecatalog.model.refusal import Invalid, Refusal, WrongState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mypy_boto3_s3 import S3Client

    from pulumi_servicecatalog.aws.pacing import Pacing
    from pulumi_servicecatalog.aws.structure import Structure
    from pulumi_servicecatalog.model.connection import Connection
    from pulumi_servicecatalog.model.object_location import ObjectLocation

_NONE = "NoSuchKey"


class ObjectCalls:
    """Each method makes one call."""

    def __init__(self, s3: Callable[[], S3Client]) -> None:
        """Take what opens the client."""
        self._s3 = s3

    def read(self, location: ObjectLocation) -> StoredObject | None:
        """GetObject: what is there; None where there is nothing. Raises Refusal."""
        request = {"Bucket": location.bucket, "Key": location.key}
        try:
            return read("GetObject", self._whole, request, _stored)
        except UnicodeDecodeError as error:
            raise Invalid(operation="GetObject", reason=f"{location} is not UTF-8 text") from error
        except Refusal as refusal:
            if refusal.code == _NONE:
                return None
            raise

    def write(self, location: ObjectLocation, text: str, version: str | None) -> str:
        """PutObject where the version that is there is this one, or, without one, where there is nothing.

        Raises:
            Refusal: WrongState where there is another version; OutcomeUnknown where the response was lost.

        """
        expected = {"IfMatch": version} if version is not None else {"IfNoneMatch": "*"}
        request = {"Bucket": location.bucket, "Key": location.key, "Body": text.encode(), **expected}
        try:
            return change("PutObject", self._s3().put_object, request, lambda response: response.text("ETag"))
        except Refusal as refusal:
            if refusal.code == _NONE:  # what was there was removed
                raise WrongState(operation="PutObject", reason=refusal.reason, code=refusal.code) from refusal
            raise

    def remove(self, location: ObjectLocation) -> None:
        """DeleteObject. Raises Refusal."""
        request = {"Bucket": location.bucket, "Key": location.key}
        change("DeleteObject", self._s3().delete_object, request, lambda _: None)

    def _whole(self, **request: Any) -> Mapping[str, Any]:
        """Return the response with all of its body."""
        response = self._s3().get_object(**request)
        return {**response, "Body": response["Body"].read().decode("utf-8")}


def _stored(response: Structure) -> StoredObject:
    return StoredObject(text=response.default_text("Body") or "", version=response.text("ETag"))


def open_objects(connection: Connection, pacing: Pacing | None = None) -> ObjectCalls:
    """Open the calls of a connection. Raises Refusal as `open_clients` does."""
    return ObjectCalls(open_clients(connection, pacing=pacing).s3)
