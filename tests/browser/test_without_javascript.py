"""The same with JavaScript off: reading, links to notes, and plain forms for everything that is written."""

import re

import pytest
from playwright.sync_api import Page, expect

from annotations.changes import touch
from annotations.models import Annotation
from tests.browser.conftest import sign_in


@pytest.fixture
def plain(browser, live_server, sample, people):
    """plain("anna") opens the sample as anna without JavaScript; plain() as a visitor."""
    contexts = []

    def enter(who: str = "", path: str = "") -> Page:
        context = browser.new_context(
            locale="de-DE", java_script_enabled=False, viewport={"width": 1440, "height": 900}
        )
        contexts.append(context)
        if who:
            sign_in(context, people[who], live_server.url)
        page = context.new_page()
        page.goto(live_server.url + (path or sample.get_absolute_url()))
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def note(sample, people):
    """What ben has said about the first words of turn 2."""
    turn = sample.blocks.filter(kind="turn").order_by("position")[1]
    made = Annotation.objects.create(
        interview=sample, creator=people["ben"], motivation="commenting", colour="g", visibility="public",
        start_block=turn, start=0, end_block=turn, end=20, exact=turn.text[:20], body="Gut *gesagt*",
    )  # fmt: skip
    touch(made)
    return made


def write(page: Page, body: str, name: str = "") -> None:
    page.get_by_label("Ihr Kommentar").fill(body)
    if name:
        page.get_by_label("Ihr Name").fill(name)
    page.get_by_role("button", name="Speichern").click()


def test_the_interview_is_there_to_read_with_its_marks(plain, note):
    page = plain()
    assert page.locator("article.turn").count() > 12
    mark = page.locator("mark")
    expect(mark).to_have_text(note.exact)
    expect(mark).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    card = page.locator(f"#n-{note.uid.hex}")
    expect(card).to_be_visible()
    expect(card.locator("em")).to_have_text("gesagt")
    assert page.context.cookies() == []


def test_what_needs_javascript_is_not_offered(plain):
    page = plain("anna")
    for needless in ("[data-pick]", "[data-copy-turn]", "#note-count", "[data-help]"):
        assert not any(one.is_visible() for one in page.locator(needless).all()), needless


def test_the_number_at_the_passage_leads_to_the_note_and_back(plain, note):
    page = plain()
    page.get_by_role("link", name="Zur Anmerkung von ben", exact=True).click()
    expect(page).to_have_url(re.compile(f"#n-{note.uid.hex}$"))
    expect(page.locator(f"#n-{note.uid.hex}")).to_be_in_viewport()
    page.get_by_role("link", name="Zur Stelle").click()
    expect(page.locator(f"#m-{note.uid.hex}")).to_be_in_viewport()


def test_the_outline_and_the_date_of_a_note_are_links(plain, note):
    page = plain()
    link = page.locator(".outline a").nth(3)
    link.click()
    expect(page.locator(link.get_attribute("href"))).to_be_in_viewport()
    page.locator(f"#n-{note.uid.hex} .who a").click()
    expect(page.get_by_role("heading", name="Kommentar von ben")).to_be_visible()
    expect(page.locator("blockquote").first).to_contain_text(note.exact.strip())


def test_a_guest_comments_on_the_interview(plain):
    page = plain()
    page.get_by_role("link", name="Kommentar schreiben").click()
    write(page, "Ohne *Skript*")
    expect(page.get_by_text("Bitte geben Sie Ihren Namen ein.")).to_be_visible()
    expect(page.get_by_label("Ihr Kommentar")).to_have_value("Ohne *Skript*")
    write(page, "", "Nora")
    expect(page.get_by_text("Bitte geben Sie Ihren Kommentar ein.")).to_be_visible()
    expect(page.get_by_label("Ihr Name")).to_have_value("Nora")
    write(page, "Ohne *Skript*")
    expect(page.locator("#comments .note em")).to_have_text("Skript")
    expect(page.locator("#comments .note")).to_be_in_viewport()
    assert Annotation.objects.get().guest.name == "Nora"


def test_a_comment_on_a_turn(plain):
    page = plain("anna")
    turn = page.locator('.turn[data-n="4"]').first
    turn.hover()
    turn.get_by_role("link", name="Kommentieren").click()
    write(page, "Zur ganzen Wortmeldung")
    expect(page.locator('.turn[data-n="4"]').first.locator(".note")).to_contain_text("Zur ganzen Wortmeldung")
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_reply(plain, note):
    page = plain("anna")
    page.get_by_role("link", name="ben antworten").click()
    expect(page.locator("blockquote")).to_contain_text("Gut")
    page.get_by_label("Ihre Antwort").fill("Finde ich auch")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".rep")).to_contain_text("Finde ich auch")
    assert Annotation.objects.get(motivation="replying").reply_to == note


def test_an_own_comment_is_edited_and_deleted(plain):
    page = plain("anna")
    page.get_by_role("link", name="Kommentar schreiben").click()
    write(page, "Erst so")
    page.get_by_role("link", name="Anmerkung von anna bearbeiten").click()
    write(page, "Dann so")
    card = page.locator("#comments .note")
    expect(card.locator(".body")).to_have_text("Dann so")
    card.locator(".who a").click()
    page.get_by_role("button", name="„Dann so“ löschen").click()
    expect(page.locator("#comments")).to_be_attached()
    expect(card).to_have_count(0)
    assert Annotation.objects.get().deleted is not None


def test_two_edits_of_the_same_comment_show_both_texts(plain):
    page = plain("anna")
    page.get_by_role("link", name="Kommentar schreiben").click()
    write(page, "Am Anfang")
    page.get_by_role("link", name="bearbeiten").click()
    note = Annotation.objects.get()
    Annotation.objects.update(body="Anderswo geändert", version=note.version + 1)
    write(page, "Hier geändert")
    expect(page.get_by_label("Gespeicherter Text")).to_have_value("Anderswo geändert")
    expect(page.get_by_label("Ihr Text")).to_have_value("Hier geändert")
    page.get_by_role("button", name="Ihren Text speichern").click()
    expect(page.locator("#comments .note .body")).to_have_text("Hier geändert")


def test_registering_and_signing_in_and_out(plain):
    page = plain()
    page.get_by_role("banner").get_by_role("link", name="Anmelden").click()
    page.get_by_role("link", name="Konto anlegen").click()
    page.get_by_label("Benutzername").fill("nora")
    page.get_by_role("button", name="Konto anlegen").click()
    expect(page.get_by_role("alert")).to_contain_text("Das Konto wurde nicht angelegt.")
    expect(page.get_by_label("Benutzername")).to_have_value("nora")
    page.get_by_label("Passwort").fill("lang-genug-und-sicher")
    page.get_by_role("button", name="Konto anlegen").click()
    page.get_by_role("button", name="Konto von nora").click()
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_role("banner").get_by_role("link", name="Anmelden").click()
    page.get_by_label("Benutzername").fill("nora")
    page.get_by_label("Passwort").fill("lang-genug-und-sicher")
    page.locator("main").get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("button", name="Konto von nora")).to_be_visible()


def test_the_language_and_the_look_are_changed_by_form_and_remembered(plain):
    page = plain()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Comments on the interview")).to_be_visible()
    page.get_by_role("button", name="Appearance").click()
    page.locator("label:has(input[value=sepia])").click()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
