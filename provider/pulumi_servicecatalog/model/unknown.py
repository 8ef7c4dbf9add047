"""The value of an input that the engine cannot know yet.

During a preview an input may come from a resource that does not exist so far. The providers translate the engine's own
marker to this one, so that rules can skip what depends on it and judge the rest.
"""

import enum
from typing import Final


class Unknown(enum.Enum):
    """Has one member, so that `x is UNKNOWN` narrows the type."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
