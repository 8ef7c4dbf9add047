"""Whatever a stack, a product or an account is called: it is text in every format, and the format stays what it is."""

import csv
import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from pulumi_servicecatalog.cli.commands.report import FORMATS as OFFERED
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.reporting import model
from pulumi_servicecatalog.reporting.overview import overview
from pulumi_servicecatalog.reporting.render.formats import FORMATS
from support import report as made
from support.hostile import NAMES, filled

CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")


def rendered(text: str) -> dict[str, str]:
    """Return every file of a report in which each text is this one, against a baseline."""
    baseline = made.report(stacks=(made.stack("near", "near"),))
    known = overview(filled(made.whole(), text), filled(baseline, f"{text} before"))
    return {name: written for make in FORMATS.values() for name, written in make(known).items()}


class Structure(HTMLParser):
    """The elements of a page and the names of their attributes, and the policy; never a text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag):
        self.elements.append((f"/{tag}",))

    def handle_comment(self, _data):
        self.elements.append(("comment",))


def of_xml(text: str) -> list[tuple[str, ...]]:
    return [(node.tag, *node.attrib) for node in ET.fromstring(text).iter()]


def of_markdown(text: str) -> str:
    """Return a page without what is code in it."""
    return re.sub(r"of \d+ stacks.*", "", CODE.sub("code", text))


def of_json(value):
    """Return a document without its texts."""
    if isinstance(value, dict):
        return [of_json(item) for item in value.values()]
    return [of_json(item) for item in value] if isinstance(value, list) else None if isinstance(value, str) else value


def of_csv(text: str) -> list[int]:
    return [len(row) for row in csv.reader(io.StringIO(text))]


STRUCTURES = {
    "report.html": lambda page: Structure(page).elements,
    "report.md": of_markdown,
    "report.json": lambda text: of_json(json.loads(text)),
    "report.sarif": lambda text: of_json(json.loads(text)),
    "junit.xml": of_xml,
    **dict.fromkeys(("stacks.csv", "accounts.csv", "drift.csv"), of_csv),
}
PLAIN = {name: STRUCTURES[name](text) for name, text in rendered("plain").items()}


def test_every_format_that_can_be_typed_is_tried():
    assert tuple(FORMATS) == OFFERED
    assert PLAIN.keys() == STRUCTURES.keys()


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_a_hostile_name_changes_nothing_but_texts(text):
    for name, written in rendered(text).items():
        assert STRUCTURES[name](written) == PLAIN[name], name


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_nothing_of_it_acts_on_a_terminal_a_log_or_a_spreadsheet(text):
    for name, written in rendered(text).items():
        acting = {char for char in written if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
        assert acting <= {"\n"}, name
        if not name.endswith((".json", ".sarif")):  # whose values are the true ones
            assert not re.search(r"^\s*::|##(vso)?\[", written, re.MULTILINE), name
        if name.endswith(".csv"):
            values = [value for row in csv.reader(io.StringIO(written)) for value in row]
            assert not [value for value in values if value.lstrip().startswith(("=", "+", "-", "@"))], name


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_the_page_has_the_name_in_its_data_as_it_is_shown(text):
    page = rendered(text)["report.html"]
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert data["rows"][0][0] == display.line(text)


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_a_report_is_read_again_with_its_true_names(text):
    assert model.parse(json.loads(rendered(text)["report.json"])) == filled(made.whole(), text)
