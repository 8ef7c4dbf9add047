"""The shell blocks and the programs of the documents, as a reader sees them."""

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from support.pulumi_cli import ROOT

COMMANDS = ("aws", "catalogctl", "cd", "eval", "export", "make", "npm", "pip", "pulumi", "python", "python3")
"""What the first line of a shell block begins with, if not with a prompt."""

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "emulator/README.md",
    "benchmarks/README.md",
    *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/**/*.md")),
    *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("examples/*/__main__.py")),
)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of a block. In a session `$ ` stands before what is typed, and the rest is what is shown."""

    document: str
    text: str

    @property
    def first(self) -> str:
        """Return the first line that is typed."""
        return self.typed.splitlines()[0]

    @property
    def typed(self) -> str:
        """Return what a reader types."""
        if not self.is_session:
            return self.text
        lines = [line.removeprefix("$ ") for line in self.text.splitlines() if line.startswith("$ ")]
        return "\n".join(lines) + "\n"

    @property
    def shown(self) -> str:
        """Return what the document says that is shown."""
        lines = [line for line in self.text.splitlines() if not line.startswith("$ ")]
        return "\n".join(lines).strip() if self.is_session else ""

    @property
    def is_session(self) -> bool:
        """Return whether the block has prompts."""
        return self.text.startswith("$ ")


def shell_blocks(document: str) -> list[Block]:
    """Return the shell blocks of a document, indented or fenced, or of a program's docstring, in order."""
    text = (ROOT / document).read_text(encoding="utf-8")
    if Path(document).suffix == ".py":
        text = text.split('"""')[1]
    fenced = re.findall(r"^ *```(?:sh|shell|bash|console)\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    outside = re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.MULTILINE | re.DOTALL)
    indented = re.findall(r"(?:^    .*\n(?:\n+(?=    ))?)+", outside, re.MULTILINE)
    plain, marked = ([Block(document, dedent(text).rstrip() + "\n") for text in texts] for texts in (indented, fenced))
    return [*filter(_is_for_a_shell, plain), *marked]


def programs(document: str) -> list[str]:
    """Return the Pulumi programs in Python of a document, in order."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [program for program in blocks if "import" in program]


def _is_for_a_shell(block: Block) -> bool:
    return block.is_session or block.text.split(maxsplit=1)[0] in COMMANDS
