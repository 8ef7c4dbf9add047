"""A version declared in the adoptions of a project: an edit of their text, which keeps comments and everything else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from pulumi_servicecatalog.discovery.adoptions import scalar
from pulumi_servicecatalog.rules import governed_stacks
from pulumi_servicecatalog.rules.governed_stacks import InvalidComponentError

_VERSION: Final = "provisioningArtifactName"
_LINE: Final = re.compile(rf"^(?P<before>[ \t-]*{_VERSION}:[ \t]+)(?P<value>\S.*?)(?P<after>[ \t]+#.*)?$", re.MULTILINE)


class TargetVersionError(Exception):
    """A text cannot be edited; this says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetVersion:
    """A version, of one product by its name, or of all."""

    version: str
    product: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return what was typed: `v4`, or `web-service=v4`.

        Raises:
            ValueError: it names no version.

        """
        product, equals, version = text.rpartition("=")
        if not version.strip() or (equals and not product.strip()):
            raise ValueError("must be a version, or PRODUCT=VERSION")
        return cls(version=version.strip(), product=product.strip() or None)

    def is_of(self, entry: Mapping[str, Any]) -> bool:
        """Return whether an adoption names its version, and is of the product."""
        return _VERSION in entry and self.product in {None, entry.get("productName")}

    def declared(self, text: str) -> tuple[str, int]:
        """Return the adoptions of a file with the version in them, and how many were changed.

        Args:
            text: the file.

        Raises:
            TargetVersionError: it is no list of adoptions, or its lines do not show which entry they are of.

        """
        entries = _entries(text)
        wanted = [{**entry, _VERSION: self.version} if self.is_of(entry) else entry for entry in entries]
        changed = sum(before != after for before, after in zip(entries, wanted, strict=True))
        if not changed:
            return text, 0
        editable = iter([self.is_of(entry) for entry in entries if _VERSION in entry])
        edited = _LINE.sub(lambda line: self._edited(line, editable), text)
        if _entries(edited) != wanted:
            raise TargetVersionError("edit it by hand: its entries are not laid out as `generate` writes them")
        return edited, changed

    def _edited(self, line: re.Match[str], editable: Iterator[bool]) -> str:
        if not next(editable, False):
            return line[0]
        return f"{line['before']}{scalar(self.version)}{line['after'] or ''}"


def _entries(text: str) -> Sequence[Mapping[str, Any]]:
    try:
        return list(governed_stacks.entries(text))
    except InvalidComponentError as error:
        raise TargetVersionError(str(error)) from error
