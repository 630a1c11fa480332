"""The editor of a proof: corrections in place, nothing lost, everything by keys too."""

import re
from datetime import UTC, datetime, timedelta

from django.db import transaction
from playwright.sync_api import expect

from reader.proofs import correcting
from reader.proofs.keeping import begin, draft_in, locked
from reader.proofs.steps import keep
from reader.sources import Source
from tests.browser.proofing import kind, open_row, row
from tests.browser.waiting import Held, settled
from tests.conftest import draft


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


def test_rows_are_walked_through_by_keys(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    kind(page, "Zur Einleitung").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-row] select:focus")).to_have_count(1)
    expect(page.locator("[data-row]:has(select:focus)")).to_contain_text("Was ist das Besondere")


def test_saving_waits_for_what_was_typed_and_what_is_on_its_way(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    corrections = Held(page, "**/corrections/")
    found = open_row(page, "Zur Einleitung")
    found.get_by_label("Text", exact=True).fill("Ganz anders eingeleitet.")
    page.get_by_label("Titel").fill("Im letzten Moment")
    page.get_by_role("button", name="Speichern und lesen").dblclick()
    corrections.wait()
    assert "/proofs/" in page.url
    corrections.release()
    expect(page.get_by_role("heading", name="Im letzten Moment")).to_be_visible()
    expect(page.locator("main[data-read]")).to_contain_text("Ganz anders eingeleitet.")


def test_saving_stops_at_what_can_not_be_applied(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    found = open_row(page, "Zur Einleitung")
    found.get_by_label("Text", exact=True).fill(" ")
    page.get_by_role("button", name="Speichern und lesen").click()
    expect(found.get_by_role("alert")).to_contain_text("braucht Wörter")
    found.get_by_label("Text", exact=True).fill("Doch etwas.")
    page.get_by_role("button", name="Speichern und lesen").click()
    expect(page.locator("main[data-read]")).to_contain_text("Doch etwas.")


def test_joining_takes_along_what_was_typed_in_both(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    first = open_row(page, "Zur Einleitung")
    first.get_by_label("Text", exact=True).fill("Neu eingeleitet.")
    second = open_row(page, "Was ist das Besondere")
    second.get_by_label("Text", exact=True).fill("Neu gefragt.")
    second.get_by_role("button", name="Mit dem Absatz davor verbinden").click()
    expect(first.locator(".words")).to_have_text(["Neu eingeleitet.", "Neu gefragt."])


def test_arrow_keys_choose_once(context, open_page, proof):
    context.clock.install()
    page = open_page("anna", proof.get_absolute_url())
    select = kind(page, "Zur Einleitung")
    select.focus()
    # What one stops at is meant: between the keys no time passes.
    page.clock.pause_at(datetime.now(tz=UTC) + timedelta(hours=1))
    for _press in range(3):
        page.keyboard.press("ArrowDown")
    page.clock.resume()
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


def test_what_is_typed_while_an_answer_is_on_its_way_stays(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    found = open_row(page, "Zur Einleitung")
    field = found.get_by_label("Text", exact=True)
    corrections = Held(page, "**/corrections/")
    field.fill("Eins")
    field.press("Control+Enter")
    corrections.wait()
    field.press_sequentially(" zwei drei")
    corrections.release()
    expect(found.locator(".words")).to_have_text("Eins")
    expect(field).to_have_value("Eins zwei drei")
    expect(field).to_be_focused()


def test_saving_does_not_write_over_another_window(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    found = open_row(page, "Zur Einleitung")
    with transaction.atomic():
        there = locked(proof.owner, proof.uid)
        text = draft_in(there)
        keep(there, correcting.rewrite(text, text.blocks[0].key, "Vom anderen Fenster."), "text")
    field = found.get_by_label("Text", exact=True)
    field.fill("Meins.")
    field.press("Control+Enter")
    expect(found.locator(".now")).to_have_text("Vom anderen Fenster.")
    page.get_by_role("button", name="Speichern und lesen").click()
    # Saving has looked at what is to be applied first, and gives up: it can be asked for again.
    settled(page, lambda: page.url)
    expect(page).to_have_url(re.compile("/proofs/"))
    found.get_by_role("button", name="Text übernehmen").click()
    expect(found.locator(".words")).to_have_text("Meins.")
    page.get_by_role("button", name="Speichern und lesen").click()
    expect(page.locator("main[data-read]")).to_contain_text("Meins.")


def test_steps_are_taken_back_as_fast_as_one_likes(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    select = kind(page, "Zur Einleitung")
    for choice in ("note", "aside", "credit"):
        select.select_option(choice)
        # As the server has sent it.
        expect(row(page, "Zur Einleitung").locator("option[selected]")).to_have_attribute("value", choice)
    for _press in range(3):
        page.keyboard.press("Control+z")
    expect(page.locator("#undo-button")).to_have_attribute("aria-disabled", "true")
    expect(select).to_have_value("lead")


def test_going_back_to_a_saved_draft_says_so(open_page, proof):
    page = open_page("anna", proof.get_absolute_url())
    page.get_by_role("button", name="Speichern und lesen").click()
    expect(page.locator("main[data-read]")).to_be_visible()
    page.go_back()
    expect(page.locator("main")).to_contain_text("Diesen Entwurf gibt es nicht mehr")


def test_what_is_chosen_before_the_scripts_are_there_is_applied(open_page, proof, live_server):
    page = open_page("anna", "/")
    htmx = Held(page, "**/htmx*.js")
    page.goto(live_server.url + proof.get_absolute_url(), wait_until="commit")
    page.get_by_label("Titel").fill("Vor der Zeit")
    htmx.wait()
    assert page.evaluate("typeof htmx") == "undefined"
    htmx.release()
    expect(page.locator(".toast")).to_contain_text("Angaben geändert")
    proof.refresh_from_db()
    assert proof.draft["title"] == "Vor der Zeit"
