"""The environment of who is a caller of one account of the emulator, and has nothing of the machine's settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_OTHERS = ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL")
"""What a machine may have set, and would lead elsewhere."""


def variables(account: str, *, url: str | None = None, region: str | None = None) -> dict[str, str]:
    """Return what leads to an account; without a URL and a Region those are left open."""
    led = {"AWS_ENDPOINT_URL": url, "AWS_REGION": region}
    return {
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_EC2_METADATA_DISABLED": "true",
        **{name: value for name, value in led.items() if value is not None},
    }


def lead(
    patch: pytest.MonkeyPatch, account: str, folder: Path, *, url: str | None = None, region: str | None = None
) -> None:
    """Have the environment of this process lead to an account; the SDK's files are looked for in the folder."""
    no_settings(patch, folder)
    for name, value in variables(account, url=url, region=region).items():
        patch.setenv(name, value)


def no_settings(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Take away what the machine has set, and its files."""
    for name in _OTHERS:
        patch.delenv(name, raising=False)
    patch.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    patch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(folder / "credentials"))
    patch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@contextmanager
def caller_of(
    account: str, folder: Path, *, url: str | None = None, region: str | None = None
) -> Iterator[pytest.MonkeyPatch]:
    """Lead to an account for the length of a block."""
    with pytest.MonkeyPatch.context() as patch:
        lead(patch, account, folder, url=url, region=region)
        yield patch
