"""An endpoint that answers as a test has it, for what even a faulty AWS would hardly answer on demand."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An HTTP answer; with a `promised` length that is more than there is, it is cut off. `location` redirects."""

    status: int = 200
    body: bytes = b""
    promised: int | None = None
    content_type: str = "application/x-amz-json-1.1"
    location: str = ""


DROPPED = Answer(status=0)
"""The connection is closed, and nothing was answered."""


def error(code: str, message: str, *, status: int = 400) -> Answer:
    """Return an error as AWS JSON 1.1 has it."""
    return Answer(status=status, body=json.dumps({"__type": code, "message": message}).encode())


def query_error(code: str, message: str, *, status: int = 400) -> Answer:
    """Return an error as the query protocol of CloudFormation and STS has it."""
    body = (
        f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
        "<RequestId>request-1</RequestId></ErrorResponse>"
    )
    return Answer(status=status, body=body.encode(), content_type="text/xml")


class Endpoint(ThreadingHTTPServer):
    """Answers `answer` to everything but the question who the caller is; to that one too, if so told."""

    def __init__(self, answer: Answer, *, knows_the_caller: bool = True) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.knows_the_caller = knows_the_caller
        self.url = f"http://127.0.0.1:{self.server_port}"


@contextmanager
def endpoint(answer: Answer, *, knows_the_caller: bool = True) -> Iterator[Endpoint]:
    """Serve until the block ends."""
    server = Endpoint(answer, knows_the_caller=knows_the_caller)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


_IDENTITY = (
    b"<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/somebody</Arn>"
    b"<UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Endpoint

    def do_POST(self) -> None:
        requested = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        known = self.server.knows_the_caller and b"Action=GetCallerIdentity" in requested
        self._send(Answer(body=_IDENTITY, content_type="text/xml") if known else self.server.answer)

    def do_GET(self) -> None:
        self._send(self.server.answer)

    def _send(self, answer: Answer) -> None:
        self.close_connection = True
        if answer == DROPPED:
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body) if answer.promised is None else answer.promised))
        self.send_header("x-amzn-RequestId", "request-1")
        self.send_header("Connection", "close")
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - http.server's name
        """Print nothing."""
