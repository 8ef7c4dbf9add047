"""What breaks an invariant and is let through: each with its reason, all in this one place.

What is mended goes from here.
"""

import re
from dataclasses import dataclass

from integration.random_worlds.invariants import Violation


@dataclass(frozen=True, kw_only=True)
class Excuse:
    """`text` is a pattern of the violation's text, `said` one of what the preview has said of the resource."""

    name: str
    reason: str
    invariant: int
    text: str
    said: str = ""

    def covers(self, violation: Violation) -> bool:
        says_so = re.search(self.text, violation.text) and re.search(self.said, violation.said)
        return violation.invariant == self.invariant and says_so is not None


EXCUSES = (
    Excuse(
        name="what the caller may not read was shown",
        reason="The preview has warned that it is denied what the operation then needs as well.",
        invariant=1,
        text=r"\[MissingPermission\]",
        said=r"WARNING \[(MissingPermission|TemplateUnreadable)\]",
    ),
    Excuse(
        name="paths that could not be listed",
        reason="The preview has warned that it may not list the launch paths, so it cannot judge the declared one.",
        invariant=1,
        text=r"PathId|[Ll]aunch path",
        said=r"WARNING \[MissingPermission\] AWS denies ListLaunchPaths",
    ),
    Excuse(
        name="templates that could not be compared",
        reason="The preview has warned that it cannot say whether the templates match.",
        invariant=1,
        text=r"\[TemplateMismatch\]",
        said=r"WARNING \[TemplateUnreadable\]",
    ),
    Excuse(
        name="parameters that could not be read",
        reason="The preview has warned that an update sets the declared parameters, whatever the stack has.",
        invariant=4,
        text=r"`up` changed \w+ of \S+, which the preview did not name",
        said=r"WARNING \[StackNotReadable\]",
    ),
    Excuse(
        name="a secret that the template puts out",
        reason="Pulumi lets a dynamic provider mark no single output as secret; docs/secrets.md says what to declare.",
        invariant=5,
        text=r"^dynamic: a secret in clear, in outputs\.outputs\.",
    ),
)


def excuse_of(violation: Violation) -> Excuse | None:
    """Return why a violation is let through."""
    return next((excuse for excuse in EXCUSES if excuse.covers(violation)), None)
