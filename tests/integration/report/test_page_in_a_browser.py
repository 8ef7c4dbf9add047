"""The page of a report in a real browser: it asks for nothing, and serves a mouse, a keyboard and a screen reader."""

import re
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from tools import browser as browsers

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.reporting.overview import overview
from pulumi_servicecatalog.reporting.render.page import page
from support import report as made
from support.hostile import NAMES, filled

VERDICTS = ("governed", "adoptable", "near", "unmatched")


@pytest.fixture(scope="module")
def chromium():
    with browsers.browser() as started:
        yield started


@pytest.fixture(scope="module")
def many():
    """Return a report with 10,000 stacks in 100 accounts."""
    return made.report(
        stacks=tuple(
            made.stack(f"stack-{number:05}", VERDICTS[number % 4], account=f"{number % 100:012}")
            for number in range(10_000)
        )
    )


@pytest.fixture
def open_page(chromium, tmp_path):
    """Open the page of a report; it is closed when the test ends."""
    with ExitStack() as stack:

        def open_(report, baseline=None, **options):
            path = tmp_path / "report.html"
            path.write_text(page(overview(report, baseline)), encoding="utf-8")
            return stack.enter_context(browsers.opened(chromium, path, **options))

        yield open_


def names(page_):
    return page_.locator("#rows th").all_inner_texts()


def test_it_opens_without_a_request_and_without_an_error(open_page):
    opened = open_page(made.whole(), made.report())
    assert opened.page.get_by_role("heading", level=1).inner_text().startswith("1 of 4 stacks are governed")
    assert [url for url in opened.requests if not url.startswith("data:")] == [opened.page.url]
    assert opened.complaints == []


def test_its_policy_stops_a_request_that_something_in_it_would_make(open_page):
    opened = open_page(made.whole())
    opened.page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://example.com/x.png'}))")
    opened.page.wait_for_function("document.images[0].complete")
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)


def test_the_mouse_filters_sorts_and_opens_a_problem(open_page):
    table = open_page(made.whole()).page
    table.get_by_role("button", name="Stack").click()
    assert names(table) == ["unmatched", "near", "governed", "excluded", "adoptable"]
    table.get_by_label("Verdict").select_option("near")
    assert names(table) == ["near"]
    table.locator("#rows summary").click()
    assert table.locator("#rows .command").inner_text().startswith("catalogctl check --product-id prod-1")
    assert "Change it." in table.locator("#rows").inner_text()
    table.get_by_label("Verdict").select_option("*")
    table.get_by_label("Search").fill("noversion")
    assert names(table) == ["unmatched"]
    table.get_by_label("Search").fill("nothing like it")
    assert table.get_by_role("status").inner_text() == "No stack matches."


def test_the_keyboard_alone_reaches_and_uses_all_of_it(open_page):
    table = open_page(made.whole()).page
    table.keyboard.press("Tab")
    assert table.evaluate("document.activeElement.className") == "skip"
    table.keyboard.press("Enter")
    table.keyboard.press("Tab")
    table.keyboard.type("eu-west")
    table.keyboard.press("Tab")
    table.keyboard.type("unm")  # chooses the verdict that begins so
    assert names(table) == ["unmatched"]
    table.get_by_role("button", name="Region").focus()
    table.keyboard.press("Enter")
    heading = table.locator("th[data-column=region]")
    assert heading.get_attribute("aria-sort") == "ascending"
    table.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"


def test_numbers_in_names_are_sorted_as_numbers(open_page):
    stacks = tuple(made.stack(f"team-{number}") for number in (10, 9, 100))
    assert names(open_page(made.report(stacks=stacks)).page) == ["team-9", "team-10", "team-100"]


def test_a_stack_leads_to_its_page_in_the_console(open_page):
    link = open_page(made.whole()).page.get_by_role("link", name="governed", exact=True)
    assert link.get_attribute("href") == (
        "https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/stackinfo?stackId="
        "arn%3Aaws%3Acloudformation%3Aeu-west-1%3A000000000001%3Astack%2Fgoverned%2F1"
    )
    assert link.get_attribute("rel") == "noopener noreferrer"


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_axe_finds_no_violation(open_page, color_scheme):
    shards = (made.shard("a", wave=1, begun="2026-01-01T00:00:00Z", ended="2026-01-01T00:00:09Z"),)
    report = made.whole(accounts=(*made.whole().accounts, *shards))
    shown = open_page(report, made.report(), color_scheme=color_scheme).page
    shown.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    results = Axe().run(shown)
    assert results.violations_count == 0, results.generate_report()


def test_10000_stacks_are_shown_by_pages_and_found_at_once(open_page, many):
    table = open_page(many).page
    assert table.get_by_role("status").inner_text() == "1 to 100 of 10000 stacks"
    table.get_by_role("button", name="Next").click()
    assert names(table)[0] == "stack-00100"
    table.get_by_label("Search").fill("stack-09999")
    assert names(table) == ["stack-09999"]
    assert table.locator("#rows tr").count() == 1


def test_what_is_printed_has_the_rows_that_were_chosen_and_no_controls(open_page, many):
    shown = open_page(many).page
    shown.get_by_label("Account", exact=True).select_option("000000000007")
    shown.get_by_label("Search").fill("stack")
    shown.emulate_media(media="print")
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not shown.get_by_label("Search").is_visible()
    assert len(names(shown)) == 100
    shown.get_by_label("Account", exact=True).select_option("*", force=True)
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(names(shown)) == 1000


def test_hostile_names_stay_text(open_page):
    stacks = tuple(
        filled(made.stack(str(number), VERDICTS[number % 4]), name) for number, name in enumerate(NAMES.values())
    )
    opened = open_page(made.report(stacks=stacks))
    title = opened.page.title()
    opened.page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    shown = {re.sub(r"\s+", " ", text).strip() for text in names(opened.page)}
    assert shown == {re.sub(r"\s+", " ", display.line(name)).strip() for name in NAMES.values()}
    assert opened.page.locator("#rows img, #rows script, #rows a").count() == 0
    assert (opened.page.title(), opened.complaints) == (title, [])
