"""The lock between the processes of one machine."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.model.outcome import Done
from support.account import Account
from support.adopter import Adopter

TESTS = Path(__file__).resolve().parents[2]


def adopter(*names: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "support.adopter", *names]
    return subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, text=True)


def imports(emulator: Any, account: str) -> list[tuple[str, str | None]]:
    """Return the name of each import that was asked for, in order, and what AWS refused it with."""
    return [
        (call["parameters"]["ProvisionedProductName"], call["error"])
        for call in emulator.control.journal(account=account)
        if call["operation"] == "ImportAsProvisionedProduct"
    ]


def test_two_processes_import_one_at_a_time(aws: Account, emulator: Any, account: str) -> None:
    """AWS need not refuse a single one of them."""
    processes = [adopter("payments", "orders"), adopter("search")]
    reported = [line for process in processes for line in process.communicate()[0].split()]
    assert reported == ["Done"] * 3
    assert {error for _, error in imports(emulator, account)} == {None}
    assert sorted(aws.observed()) == ["orders", "payments", "search"]


def test_a_process_with_many_imports_lets_another_one_have_its_turn(tmp_path: Path) -> None:
    many, few = LaneFile(tmp_path / "lane.lock"), LaneFile(tmp_path / "lane.lock")
    assert many.acquire(print)
    assert not few.acquire(print)
    many.release()
    assert not many.acquire(print), "who waits is the next"
    assert few.acquire(print)
    assert not many.acquire(print)
    few.release()
    assert not few.acquire(print), "and so it goes on in turns"
    assert many.acquire(print)


def test_who_gives_up_waiting_is_not_the_next(tmp_path: Path) -> None:
    holder, impatient, patient = (LaneFile(tmp_path / "lane.lock") for _ in range(3))
    assert holder.acquire(print)
    assert not impatient.acquire(print)
    impatient.release()
    assert not patient.acquire(print)
    holder.release()
    assert patient.acquire(print)


def test_after_the_holder_is_killed_in_the_middle_of_its_import_another_process_goes_on(
    aws: Account, emulator: Any, account: str
) -> None:
    """The lock is free at once; AWS is still running it, which is waited for."""
    emulator.control.add_fault("record-hangs", account=account, operation="import", times=None)
    process = adopter("payments")
    while not imports(emulator, account):
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    other = Adopter().begin("orders")
    other.wait_for("waiting for another operation, which AWS says is running")
    emulator.control.remove_faults(account=account)
    assert isinstance(other.end()["orders"], Done)
    assert sorted(aws.observed()) == ["orders", "payments"]
    assert "waiting for an import of another process on this machine" not in other.said


def test_a_lock_that_cannot_be_had_is_told_once_and_the_adoptions_go_on(
    aws: Account, tmp_path: Path, monkeypatch: Any
) -> None:
    """The tests may run as root, who can write everywhere but below a file."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    here = Adopter().begin("payments", "orders")
    assert [type(item) for item in here.end().values()] == [Done, Done]
    (warning,) = here.warned
    assert "imports of other processes on this machine are only noticed when AWS refuses a second one" in warning
