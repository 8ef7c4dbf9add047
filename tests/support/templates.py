"""Templates that a test takes for readable, or for unreadable."""

from pulumi_servicecatalog.rules import templates
from support.expect import a


def read(text: str) -> templates.Template:
    """Return what a text is read as."""
    return a(templates.Template, templates.load(text))


def unreadable(text: str) -> templates.Unreadable:
    """Return why a text cannot be read."""
    return a(templates.Unreadable, templates.load(text))


def differing(stack: str, artifact: str, *, limit: int = 10) -> templates.Differences:
    """Return how two templates differ, which they do."""
    return a(templates.Different, compare(stack, artifact, limit=limit)).differences


def compare(stack: str, artifact: str, *, limit: int = 10) -> templates.Verdict:
    """Compare two texts."""
    return templates.compare(templates.ReadTemplate(text=stack), templates.ReadTemplate(text=artifact), limit=limit)
