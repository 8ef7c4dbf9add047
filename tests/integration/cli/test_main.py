"""`catalogctl` itself: its version, and what it refuses before anything is asked."""

import pytest

from integration.cli.conftest import Cli
from pulumi_servicecatalog.version import VERSION


def test_it_says_its_version(catalogctl: Cli) -> None:
    done = catalogctl("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"catalogctl {VERSION}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--new-flag"],
        ["--vers"],
        ["check", "payments", "--new-flag"],
        ["history", "payments", "--reg", "eu-west-1"],
        [],
    ],
)
def test_what_it_does_not_know_is_refused_with_a_usage_line(arguments: list[str], catalogctl: Cli) -> None:
    done = catalogctl(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: catalogctl ")
    assert "error: " in done.stderr.splitlines()[-1]
