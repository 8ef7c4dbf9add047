"""Objects of S3: where one is, and what is there at a moment."""

import re
from dataclasses import dataclass
from typing import Final, Self

_FORM: Final = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?P<key>[^\s]{1,1024})")
_SCHEME: Final = "s3:"


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectLocation:
    """A bucket and a key in it."""

    bucket: str
    key: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the location that a text names; None where it is not about S3.

        Raises:
            ValueError: it is about S3, and names no object.

        """
        if not text.startswith(_SCHEME):
            return None
        match = _FORM.fullmatch(text)
        if match is None or match["key"].endswith("/"):
            raise ValueError(f"{text!r} must be s3://BUCKET/KEY")
        return cls(**match.groupdict())

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredObject:
    """The text of an object, and the version by which a write is refused once it is another one."""

    text: str
    version: str
