"""Visitors and guests: a name is enough; what they wrote stays theirs and moves to their account."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from annotations.models import Annotation, Guest
from tests.browser.conftest import violations, wait_until_ready
from tests.browser.selecting import answer_of, drag, point, toolbar

NO_COMMENT = "Bitte geben Sie Ihren Kommentar ein."
NO_NAME = "Bitte geben Sie Ihren Namen ein."


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def somebody_else(browser):
    context = browser.new_context(locale="de-DE", viewport={"width": 1440, "height": 900})
    yield context
    context.close()


def end_form(page: Page):
    return page.locator("#comments form.composer")


def save(form) -> None:
    form.get_by_role("button", name="Speichern").click()


def ask_to_highlight(page: Page, text: str = "sehr interessantes"):
    """Selects as a visitor and clicks yellow; the dialog that asks who it is."""
    p = answer_of(page).first
    drag(page, point(p, text), point(p, text, last=True))
    toolbar(page).get_by_role("button", name="Gelb markieren").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Ihr Name")).to_be_focused()
    return dialog


def highlight_as(page: Page, name: str) -> Annotation:
    dialog = ask_to_highlight(page)
    dialog.get_by_label("Ihr Name").fill(name)
    dialog.get_by_role("button", name="Markierung speichern").click()
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")
    return Annotation.objects.get()


def sign_in(page: Page, name: str = "anna") -> None:
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort").fill(f"{name}-has-a-password")
    page.locator("main").get_by_role("button", name="Anmelden", exact=True).click()


def cookies(context: BrowserContext) -> set[str]:
    return {cookie["name"] for cookie in context.cookies()}


def test_reading_sets_no_cookie(page, context):
    page.mouse.wheel(0, 4000)
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    assert context.cookies() == []
    assert "csrfmiddlewaretoken" not in page.content()


def test_a_name_is_enough_to_comment_and_is_asked_for_once(page, context):
    form = end_form(page)
    form.get_by_label("Ihr Kommentar").fill("Vielen **Dank**")
    form.get_by_label("Ihr Name").fill("Nora")
    save(form)
    note = page.locator("#comments .note")
    expect(note.locator("strong")).to_have_text("Dank")
    expect(note).to_contain_text("Nora")
    expect(note).to_be_focused()
    expect(end_form(page).get_by_label("Ihr Name")).to_have_count(0)
    guest = next(cookie for cookie in context.cookies() if cookie["name"] == "guest")
    assert guest["httpOnly"]
    end_form(page).get_by_label("Ihr Kommentar").fill("Noch etwas")
    save(end_form(page))
    expect(note).to_have_count(2)
    assert {one.guest.name for one in Annotation.objects.all()} == {"Nora"}
    assert Guest.objects.count() == 1


def test_what_is_edited_too_late_is_kept_and_sent_as_a_reply(page):
    form = end_form(page)
    form.get_by_label("Ihr Kommentar").fill("Vielen Dank")
    form.get_by_label("Ihr Name").fill("Nora")
    save(form)
    note = page.locator("#comments .note")
    note.get_by_role("link", name="bearbeiten").click()
    note.get_by_label("Ihr Kommentar").fill("Besten Dank")
    note.get_by_label("nur für mich").check()
    Annotation.objects.update(created=timezone.now() - timedelta(days=2))
    save(note)
    expect(note.get_by_role("alert")).to_be_focused()
    expect(note.get_by_role("alert")).to_contain_text("es wurde nichts geändert")
    expect(note.get_by_label("Ihr Text")).to_have_value("Besten Dank")
    page.reload()
    wait_until_ready(page)
    expect(note.get_by_label("Ihr Text")).to_have_value("Besten Dank")
    expect(note.get_by_label("nur für mich")).to_be_checked()
    note.locator("summary", has_text="Schlagwörter").click()
    assert violations(page) == []
    note.get_by_role("button", name="Als Antwort senden").click()
    expect(note.locator(".rep")).to_contain_text("Besten Dank")
    assert sorted(one.body for one in Annotation.objects.all()) == ["Besten Dank", "Vielen Dank"]


def test_an_empty_comment_is_told_at_its_field(page):
    form = end_form(page)
    form.get_by_label("Ihr Name").fill("Nora")
    save(form)
    area = form.get_by_label("Ihr Kommentar")
    expect(area).to_be_focused()
    expect(area).to_have_attribute("aria-invalid", "true")
    expect(area).to_have_accessible_description(
        f"{NO_COMMENT} Markdown: *betont*, **stark**, Listen, > Zitat, `Code`, Links"
    )
    expect(form.get_by_text(NO_NAME)).to_have_count(0)
    expect(form.get_by_label("Ihr Name")).to_have_value("Nora")
    assert not Annotation.objects.exists()


def test_an_empty_name_is_told_at_its_field(page):
    form = end_form(page)
    form.get_by_label("Ihr Kommentar").fill("Das soll bleiben")
    form.get_by_text("nur für mich").click()
    save(form)
    name = form.get_by_label("Ihr Name")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description(NO_NAME)
    expect(form.get_by_text(NO_COMMENT)).to_have_count(0)
    expect(form.get_by_label("Ihr Kommentar")).to_have_value("Das soll bleiben")
    expect(form.get_by_label("nur für mich")).to_be_checked()
    name.fill("Nora")
    save(form)
    expect(page.locator("#comments .note")).to_contain_text("Das soll bleiben")
    assert Annotation.objects.get().visibility == "private"


def test_both_empty_are_told_at_once(page):
    save(end_form(page))
    expect(end_form(page)).to_contain_text(NO_COMMENT)
    expect(end_form(page)).to_contain_text(NO_NAME)
    expect(end_form(page).get_by_label("Ihr Kommentar")).to_be_focused()


def test_a_name_of_blanks_is_no_name(page):
    form = end_form(page)
    form.get_by_label("Ihr Kommentar").fill("Hallo")
    form.get_by_label("Ihr Name").fill("   ")
    save(form)
    expect(form.get_by_text(NO_NAME)).to_be_visible()
    assert not Guest.objects.exists()


def test_a_visitor_who_highlights_is_asked_for_a_name_on_the_spot(page):
    address = page.url
    note = highlight_as(page, "Nora")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#live")).to_have_text("Gelb markiert: „sehr interessantes“")
    assert page.url == address
    assert (note.guest.name, note.visibility) == ("Nora", "private")


def test_without_a_name_the_dialog_stays_and_says_so(page):
    dialog = ask_to_highlight(page)
    dialog.get_by_role("button", name="Markierung speichern").click()
    name = dialog.get_by_label("Ihr Name")
    expect(name).to_have_accessible_description(NO_NAME)
    expect(name).to_be_focused()
    name.fill("Nora")
    name.press("Enter")
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")


def test_after_escape_the_selection_is_still_there(page):
    ask_to_highlight(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    # The dialog's close event comes a moment after it is hidden.
    page.evaluate(
        """(words) => new Promise((found) => {
            const look = () => String(getSelection()) === words ? found() : requestAnimationFrame(look);
            look();
        })""",
        "sehr interessantes",
    )
    assert not Annotation.objects.exists()


def test_who_signs_in_instead_finds_the_highlight_there(page, people):
    ask_to_highlight(page).get_by_role("button", name="Anmelden").click()
    expect(page).to_have_title("Anmelden · Randnotiz")
    expect(page.get_by_text("Ihre Markierung wartet")).to_be_visible()
    sign_in(page)
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")
    expect(page.locator("mark.mine")).to_be_in_viewport()
    expect(page.locator("#live")).to_have_text("Markierung gespeichert")
    note = Annotation.objects.get()
    assert (note.creator, note.guest) == (people["anna"], None)
    page.reload()
    expect(page.get_by_role("region", name="Meldung")).to_be_hidden()


def test_nobody_else_sees_a_private_one(page, open_page, somebody_else):
    note = highlight_as(page, "Nora")
    form = end_form(page)
    form.get_by_label("Ihr Kommentar").fill("Nur für mich gedacht")
    form.get_by_text("nur für mich").click()
    save(form)
    expect(page.locator("#comments .note .lock")).to_have_text("nur für mich")
    other = open_page(context=somebody_else)
    expect(other.locator("mark")).to_have_count(0)
    expect(other.locator(".note")).to_have_count(0)
    expect(other.locator("#note-count")).to_have_accessible_name("Noch keine Anmerkungen")
    assert "Nora" not in other.content()
    assert note.uid.hex not in other.content()
    assert other.request.get(page.url.split("/interviews/")[0] + note.get_absolute_url()).status == 404
    page.reload()
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")


def test_a_public_comment_is_seen_by_all_but_changed_by_its_guest_only(page, open_page, somebody_else):
    form = end_form(page)
    form.get_by_label("Ihr Kommentar").fill("Für alle")
    form.get_by_label("Ihr Name").fill("Nora")
    save(form)
    expect(page.locator("#comments .note").get_by_role("link", name="bearbeiten")).to_be_visible()
    card = open_page(context=somebody_else).locator("#comments .note")
    expect(card).to_contain_text("Für alle")
    expect(card.get_by_role("link", name="Nora antworten")).to_be_visible()
    expect(card.get_by_role("link", name="bearbeiten")).to_have_count(0)
    expect(card.get_by_role("button", name="löschen")).to_have_count(0)


def test_registering_takes_along_what_the_guest_wrote(page, context, live_server, sample):
    note = highlight_as(page, "Nora")
    page.get_by_role("banner").get_by_role("link", name="Anmelden").click()
    page.get_by_role("link", name="Konto anlegen").click()
    expect(page.get_by_text("Was Sie in diesem Browser als „Nora“ geschrieben haben")).to_be_visible()
    page.get_by_label("Benutzername").fill("nora")
    page.get_by_label("Passwort").fill("lang-genug-und-sicher")
    page.get_by_role("button", name="Konto anlegen").click()
    expect(page).to_have_url(live_server.url + sample.get_absolute_url())
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")
    note.refresh_from_db()
    assert note.guest is None
    assert note.creator.username == "nora"
    assert "guest" not in cookies(context)


def test_signing_in_and_out(page, people):
    page.get_by_role("banner").get_by_role("link", name="Anmelden").click()
    page.get_by_label("Benutzername").fill("anna")
    page.get_by_label("Passwort").fill("falsch")
    page.locator("main").get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Benutzername oder Passwort stimmen nicht.")
    expect(page.get_by_label("Benutzername")).to_have_value("anna")
    sign_in(page)
    page.get_by_role("button", name="Konto von anna").click()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Anmelden")).to_be_visible()
