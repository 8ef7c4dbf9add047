"""Version numbers as `pulumi version`, `go env GOVERSION` and go.mod write them."""

import re

Version = tuple[int, int, int]


def parse(text: str) -> Version | None:
    """Return the first version number in the text; a pre-release counts as its release."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None


def at_least(text: str, minimum: str) -> bool:
    """Tell whether the text holds a version that is not older than the minimum."""
    version, least = parse(text), parse(minimum)
    return version is not None and least is not None and version >= least
