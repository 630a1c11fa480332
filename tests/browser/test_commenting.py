"""Comments: on a passage, a turn, the interview; replies, edits, deletion; the draft that survives."""

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Annotation
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import answer_of, drag, point, toolbar
from tests.browser.waiting import box_of, scrolled


@pytest.fixture
def page(open_page):
    return open_page("anna")


def turn_of(page: Page, number: int = 2):
    return page.locator(f'.turn[data-n="{number}"]').first


def begin(page: Page, text: str = "sehr interessantes"):
    """Selects a passage with the mouse and asks to comment; the field to write in."""
    p = answer_of(page).first
    drag(page, point(p, text), point(p, text, last=True))
    toolbar(page).get_by_role("button", name="Kommentieren").click()
    area = turn_of(page).locator(".notes textarea")
    expect(area).to_be_focused()
    return area


def comment(page: Page, body: str = "Das ist **wichtig**.") -> Annotation:
    begin(page).fill(body)
    page.keyboard.press("Control+Enter")
    expect(turn_of(page).locator(".notes .note .body")).to_be_visible()
    return Annotation.objects.latest("pk")


def card_of(page: Page, note: Annotation):
    return page.locator(f"#n-{note.uid.hex}")


def reload(page: Page) -> None:
    page.reload()
    wait_until_ready(page)


def test_near_the_lower_edge_the_form_stands_higher_and_the_text_stays(page):
    p = answer_of(page).first
    below = "([e, gap]) => scrollBy(0, e.getBoundingClientRect().top - innerHeight + gap)"
    page.evaluate(below, [p.element_handle(), 90])
    before = scrolled(page)
    form = page.locator(".notes form[data-composer]")
    box = box_of(p)
    page.mouse.dblclick(box["x"] + 10, box["y"] + 14)
    toolbar(page).get_by_role("button", name="Kommentieren").click()
    area = form.locator("textarea")
    expect(area).to_be_focused()
    page.keyboard.type("Hier unten")
    assert scrolled(page) == before
    expect(form.get_by_role("button", name="Speichern")).to_be_in_viewport(ratio=1)
    expect(area).to_be_in_viewport(ratio=1)
    assert box_of(form)["y"] < box_of(p)["y"]


def test_a_comment_on_a_passage_stands_beside_its_turn(page):
    begin(page)
    page.keyboard.type("Das ist **wichtig**.")
    page.keyboard.press("Control+Enter")
    card = turn_of(page).locator(".notes .note")
    expect(card.locator("strong")).to_have_text("wichtig")
    expect(card).to_be_focused()
    expect(page.locator("#live")).to_have_text("Kommentar gespeichert")
    mark = turn_of(page).locator("mark.mine")
    expect(mark).to_have_text("sehr interessantes")
    assert box_of(card)["x"] > box_of(turn_of(page).locator(".prose"))["x"] + 400
    assert abs(box_of(card)["y"] - box_of(mark)["y"]) < 60
    note = Annotation.objects.get()
    assert (note.motivation, note.exact, note.visibility) == ("commenting", "sehr interessantes", "public")


def test_a_comment_on_a_whole_turn(page):
    turn = turn_of(page, 4)
    turn.hover()
    turn.get_by_role("link", name="Kommentieren").click()
    area = turn.locator(".notes textarea")
    expect(area).to_be_focused()
    area.fill("Zur ganzen Wortmeldung")
    turn.get_by_role("button", name="Speichern").click()
    expect(turn.locator(".notes .note")).to_contain_text("Zur ganzen Wortmeldung")
    expect(page.locator("mark")).to_have_count(0)
    note = Annotation.objects.get()
    assert note.start_block.number == 4
    assert note.start is None
    assert note.exact == ""


def test_a_comment_on_the_interview_stands_at_the_end_and_the_form_is_ready_again(page):
    form = page.locator("#comments form.composer")
    for count, body in enumerate(["Ein *gutes* Gespräch", "Und noch etwas"], 1):
        form.get_by_label("Ihr Kommentar").fill(body)
        form.get_by_role("button", name="Speichern").click()
        expect(page.locator("#comments .note")).to_have_count(count)
        expect(form.get_by_label("Ihr Kommentar")).to_have_value("")
    expect(page.locator("#comments .note em")).to_have_text("gutes")
    assert [note.start_block for note in Annotation.objects.all()] == [None, None]


def test_markdown_is_shown_and_nothing_else_gets_through(page):
    note = comment(
        page,
        "- eins\n- `zwei`\n\n> drei\n\n[gut](https://example.org) [böse](javascript:alert(1)) <b>roh</b>",
    )
    body = card_of(page, note).locator(".body")
    expect(body.locator("li")).to_have_count(2)
    expect(body.locator("code")).to_have_text("zwei")
    expect(body.locator("blockquote")).to_have_text("drei")
    link = body.locator("a")
    expect(link).to_have_count(1)
    assert set(link.get_attribute("rel").split()) >= {"nofollow", "ugc", "noopener"}
    expect(body.locator("b")).to_have_count(0)


def reply(page: Page, parent, body: str) -> Annotation:
    parent.get_by_role("link", name="anna antworten").first.click()
    area = parent.locator("textarea")
    expect(area).to_be_focused()
    area.fill(body)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".rep .body", has_text=body)).to_have_count(1)
    expect(page.locator("#live")).to_have_text("Antwort gespeichert")
    return Annotation.objects.latest("pk")


def test_a_reply_stands_under_the_comment_and_has_focus(page):
    note = comment(page)
    answer = reply(page, card_of(page, note), "Eine Antwort")
    expect(card_of(page, note).locator(".rep")).to_be_focused()
    expect(card_of(page, note).locator("textarea")).to_have_count(0)
    assert (answer.reply_to, answer.root, answer.motivation) == (note, note, "replying")


def test_replies_of_any_depth_are_stored_and_indented_up_to_two_levels(page):
    notes = [comment(page)]
    for body in ("Die erste", "Die zweite", "Die dritte"):
        for summary in page.locator("details:not([open]) > summary:visible").all():
            if "Antwort" in summary.text_content():
                summary.click()
        notes.append(reply(page, card_of(page, notes[-1]), body))
    assert [note.reply_to for note in notes] == [None, *notes[:-1]]
    depths = page.locator(".rep").evaluate_all("(all) => all.map((one) => one.dataset.depth)")
    assert depths == ["1", "2", "2"]


def test_an_own_comment_is_edited_in_place(page):
    note = comment(page)
    card = card_of(page, note)
    card.get_by_role("link", name="Anmerkung von anna bearbeiten").click()
    area = card.locator("textarea")
    expect(area).to_be_focused()
    expect(area).to_have_value("Das ist **wichtig**.")
    area.fill("Das ist *anders*.")
    card.get_by_text("nur für mich").click()
    card.get_by_role("button", name="Speichern").click()
    expect(card.locator(".body em")).to_have_text("anders")
    expect(card.locator(".lock")).to_have_text("nur für mich")
    expect(card).to_be_focused()
    note.refresh_from_db()
    assert (note.body, note.visibility, note.version) == ("Das ist *anders*.", "private", 2)


def test_an_edit_can_be_given_up(page):
    note = comment(page)
    card = card_of(page, note)
    card.get_by_role("link", name="bearbeiten").click()
    card.locator("textarea").press("End")
    card.get_by_role("link", name="Abbrechen").click()
    expect(card.locator("textarea")).to_have_count(0)
    expect(card).to_be_focused()
    expect(card.locator("strong")).to_have_text("wichtig")


def test_an_own_comment_is_deleted_and_brought_back(page):
    note = comment(page)
    card_of(page, note).get_by_role("button", name="Anmerkung von anna löschen").click()
    expect(card_of(page, note)).to_have_count(0)
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator("#live")).to_have_text("Anmerkung gelöscht")
    page.get_by_role("button", name="Rückgängig").click()
    expect(card_of(page, note).locator("strong")).to_have_text("wichtig")
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")
    note.refresh_from_db()
    assert note.deleted is None


def test_a_comment_with_replies_leaves_a_gap_when_deleted(page):
    note = comment(page)
    card = card_of(page, note)
    card.get_by_role("link", name="anna antworten").click()
    card.locator("textarea").fill("Bleibt stehen")
    page.keyboard.press("Control+Enter")
    expect(card.locator(".rep")).to_have_count(1)
    card.get_by_role("button", name="Anmerkung von anna löschen").first.click()
    expect(card.locator(".gone")).to_have_text("Gelöschter Kommentar")
    expect(card.locator(".rep")).to_contain_text("Bleibt stehen")


def test_mark_and_card_show_each_other(page):
    note = comment(page)
    card, mark = card_of(page, note), page.locator("mark.mine")
    page.locator("h1").click()
    expect(card).not_to_have_class("note mine on")
    mark.click()
    expect(card).to_have_class("note mine on")
    expect(card).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    expect(mark).not_to_be_in_viewport()
    card.get_by_role("link", name="Zur Stelle").dispatch_event("click")
    expect(mark).to_be_in_viewport()
    expect(page.locator(f'.ref[data-a="{note.uid.hex}"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(card).to_be_focused()


def test_a_draft_survives_a_reload_with_its_passage(page):
    begin(page).fill("Halb geschrieben")
    reload(page)
    area = turn_of(page).locator(".notes textarea")
    expect(area).to_have_value("Halb geschrieben")
    area.press("Control+Enter")
    expect(turn_of(page).locator(".notes .note")).to_contain_text("Halb geschrieben")
    assert Annotation.objects.get().exact == "sehr interessantes"
    reload(page)
    expect(page.locator(".notes textarea")).to_have_count(0)


def test_the_drafts_of_a_reply_and_of_the_interview_survive_too(page):
    note = comment(page)
    card_of(page, note).get_by_role("link", name="anna antworten").click()
    card_of(page, note).locator("textarea").fill("Eine halbe Antwort")
    page.locator("#comments textarea").fill("Ein halber Kommentar")
    reload(page)
    expect(card_of(page, note).locator("textarea")).to_have_value("Eine halbe Antwort")
    expect(page.locator("#comments textarea")).to_have_value("Ein halber Kommentar")


def test_words_being_written_survive_another_change_of_the_same_turn(page):
    note = comment(page)
    page.locator("h1").click()
    p = answer_of(page).first
    drag(page, point(p, "Verfahren"), point(p, "Verfahren", last=True))
    toolbar(page).get_by_role("button", name="Kommentieren").click()
    turn_of(page).locator(".notes > form textarea").fill("Angefangen")
    card_of(page, note).get_by_role("button", name="löschen").click()
    expect(card_of(page, note)).to_have_count(0)
    expect(turn_of(page).locator(".notes > form textarea")).to_have_value("Angefangen")
