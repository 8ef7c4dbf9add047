"""How Sphinx makes one site of the pages that a person reads in the repository: `make docs`."""

import re
import runpy
import tomllib
from pathlib import Path

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[1]
VERSION = runpy.run_path(str(ROOT / "provider/pulumi_servicecatalog/version.py"))["VERSION"]
REPOSITORY = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]["Repository"]
_LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)\)")

project = "pulumi-servicecatalog"
author = "The pulumi-servicecatalog authors"
copyright = author  # noqa: A001 - the name that Sphinx looks for
release = VERSION

extensions = ["myst_parser"]
root_doc = "docs/index"
include_patterns = [
    "docs/**",
    "README.md",
    "CHANGELOG.md",
    "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "benchmarks/README.md",
    "changes/README.md",
    "emulator/README.md",
    "examples/*/README.md",
]
exclude_patterns = ["**/node_modules"]
source_suffix = {".md": "markdown"}
nitpicky = True

# Headings are what links of GitHub's lead to, however deep.
myst_heading_anchors = 4
myst_links_external_new_tab = False
myst_title_to_header = True  # the registry's pages have theirs in the front matter

html_theme = "furo"
html_title = f"{project} {VERSION}"
html_logo = "logo.svg"
html_favicon = "logo.svg"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False


def setup(app: Sphinx) -> None:
    """Have links to folders lead to the repository, and diagrams be shown as they are written."""
    app.connect("source-read", _link_folders)
    app.add_lexer("mermaid", TextLexer)


def _link_folders(app: Sphinx, name: str, source: list[str]) -> None:
    page = app.env.doc2path(name)

    def linked(link: re.Match[str]) -> str:
        target = (Path(page).parent / link[1]).resolve()
        return f"]({REPOSITORY}/tree/main/{target.relative_to(ROOT)})" if target.is_dir() else link[0]

    source[0] = _LINK.sub(linked, source[0])
