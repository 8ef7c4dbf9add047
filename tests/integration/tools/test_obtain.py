"""`tools/pulumi`: which Pulumi is chosen, and what a build leaves behind. Go and Pulumi are scripts here."""

import os
import re
import signal
import socket
import subprocess
import sys
import tarfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tools.pulumi import components, installed, obtaining, official, versions
from tools.pulumi.components import CLI, HOSTS
from tools.pulumi.machine import Machine, UnobtainableError

REPOSITORY = Path(__file__).parents[3]
PINNED = components.pinned_version(CLI)
DEFAULT = components.wanted([])

# Answers what the build asks of Go. A named pipe `gate-FOLDER` holds the build of that folder until it is written to.
FAKE_GO = """#!{python}
import json, os, pathlib, sys
root, folder = pathlib.Path({root!r}), pathlib.Path.cwd().name
if sys.argv[1] == "env":
    print({version!r})
elif sys.argv[1] == "mod":
    print(json.dumps({{"Dir": str(root / "sdk")}}))
else:
    with (root / "built").open("a") as built:
        built.write(folder + "\\n")
    (root / "go.pid").write_text(str(os.getpid()))
    pathlib.Path(os.environ["GOMODCACHE"]).mkdir(exist_ok=True)
    print({output!r}, flush=True)
    if (root / ("gate-" + folder)).exists():
        (root / ("gate-" + folder)).read_text()
    for name in {programs!r}[folder]:
        target = pathlib.Path(os.environ["GOBIN"], name)
        target.write_text("#!{python}\\nprint({makes!r})\\n")
        target.chmod(0o755)
    sys.exit({status})
"""


@dataclass(kw_only=True)
class Desk:
    """A machine of its own in a temporary folder: nothing on PATH, no installer, an empty cache."""

    root: Path
    said: list[str] = field(default_factory=list)

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def location(self) -> Path:
        return installed.folder(self.machine())

    @property
    def built(self) -> list[str]:
        journal = self.root / "built"
        return journal.read_text().split() if journal.exists() else []

    def machine(self, *, say: Callable[[str], None] | None = None, heartbeat: float = 60) -> Machine:
        return Machine(
            environ={"PATH": str(self.root / "bin")},
            cache=self.cache,
            say=say or self.said.append,
            installer=(self.root / "site").as_uri(),
            heartbeat=heartbeat,
        )

    def executable(self, path: Path, says: str = "") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!{sys.executable}\nprint({says!r})\n")
        path.chmod(0o755)

    def pulumi(self, folder: Path, *, version: str = f"v{PINNED}", without: str = "") -> None:
        for name in components.executables(DEFAULT):
            if name != without:
                self.executable(folder / name, version)

    def go(self, *, version: str = "go1.26.8", output: str = "", status: int = 0, makes: str = f"v{PINNED}") -> None:
        for script in (script for part in (CLI, *HOSTS.values()) for script in part.scripts):
            (self.root / "sdk" / script).parent.mkdir(parents=True, exist_ok=True)
            (self.root / "sdk" / script).write_text("#!/bin/sh\n")
        self.executable(self.root / "bin" / "go")
        text = FAKE_GO.format(
            python=sys.executable,
            root=str(self.root),
            version=version,
            output=output,
            status=status,
            makes=makes,
            programs={part.folder: part.programs for part in (CLI, *HOSTS.values())},
        )
        (self.root / "bin" / "go").write_text(text)

    def gate(self) -> Path:
        os.mkfifo(self.root / "gate-cli")
        return self.root / "gate-cli"

    def leftovers(self) -> list[Path]:
        return list(self.cache.glob(f"{obtaining.SCRATCH}*"))


@pytest.fixture
def desk(tmp_path):
    return Desk(root=tmp_path)


@pytest.fixture(autouse=True)
def deadline():
    """End a test that waits for a gate which never opens, or for one that nobody waits at."""

    def give_up(*_: object) -> None:
        raise TimeoutError("nothing opened the gate")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    ("text", "version", "reason"),
    [
        ("v3.259.0", (3, 259, 0), "as `pulumi version` prints it"),
        ("3.216.1-alpha.170", (3, 216, 1), "a pre-release counts as its release"),
        ("go1.26", (1, 26, 0), "Go leaves out a zero"),
        ("go1.25.11 X:nodwarf5", (1, 25, 11), "Go with experiments"),
        ("command not found", None, "no version at all"),
    ],
)
def test_versions_are_read_from_what_programs_print(text, version, reason):
    assert versions.parse(text) == version, reason


@pytest.mark.parametrize(
    ("text", "minimum", "enough"),
    [
        ("v3.216.0", "3.216.0", True),
        ("v3.99.0", "3.216.0", False),
        ("v4.0.0", "3.216.0", True),
        ("go1.25.9", "1.25.11", False),
        ("unknown", "1.25.11", False),
    ],
)
def test_versions_are_compared_as_numbers(text, minimum, enough):
    assert versions.at_least(text, minimum) is enough


@pytest.mark.parametrize("part", [CLI, *HOSTS.values()], ids=lambda part: part.folder)
def test_a_row_names_the_programs_that_its_go_mod_builds(part):
    text = (part.sources / "go.mod").read_text()
    tools = re.findall(r"(?m)^(?:tool|\t)\s*(github\S+)$", text)
    assert sorted(Path(tool).name for tool in tools) == sorted(part.programs)


def test_the_pulumi_on_path_is_used(desk):
    desk.pulumi(desk.root / "bin", version="v3.216.0")
    assert obtaining.obtain(desk.machine(), DEFAULT) == desk.root / "bin"
    assert desk.said == []


def test_hosts_elsewhere_on_path_are_good_enough(desk):
    desk.pulumi(desk.root / "bin", without="pulumi-language-python")
    desk.executable(desk.root / "other" / "pulumi-language-python")
    machine = desk.machine()
    machine = Machine(environ={"PATH": f"{desk.root}/bin:{desk.root}/other"}, cache=machine.cache, say=machine.say)
    assert obtaining.obtain(machine, DEFAULT) == desk.root / "bin"


def test_a_link_to_an_installation_elsewhere_is_followed(desk):
    desk.pulumi(desk.root / "opt")
    (desk.root / "bin").mkdir()
    (desk.root / "bin" / "pulumi").symlink_to(desk.root / "opt" / "pulumi")
    assert obtaining.obtain(desk.machine(), DEFAULT) == desk.root / "bin"


@pytest.mark.parametrize(
    ("version", "without", "words"),
    [
        ("v3.215.0", "", "it is v3.215.0, and at least 3.216.0 is needed"),
        ("error: no HOME", "", "`pulumi version` says 'error: no HOME'"),
        ("v3.259.0", "pulumi-language-python", "neither beside it nor on PATH is pulumi-language-python"),
        ("v3.259.0", "pulumi-language-yaml", "neither beside it nor on PATH is pulumi-language-yaml"),
    ],
)
def test_an_unsuitable_pulumi_on_path_is_passed_over_with_the_reason(desk, version, without, words):
    desk.pulumi(desk.root / "bin", version=version, without=without)
    desk.pulumi(desk.location)
    assert obtaining.obtain(desk.machine(), DEFAULT) == desk.location
    assert desk.said == [f"{desk.root}/bin/pulumi is left alone: {words}."]


def test_an_optional_host_is_asked_of_the_pulumi_on_path_as_well(desk):
    desk.pulumi(desk.root / "bin")
    desk.go()
    assert obtaining.obtain(desk.machine(), components.wanted(["go"])) == desk.location
    assert desk.built == ["cli", "python-host", "go-host"]


def test_the_cached_pulumi_is_used_without_a_word(desk):
    desk.pulumi(desk.location)
    assert obtaining.obtain(desk.machine(), DEFAULT) == desk.location
    assert desk.said == []


@pytest.mark.parametrize(
    ("go", "words"),
    [(None, "its Go is: none"), ("go1.24.2", "its Go is: go1.24.2"), ("", "which does not tell its version")],
)
def test_without_pulumi_and_a_recent_go_one_line_says_what_to_install(desk, go, words):
    if go is not None:
        desk.go(version=go)
    with pytest.raises(UnobtainableError) as refusal:
        obtaining.obtain(desk.machine(), DEFAULT)
    line = str(refusal.value)
    assert "\n" not in line
    assert line.startswith("Install Pulumi 3.216.0 or newer (pulumi.com/docs/install), or Go 1.25.11 or newer")
    assert words in line
    assert desk.built == desk.leftovers() == []


def test_a_build_installs_everything_executable_and_leaves_nothing_else(desk):
    desk.go()
    assert obtaining.obtain(desk.machine(), DEFAULT) == desk.location
    assert sorted(path.name for path in desk.location.iterdir()) == sorted(components.executables(DEFAULT))
    assert all(os.access(path, os.X_OK) for path in desk.location.iterdir())
    assert sorted(path.name for path in desk.cache.iterdir()) == ["lock", f"pulumi-{PINNED}"]


def test_a_build_is_announced_and_done_once(desk):
    desk.go()
    obtaining.obtain(desk.machine(), DEFAULT)
    obtaining.obtain(desk.machine(), DEFAULT)
    assert "Building the Pulumi CLI from its Go modules: 4 to 7 minutes on 2 cores, once." in desk.said
    assert desk.built == ["cli", "python-host"]


def test_an_optional_host_is_added_to_what_is_there(desk):
    desk.pulumi(desk.location)
    desk.go()
    obtaining.obtain(desk.machine(), components.wanted(["nodejs"]))
    assert desk.built == ["nodejs-host"]
    assert (desk.location / "pulumi-resource-pulumi-nodejs").exists()


def test_what_an_interrupted_build_left_is_removed_and_not_used(desk):
    desk.pulumi(desk.cache / f"{obtaining.SCRATCH}abc" / "cli")
    desk.executable(desk.location / "pulumi", f"v{PINNED}")  # killed between two renames
    desk.go()
    obtaining.obtain(desk.machine(), DEFAULT)
    assert desk.built == ["cli", "python-host"]
    assert desk.leftovers() == []


def test_a_component_that_was_finished_before_an_interruption_is_kept(desk):
    desk.pulumi(desk.location, without="pulumi-language-python")
    desk.go()
    obtaining.obtain(desk.machine(), DEFAULT)
    assert desk.built == ["python-host"]


def test_a_cached_file_that_cannot_be_run_does_not_count(desk):
    desk.pulumi(desk.location)
    (desk.location / "pulumi-language-python").chmod(0o644)
    desk.go()
    obtaining.obtain(desk.machine(), DEFAULT)
    assert desk.built == ["python-host"]


def test_two_runs_at_once_build_once(desk):
    desk.go()
    gate = desk.gate()
    first = threading.Thread(target=obtaining.obtain, args=(desk.machine(), DEFAULT), daemon=True)
    first.start()
    held = gate.open("w")  # returns when the first run's Go is at work

    def second_says(line: str) -> None:
        desk.said.append(line)
        if line.startswith("Another run is obtaining Pulumi; waiting for it"):
            held.close()

    assert obtaining.obtain(desk.machine(say=second_says), DEFAULT) == desk.location
    first.join()
    assert held.closed
    assert desk.built == ["cli", "python-host"]


def test_a_long_build_shows_what_it_is_at(desk):
    desk.go(output="github.com/pulumi/pulumi/pkg/v3/engine")
    gate = desk.gate()
    signs: list[str] = []

    def say(line: str) -> None:
        if line.endswith("engine") and not signs:
            signs.append(line)
            gate.write_text("")

    obtaining.obtain(desk.machine(say=say, heartbeat=0.01), DEFAULT)
    assert signs == ["  the Pulumi CLI, 0 s: github.com/pulumi/pulumi/pkg/v3/engine"]


def test_an_interruption_ends_go_and_leaves_nothing_behind(desk):
    desk.go(output="compiling")
    desk.gate()

    def interrupt(line: str) -> None:
        if line.endswith("compiling"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        obtaining.obtain(desk.machine(say=interrupt, heartbeat=0.01), DEFAULT)
    with pytest.raises(ProcessLookupError):
        os.kill(int((desk.root / "go.pid").read_text()), 0)
    assert desk.leftovers() == []
    assert not desk.location.exists()


def test_a_failing_go_is_reported_with_the_end_of_its_output(desk):
    desk.go(output="\n".join(f"line {number}." for number in range(1, 31)), status=1)
    with pytest.raises(UnobtainableError) as failure:
        obtaining.obtain(desk.machine(), DEFAULT)
    text = str(failure.value)
    assert text.startswith("Building the Pulumi CLI failed with exit status 1:\n    line 16.")
    assert text.endswith("line 30.")
    assert desk.leftovers() == []
    assert not desk.location.exists()


def test_a_pulumi_that_does_not_run_is_not_installed(desk):
    desk.go(makes="Illegal instruction")
    with pytest.raises(UnobtainableError, match="says of itself: Illegal instruction"):
        obtaining.obtain(desk.machine(), DEFAULT)
    assert not desk.location.exists()


def pack(desk: Desk, *, without: str = "") -> None:
    release = desk.root / "release" / "pulumi"
    desk.pulumi(release, without=without)
    (desk.root / "site").mkdir()
    with tarfile.open(desk.root / "site" / official.release(), "w:gz") as archive:
        archive.add(release, "pulumi")


def test_the_official_release_is_preferred_to_a_build(desk):
    pack(desk)
    desk.go()
    assert obtaining.obtain(desk.machine(), DEFAULT) == desk.location
    assert installed.reported_version(desk.location / "pulumi", desk.machine()) == f"v{PINNED}"
    assert desk.built == desk.leftovers() == []


@pytest.mark.parametrize("reason", ["absent", "incomplete", "cut short", "no archive"])
def test_an_official_release_that_will_not_do_costs_one_line(desk, reason):
    desk.go()
    if reason != "absent":
        pack(desk, without="pulumi-language-yaml" if reason == "incomplete" else "")
        archive = desk.root / "site" / official.release()
        content = archive.read_bytes()
        archive.write_bytes({"cut short": content[:-100], "no archive": b"<html>"}.get(reason, content))
    assert obtaining.obtain(desk.machine(), DEFAULT) == desk.location
    assert len([line for line in desk.said if line.startswith("Pulumi's installer is not used: ")]) == 1
    assert desk.built == ["cli", "python-host"]


def test_an_installer_that_does_not_answer_is_given_up(desk):
    desk.go()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        machine = Machine(
            environ={"PATH": str(desk.root / "bin")},
            cache=desk.cache,
            say=desk.said.append,
            installer=address,
            patience=0.05,
        )
        assert obtaining.obtain(machine, DEFAULT) == desk.location
    assert desk.said[0].startswith(f"Pulumi's installer is not used: {address}")


def run(desk: Desk, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tools.pulumi", *arguments],
        cwd=REPOSITORY,
        env={"PATH": str(desk.root / "bin"), "XDG_CACHE_HOME": str(desk.root), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_prints_the_folder_and_nothing_else(desk):
    desk.pulumi(desk.root / "bin")
    answer = run(desk)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, f"{desk.root}/bin\n", "")


def test_the_export_of_a_cached_pulumi_is_quoted_for_a_shell(tmp_path):
    desk = Desk(root=tmp_path / "it's a folder")
    location = desk.root / "pulumi-servicecatalog" / desk.location.relative_to(desk.cache)
    desk.pulumi(location)
    exported = run(desk, "--export", "/my venv/bin").stdout
    shell = subprocess.run(
        ["/bin/sh", "-c", f'PATH=/before; {exported}echo "$PATH"'], capture_output=True, text=True, check=True
    )
    assert shell.stdout == f"/my venv/bin:{location}:/before\n"


def test_the_export_leaves_a_pulumi_on_path_where_it_is(desk):
    desk.pulumi(desk.root / "bin")
    assert run(desk, "--export", "/venv/bin").stdout == 'export PATH=/venv/bin:"$PATH"\n'


def test_the_command_without_any_pulumi_exits_with_one_and_prints_no_folder(desk):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound, not listening: what connects is refused at once
        answer = run(desk, https_proxy=f"http://127.0.0.1:{closed.getsockname()[1]}")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert [line.split(" ", 2)[:2] for line in answer.stderr.splitlines()] == [
        ["Pulumi's", "installer"],
        ["Install", "Pulumi"],
    ]


def test_the_module_pins_are_one_version_of_the_sdk_for_cli_and_scripts():
    listing = (CLI.sources / "go.sum").read_text()
    assert f"{components.SDK_MODULE} v{PINNED} h1:" in listing
