"""A component with bad stacks ends with the reasons, all of them, before it registers one resource."""

from pathlib import Path

from e2e.plugin_program import declare
from support.account import Account
from support.pulumi_cli import Pulumi

STACKS = {"payments": "payments", "nope": "nope", "neither": "neither"}


def test_every_bad_stack_is_told_and_nothing_is_made(pulumi: Pulumi, aws: Account, tmp_path: Path) -> None:
    pulumi.program = tmp_path / "program"
    declare(
        pulumi,
        all={
            "type": "servicecatalog:index:GovernedStacks",
            "properties": {"stacks": STACKS, "productName": "web-service"},
        },
    )
    pulumi("stack", "init", "dev")
    said = pulumi.up(ok=False)
    for name in ("nope", "neither"):
        assert f"{name}: [StackNotFound] There is no stack {name}" in said
    for noise in ("client connection is closing", "exited prematurely", "bug in provider", "Traceback"):
        assert noise not in said
    assert aws.observed() == {}
