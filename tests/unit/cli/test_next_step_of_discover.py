"""What `catalogctl discover` says to do next fits every reason why an account was not read, not only a denial."""

from pathlib import Path

from pulumi_servicecatalog.cli import inventory_summary, layout
from pulumi_servicecatalog.discovery.summary import summarize


def test_what_was_not_read_is_to_be_fixed_and_repeated(capsys):
    unread = {"account": None, "region": None, "outcome": "failed", "reason": "[RegionMissing] No Region is set."}
    layout.show(inventory_summary.as_text(summarize([unread], [], []), Path("inventory.jsonl")))
    said = " ".join(capsys.readouterr().out.split())
    assert "fix what kept them from being read, and repeat the command with the same options and `--resume`" in said
    assert "allow what is missing" not in said
