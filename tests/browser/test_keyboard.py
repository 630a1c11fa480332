"""Everything by the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Annotation

FOCUSED = "document.activeElement.closest('[data-block]')?.dataset.n"


@pytest.fixture
def page(open_page):
    return open_page("anna")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def stored(page: Page, *keys: str) -> Annotation:
    with page.expect_response(
        lambda one: one.request.method == "POST" and "/annotations/" in one.url
    ) as answer:
        press(page, *keys)
    assert answer.value.status == 200
    return Annotation.objects.latest("pk")


def test_two_sentences_are_highlighted_without_a_mouse(page):
    press(page, "j", "j", "s", "Shift+ArrowRight")
    number = page.evaluate(FOCUSED)
    note = stored(page, "h")
    assert note.exact == note.start_block.text[note.start : note.end]
    assert note.start == 0
    assert note.exact.count(". ") == 1
    assert note.exact.endswith(".")
    assert str(note.start_block.number) == number
    expect(page.locator(f"#t-{note.start_block.key}")).to_be_focused()
    expect(page.locator(".selmode")).to_be_hidden()


def test_a_digit_chooses_the_colour(page):
    press(page, "j", "s")
    assert stored(page, "3").colour == "b"


def test_w_goes_word_by_word(page):
    press(page, "j", "s", "w", "ArrowRight", "Shift+ArrowRight")
    note = stored(page, "h")
    assert note.exact == " ".join(note.start_block.text.split()[1:3]).rstrip(",")


def test_j_and_k_go_from_turn_to_turn(page):
    press(page, "j")
    first = page.evaluate(FOCUSED)
    press(page, "j")
    assert page.evaluate(FOCUSED) != first
    press(page, "k")
    assert page.evaluate(FOCUSED) == first


def test_c_comments_on_the_turn_and_escape_leaves(page):
    press(page, "j", "c")
    field = page.locator(".turn form[data-composer] textarea")
    expect(field).to_be_focused()
    press(page, "Escape")
    expect(field).to_have_count(0)
    expect(page.locator(".turn:focus, .turn :focus")).to_have_count(1)


def test_c_comments_on_the_selection(page):
    press(page, "j", "s", "c")
    expect(page.locator(".turn form[data-composer] textarea")).to_be_focused()
    page.keyboard.type("Gut gesagt")
    note = stored(page, "Control+Enter")
    assert note.body == "Gut gesagt"
    assert note.exact == note.start_block.text[note.start : note.end] != ""


def test_escape_leaves_select_mode(page):
    press(page, "j", "s")
    expect(page.locator(".selmode")).to_be_visible()
    press(page, "Escape")
    expect(page.locator(".selmode")).to_be_hidden()
    assert page.evaluate("getSelection().isCollapsed")


def test_a_question_mark_shows_all_keys(page):
    press(page, "?")
    dialog = page.locator("#help")
    expect(dialog).to_be_visible()
    press(page, "Escape")
    expect(dialog).to_be_hidden()


def test_f6_goes_to_the_toolbar_and_arrows_move_in_it(page):
    press(page, "j", "s")
    expect(page.get_by_role("toolbar")).to_be_visible()
    press(page, "F6", "ArrowRight")
    expect(page.get_by_role("button", name="Grün markieren")).to_be_focused()
    assert stored(page, "Enter").colour == "g"


def test_the_dialog_selects_sentences(page):
    turn = page.locator('.turn[data-n="2"]').first
    turn.locator("[data-pick]").focus()
    press(page, "Enter")
    expect(page.get_by_role("listbox")).to_be_focused()
    press(page, "ArrowDown", "Space")
    expect(page.get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
    sentence = page.get_by_role("option").nth(1).text_content()
    page.get_by_role("button", name="markieren").last.focus()
    note = stored(page, "Enter")
    assert note.exact == sentence
    assert note.start_block.number == 2
