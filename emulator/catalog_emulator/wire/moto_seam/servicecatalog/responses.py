"""Service Catalog's requests on their way in and out. moto's dispatcher calls `CatalogResponse.dispatch`.

In order: known operation, valid input, IAM (when moto's enforcement is on), idempotency token, the operation itself.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

from moto.core.responses import BaseResponse
from moto.servicecatalog.models import servicecatalog_backends
from werkzeug.exceptions import HTTPException

from catalog_emulator.core import api_model, validation
from catalog_emulator.core.aws_error import AwsError, UnknownOperationError
from catalog_emulator.servicecatalog import json_writer, operations
from catalog_emulator.servicecatalog.caller import caller_of
from catalog_emulator.servicecatalog.operation import OPERATIONS, OperationRequest
from catalog_emulator.wire.refusal import JSON_TYPE, json_refusal

if TYPE_CHECKING:
    from catalog_emulator.servicecatalog.catalog import Catalog

operations.load()

log = logging.getLogger(__name__)

Reply = tuple[int, dict[str, str], str]


class CatalogResponse(BaseResponse):  # type: ignore[misc]  # moto is not analysed
    """Handles one request. moto makes an instance for each."""

    def __init__(self) -> None:
        super().__init__(service_name="servicecatalog")

    @property
    def catalog(self) -> Catalog:
        """Return the state of the caller's account and region."""
        return servicecatalog_backends[self.current_account][self.region].catalog  # type: ignore[no-any-return]

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
        if name not in OPERATIONS:
            known = name in api_model.operations("servicecatalog")
            why = "this emulator does not serve it" if known else "there is no such operation"
            raise UnknownOperationError(f"servicecatalog {name}: {why}")
        parameters = _read(self.body)
        validation.validate("servicecatalog", name, parameters)
        self._check_permission()
        return json_writer.write(name, self._once(name, parameters))

    def _once(self, name: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """Perform the operation, unless its token says that it was performed already."""
        token_name = api_model.idempotency_token("servicecatalog", name)
        token = parameters.get(token_name) if token_name else None
        request = {member: value for member, value in parameters.items() if member != token_name}
        if token is not None:
            earlier = self.catalog.tokens.earlier_response(name, token, request)
            if earlier is not None:
                return earlier
        result = OPERATIONS[name](
            OperationRequest(
                catalog=self.catalog,
                caller=caller_of(
                    account=self.current_account,
                    partition=self.partition,
                    access_key=self.access_key,
                    region=self.region,
                ),
                parameters=parameters,
            )
        )
        if token is not None:
            self.catalog.tokens.remember(name, token, request, result)
        return result

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
