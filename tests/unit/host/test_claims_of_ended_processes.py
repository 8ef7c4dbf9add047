"""What a process has claimed counts only as long as it lives, however many others look at its file at one moment."""

import os
from pathlib import Path

import pytest

from pulumi_servicecatalog.host.shared_claims import LocalClaims, SharedClaims
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import ByName, DesiredImport
from pulumi_servicecatalog.reconcile.observation.declarations import Declarations

NAME = ("name", "payments")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "pulumi-servicecatalog" / "operations"


def process() -> LocalClaims:
    return SharedClaims(lambda: "127.0.0.1:4000").within("111122223333", "eu-west-1")


def dead_file(folder: Path) -> Path:
    """Leave the file of a process that was killed."""
    claims = process()
    claims.announce(*NAME, "urn::a")
    (path,) = folder.iterdir()
    kept = path.read_bytes()
    claims.claims.close()
    path.write_bytes(kept)
    return path


def test_a_dead_file_that_another_process_tests_at_this_moment_counts_for_nothing(folder: Path):
    fcntl = pytest.importorskip("fcntl", reason="Windows has no shared locks")
    descriptor = os.open(dead_file(folder), os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    try:
        assert process().holder(*NAME) == ""
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("killed", [False, True], ids=["it ended", "it was killed"])
def test_a_process_that_ends_after_its_file_was_read_counts_no_longer(folder: Path, *, killed: bool):
    first, second = process(), process()
    first.announce(*NAME, "urn::a")
    (path,) = folder.iterdir()
    kept = path.read_bytes()
    assert second.holder(*NAME) == "urn::a"
    first.claims.close()
    if killed:
        path.write_bytes(kept)
    assert second.holder(*NAME) == ""


def test_a_folder_that_cannot_be_used_is_said_once(folder: Path):
    folder.parent.mkdir(parents=True)
    folder.touch()
    claims = SharedClaims(lambda: "127.0.0.1:4000")
    here = Identity(account="111122223333", caller_arn="", region="eu-west-1", partition="aws")
    said = [
        problem
        for location in ("eu-west-1", "eu-west-1", "us-east-1")
        for problem in Declarations(claims.within(location)).check("urn::a", _adoption(), here)
    ]
    assert [problem.code for problem in said] == ["ClaimsNotShared"]
    assert str(folder) in said[0].message()


def _adoption() -> DesiredImport:
    return DesiredImport(name="payments", physical_id="payments", product=ByName("web"))
