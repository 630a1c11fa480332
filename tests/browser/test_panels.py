"""What opens over the page: panels by key, the list of keys, the filter with many speakers; messages."""

from itertools import pairwise
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.importing import save
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import highlight, select
from tests.browser.waiting import box_of, fits, resize


@pytest.fixture
def page(open_page):
    return open_page("anna")


def toast(page: Page):
    return page.get_by_role("region", name="Meldung")


@pytest.mark.parametrize(("key", "panel"), [("f", "who"), ("t", "typo")])
def test_a_key_opens_the_panel_where_a_click_does(page, key, panel):
    page.locator(f"[popovertarget={panel}]").click()
    clicked = box_of(page.locator(f"#{panel}"))
    page.keyboard.press("Escape")
    page.keyboard.press(key)
    expect(page.locator(f"#{panel} input:focus")).to_have_count(1)
    assert box_of(page.locator(f"#{panel}")) == clicked


@pytest.mark.parametrize(("path", "rows"), [("/", 3), ("/accounts/login/", 3)])
def test_the_list_of_keys_is_the_same_dialog_on_every_page(open_page, path, rows):
    page = open_page(path=path)
    page.get_by_role("button", name="Tastenkürzel").click()
    dialog = page.get_by_role("dialog", name="Tastenkürzel")
    expect(dialog.locator("dt")).to_have_count(rows)
    box = box_of(dialog)
    assert abs(box["x"] + box["width"] / 2 - 720) < 2, "in the middle"
    expect(dialog).to_have_css("border-radius", "16px")


def test_of_many_speakers_just_one_is_shown(open_page, live_server, transactional_db):
    names = [f"Person {letter}" for letter in "ABCDEFGHIJK"]
    long = "Ein langer Satz, der sich über die ganze Breite hinzieht und weiter. " * 4
    turns = [DraftBlock(kind="turn", speaker=name, text=f"{name} sagt: {long}") for name in names * 2]
    interview = save(
        Draft(title="Runde", language="de", speakers=[DraftSpeaker(n) for n in names], blocks=turns),
        "r.txt",
        b"r",
    )
    page = open_page("", interview.get_absolute_url())
    page.locator("[popovertarget=who]").click()
    page.get_by_role("radio", name="Person A (2)").check(force=True)
    expect(page.locator("#live")).to_have_text("2 von 22 Wortmeldungen")
    heights = [turn.bounding_box()["height"] for turn in page.locator(".turn .prose").all()]
    assert [height > 60 for height in heights] == [name == "Person A" for name in names * 2]
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".turn:focus")).to_have_attribute("data-n", "12")


def test_the_number_of_turns_leaves_out_what_goes_on_after_an_aside(page):
    page.locator("[popovertarget=who]").click()
    page.locator("#who label", has_text="Greg Brockman").click()
    label = page.locator("#who label", has_text="Greg Brockman").inner_text()
    all_turns = page.locator("#who label").first.inner_text()
    shown, total = (text[text.index("(") + 1 : -1] for text in (label, all_turns))
    expect(page.locator("#live")).to_have_text(f"{shown} von {total} Wortmeldungen")


def test_that_nothing_is_selected_is_shown(page):
    page.keyboard.press("h")
    expect(toast(page)).to_contain_text("Die Auswahl ist leer.")


def test_the_dialog_for_selecting_says_that_nothing_is_selected(page):
    turn = page.locator(".turn").nth(1)
    turn.hover()
    turn.get_by_role("button", name="Auswählen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Markieren", exact=True).click()
    expect(dialog.get_by_role("alert")).to_have_text(
        "Die Auswahl ist leer. Bitte eine Stelle im Text auswählen."
    )


def test_undo_goes_back_step_by_step(page):
    for words in ("interessantes Verfahren", "Hunderte von Testern"):
        select(page.locator('.turn[data-n="2"] .prose p').first, words)
        highlight(page)
    expect(page.locator("mark.mine")).to_have_count(2)
    for left in (1, 0):
        page.keyboard.press("z")
        expect(page.locator("mark.mine")).to_have_count(left)
    page.keyboard.press("z")
    expect(toast(page)).to_contain_text("nichts rückgängig")


def test_a_word_without_end_moves_nothing(open_page, page, browser):
    form = page.locator("#comments form.composer")
    form.get_by_label("Ihr Kommentar").fill("x" * 300)
    form.get_by_role("button", name="Speichern").click()
    expect(page.locator("#comments .note")).to_be_visible()
    for width in (1440, 390):
        resize(page, width)
        fits(page)
    page.locator("#note-count").click()
    note = page.locator("#sheet .note")
    expect(note).to_be_visible()
    assert box_of(note)["width"] <= 390


@pytest.mark.parametrize("who", ["", "anna"])
def test_the_minutes_left_are_seen_and_touch_nothing(open_page, who):
    page = open_page(who)
    for width in (1440, 1024, 768, 390, 360):
        resize(page, width)
        crumb = box_of(page.locator(".crumb"))
        left = box_of(page.locator(".crumb > :has([data-left])"))
        assert left["width"] > 0
        assert left["x"] + left["width"] <= crumb["x"] + crumb["width"]
        assert left["y"] + left["height"] <= 52, "two lines fit into the bar"
    resize(page, 320)
    page.goto(urljoin(page.url, "/notes/"))
    boxes = [one.bounding_box() for one in page.locator(".nav a:visible, .bar > .btn").all()]
    for one, following in pairwise(boxes):
        assert one["x"] + one["width"] <= following["x"]


def test_after_a_corrected_mistake_the_form_for_the_interview_is_still_there(open_page):
    page = open_page()
    form = page.locator("#comments form.composer")
    form.get_by_role("button", name="Speichern").click()
    expect(form.get_by_text("Bitte geben Sie Ihren Namen ein.")).to_be_visible()
    form.get_by_label("Ihr Kommentar").press_sequentially("D")
    expect(form.get_by_text("Bitte geben Sie Ihren Kommentar ein.")).to_have_count(0)
    form.get_by_label("Ihr Kommentar").fill("Danke")
    form.get_by_label("Ihr Name").fill("Nora")
    form.get_by_role("button", name="Speichern").click()
    expect(page.locator("#comments .note")).to_contain_text("Danke")
    expect(form.get_by_label("Ihr Kommentar")).to_have_value("")
    page.reload()
    wait_until_ready(page)
    expect(form).to_have_count(1)
