"""A reader takes their notes with them and brings them back: files, a template, a report."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from annotations.exporters.template import DEFAULT
from annotations.models import Annotation, Tag, Tagging
from reader.models import Interview
from reader.twins import address_key
from tests.annotations.old_comments.exports import PAGE, WORDPRESS, wp
from tests.browser.conftest import sign_in, violations, wait_until_ready
from tests.browser.waiting import fits, next_page, resize


@pytest.fixture
def notes(sample, people):
    """Passages in the first two answers, one of them with a comment and a tag."""
    turns = list(sample.blocks.filter(kind="turn", text__regex=".{90}").order_by("position")[:3])
    made = [
        Annotation.objects.create(
            interview=sample,
            creator=people["anna"],
            motivation="commenting" if n else "highlighting",
            colour="ygb"[n],
            visibility="private",
            body="Das *merke* ich mir" if n else "",
            start_block=turn,
            start=0,
            end_block=turn,
            end=60,
            exact=turn.text[:60],
            suffix=turn.text[60:92],
        )
        for n, turn in enumerate(turns)
    ]
    tag = Tag.objects.create(name="Merken", key="merken")
    Tagging.objects.create(interview=sample, annotation=made[1], tag=tag)
    return made


def look_at(page):
    """Nothing is wrong for those who see or hear it otherwise, nor wider than a phone."""
    for width in (1440, 390):
        resize(page, width)
        found = violations(page)
        assert [(one["id"], [n["target"] for n in one["nodes"]][:3]) for one in found] == []
        fits(page)


def save(page, name: str, path: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(f"^{name}")).click()
    assert download.value.suggested_filename.endswith(path.suffix)
    download.value.save_as(path)
    return path.read_bytes()


def test_notes_go_out_as_files_and_come_back(open_page, notes, sample, tmp_path):
    page = open_page("anna")
    page.get_by_role("link", name="Anmerkungen exportieren").click()
    expect(page.get_by_role("heading", name="Anmerkungen exportieren")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="3 Anmerkungen")).to_be_visible()
    look_at(page)
    text = save(page, "Markdown", tmp_path / "notes.md").decode()
    assert f"^{notes[1].ref}" in text
    assert "#Merken" in text
    file = tmp_path / "notes.jsonld"
    assert json.loads(save(page, "Web Annotation", file))["total"] == 3
    assert save(page, "EPUB", tmp_path / "book.epub").startswith(b"PK")
    page.get_by_role("link", name="Drucken oder PDF").click()
    expect(page.get_by_text("Über das Menü Ihres Browsers")).to_be_visible()
    page.wait_for_load_state()  # the page is streamed: its first words are there before its marks
    marks = page.locator("mark").evaluate_all("(all) => all.map((m) => getComputedStyle(m).backgroundColor)")
    assert len(set(marks)) == 3
    look_at(page)
    page.go_back()
    page.set_viewport_size({"width": 1440, "height": 900})

    Annotation.objects.all().delete()
    with next_page(page):
        page.get_by_role("link", name="Anmerkungen importieren").click()
    look_at(page)
    button = page.get_by_role("button", name="Importieren")
    button.click()
    expect(page.get_by_role("alert")).to_have_text("Bitte eine Datei auswählen oder ihren Text einfügen.")
    page.get_by_label("Datei", exact=True).set_input_files(file)
    button.click()
    report = page.get_by_role("region", name="Was aus den Anmerkungen wurde")
    expect(report).to_be_focused()
    expect(report).to_contain_text("neu und an ihrer Stelle3")
    look_at(page)
    button.click()
    expect(report).to_contain_text("schon da3")
    assert Annotation.objects.get(body__startswith="Das *merke*", colour="g").tags.get().name == "Merken"
    page.goto(page.url.split("/notes")[0] + sample.get_absolute_url())
    expect(page.locator("mark.mine")).to_have_count(3)


def test_the_notebook_exports_what_it_shows(open_page, notes, tmp_path):
    page = open_page("anna", "/notes/")
    page.get_by_text("3 Anmerkungen exportieren").click()
    expect(page.get_by_role("link", name=re.compile("^EPUB"))).to_have_count(0)
    look_at(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("searchbox").fill("merke")
    page.get_by_text("2 Anmerkungen exportieren").click()
    assert json.loads(save(page, "Web Annotation", tmp_path / "notes.jsonld"))["total"] == 2


def test_the_template_shows_at_once_what_it_makes(open_page, notes):
    page = open_page("anna", "/notes/export/template/")
    preview = page.locator("#preview pre")
    expect(preview).to_contain_text("^")
    field = page.get_by_label("Vorlage für eine Anmerkung")
    field.fill("Zitat: {{quote}} ^{{id}}")
    expect(preview).to_contain_text("Zitat: ")
    field.fill("{{zitat}}")
    expect(page.get_by_role("alert")).to_contain_text("Ein Feld „zitat“ gibt es nicht.")
    expect(preview).to_be_hidden()
    look_at(page)
    field.fill("Zitat: {{quote}} ^{{id}}")
    expect(page.get_by_role("alert")).to_be_empty()
    expect(preview).to_be_visible()
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".toast")).to_contain_text("Vorlage gespeichert")
    page.get_by_role("button", name="Ursprüngliche Vorlage zurückholen").click()
    expect(page.locator(".toast")).to_contain_text("Die ursprüngliche Vorlage ist wieder da")
    expect(field).to_have_value(DEFAULT)


def test_the_print_view_is_a_page_of_its_own(open_page, notes, sample, live_server):
    page = open_page("anna")
    page.goto(f"{live_server.url}{sample.get_absolute_url()}export/print/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dialog")
    expect(page.locator("mark")).to_have_count(3)
    page.locator(".noteref").first.click()
    expect(page.locator(".footnote").first).to_be_in_viewport()
    look_at(page)


def test_an_owner_takes_old_comments_over(open_page, sample, people, tmp_path, browser, live_server):
    Interview.objects.filter(pk=sample.pk).update(
        added_by=people["anna"], source_url=PAGE, url_sha256=address_key(PAGE)
    )
    file = tmp_path / "blog.xml"
    file.write_text(WORDPRESS % (PAGE, wp(1, "Erster") + wp(2, "Antwort darauf", "Bo", parent=1)))
    page = open_page("anna", "/moderation/")
    with next_page(page):
        page.get_by_role("link", name="Alte Kommentare importieren").click()
    look_at(page)
    read = page.get_by_role("button", name="Datei lesen")
    read.click()
    expect(page.get_by_role("alert")).to_have_text("Bitte wählen Sie eine Datei.")
    page.get_by_label("Datei").set_input_files(file)
    read.click()
    expect(page.get_by_text("2 neue Kommentare in 1 Diskussion")).to_be_visible()
    wait_until_ready(page)
    expect(page.get_by_label("Gehört zu").first).to_have_value(sample.slug)
    look_at(page)
    page.get_by_role("button", name="Diese Seite importieren").first.click()
    expect(page.locator("#stage")).to_be_focused()
    expect(page.get_by_role("region", name="Was aus den Kommentaren wurde")).to_contain_text("neu2")
    expect(page.locator("#stage")).to_contain_text("1 davon ist importiert.")
    look_at(page)
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    sign_in(context, people["anna"], live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/comments/import/")
    page.get_by_role("link", name="Ansehen und importieren").click()
    expect(page.get_by_text("2 schon da")).to_be_visible()
    page.get_by_role("button", name="Datei verwerfen").click()
    expect(page.get_by_role("button", name="Datei lesen")).to_be_visible()
    context.close()


def test_without_scripts_files_and_reports_are_pages(browser, notes, tmp_path, live_server, people):
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    sign_in(context, people["anna"], live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/notes/export/?colour=g")
    expect(page.get_by_text("1 Anmerkung", exact=True)).to_be_visible()
    file = tmp_path / "notes.csv"
    save(page, "Tabelle", file)
    Annotation.objects.all().delete()
    page.goto(f"{live_server.url}/notes/import/")
    page.get_by_label("Datei", exact=True).set_input_files(file)
    page.get_by_role("button", name="Importieren").click()
    expect(page.get_by_role("region", name="Was aus den Anmerkungen wurde")).to_contain_text(
        "neu und an ihrer Stelle1"
    )
    context.close()
