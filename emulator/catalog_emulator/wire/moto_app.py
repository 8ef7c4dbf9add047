"""The innermost handler: moto's dispatcher, one call at a time.

moto looks up the service of a host with some 180 file system calls per request, under a lock; here that is cached,
which makes a call two to four times cheaper. moto is not thread-safe, so every call is served under the world's lock.
"""

from __future__ import annotations

import dataclasses
import io
import logging
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from catalog_emulator.core import api_model
from catalog_emulator.core.aws_error import AwsError, UnknownOperationError
from catalog_emulator.servicecatalog.accounts import catch_up
from catalog_emulator.wire import organizations
from catalog_emulator.wire.answer import Answer
from catalog_emulator.wire.refusal import JSON_TYPE, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from catalog_emulator.core.call import Call
    from catalog_emulator.core.world import World
    from catalog_emulator.wire.request import Request

log = logging.getLogger(__name__)

_CHECKED = ("cloudformation", "servicecatalog", "sts")
_CREDENTIAL = re.compile(r"Credential=([^,\s]*)")
_ACCOUNT_HEADER = "HTTP_X_MOTO_ACCOUNT_ID"


class MotoApp:
    """Serves calls through moto. `install.install()` must have run before."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._dispatch = _dispatcher()

    def __call__(self, request: Request, call: Call) -> Answer:
        """Serve one call; whatever goes wrong is answered in AWS's shape."""
        with self._world.lock:
            try:
                _check_scope(request, call)
                _check_operation(call)
                organizations.check(call)
                catch_up(self._world, call.account)
                answer = self._through_moto(request, call)
            except NotImplementedError:
                return refusal(call, _unknown(call), self._world.ids.uuid())
            except AwsError as error:
                return refusal(call, error, self._world.ids.uuid())
            except Exception as error:
                log.exception("bug in the emulator, serving %s %s", call.service, call.operation)
                message = f"the emulator failed: {type(error).__name__}: {error}"
                return refusal(call, AwsError(message, status=500), self._world.ids.uuid())
        return _with_content_type(answer, call)

    def _through_moto(self, request: Request, call: Call) -> Answer:
        environ = dict(request.environ)
        environ["wsgi.input"] = io.BytesIO(request.body)
        environ["CONTENT_LENGTH"] = str(len(request.body))
        # moto reads S3 keys from RAW_URI, which waitress does not set: without it the key a%2Fb becomes a/b.
        environ.setdefault("RAW_URI", environ.get("REQUEST_URI") or request.path)
        if call.access_key == call.account:
            environ.setdefault(_ACCOUNT_HEADER, organizations.answering_account(call))
        started: list[tuple[int, tuple[tuple[str, str], ...]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
            started.append((int(status.split(" ", 1)[0]), tuple(headers)))

        chunks: Iterable[bytes] = self._dispatch(environ, start_response)
        body = b"".join(chunks)
        status, headers = started[-1]
        return Answer(status=status, headers=headers, body=body)


def _check_operation(call: Call) -> None:
    """Refuse operations that AWS does not have before moto's parser stumbles over them."""
    if call.service in _CHECKED and call.protocol != "rest" and call.operation not in _operations_of(call.service):
        raise NotImplementedError


def _check_scope(request: Request, call: Call) -> None:
    """Refuse a credential scope that is broken, or of a Region that there is not, with what AWS says of signatures."""
    credential = _CREDENTIAL.search(request.headers.get("authorization") or "")
    if credential and credential[1].count("/") != 4:
        raise AwsError(
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got "
            f"'{credential[1]}'",
            code="IncompleteSignatureException" if call.protocol in ("json", "cbor") else "IncompleteSignature",
        )
    if call.region not in api_model.regions(call.service):
        code = "InvalidSignatureException" if call.protocol in ("json", "cbor") else "SignatureDoesNotMatch"
        message = f"Credential should be scoped to a valid region, not '{call.region}'."
        raise AwsError(message, code=code, status=403)


def _unknown(call: Call) -> AwsError:
    known_to_aws = call.operation in _operations_of(call.service)
    why = "this emulator does not serve it" if known_to_aws else "there is no such operation"
    message = f"{call.service} {call.operation}: {why}"
    if call.protocol == "query":
        return AwsError(message, code="InvalidAction")
    if call.protocol == "rest":
        return AwsError(message, code="NotImplemented", status=501)
    return UnknownOperationError(message)


def _operations_of(service: str) -> frozenset[str]:
    try:
        return api_model.operations(service)
    except Exception:  # noqa: BLE001  # botocore has several errors for an unknown service
        return frozenset()


def _with_content_type(answer: Answer, call: Call) -> Answer:
    """Name JSON by its type: moto labels it `text` where a model lists CBOR first."""
    if call.protocol not in ("json", "cbor"):
        return answer
    kept = tuple(h for h in answer.headers if h[0].lower() != "content-type")
    return dataclasses.replace(answer, headers=(*kept, ("Content-Type", JSON_TYPE)))


def _dispatcher() -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """Return moto's dispatcher with the look-up of the service cached."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: PLC0415

    dispatcher: Any = DomainDispatcherApplication(create_backend_app)
    dispatcher.get_backend_for_host = cache(dispatcher.get_backend_for_host)
    return dispatcher  # type: ignore[no-any-return]
