"""What a step of the demo expects of what it sees."""

import subprocess


class NotAsToldError(Exception):
    """A step did not come out as the text says."""


def succeeds(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command has printed, if it has succeeded."""
    expect(done.returncode == 0, f"{' '.join(done.args[1:5])} exits with {done.returncode}: {done.stderr}")
    return done.stdout + done.stderr


def shows(output: str, words: str) -> None:
    """Expect words in what was printed."""
    expect(words in output, f'"{words}" is not in what was printed')


def expect(condition: bool, otherwise: str) -> None:  # noqa: FBT001 - an assertion that is always on
    """Expect a condition.

    Raises:
        NotAsToldError: it does not hold.

    """
    if not condition:
        raise NotAsToldError(otherwise)
