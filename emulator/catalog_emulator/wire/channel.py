"""waitress's parser, task and channel, mended where they lose what an AWS client sends or waits for.

Used by `wire.server`. waitress drops headers with an underscore and writes the names of headers its own way; S3 keeps
both, as metadata. It also asks for the body of a request that has none, and then waits for it.
"""

from __future__ import annotations

import re
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import WSGITask

CHANNEL = "catalog_emulator.channel"  # where the application finds its channel

_METADATA = re.compile(rb"(?im)^x-amz-meta-[^:\r\n]+")
_UNDERSCORE = b".x5f."  # stands for an underscore on the way through WSGI, which has one spelling for _ and -


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress is not analysed
    """A parser that keeps the underscores in the names of metadata."""

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the head of a request."""
        super().parse_header(_METADATA.sub(lambda name: name[0].replace(b"_", _UNDERSCORE), header_plus))


class Task(WSGITask):  # type: ignore[misc]  # waitress is not analysed
    """A task that lets the application see its channel, and writes metadata as S3 does, in lower case."""

    def get_environment(self) -> dict[str, Any]:
        """Return the WSGI environment, with the channel."""
        environ: dict[str, Any] = super().get_environment()
        environ[CHANNEL] = self.channel
        return environ

    def build_response_header(self) -> bytes:
        """Return the head of the answer."""
        head: bytes = super().build_response_header()
        return _METADATA.sub(lambda name: name[0].lower().replace(_UNDERSCORE, b"_"), head)


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress is not analysed
    """A channel that asks for no body where there is none to come."""

    parser_class = Parser
    task_class = Task

    def send_continue(self) -> None:
        """Say that the body may come, unless the request is complete without one."""
        if self.request.completed:
            self.request.expect_continue = False
        else:
            super().send_continue()
