"""The notebook: searched and narrowed while typing, notes changed one by one and many at once, with undo."""

import re

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Annotation
from annotations.tagging import set_tags
from tests.browser.conftest import sign_in, violations, wait_until_ready
from tests.browser.waiting import box_of, fits


@pytest.fixture
def notes(sample, people):
    """Eight highlights of anna's in the second turn, in all colours, two with words and tags."""
    turn = sample.blocks.filter(kind="turn").order_by("position")[1]
    made = []
    for n in range(8):
        start = 40 * n
        note = Annotation.objects.create(
            interview=sample, creator=people["anna"], colour="ygbp"[n % 4], visibility="private",
            motivation="commenting" if n < 2 else "highlighting", body=f"Gedanke {n}" if n < 2 else "",
            start_block=turn, start=start, end_block=turn, end=start + 30, exact=turn.text[start:][:30],
        )  # fmt: skip
        set_tags(note, ["kapitel"] if n < 2 else [])
        made.append(note)
    return made


@pytest.fixture
def page(open_page, notes):
    return open_page("anna", "/notes/")


def entries(page: Page):
    return page.locator("#results .entry")


def undo(page: Page) -> None:
    page.locator(".toast").get_by_role("button", name="Rückgängig").click()


def test_searching_and_narrowing_in_place(page):
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="In Anmerkungen suchen")
    expect(field).to_be_focused()
    page.keyboard.type("gedanke")
    expect(entries(page)).to_have_count(2)
    expect(entries(page).first.locator(".body mark")).to_have_text("Gedanke")
    expect(field).to_be_focused()
    expect(page).to_have_url(re.compile(r"/notes/\?q=gedanke$"))
    expect(page.locator("#live")).to_have_text(re.compile("2 von 8"))
    page.get_by_role("checkbox", name="Gelb").check()
    expect(entries(page)).to_have_count(1)
    expect(page.get_by_role("checkbox", name="Gelb")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Gelb")).to_be_checked()
    expect(page).to_have_url(re.compile(r"/notes/\?q=gedanke&colour=y$"))
    page.go_back()
    wait_until_ready(page)
    expect(entries(page)).to_have_count(2)
    page.goto(page.url.split("?")[0] + "?colour=y")
    wait_until_ready(page)
    expect(entries(page)).to_have_count(2)
    entries(page).last.get_by_role("link", name="Im Gespräch öffnen").click()
    expect(page).to_have_url(re.compile("#n-"))
    expect(page.locator(".note:target")).to_be_in_viewport()


def test_one_note_is_tagged_edited_and_deleted_where_it_stands(page):
    row = entries(page).last
    row.get_by_role("link", name="Schlagwörter").click()
    field = row.get_by_label("Neue Schlagwörter")
    expect(field).to_be_focused()
    assert field.evaluate("e => e.list !== null")
    field.fill("x" * 51)
    page.keyboard.press("Enter")
    expect(row.get_by_role("alert")).to_contain_text("ist zu lang")
    expect(field).to_have_value("x" * 51)
    field.fill("Wichtig, Beleg")
    page.keyboard.press("Enter")
    expect(row.get_by_role("link", name="#Wichtig")).to_be_visible()
    expect(row).to_be_focused()
    undo(page)
    expect(row.get_by_role("link", name="#Wichtig")).to_have_count(0)
    edit, area = row.get_by_role("link", name="Bearbeiten"), row.locator("textarea")
    for opener in (row.get_by_role("link", name="Schlagwörter"), edit):
        opener.press("Enter")
        expect(row.locator("form:not(.acts) :focus")).to_be_visible()
        page.keyboard.press("Escape")
        expect(row.locator("form:not(.acts)")).to_have_count(0)
        expect(opener).to_be_focused()
    edit.press("Enter")
    expect(area).to_be_focused()
    page.keyboard.type("Und noch ")
    page.keyboard.press("Escape")
    expect(area).to_have_value(re.compile("Und noch"))
    expect(edit).to_be_focused()
    area.fill("Ein anderer Gedanke")
    page.keyboard.press("Control+Enter")
    expect(row.locator(".body")).to_have_text("Ein anderer Gedanke")
    entries(page).nth(6).get_by_role("button", name="Löschen").click()
    expect(entries(page)).to_have_count(7)
    expect(page.locator(".toast")).to_contain_text("1 Anmerkung gelöscht")
    expect(entries(page).nth(6)).to_be_focused()
    undo(page)
    expect(entries(page)).to_have_count(8)


def test_many_are_chosen_changed_and_brought_back(page, notes, monkeypatch):
    page.get_by_text("Mehrere ändern").first.click()
    boxes = page.locator("[data-choose]")
    boxes.nth(1).check()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.locator("[data-picked]")).to_have_text("4 gewählt")
    page.get_by_label("Schlagwörter, durch Kommas getrennt").fill("Auswahl")
    page.get_by_role("button", name="Hinzufügen", exact=True).click()
    expect(page.get_by_role("link", name="#Auswahl")).to_have_count(4)
    expect(page.locator("[data-choose]:checked")).to_have_count(4)
    page.locator("#bulk").get_by_role("button", name="Löschen").click()
    expect(entries(page)).to_have_count(4)
    expect(page.locator("#live")).to_have_text("4 Anmerkungen gelöscht")
    undo(page)
    expect(entries(page)).to_have_count(8)
    page.get_by_label("Alle auf dieser Seite").check()
    expect(page.locator("[data-picked]")).to_have_text("8 gewählt")
    page.get_by_label("Alle auf dieser Seite").uncheck()
    page.locator("#bulk").get_by_role("button", name="Rosa").click()
    expect(page.locator("#bulk").get_by_role("alert")).to_contain_text("Keine Anmerkung ist gewählt.")
    expect(page.locator("[data-picked]")).to_have_text("0 gewählt")
    # What is chosen goes along to another page, through a search, and back.
    monkeypatch.setattr("annotations.notebook.A_PAGE", 5)
    page.goto(page.url)
    wait_until_ready(page)
    page.get_by_text("Mehrere ändern").first.click()
    boxes.first.check()
    page.get_by_role("link", name="Nächste Seite").click()
    expect(entries(page)).to_have_count(3)
    expect(entries(page).first).to_be_focused()
    boxes.nth(2).check()
    expect(page.locator("[data-picked]")).to_have_text("2 gewählt, 1 davon nicht auf dieser Seite")
    page.get_by_role("checkbox", name="Grün").check()
    expect(page.locator("[data-picked]")).to_have_text("2 gewählt, nicht auf dieser Seite")
    page.go_back()
    expect(page.locator("[data-choose]:checked")).to_have_count(1)
    page.get_by_role("link", name="Alle 8 gefundenen wählen").click()
    expect(page.locator("[data-picked]")).to_have_text("8 gewählt, 5 davon nicht auf dieser Seite")
    monkeypatch.undo()
    page.locator("#bulk").get_by_role("button", name="Rosa").click()
    expect(page.locator('.entry[data-c="p"]')).to_have_count(8)
    undo(page)
    expect(page.locator('.entry[data-c="p"]')).to_have_count(2)
    for note in notes:
        assert Annotation.objects.get(pk=note.pk).colour == note.colour


def test_everything_works_as_plain_pages(browser, live_server, notes, people):
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    sign_in(context, people["anna"], live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/notes/")
    page.get_by_role("searchbox", name="In Anmerkungen suchen").fill("Gedanke")
    page.keyboard.press("Enter")
    expect(entries(page)).to_have_count(2)
    page.get_by_text("Mehrere ändern").first.click()
    page.locator("[data-choose]").first.check()
    # What is searched for next leaves it chosen.
    for words, count, there in (("Gedanke 0", 1, 0), ("Gedanke", 2, 1)):
        page.get_by_role("searchbox", name="In Anmerkungen suchen").fill(words)
        page.keyboard.press("Enter")
        expect(entries(page)).to_have_count(count)
        expect(page.locator("[data-choose]:checked")).to_have_count(there)
    page.locator("#bulk").get_by_role("button", name="Löschen").click()
    expect(page.locator(".toast")).to_contain_text("1 Anmerkung gelöscht")
    expect(entries(page)).to_have_count(1)
    page.get_by_role("button", name="Rückgängig").click()
    expect(entries(page)).to_have_count(2)
    entries(page).first.get_by_role("link", name="Schlagwörter").click()
    page.get_by_label("#kapitel").uncheck()
    page.get_by_label("Neue Schlagwörter").fill("Schluss")
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_url(re.compile(r"/notes/\?q=Gedanke"))
    page.get_by_role("link", name="#Schluss").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("#Schluss")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_on_a_phone(browser, open_page, notes, scheme):
    context = browser.new_context(
        locale="de-DE", color_scheme=scheme, reduced_motion="reduce", viewport={"width": 390, "height": 844}
    )
    for path in ("/notes/?q=gedanke", "/tags/kapitel/", "/notes/colours/"):
        page = open_page("anna", path, context=context)
        if "notes/?" in path:
            page.get_by_text("Filter").first.click()
            page.get_by_text("Mehrere ändern").first.click()
            entries(page).first.get_by_role("link", name="Schlagwörter").click()
            expect(page.locator(".in-entry form")).to_be_visible()
            # However far down one chooses, what can be done is at hand, and covers nothing at the end.
            entries(page).last.locator("[data-choose]").check()
            expect(page.locator("[data-picked]")).to_be_in_viewport(ratio=1)
            expect(page.locator("#pick-page")).to_be_hidden()
            assert box_of(page.locator("#several"))["height"] < 120, "two lines"
            page.locator("#further > summary").click()
            expect(page.get_by_role("button", name="Öffentlich machen")).to_be_in_viewport(ratio=1)
            expect(page.locator("#pick-page")).to_be_in_viewport(ratio=1)
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            bar, note = box_of(page.locator("#several")), box_of(entries(page).last)
            assert note["y"] + note["height"] <= bar["y"]
        assert violations(page) == [], path
        fits(page)
    context.close()
