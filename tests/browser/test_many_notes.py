"""Many notes beside one turn, and long ones: a few are shown, the rest waits behind a button."""

import pytest
from playwright.sync_api import expect

from annotations.changes import touch
from annotations.models import Annotation
from tests.browser.waiting import box_of


@pytest.fixture
def crowd(sample, people):
    """crowd(n): so many comments by ben on the second turn, the first of them long. Gives them."""
    turn = sample.blocks.filter(kind="turn").order_by("position")[1]

    def gather(count: int) -> list[Annotation]:
        made = [
            Annotation.objects.create(
                interview=sample, creator=people["ben"], motivation="commenting", colour="g",
                visibility="public", start_block=turn, start=n * 4, end_block=turn, end=n * 4 + 3,
                exact=turn.text[n * 4 : n * 4 + 3],
                body=f"Bemerkung {n}. " + "Und noch ein Satz. " * (60 if n == 0 else 0),
            )
            for n in range(count)
        ]  # fmt: skip
        touch(made[0])
        return made

    return gather


def test_up_to_eight_notes_are_all_shown(open_page, crowd):
    crowd(8)
    page = open_page()
    for n in range(8):
        expect(page.get_by_text(f"Bemerkung {n}.")).to_be_visible()
    expect(page.get_by_role("button", name="weitere anzeigen")).to_have_count(0)


def test_of_more_notes_five_are_shown_until_one_asks(open_page, crowd):
    crowd(12)
    page = open_page()
    more = page.get_by_role("button", name="7 weitere anzeigen")
    expect(more).to_be_visible()
    expect(page.get_by_text("Bemerkung 4.")).to_be_visible()
    expect(page.get_by_text("Bemerkung 5.")).to_be_hidden()
    assert box_of(more)["y"] > box_of(page.get_by_text("Bemerkung 4."))["y"]
    more.click()
    expect(page.get_by_text("Bemerkung 11.")).to_be_visible()
    expect(page.locator(".note", has_text="Bemerkung 5.")).to_be_focused()
    expect(more).to_have_count(0)


def test_a_hidden_note_shows_when_its_passage_is_asked(open_page, crowd):
    notes = crowd(12)
    page = open_page()
    page.locator(f'.prose .ref[data-a="{notes[9].uid.hex}"]').click()
    expect(page.get_by_text("Bemerkung 9.")).to_be_in_viewport()
    expect(page.get_by_role("button", name="6 weitere anzeigen")).to_be_attached()


def test_ones_own_notes_are_never_put_away(open_page, crowd, people):
    notes = crowd(12)
    Annotation.objects.filter(pk=notes[11].pk).update(creator=people["anna"])
    page = open_page("anna")
    expect(page.get_by_text("Bemerkung 11.")).to_be_visible()
    expect(page.get_by_role("button", name="6 weitere anzeigen")).to_be_visible()


def test_a_long_note_shows_its_beginning_and_more_when_asked(open_page, crowd):
    crowd(2)
    page = open_page()
    note = page.locator(".note", has_text="Bemerkung 0.")
    before = box_of(note)["height"]
    note.get_by_role("button", name="Mehr").click()
    expect(note.get_by_role("button", name="Mehr")).to_have_count(0)
    expect(note).to_be_focused()
    assert box_of(note)["height"] > before + 200
    page.locator("h1").click()
    assert box_of(note)["height"] > before + 200, "it stays open"
    expect(page.locator(".note", has_text="Bemerkung 1.").get_by_role("button", name="Mehr")).to_have_count(0)


def test_all_notes_are_in_the_sheet_of_a_phone(open_page, crowd):
    crowd(12)
    page = open_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="12 Anmerkungen").first.click()
    expect(page.locator("#sheet .note")).to_have_count(12)
    expect(page.locator("#sheet").get_by_text("Bemerkung 11.")).to_be_attached()
    for note in page.locator("#sheet .note").all():
        expect(note).to_be_visible()


def test_how_to_begin_is_said_once(open_page):
    page = open_page()
    tip = page.get_by_text("Text auswählen, um ihn zu markieren.")
    expect(tip).to_be_visible()
    tip.get_by_role("button", name="Verstanden").click()
    expect(tip).to_have_count(0)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-ready", "")
    expect(tip).to_have_count(0)


def test_the_outline_tells_where_notes_are(open_page, crowd):
    crowd(3)
    page = open_page("anna")
    question = page.locator(".outline a").first
    expect(question).to_have_attribute("data-notes", "3\u00a0Anmerkungen")
    expect(page.locator(".outline a[data-notes]")).to_have_count(1)
    page.locator('.turn[data-n="1"]').hover()
    page.locator('.turn[data-n="1"]').get_by_role("link", name="Kommentieren").click()
    page.locator(".notes textarea").fill("Zur Frage selbst")
    page.keyboard.press("Control+Enter")
    expect(question).to_have_attribute("data-notes", "4\u00a0Anmerkungen")
