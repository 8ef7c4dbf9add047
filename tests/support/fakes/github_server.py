"""GitHub's API for comments and issues, on this machine: it keeps what is posted, and fails as a test wants."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

REPOSITORY = "example/estate"
TOKEN = "a token"
BOT, SOMEBODY = "github-actions[bot]", "somebody"


@dataclass
class FakeGitHub:
    """A repository. `failures` are answers to the next requests, as (status, headers); others get what is there.

    `written` lets a failure come after the request was carried out, as when an answer is lost.
    """

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    failures: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    written: bool = False

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator[Self]:
        fake = cls()
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
        fake.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def bodies(self, issue: int) -> list[str]:
        return [comment["body"] for comment in self.comments if comment["issue"] == issue]

    def add_comment(self, issue: int, body: str, login: str = BOT) -> None:
        self.comments.append({"id": 100 + len(self.comments), "issue": issue, "body": body, "user": {"login": login}})

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        """Return the status and the document for a request."""
        last = int(query.get("page", ["1"])[0]) * 100
        page = slice(last - 100, last)
        if match := re.fullmatch(r"/issues/(\d+)/comments", path):
            return self._comments(int(match[1]), body, page)
        if match := re.fullmatch(r"/issues/comments/(\d+)", path):
            comment = next(item for item in self.comments if item["id"] == int(match[1]))
            own = comment["user"]["login"] == BOT
            return (200, comment.update(body)) if own else (403, {"message": "Resource not accessible"})
        if match := re.fullmatch(r"/issues/(\d+)", path):
            issue = next(item for item in self.issues if item["number"] == int(match[1]))
            return 200, issue.update(body)
        return self._issues(method, query, body, page)

    def _comments(self, issue: int, body: Any, page: slice) -> tuple[int, Any]:
        if body is None:
            return 200, [comment for comment in self.comments if comment["issue"] == issue][page]
        if len(body["body"]) > 65_536:
            return 422, {"message": "Validation Failed"}
        self.add_comment(issue, body["body"])
        return 201, self.comments[-1]

    def _issues(self, method: str, query: dict[str, list[str]], body: Any, page: slice) -> tuple[int, Any]:
        if method == "GET":
            label = query["labels"][0]
            return 200, [issue for issue in self.issues if issue["state"] == "open" and label in issue["labels"]][page]
        self.issues.append({"number": 1 + len(self.issues), "state": "open", **body})
        return 201, self.issues[-1]


def _handler(fake: FakeGitHub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            url = urlsplit(self.path)
            path = url.path.removeprefix(f"/repos/{REPOSITORY}")
            fake.requests.append(f"{self.command} {path}")
            headers: dict[str, str] = {}
            if self.headers["Authorization"] != f"Bearer {TOKEN}":
                status, document = 401, {"message": "Bad credentials"}
            elif fake.failures and not (fake.written and self.command == "GET"):
                if fake.written:
                    fake.answer(self.command, path, parse_qs(url.query), body)
                (status, headers), document = fake.failures.pop(0), {"message": "later"}
            else:
                status, document = fake.answer(self.command, path, parse_qs(url.query), body)
            data = json.dumps(document).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = handle_any  # noqa: N815 - as the class of the standard library calls them

        def log_message(self, *_arguments: object) -> None:
            """Print nothing."""

    return Handler
