"""What is printed where the output has no letter for it: escaped, and still JSON."""

import io
import json
import sys

import pytest

from pulumi_servicecatalog.cli import main
from pulumi_servicecatalog.model import display
from support.tables import table


@table(
    "encoding written",
    ("utf-8", "é 日本 \U0001f600 [red]", "it has all"),
    ("latin-1", r"é \u65e5\u672c \ud83d\ude00 [red]", "it has some"),
    ("ascii", r"\u00e9 \u65e5\u672c \ud83d\ude00 [red]", "it has none of them"),
)
def test_a_letter_that_the_output_lacks_is_escaped(
    encoding: str, written: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "é 日本 \U0001f600 [red]"
    output = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(output, encoding=encoding))
    assert main.main(["--version"]) == 0
    sys.stdout.write(name + display.as_json({"name": name}))
    sys.stdout.flush()
    text = output.getvalue().decode(encoding).partition("\n")[2]
    assert text.startswith(written), reason
    assert json.loads(text.removeprefix(written)) == {"name": name}
