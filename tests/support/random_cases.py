"""How many random cases a test tries: what it says in `make test`, fewer in `make unit`, more in `make test-all`."""

from typing import Final

from hypothesis import settings

USUAL: Final = "usual"
_SHARES: Final = {"few": 0.2, USUAL: 1, "many": 10}
"""Profiles of Hypothesis, with what each tries of the cases that a test asks for: `pytest --hypothesis-profile few`."""

_PLAIN: Final = 100
"""What Hypothesis tries where a test does not say how many."""


def cases(wanted: int) -> int:
    """Return how many of the wanted cases are tried under the profile that pytest was started with."""
    return round(wanted * _SHARES.get(settings.get_current_profile_name(), 1))


def register() -> None:
    """Make the profiles known, and take the usual one until pytest's option says otherwise."""
    for name, share in _SHARES.items():
        # Without a deadline: a busy machine is no defect.
        settings.register_profile(name, deadline=None, max_examples=round(_PLAIN * share))
    settings.load_profile(USUAL)
