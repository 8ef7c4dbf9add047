"""What goes between a worker and the process of a shard: a request there, lines on what happens and a result back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from pulumi_servicecatalog.fleet import json_lines, plan
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.lock import Claim
from pulumi_servicecatalog.fleet.result import Mode, Result
from pulumi_servicecatalog.fleet.shard_work import Request

STATUS: Final = "status"


@dataclass(frozen=True, kw_only=True, slots=True)
class Orders:
    """A request, and the folder of the project that it is of."""

    folder: str
    request: Request

    def text(self) -> str:
        """Return them as they are sent."""
        request = self.request
        claim = request.claim
        return json_lines.text(
            {
                "folder": self.folder,
                "shard": request.shard.as_dict(),
                "mode": request.mode.value,
                "run": request.run,
                "attempt": request.attempt,
                "begun": request.begun.isoformat(),
                "claim": {"run": claim.run, "at": claim.at.isoformat()} if claim else None,
                "waitSeconds": request.wait_seconds,
            }
        )

    @classmethod
    def parse(cls, line: Line) -> Self:
        """Return what was sent."""
        claim = line["claim"]
        request = Request(
            shard=plan.parse_shard(line["shard"]),
            mode=Mode(line["mode"]),
            run=line["run"],
            attempt=line["attempt"],
            begun=datetime.fromisoformat(line["begun"]),
            claim=Claim(run=claim["run"], at=datetime.fromisoformat(claim["at"])) if claim else None,
            wait_seconds=line["waitSeconds"],
        )
        return cls(folder=line["folder"], request=request)


def of_status(text: str) -> str:
    """Return a line on what happens."""
    return json_lines.text({"kind": STATUS, "text": text})


def of_result(result: Result) -> str:
    """Return the last line."""
    return json_lines.text(result.as_dict())
