"""What the provider makes in a user's cache is for that user alone."""

import os
import stat
from pathlib import Path

import pytest

from pulumi_servicecatalog.host.lock_file import LaneFile, lane_folder

FILES = ["123456789012-eu-west-1.lock", "123456789012-eu-west-1.next"]


def modes(*paths: Path) -> list[str]:
    return [oct(stat.S_IMODE(path.stat().st_mode)) for path in paths]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "pulumi-servicecatalog"


@pytest.mark.parametrize("left_open", [False, True], ids=["new", "of an earlier version"])
def test_folders_and_lock_files_are_the_users_alone(cache: Path, left_open) -> None:
    if left_open:
        (cache / "lanes").mkdir(parents=True, mode=0o755)
        for name in FILES:
            (cache / "lanes" / name).touch(mode=0o644)
    umask = os.umask(0o022)
    try:
        lane = LaneFile.of("123456789012", "eu-west-1")
        assert lane.acquire(pytest.fail)
    finally:
        os.umask(umask)
    assert modes(cache, cache / "lanes") == ["0o700", "0o700"]
    assert set(modes(*(cache / "lanes").iterdir())) == {"0o600"}
    lane.release()


@pytest.mark.parametrize("folder", ["rel", "./rel", ""])
def test_a_relative_cache_folder_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert lane_folder() == tmp_path / ".cache" / "pulumi-servicecatalog" / "lanes"
