"""An event of CloudTrail: what somebody has changed, and who that was."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class TrailEvent:
    """`name` is the operation, `caller` the ARN of who made it; `text` is the event as CloudTrail writes it, as JSON.

    The text has what was sent, and so may have a secret: it is looked through, and never shown.
    """

    id: str
    name: str
    time: datetime | None = None
    caller: str = ""
    text: str = ""
