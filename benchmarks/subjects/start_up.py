"""What it takes to start: a program, the plugin up to its port, catalogctl. CPU seconds, with bytecode."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import emulated, measure
from benchmarks.rows import Row, Session, at_most, benchmark

_PULUMI = "import pulumi"
_IMPORTS = {
    "dynamic": "import pulumi; from pulumi_servicecatalog import ImportedProvisionedProduct",
    "plugin": "import pulumi; from pulumi_servicecatalog.plugin import ImportedProvisionedProduct",
}
_TAB = {"_CATALOGCTL_COMPLETE": "bash_complete", "COMP_WORDS": "catalogctl check --pro", "COMP_CWORD": "2"}
_RUNS = 10


@benchmark("start-up")
def start_up(session: Session) -> Iterator[Row]:
    """CPU of an import in a program, of the plugin up to its port, of help and completion."""
    runs = max(_RUNS, session.runs)
    programs = {"pulumi": _PULUMI, **_IMPORTS}
    took = measure.in_turn({name: lambda code=code: _cpu("-c", code) for name, code in programs.items()}, runs)
    yield Row(what="import pulumi", subject="pulumi", values=took["pulumi"], unit="CPU s")
    for name in _IMPORTS:
        added = [one - other for one, other in zip(took[name], took["pulumi"], strict=True)]
        yield Row(what="import of the package adds", subject=name, values=added, unit="CPU s", goal=at_most(0.05))
    to_port = [_plugin_to_port() for _ in range(runs)]
    yield Row(what="plugin, to its port", subject="plugin", values=to_port, unit="CPU s", goal=at_most(0.2))
    catalogctl = str(Path(sys.executable).with_name("catalogctl"))
    waits = {
        "catalogctl --help": lambda: _cpu(catalogctl, "--help"),
        "catalogctl check --help": lambda: _cpu(catalogctl, "check", "--help"),
        "completion of an option": lambda: _cpu(catalogctl, **_TAB),
    }
    for what, values in measure.in_turn(waits, runs).items():
        yield Row(what=what, subject="catalogctl", values=values, unit="CPU s", goal=at_most(0.1))


def _cpu(*arguments: str, **variables: str) -> float:
    """Return the CPU seconds of Python with these arguments and variables."""
    return _ended(_started(arguments, **variables))


def _plugin_to_port() -> float:
    """Start the plugin, and end it once it has told its port."""
    process = _started(["-u", "-m", "pulumi_servicecatalog.providers.plugin"])
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    return _ended(process)


def _started(arguments: Sequence[str], **variables: str) -> subprocess.Popen[bytes]:
    environment = {**emulated.plain_environment(), **variables}
    return subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.PIPE)


def _ended(process: subprocess.Popen[bytes]) -> float:
    assert process.stdout is not None
    process.stdout.read()
    process.stdout.close()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_utime + used.ru_stime
