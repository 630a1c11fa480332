"""A reader adds an interview and corrects what was read of it, with mouse, keys, and without scripts."""

import pytest
from playwright.sync_api import expect

from reader.models import Interview, Proof
from tests.browser.conftest import sign_in, violations
from tests.browser.proofing import kind, open_row, row
from tests.browser.waiting import Held, fits, wait_until_ready

TALK = """Ida Blum: Was machen Sie im Januar?

Otto Kern: Ich schneide die Obstbäume 🌳 wenn es trocken ist. Und wenn es regnet?

Danach lese ich.

Siehe auch: Der Garten im Winter

Ida Blum: Und im Februar?

Otto Kern: Dann säe ich die ersten Tomaten auf der Fensterbank aus.
"""


def test_a_pasted_text_is_looked_at_corrected_saved_and_read(open_page):
    page = open_page("anna", "/")
    page.get_by_role("link", name="Gespräch hinzufügen").click()
    page.get_by_label("Text", exact=True).fill(TALK)
    preview = page.locator("#preview")
    expect(preview).to_contain_text("4 Wortmeldungen")
    expect(preview).to_contain_text("Otto Kern")
    assert not Proof.objects.exists()

    page.get_by_role("button", name="Prüfen und bearbeiten").click()
    expect(page.get_by_role("heading", name="Prüfen und bearbeiten")).to_be_visible()
    wait_until_ready(page)
    name = page.get_by_label("Name, Person 1")
    name.fill("Ida Blume")
    name.press("Tab")
    expect(kind(page, "Was machen Sie")).to_have_value("@Ida Blume")
    expect(page.get_by_label("Rolle von Ida Blume")).to_be_focused()

    page.get_by_label("Titel").fill("Ein Jahr im Garten")
    page.get_by_label("Titel").press("Tab")
    expect(page.locator(".toast")).to_contain_text("Angaben geändert")
    page.get_by_role("button", name="Speichern und lesen").click()
    expect(page.get_by_role("heading", name="Ein Jahr im Garten")).to_be_visible()
    expect(page.locator(".toast")).to_contain_text("Gespeichert.")
    interview = Interview.objects.get(title="Ein Jahr im Garten")
    assert {s.name for s in interview.speakers.all()} == {"Ida Blume", "Otto Kern"}


def test_what_is_typed_before_the_scripts_are_there_is_looked_at_too(open_page, live_server):
    page = open_page("anna", "/")
    htmx = Held(page, "**/htmx*.js")
    page.goto(live_server.url + "/new/", wait_until="commit")
    page.get_by_label("Text", exact=True).fill(TALK)
    htmx.wait()
    assert page.evaluate("typeof htmx") == "undefined"
    htmx.release()
    expect(page.locator("#preview")).to_contain_text("4 Wortmeldungen")


def test_a_person_added_by_hand_gets_a_turn(open_page, people):
    page = open_page("anna", "/new/")
    page.get_by_label("Text", exact=True).fill("Wie war der Anfang? Schwer, sehr schwer.")
    page.get_by_role("button", name="Prüfen und bearbeiten").click()
    expect(page.get_by_text("Keine Personen erkannt")).to_be_visible()
    page.get_by_label("Name einer weiteren Person").fill("Eva")
    page.get_by_role("button", name="Hinzufügen", exact=True).click()
    expect(page.get_by_label("Name, Person 1")).to_have_value("Eva")
    kind(page, "Wie war der Anfang").select_option("Eva")
    expect(page.locator("#sum")).to_contain_text("1 Wortmeldung")


def test_a_file_is_chosen_and_one_too_large_is_refused_at_once(open_page, settings, tmp_path):
    settings.IMPORT_MAX_BYTES = 2**20
    page = open_page("anna", "/new/")
    page.get_by_label("Datei", exact=True).first.check(force=True)
    large, small = tmp_path / "gross.txt", tmp_path / "garten.txt"
    large.write_bytes(b"a" * (2**20 + 1))
    small.write_text(TALK)
    field = page.locator("#file")
    field.set_input_files(large)
    page.get_by_role("button", name="Prüfen und bearbeiten").click()
    expect(page.locator("#file-size")).to_contain_text("zu groß")
    assert page.url.endswith("/new/")
    field.set_input_files(small)
    page.get_by_role("button", name="Prüfen und bearbeiten").click()
    expect(page.get_by_label("Name, Person 2")).to_have_value("Otto Kern")


def test_an_address_that_can_not_be_fetched_is_said_and_stays(open_page):
    page = open_page("anna", "/new/")
    page.get_by_label("Adresse", exact=True).check(force=True)
    page.get_by_label("Adresse der Seite").fill("http://127.0.0.1/")
    page.get_by_label("Titel").fill("Mein Titel")
    page.get_by_role("button", name="Prüfen und bearbeiten").click()
    expect(page.locator("#url-error")).to_be_visible()
    expect(page.get_by_label("Adresse der Seite")).to_have_value("http://127.0.0.1/")
    expect(page.get_by_label("Titel")).to_have_value("Mein Titel")
    expect(page.get_by_label("Adresse der Seite")).to_be_focused()


def test_the_same_without_scripts(browser, live_server, people, proof):
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    sign_in(context, people["anna"], live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/new/")
    page.get_by_label("Text", exact=True).fill(TALK)
    page.get_by_role("button", name="Prüfen und bearbeiten").click()
    kind(page, "Danach lese ich").select_option("note")
    row(page, "Danach lese ich").get_by_role("button", name="Übernehmen").first.click()
    expect(page.locator(".toast")).to_contain_text("Art geändert")
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.locator(".toast")).to_contain_text("Rückgängig gemacht")
    page.get_by_role("button", name="Speichern und lesen").click()
    expect(page.locator("article.turn").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_are_accessible_and_fit(browser, live_server, people, open_page, proof, scheme, width):
    size = {"width": width, "height": 900}
    context = browser.new_context(locale="de-DE", color_scheme=scheme, viewport=size, reduced_motion="reduce")
    for path in ("/new/", proof.get_absolute_url()):
        page = open_page("anna", path, context=context)
        if path == "/new/":
            page.get_by_label("Text", exact=True).fill(TALK)
            expect(page.locator("#preview")).to_contain_text("Otto Kern")
        else:
            open_row(page, "Zur Einleitung")
            page.locator(".more-head summary").click()
        found = violations(page)
        assert [(one["id"], [n["target"] for n in one["nodes"]][:3]) for one in found] == []
        fits(page)
    context.close()


def test_signed_out_nothing_typed_is_lost(open_page, problems):
    page = open_page("anna", "/new/")
    page.get_by_label("Text", exact=True).fill(TALK)
    expect(page.locator("#preview")).to_contain_text("Otto Kern")
    page.context.clear_cookies()
    page.get_by_role("button", name="Prüfen und bearbeiten").click()
    expect(page.locator(".toast")).to_contain_text("Sie sind abgemeldet")
    expect(page.get_by_label("Text", exact=True)).to_have_value(TALK)
    # htmx tells the console of the refusal.
    problems.clear()
