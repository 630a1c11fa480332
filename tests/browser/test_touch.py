"""On a phone: the toolbar at the bottom edge, notes in a sheet."""

import pytest
from playwright.sync_api import expect

from annotations.changes import touch
from annotations.models import Annotation
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import quoted, select

PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}, "locale": "de-DE"}


@pytest.fixture
def page(browser, open_page):
    context = browser.new_context(**PHONE)
    yield open_page("anna", context=context)
    context.close()


def answer_of(page):
    paragraph = page.locator('.turn[data-n="2"] .prose p').first
    paragraph.scroll_into_view_if_needed()
    return paragraph


def test_the_toolbar_lies_at_the_bottom_edge_and_a_tap_stores(page):
    select(answer_of(page), "sehr interessantes")
    bar = page.get_by_role("toolbar")
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    assert 844 - (box["y"] + box["height"]) <= 24
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_role("button", name="Blau markieren").tap()
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")
    note = Annotation.objects.get()
    assert (note.colour, note.exact, quoted(note)) == ("b", "sehr interessantes", "sehr interessantes")


def test_the_chip_opens_the_sheet(page, sample, people):
    turn = sample.blocks.filter(kind="turn").order_by("position")[1]
    note = Annotation.objects.create(
        interview=sample, creator=people["ben"], motivation="commenting", colour="g", visibility="public",
        body="Ein Gedanke", start_block=turn, start=0, end_block=turn, end=8, exact=turn.text[:8],
    )  # fmt: skip
    touch(note)
    page.reload()
    wait_until_ready(page)
    page.locator(f"#t-{turn.key} .chip").tap()
    sheet = page.locator("#sheet")
    expect(sheet.get_by_text("Ein Gedanke")).to_be_visible()
    sheet.get_by_role("button", name="Schließen").tap()
    expect(sheet).to_be_hidden()


def test_nothing_scrolls_sideways_on_a_phone(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
