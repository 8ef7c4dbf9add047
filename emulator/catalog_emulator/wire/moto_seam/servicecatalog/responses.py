"""Service Catalog's requests on their way in and out. moto's dispatcher calls `CatalogResponse.dispatch`.

In order: known operation, valid input, IAM (when moto's enforcement is on), idempotency token, the operation itself.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from moto.backends import get_backend
from moto.core.responses import BaseResponse
from werkzeug.exceptions import HTTPException

from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.servicecatalog import json_writer, serving
from catalog_emulator.servicecatalog.accounts import catalog_of
from catalog_emulator.wire.moto_seam import current_world
from catalog_emulator.wire.moto_seam.caller import caller_of
from catalog_emulator.wire.refusal import JSON_TYPE, json_refusal

if TYPE_CHECKING:
    from catalog_emulator.servicecatalog.catalog import Catalog

log = logging.getLogger(__name__)

Reply = tuple[int, dict[str, str], str]


class CatalogResponse(BaseResponse):  # type: ignore[misc]  # moto is not analysed
    """Handles one request. moto makes an instance for each."""

    def __init__(self) -> None:
        super().__init__(service_name="servicecatalog")

    @property
    def catalog(self) -> Catalog:
        """Return the state of the caller's account and Region; moto's tagging API looks where there is a backend."""
        get_backend("servicecatalog")[self.current_account][self.region]
        return catalog_of(current_world.current(), self.current_account, self.region)

    def call_action(self) -> Reply:
        """Serve the request."""
        request_id = self.catalog.world.ids.uuid()
        try:
            body = self._serve(self._get_action())
        except AwsError as error:
            return _refused(error, request_id)
        except Exception as error:
            log.exception("bug in the emulator, serving servicecatalog %s", self._get_action())
            message = f"the emulator failed: {type(error).__name__}: {error}"
            return _refused(AwsError(message, status=500), request_id)
        return 200, {"Content-Type": JSON_TYPE, "x-amzn-RequestId": request_id}, body

    def _serve(self, name: str) -> str:
        members = _read(self.body)
        serving.check(name, members)
        self._check_permission()
        caller = caller_of(
            account=self.current_account, partition=self.partition, access_key=self.access_key, region=self.region
        )
        return json_writer.write(name, serving.serve(self.catalog, caller, name, members))

    def _check_permission(self) -> None:
        """Turn the XML that moto's IAM answers with into an error of this protocol."""
        try:
            self._authenticate_and_authorize_normal_action("*")
        except HTTPException as error:
            message = getattr(error, "message", error.description)
            code = getattr(error, "error_type", "AccessDenied")
            code = "AccessDeniedException" if code == "AccessDenied" else code
            raise AwsError(str(message), code=code, status=400) from error


def _read(body: str) -> dict[str, Any]:
    try:
        document = json.loads(body or "{}")
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise AwsError("the body is not a JSON object", code="SerializationException")
    return {name: value for name, value in document.items() if value is not None}


def _refused(error: AwsError, request_id: str) -> Reply:
    answer = json_refusal(error, request_id)
    return answer.status, dict(answer.headers), answer.body.decode()
