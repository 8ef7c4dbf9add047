"""Version numbers as `pulumi version`, `go env GOVERSION` and go.mod write them."""

import re

Version = tuple[int, int, int]


def parse(text: str) -> Version | None:
    """Return the first version number in the text; a pre-release counts as its release."""
    match = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return (int(match[1]), int(match[2]), int(match[3] or 0)) if match else None


def at_least(text: str, minimum: str) -> bool:
    """Return whether the text holds a version that is not older than the minimum."""
    version, least = parse(text), parse(minimum)
    return version is not None and least is not None and version >= least
