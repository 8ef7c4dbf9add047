"""Whatever AWS and programs have written: in Markdown it is text, and in a log of a pipeline it is data."""

import re
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.pipelines import account_issues, annotations, comment
from pulumi_servicecatalog.pipelines.markup import code, element
from pulumi_servicecatalog.reporting.model import DriftKind, Mode, Outcome, Report, ReportedProblem
from support.random_cases import cases
from support.report import drift, read, report, shard, stack

PIECES = [
    *("|", "\n", "\r\n", "`", "```", "*", "**", "_", "~~", "[x](javascript:alert)", "![x](http://e.example/p)", "<"),
    *("<script>", "</code>", "</details>", "<img src=x onerror=y>", "<!--", "-->", "&lt;", "&", "#", "# x", "@user"),
    *("http://e.example", "www.e.example", "a@b.example", ":tada:", "$x$", "{+x+}", "\\", "%0A", "::error::x", "%"),
    *("::", "##[error]x", "- x", "1. x", "> x", "\x1b[2J", "\u202e", "\ud800", "é", " ", "x"),
]
HOSTILE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=10).map("".join)
OURS = {"h1", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "ul", "li", "br", "code"}


class Page(HTMLParser):
    """The elements of a page, their attributes, and the texts of its `code` elements."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.codes: list[str] = []
        self.comments: list[str] = []
        self.outside = ""
        self._inside = False
        self.feed(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes += attrs
        if tag == "code":
            self._inside = True
            self.codes.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "code"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.codes[-1] += data
        else:
            self.outside += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def of(hostile: str) -> Report:
    """Return a report in which every text that others write is this one."""
    problem = ReportedProblem(code=hostile, message=hostile, remedy=hostile, resource=hostile, property=hostile)
    difference = drift(
        hostile, account="1", region=hostile, pulumi_stack=hostile, name=hostile, declared=hostile, actual=hostile
    )
    return report(
        accounts=(
            shard(hostile, Outcome.FAILED, account=hostile, region=hostile, problems=(problem,)),
            read(account="1", region=hostile, pulumi_stack=hostile, mode=Mode.DRIFT, reason=hostile),
        ),
        stacks=(stack("a", "near"),),
        drift=(difference, drift(hostile, kind=DriftKind.UNASKED, problem=problem)),
    )


def pages(hostile: str) -> list[Page]:
    shown = of(hostile)
    return [Page(comment.body(shown, "k")), *(Page(issue.body) for issue in account_issues.wanted(shown, "k"))]


@settings(max_examples=cases(200))
@given(hostile=HOSTILE.filter(bool))
@example("|</code></details>\n# x @user http://e.example `x` <script>")
def test_text_of_others_is_text_in_markdown(hostile: str) -> None:
    for page, harmless in zip(pages(hostile), pages("x"), strict=True):
        assert page.elements <= OURS
        assert page.attributes == []
        assert len(page.comments) == 1
        assert sorted(page.outside.split()) == sorted(harmless.outside.split())
        assert {text.strip() for text in page.codes} >= {display.line(hostile).strip()}


@settings(max_examples=cases(100))
@given(hostile=HOSTILE)
def test_one_piece_of_code_shows_exactly_the_text(hostile: str) -> None:
    shown = display.line(hostile).strip()
    for piece in (code(hostile), f"\n\n<details><summary>{element(hostile)}</summary>\n\n</details>"):
        assert [text.strip() for text in Page(f"a {piece} b").codes if text.strip()] == ([shown] if shown else [])


@settings(max_examples=cases(200))
@given(hostile=HOSTILE)
@example("\n::error::x")
@example("title,file=x::y")
def test_text_of_others_is_data_in_a_workflow_command(hostile: str) -> None:
    lines = list(annotations.lines(of(hostile)))
    assert len(lines) == 3
    for line in lines:
        assert len(line.splitlines()) == 1
        match = re.fullmatch(r"::(error|warning) title=([^:,]*)::(.*)", line, re.DOTALL)
        assert match is not None
        assert not re.search(r"%(?!25|3A|2C)", match[2] + match[3])
