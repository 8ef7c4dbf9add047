"""The provider processes of one engine operation know what the others claim, and nothing of those that have ended."""

import os
import stat
from pathlib import Path

import pytest

from pulumi_servicecatalog.host.shared_claims import LocalClaims, SharedClaims

NAME = ("name", "payments")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "pulumi-servicecatalog" / "operations"


def process(engine: str = "127.0.0.1:4000", region: str = "eu-west-1") -> LocalClaims:
    return SharedClaims(lambda: engine).within("111122223333", region)


def test_the_second_process_gets_to_know_the_first_one_and_the_first_one_stays():
    first, second = process(), process()
    assert first.claim(*NAME, "urn::a") == ""
    assert second.claim(*NAME, "urn::b") == "urn::a"
    assert first.claim(*NAME, "urn::a") == ""
    assert second.claim(*NAME, "urn::b") == "urn::a", "however often it is asked"
    assert process().claim(*NAME, "urn::c") in {"urn::a", "urn::b"}, "a third one learns of one of them"


@pytest.mark.parametrize(
    ("what", "value", "holder", "engine", "region"),
    [
        ("name", "payments", "urn::b", "127.0.0.1:4001", "eu-west-1"),
        ("name", "payments", "urn::b", "127.0.0.1:4000", "us-east-1"),
        ("name", "orders", "urn::b", "127.0.0.1:4000", "eu-west-1"),
        ("stack", "payments", "urn::b", "127.0.0.1:4000", "eu-west-1"),
        ("name", "payments", "urn::a", "127.0.0.1:4000", "eu-west-1"),
    ],
    ids=["another operation", "another Region", "another value", "another sort", "the same resource"],
)
def test_what_is_not_the_same_is_no_claim_on_it(what: str, value: str, holder: str, engine: str, region: str):
    first, second = process(), process(engine, region)
    assert first.claim(*NAME, "urn::a") == ""
    assert second.claim(what, value, holder) == ""


def test_several_holders_of_one_thing_are_announced():
    first, second = process(), process()
    first.announce(*NAME, "urn::a")
    assert first.holder(*NAME) == ""
    assert second.holder(*NAME) == "urn::a"


def test_what_is_claimed_later_is_seen_as_well():
    first, second = process(), process()
    assert second.holder(*NAME) == ""
    for number in range(2000):
        first.announce("name", f"n{number}", "urn::a")
    assert second.holder("name", "n0") == second.holder("name", "n1999") == "urn::a"


def killed(claims: LocalClaims, folder: Path) -> Path:
    """Return the file of a process that the operating system has ended: nobody holds it, and it is there."""
    claims.announce(*NAME, "urn::a")
    (path,) = folder.iterdir()
    kept = path.read_bytes()
    claims.claims.close()
    path.write_bytes(kept)
    return path


def test_the_file_of_a_process_that_was_killed_counts_for_nothing_and_is_removed(folder: Path):
    left = killed(process(), folder)
    other = process()
    assert other.holder(*NAME) == ""
    assert left.exists(), "who claims nothing removes nothing"
    assert other.claim(*NAME, "urn::b") == ""
    assert not left.exists()


def test_a_process_that_ends_leaves_nothing(folder: Path):
    claims = process()
    claims.announce(*NAME, "urn::a")
    claims.claims.close()
    claims.announce("name", "orders", "urn::a")
    assert list(folder.iterdir()) == []


def test_without_an_engine_or_a_usable_folder_a_process_is_alone(folder: Path):
    assert process(engine="").claim(*NAME, "urn::a") == ""
    assert not folder.exists()
    folder.parent.mkdir(parents=True)
    folder.touch()  # no folder can be made there
    assert process().claim(*NAME, "urn::a") == process().claim(*NAME, "urn::b") == ""


def test_the_files_are_the_users_alone(folder: Path):
    umask = os.umask(0o022)
    try:
        process().announce(*NAME, "urn::a")
    finally:
        os.umask(umask)
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in (folder.parent, folder)} == {"0o700"}
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir()} == {"0o600"}


def test_no_value_is_written_down_since_it_may_be_a_secret_input(folder: Path):
    running = process()
    running.claim("physicalId", "swordfish", "urn::a")
    (file,) = folder.iterdir()
    assert "urn::a" in file.read_text(encoding="utf-8")
    assert "swordfish" not in file.read_text(encoding="utf-8")
    assert process().claim("physicalId", "swordfish", "urn::b") == "urn::a"
