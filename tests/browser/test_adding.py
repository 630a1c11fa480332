"""A reader adds an interview and corrects what was read of it, with mouse, keys, and without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from reader.models import Interview, Proof
from reader.proofs import begin, draft_in
from reader.sources import Source
from tests.browser.conftest import sign_in
from tests.conftest import draft

TALK = """Ida Blum: Was machen Sie im Januar?

Otto Kern: Ich schneide die Obstbäume 🌳 wenn es trocken ist. Und wenn es regnet?

Danach lese ich.

Siehe auch: Der Garten im Winter

Ida Blum: Und im Februar?

Otto Kern: Dann säe ich die ersten Tomaten auf der Fensterbank aus.
"""


@pytest.fixture
def proof(people):
    return begin(people["anna"], Source(draft(), "gespraech.txt", b"gespraech"))


def row(page: Page, words: str):
    return page.locator("[data-row]").filter(has_text=words)


def kind(page: Page, words: str):
    return row(page, words).get_by_label(re.compile("^Wer es sagt")).first


def open_row(page: Page, words: str):
    """The first row with these words, opened; it stays the same whatever its words become."""
    found = page.locator(f"#{row(page, words).first.get_attribute('id')}")
    found.locator("summary").click()
    return found


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


def test_a_turn_is_split_at_the_cursor_given_away_and_joined_again(open_page, people):
    proof = begin(people["anna"], Source(draft(), "a.txt", b"x"))
    page = open_page("anna", proof.get_absolute_url())
    found = open_row(page, "Ein 😀 sehr gutes Modell. Köln".replace("ö", "o\u0308"))
    field = found.get_by_label("Text", exact=True)
    field.evaluate("field => field.setSelectionRange(7, 7)")
    found.get_by_role("button", name="Am Cursor teilen").click()
    new = row(page, "sehr gutes Modell").first
    expect(new.locator(".words").first).to_have_text(re.compile("^sehr gutes"))
    select = new.get_by_label(re.compile("^Wer es sagt")).first
    expect(select).to_be_focused()
    proof.refresh_from_db()
    assert draft_in(proof).blocks[2].text == "Ein 😀"

    select.select_option("Kim Frage")
    expect(new).to_have_attribute("data-s", "1")
    new.locator("summary").click()
    new.get_by_role("button", name="Mit dem Absatz davor verbinden").click()
    expect(page.locator(".toast")).to_contain_text("Verbunden")
    proof.refresh_from_db()
    assert draft_in(proof).blocks[2].text.startswith("Ein 😀\n\nsehr gutes")
    expect(page.locator("[data-row]")).to_have_count(len(draft().blocks))


def test_undo_goes_back_step_by_step_by_key_and_button(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    button = page.locator("#undo-button")
    expect(button).to_have_attribute("aria-disabled", "true")
    select = kind(page, "Zur Einleitung")
    select.select_option("note")
    expect(page.locator(".toast")).to_contain_text("Art geändert")
    select.select_option("-")
    expect(row(page, "Zur Einleitung")).to_have_class(re.compile("drop"))
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(select).to_have_value("note")
    button.click()
    expect(select).to_have_value("lead")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(select).to_be_focused()
    proof.refresh_from_db()
    assert draft_in(proof).blocks[0].kind == "lead"


def test_what_was_typed_outlives_another_correction_of_the_row(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    found = open_row(page, "Zur Einleitung")
    field = found.get_by_label("Text", exact=True)
    field.fill("Zur Einleitung zwei Sätze. Dies ist der zweite.")
    kind(page, "Zur Einleitung").select_option("note")
    expect(page.locator(".toast")).to_contain_text("Art geändert")
    expect(field).to_have_value("Zur Einleitung zwei Sätze. Dies ist der zweite.")
    field.press("Control+Enter")
    expect(found.locator(".words")).to_have_text("Zur Einleitung zwei Sätze. Dies ist der zweite.")
    expect(field).to_be_visible()


def test_mistakes_are_told_in_their_place(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    found = open_row(page, "Zur Einleitung")
    found.get_by_label("Text", exact=True).fill(" ")
    found.get_by_role("button", name="Text übernehmen").click()
    expect(found.get_by_role("alert")).to_contain_text("braucht Wörter")
    found.get_by_label("Text", exact=True).fill("Neu gesagt.")
    found.get_by_role("button", name="Text übernehmen").click()
    expect(found.locator(".words")).to_have_text("Neu gesagt.")
    expect(found.locator(".err")).to_have_text("")
    page.get_by_label("Name einer weiteren Person").fill("Kim Frage")
    page.get_by_role("button", name="Hinzufügen", exact=True).click()
    expect(page.locator("#problem-new-person")).to_contain_text("schon jemand")
    expect(page.get_by_label("Name einer weiteren Person")).to_have_value("Kim Frage")


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


def test_rows_are_walked_through_by_keys(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    kind(page, "Zur Einleitung").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-row] select:focus")).to_have_count(1)
    expect(page.locator("[data-row]:has(select:focus)")).to_contain_text("Was ist das Besondere")


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
        found = Axe().run(page, options={"preload": False}).response["violations"]
        assert [(one["id"], [n["target"] for n in one["nodes"]][:3]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_saving_waits_for_what_was_typed_and_what_is_on_its_way(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    page.route("**/corrections/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    found = open_row(page, "Zur Einleitung")
    found.get_by_label("Text", exact=True).fill("Ganz anders eingeleitet.")
    page.get_by_label("Titel").fill("Im letzten Moment")
    page.get_by_role("button", name="Speichern und lesen").dblclick()
    expect(page.get_by_role("heading", name="Im letzten Moment")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Ganz anders eingeleitet.")


def test_saving_stops_at_what_can_not_be_applied(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    found = open_row(page, "Zur Einleitung")
    found.get_by_label("Text", exact=True).fill(" ")
    page.get_by_role("button", name="Speichern und lesen").click()
    expect(found.get_by_role("alert")).to_contain_text("braucht Wörter")
    found.get_by_label("Text", exact=True).fill("Doch etwas.")
    page.get_by_role("button", name="Speichern und lesen").click()
    expect(page.locator("main")).to_contain_text("Doch etwas.")


def test_joining_takes_along_what_was_typed_in_both(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    first = open_row(page, "Zur Einleitung")
    first.get_by_label("Text", exact=True).fill("Neu eingeleitet.")
    second = open_row(page, "Was ist das Besondere")
    second.get_by_label("Text", exact=True).fill("Neu gefragt.")
    second.get_by_role("button", name="Mit dem Absatz davor verbinden").click()
    expect(first.locator(".words")).to_have_text(["Neu eingeleitet.", "Neu gefragt."])


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


def test_arrow_keys_choose_once(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    select = kind(page, "Zur Einleitung")
    select.focus()
    for _press in range(3):
        page.keyboard.press("ArrowDown")
    expect(page.locator(".toast")).to_contain_text("Art geändert")
    proof.refresh_from_db()
    assert proof.corrections.count() == 1
    page.keyboard.press("Control+z")
    expect(select).to_have_value("lead")


def test_two_people_become_one_by_a_button(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    page.locator("#same-1 summary").click()
    page.get_by_label("Kim Frage ist dieselbe Person wie").select_option("Lee Antwort")
    page.get_by_role("button", name="Zusammenführen").first.click()
    expect(page.locator(".toast")).to_contain_text("zusammengeführt")
    expect(page.get_by_label("Name, Person 1")).to_be_focused()


def test_a_new_person_half_typed_stays(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    page.get_by_label("Name einer weiteren Person").fill("Carla")
    kind(page, "Zur Einleitung").select_option("note")
    expect(page.locator(".toast")).to_contain_text("Art geändert")
    expect(page.get_by_label("Name einer weiteren Person")).to_have_value("Carla")
