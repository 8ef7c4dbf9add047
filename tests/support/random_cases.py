"""How many random cases a test tries: all of them in `make test`, a fifth in `make unit`, which has to be quick."""

from typing import Final

from hypothesis import settings

ALL: Final = "suite"
FEW: Final = "few"
"""Profiles of Hypothesis: `pytest --hypothesis-profile few`."""

_SHARE: Final = 5
_PLAIN: Final = 100
"""What Hypothesis tries where a test does not say how many."""


def cases(wanted: int) -> int:
    """Return how many of the wanted cases are tried under the profile that pytest was started with."""
    return wanted // _SHARE if settings.get_current_profile_name() == FEW else wanted


def register() -> None:
    """Make both profiles known, and take the one with all cases until pytest's option says otherwise."""
    settings.register_profile(ALL, deadline=None, max_examples=_PLAIN)  # a busy machine is no defect
    settings.register_profile(FEW, settings.get_profile(ALL), max_examples=_PLAIN // _SHARE)
    settings.load_profile(ALL)
