"""The main job end to end, as a reader does it: read, highlight, comment."""

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Annotation
from tests.browser.waiting import box_of, fits, scrolled

GERMAN = [
    "Gelb markieren",
    "Grün markieren",
    "Blau markieren",
    "Rosa markieren",
    "Kommentieren",
    "Zitat kopieren",
]


def drag(page: Page, paragraph, start=(4, 12), end=(260, 40)) -> None:
    paragraph.scroll_into_view_if_needed()
    box = box_of(paragraph)
    page.mouse.move(box["x"] + start[0], box["y"] + start[1])
    page.mouse.down()
    page.mouse.move(box["x"] + end[0], box["y"] + end[1], steps=6)
    page.mouse.up()


def answers(page: Page):
    return page.locator(".turn.a .prose p")


def toolbar(page: Page):
    return page.get_by_role("toolbar")


def comment_on(page: Page, paragraph, words: str) -> None:
    """Selects in this paragraph and types a comment; it is not sent yet."""
    drag(page, paragraph)
    toolbar(page).get_by_role("button", name="Kommentieren").click()
    expect(page.locator(".notes textarea")).to_be_focused()
    page.keyboard.type(words)


def stored(count: int = 1) -> list[Annotation]:
    found = list(Annotation.objects.order_by("pk").select_related("start_block", "end_block"))
    assert len(found) == count
    return found


def test_one_click_highlights_by_htmx_and_nothing_jumps(open_page):
    page = open_page("anna")
    requests = []
    page.on("request", lambda request: requests.append(request) if request.method == "POST" else None)
    drag(page, answers(page).first)
    expect(toolbar(page)).to_be_visible()
    for name in GERMAN:
        expect(toolbar(page).get_by_role("button", name=name)).to_be_visible()
    expect(toolbar(page).get_by_role("button", name="Erweitern")).to_be_hidden()
    before = scrolled(page)
    toolbar(page).get_by_role("button", name="Gelb markieren").click()
    expect(page.locator("mark.mine")).not_to_have_count(0)
    expect(page.locator("#live")).to_contain_text("Gelb markiert")
    assert scrolled(page) == before
    assert [request.headers.get("hx-request") for request in requests] == ["true"]
    one = stored()[0]
    assert one.start_block.text[one.start : one.end] == one.exact
    page.reload()
    expect(page.locator("mark.mine").first).to_have_text(one.exact)


def test_a_triple_click_stores_just_the_paragraph_on_every_turn(open_page):
    page = open_page("anna")
    paragraphs = page.locator(".turn .prose p")
    total = paragraphs.count()
    assert total > 12
    for n in range(total):
        paragraph = page.locator(".turn .prose p").nth(n)
        paragraph.scroll_into_view_if_needed()
        words = paragraph.inner_text()
        paragraph.click(click_count=3, position={"x": 60, "y": 12})
        toolbar(page).get_by_role("button", name="Grün markieren").click()
        expect(page.locator(".turn .prose p").nth(n).locator("mark")).to_have_text(words)
        expect(toolbar(page)).to_be_hidden()
    for one in stored(total):
        assert one.start_block == one.end_block
        assert one.start_block.text[one.start : one.end] == one.exact
        assert one.exact in one.start_block.text.split("\n\n")


def test_a_selection_upwards_over_two_turns_leaves_out_what_stands_between(open_page):
    page = open_page("anna")
    texts = page.evaluate(
        """() => {
            const parts = [...document.querySelectorAll(".turn.a:not(.cont), .turn.cont")].slice(0, 2)
                .map((turn) => turn.querySelectorAll(".prose p"));
            const first = parts[0][parts[0].length - 1], last = parts[1][0];
            // From the later place back to the earlier one.
            getSelection().setBaseAndExtent(last.firstChild, 8, first.firstChild, 5);
            return [first.textContent, last.textContent];
        }"""
    )
    toolbar(page).get_by_role("button", name="Blau markieren").click()
    expect(page.locator("mark.mine")).to_have_count(2)
    one = stored()[0]
    assert one.exact == f"{texts[0][5:].rstrip()}\n\n{texts[1][:8].rstrip()}"
    assert "Siehe auch" not in one.exact
    expect(page.locator("[data-kind=aside] mark")).to_have_count(0)


def test_an_own_highlight_is_extended_recoloured_deleted_and_brought_back(open_page):
    page = open_page("anna")
    drag(page, answers(page).first, end=(200, 12))
    toolbar(page).get_by_role("button", name="Gelb markieren").click()
    expect(page.locator("mark.mine")).to_have_count(1)
    short = stored()[0].exact
    drag(page, answers(page).first, start=(100, 12), end=(400, 12))
    toolbar(page).get_by_role("button", name="Erweitern").click()
    expect(page.locator("#live")).to_contain_text("Erweitert")
    assert len(stored()[0].exact) > len(short)
    page.locator("mark.mine").click(position={"x": 20, "y": 10})
    card = page.locator(".note.mine")
    card.get_by_label("Rosa").check(force=True)
    expect(page.locator("mark.mine")).to_have_attribute("data-c", "p")
    expect(card.locator("input[value=p]")).to_have_attribute("checked", "")
    page.locator("mark.mine").click(position={"x": 20, "y": 10})
    page.locator(".note.mine").get_by_role("button", name="Ihre Markierung löschen").click()
    expect(page.locator("mark")).to_have_count(0)
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.locator("mark.mine")).to_have_count(1)


def test_a_comment_stands_beside_its_turn_and_gets_replies(open_page):
    page = open_page("anna")
    comment_on(page, answers(page).first, "Das ist **wichtig**.")
    page.reload()
    expect(page.locator(".notes textarea")).to_have_value("Das ist **wichtig**.")
    page.locator(".notes textarea").press("Control+Enter")
    card = page.locator(".notes .note")
    expect(card.locator("strong")).to_have_text("wichtig")
    expect(card).to_be_focused()
    expect(page.locator("#live")).to_contain_text("Kommentar gespeichert")
    card.get_by_role("link", name="anna antworten").click()
    expect(card.locator("textarea")).to_be_focused()
    page.keyboard.type("Und noch etwas.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notes .rep")).to_contain_text("Und noch etwas.")
    page.locator(".rep").get_by_role("link", name="Anmerkung von anna bearbeiten").click()
    page.locator(".rep textarea").fill("Anders.")
    page.locator(".rep").get_by_role("button", name="Speichern").click()
    expect(page.locator(".rep .body")).to_have_text("Anders.")


def test_a_guest_comments_with_just_a_name_and_mistakes_are_told_at_the_field(open_page):
    page = open_page()
    assert page.context.cookies() == [], "a visitor gets no cookie"
    form = page.locator("#comments form.composer")
    form.get_by_role("button", name="Speichern").click()
    expect(form).to_contain_text("Bitte geben Sie Ihren Kommentar ein.")
    expect(form).to_contain_text("Bitte geben Sie Ihren Namen ein.")
    expect(form.locator("textarea")).to_be_focused()
    form.locator("textarea").fill("Vielen Dank dafür.")
    form.get_by_role("button", name="Speichern").click()
    expect(form.get_by_label("Ihr Name")).to_be_focused()
    expect(form.locator("textarea")).to_have_value("Vielen Dank dafür.")
    form.get_by_label("Ihr Name").fill("Nora")
    form.get_by_role("button", name="Speichern").click()
    expect(page.locator("#comments .note")).to_contain_text("Vielen Dank dafür.")
    assert stored()[0].guest.name == "Nora"
    page.reload()
    page.locator("#comments .note").get_by_role("button", name="Anmerkung von Nora löschen").click()
    expect(page.locator("#comments .note")).to_have_count(0)


def test_a_visitor_who_highlights_is_asked_for_a_name_and_keeps_the_selection(open_page):
    page = open_page()
    drag(page, answers(page).first)
    toolbar(page).get_by_role("button", name="Gelb markieren").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Ihr Name").fill("Nora")
    dialog.get_by_role("button", name="Markierung speichern").click()
    expect(page.locator("mark.mine")).not_to_have_count(0)
    expect(dialog).to_be_hidden()


def test_what_the_server_did_not_get_can_be_sent_again_and_is_stored_once(open_page):
    page = open_page("anna")
    page.route("**/annotations/", lambda route: route.abort())
    drag(page, answers(page).first)
    toolbar(page).get_by_role("button", name="Gelb markieren").click()
    expect(page.locator(".toast")).to_contain_text("Nicht gespeichert")
    assert not Annotation.objects.exists()
    page.unroute("**/annotations/")
    page.locator(".toast").get_by_role("button", name="Erneut versuchen").click()
    expect(page.locator("mark.mine")).not_to_have_count(0)
    stored()


def test_the_keyboard_alone_highlights_two_sentences(open_page):
    page = open_page("anna")
    for key in ("j", "j", "s", "Shift+ArrowRight", "h"):
        page.keyboard.press(key)
    expect(page.locator("mark.mine")).not_to_have_count(0)
    expect(page.locator(".turn:focus")).to_have_attribute("data-n", "2")
    assert stored()[0].exact.count(".") == 2


def test_a_finger_finds_the_bar_at_the_bottom_and_notes_in_a_sheet(browser, open_page):
    context = browser.new_context(
        locale="de-DE", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = open_page("anna", context=context)
    fits(page)
    page.evaluate(
        """() => {
            const p = document.querySelector(".turn.a .prose p");
            getSelection().setBaseAndExtent(p.firstChild, 0, p.firstChild, 20);
        }"""
    )
    bar = toolbar(page)
    expect(bar).to_be_visible()
    box = box_of(bar)
    assert box["y"] + box["height"] == pytest.approx(844, abs=2)
    bar.get_by_role("button", name="Kommentieren").tap()
    page.locator("#sheet textarea").fill("Vom Telefon")
    page.locator("#sheet").get_by_role("button", name="Speichern").tap()
    expect(page.locator("#sheet .note")).to_contain_text("Vom Telefon")
    page.get_by_role("button", name="Schließen").tap()
    page.locator(".turn .chip").tap()
    expect(page.locator("#sheet .note")).to_contain_text("Vom Telefon")
    context.close()


def test_without_javascript_one_reads_and_comments_by_form(browser, live_server, sample):
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + sample.get_absolute_url())
    page.get_by_role("link", name="Kommentar schreiben").click()
    page.get_by_label("Ihr Kommentar").fill("Ohne Skript")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Bitte geben Sie Ihren Namen ein.")).to_be_visible()
    page.get_by_label("Ihr Name").fill("Nora")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#comments .note")).to_contain_text("Ohne Skript")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Comments on the interview")).to_be_visible()
    context.close()


def test_a_later_reply_is_seen_and_gets_the_focus(open_page):
    page = open_page("anna")
    comment_on(page, answers(page).first, "Eins")
    page.keyboard.press("Control+Enter")
    card = page.locator(".notes .note")
    for words in ("Zwei", "Drei"):
        card.get_by_role("link", name="anna antworten").first.click()
        expect(card.locator("textarea")).to_be_focused()
        page.keyboard.type(words)
        page.keyboard.press("Control+Enter")
        expect(page.locator(".rep:focus")).to_contain_text(words)
        expect(page.locator(".rep:focus")).to_be_visible()


def test_saving_a_comment_that_is_in_view_moves_nothing(open_page):
    page = open_page("anna")
    comment_on(page, answers(page).first, "Eins")
    before = scrolled(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notes .note")).to_be_focused()
    assert scrolled(page) == before


@pytest.mark.parametrize("width", [1440, 1024, 768, 390])
def test_no_page_scrolls_sideways(open_page, width):
    page = open_page()
    page.set_viewport_size({"width": width, "height": 900})
    fits(page)
