"""catalogctl in a real shell and at a real terminal. AWS is not asked."""

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
COMPLETES = """
source <(catalogctl completion bash)
complete -p catalogctl
COMP_WORDS=(catalogctl check payments --prod)
COMP_CWORD=3
_catalogctl_completion catalogctl
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash on this machine")
def test_bash_completes_with_the_script_that_is_printed() -> None:
    done = subprocess.run(
        ["bash", "--norc", "-ec", COMPLETES], env={"PATH": PATH}, capture_output=True, text=True, check=False
    )
    registered, *proposed = done.stdout.splitlines()
    assert (done.returncode, done.stderr, proposed) == (0, "", ["--product", "--product-id"])
    assert registered.endswith("-F _catalogctl_completion catalogctl")


def at_a_terminal(*arguments: str, columns: int, **variables: str) -> str:
    """Return what a person sees in a window of this width."""
    mine, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {"PATH": PATH, "TERM": "xterm-256color", **variables}
    with subprocess.Popen(["catalogctl", *arguments], stdin=its, stdout=its, stderr=its, env=environment):
        os.close(its)
        shown = b""
        try:
            while part := os.read(mine, 65536):
                shown += part
        except OSError:  # how Linux says that the other side is closed
            pass
    os.close(mine)
    return shown.decode()


def test_a_terminal_has_its_width_and_colours_and_a_pipeline_has_neither() -> None:
    narrow = at_a_terminal("discover", "--help", columns=60)
    assert "\x1b[1m" in narrow
    assert max(map(len, narrow.partition("where")[2].partition("verdicts")[0].splitlines())) <= 60
    refused = ("generate", "[red]nowhere[/red].jsonl", "--out", "nowhere")
    assert "\x1b[31mcatalogctl:" in at_a_terminal(*refused, columns=200)
    assert "[red]nowhere[/red].jsonl" in at_a_terminal(*refused, columns=200)
    assert "\x1b[31m" not in at_a_terminal(*refused, columns=200, NO_COLOR="1")
    assert "\x1b" not in at_a_terminal(*refused, columns=200, CI="true")
