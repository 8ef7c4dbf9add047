"""docs/how-to/policies.md, typed as it stands in the folder of a program beside the pack."""

import subprocess

from support.documents import shell_blocks
from support.pulumi_cli import Pulumi


def test_the_commands_of_the_page_on_policies_work_as_they_stand(pulumi: Pulumi) -> None:
    block, *_ = shell_blocks("docs/how-to/policies.md")
    assert block.first == "pulumi preview --policy-pack ../policy-pack"
    done = subprocess.run(
        ["sh", "-ec", f"pulumi stack init dev\n{block.typed}"],
        cwd=pulumi.program,
        env={**pulumi.environment, "PULUMI_SKIP_CONFIRMATIONS": "true"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("expected-account-named") >= 4
