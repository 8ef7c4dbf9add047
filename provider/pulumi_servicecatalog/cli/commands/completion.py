"""`catalogctl completion`, as it is typed."""

from dataclasses import dataclass
from typing import Final

import click

from pulumi_servicecatalog.cli.command import Choice, Command

_NOTES: Final = """\
examples:
  source <(catalogctl completion bash)                                            # bash, in this shell
  catalogctl completion bash > ~/.local/share/bash-completion/completions/catalogctl
  source <(catalogctl completion zsh)                                             # zsh, after compinit
  catalogctl completion zsh > ~/.zfunc/_catalogctl                                # a folder of fpath
  catalogctl completion fish > ~/.config/fish/completions/catalogctl.fish

Commands, options, their values and the names of files are completed. AWS is not asked.
"""


@dataclass(frozen=True, kw_only=True)
class CompletionOptions:
    """Whose script is printed."""

    shell: str


COMMAND: Final = Command(
    "completion",
    "Prints a script with which a shell completes catalogctl. bash must be 4.4 or newer.",
    options=CompletionOptions,
    arguments=[
        click.Argument(["shell"], metavar="SHELL", type=Choice(["bash", "zsh", "fish"]), help="bash, zsh or fish")
    ],
    notes=_NOTES,
)
