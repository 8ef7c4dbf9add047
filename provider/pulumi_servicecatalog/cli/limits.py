"""Keeps the calls of a command, and of the processes that it starts, to limits; shows what throttling has taught."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pulumi_servicecatalog import connect
from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.fleet import limits_file
from pulumi_servicecatalog.model.limits import DEFAULTS, Learned, Limit

_SHOWN = 5


def read(path: Path | None) -> tuple[Limit, ...]:
    """Return the limits of a file; the defaults where none is named. Raises LimitsFileError."""
    return limits_file.read(path) if path else DEFAULTS


@contextmanager
def kept(limits: tuple[Limit, ...], *, processes: bool) -> Iterator[None]:
    """Keep to limits until the block ends, and show then what AWS's throttling has taught.

    Args:
        limits: all of them.
        processes: whether other processes of this machine do the work, so that they have to count together.

    """
    with tempfile.TemporaryDirectory(prefix="catalogctl-paces-", ignore_cleanup_errors=True) as folder:
        earlier = os.environ.get(connect.LIMITS_VARIABLE)
        os.environ[connect.LIMITS_VARIABLE] = connect.limits_variable(limits, Path(folder) if processes else None)
        try:
            yield
            _show(connect.pacing().learned())
        finally:
            connect.forget_pacing()
            if earlier is None:
                del os.environ[connect.LIMITS_VARIABLE]
            else:
                os.environ[connect.LIMITS_VARIABLE] = earlier


def _show(learned: list[Learned]) -> None:
    for taught in learned[:_SHOWN]:
        where = ", ".join(part for part in (taught.account or "your own account", taught.region) if part)
        layout.complain(
            f"AWS throttled {taught.throttled} of {taught.calls} calls of {taught.service} in {where}; "
            f"it answers about {taught.rate:.1f} a second",
            layout.CAREFUL,
        )
    if len(learned) > _SHOWN:
        layout.complain(
            f"AWS also throttled calls in {len(learned) - _SHOWN} more accounts and Regions", layout.CAREFUL
        )
