"""On a phone: the toolbar at the bottom edge, notes in a sheet."""

import pytest
from playwright.sync_api import expect

from annotations.changes import touch
from annotations.models import Annotation
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import quoted, select
from tests.browser.waiting import box_of, fits, settled

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
    box = box_of(bar)
    assert 844 - (box["y"] + box["height"]) <= 24
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    with page.expect_response("**/annotations/"):
        page.get_by_role("button", name="Blau markieren").tap()
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")
    note = Annotation.objects.get()
    assert (note.colour, note.exact, quoted(note)) == ("b", "sehr interessantes", "sehr interessantes")


@pytest.mark.parametrize("own", [False, True])
def test_the_toolbar_is_one_row(page, own):
    select(answer_of(page), "sehr interessantes")
    if own:
        page.get_by_role("button", name="Gelb markieren").tap()
        expect(page.locator("mark.mine")).to_be_visible()
        select(answer_of(page), "sehr interessantes Verfahren")
        expect(page.get_by_role("button", name="Erweitern")).to_be_visible()
    expect(page.get_by_role("button", name="Kommentieren")).to_be_visible()
    buttons = page.get_by_role("toolbar").get_by_role("button").all()
    boxes = settled(page, lambda: [button.bounding_box() for button in buttons])
    assert len(boxes) == (7 if own else 8)
    assert len({round(box["y"] + box["height"] / 2) for box in boxes}) == 1
    assert all(box["width"] >= 44 for box in boxes)


@pytest.fixture
def turn(page, sample, people):
    """A turn with two notes by anna, as the page shows it."""
    turn = sample.blocks.filter(kind="turn").order_by("position")[1]
    for start, body in ((0, "Ein Gedanke"), (20, "Noch einer")):
        note = Annotation.objects.create(
            interview=sample, creator=people["anna"], motivation="commenting", colour="g",
            visibility="public", body=body, start_block=turn, start=start, end_block=turn, end=start + 8,
            exact=turn.text[start : start + 8],
        )  # fmt: skip
    touch(note)
    page.reload()
    wait_until_ready(page)
    return page.locator(f"#t-{turn.key}")


def test_focus_goes_to_the_next_note_in_the_sheet_then_to_the_turn(page, turn):
    turn.locator(".chip").tap()
    notes = page.locator("#sheet .note")
    expect(page.get_by_role("heading", name="2 Anmerkungen")).to_be_visible()
    notes.first.get_by_role("button", name="löschen").tap()
    expect(notes).to_have_count(1)
    expect(notes.first).to_be_focused()
    expect(page.get_by_role("heading", name="1 Anmerkung")).to_be_visible()
    notes.first.get_by_role("button", name="löschen").tap()
    expect(page.locator("#sheet")).to_be_hidden()
    expect(turn).to_be_focused()


def test_what_was_deleted_in_the_sheet_comes_back_in_it(page, turn):
    turn.locator(".chip").tap()
    notes = page.locator("#sheet .note")
    notes.first.get_by_role("button", name="löschen").tap()
    expect(notes).to_have_count(1)
    page.get_by_role("button", name="Rückgängig").tap()
    expect(notes).to_have_count(2)
    expect(page.locator("#sheet")).to_be_visible()


def test_a_message_lies_above_the_docked_toolbar(page):
    select(answer_of(page), "sehr interessantes")
    page.get_by_role("button", name="Gelb markieren").tap()
    expect(page.locator("mark.mine")).to_be_visible()
    select(answer_of(page), "Wir untersuchen")
    bar = page.get_by_role("toolbar")
    expect(bar).to_be_visible()
    toast = page.get_by_role("region", name="Meldung")
    expect(toast).to_be_visible()
    assert box_of(toast)["y"] + box_of(toast)["height"] <= box_of(bar)["y"]


def test_the_chip_opens_the_sheet(page, turn):
    turn.locator(".chip").tap()
    sheet = page.locator("#sheet")
    expect(sheet.get_by_text("Ein Gedanke")).to_be_visible()
    sheet.get_by_role("button", name="Schließen").tap()
    expect(sheet).to_be_hidden()


def test_nothing_scrolls_sideways_on_a_phone(page):
    fits(page)
