"""The text changes under its notes: readers are told, and give what lost its place a new one."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, State
from reader.drafts import draft_of
from reader.revising import revise
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import answer_of, marked, select
from tests.browser.test_accessibility import assert_clean
from tests.browser.waiting import fits, next_page, settled, until


@pytest.fixture
def change(sample, people):
    """Before it Anna made three notes: one stays, one gets other words, one loses its turn."""
    blocks = list(sample.blocks.filter(kind="turn").order_by("position"))
    notes = [annotate(sample, people["anna"], block) for block in blocks[1:4]]

    def apply():
        text = draft_of(sample)
        changed, lost = (next(b for b in text.blocks if b.key == block.key) for block in blocks[2:4])
        first, second, *rest = changed.text.split(" ")
        changed.text = " ".join([first, f"ausdrücklich {second}", *rest])
        text.blocks.remove(lost)
        revise(sample, text, None, "edit", sample.revision)
        return notes

    return apply


def annotate(interview, creator, block) -> Annotation:
    exact = " ".join(block.text.split("\n")[0].split(" ")[:8])
    return Annotation.objects.create(
        interview=interview,
        creator=creator,
        motivation="commenting",
        body=f"Zu Wortmeldung {block.number}.",
        colour="y",
        visibility="public",
        start_block=block,
        start=0,
        end_block=block,
        end=len(exact),
        exact=exact,
        suffix=block.text[len(exact) : len(exact) + 32],
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_has_nothing_to_say(browser, open_page, change, sample, people, scheme, width):
    sample.added_by = people["anna"]
    sample.save()
    *_, lost = change()
    settings = {"locale": "de-DE", "color_scheme": scheme, "reduced_motion": "reduce"}
    context = browser.new_context(viewport={"width": width, "height": 844}, **settings)
    url = sample.get_absolute_url()
    page = open_page("anna", f"{url}?place={lost.uid}", context=context)
    page.locator("#news summary").click()
    page.locator("#orphans").get_by_role("link", name="Neu zuordnen").click()
    expect(page.locator("#orphans").get_by_text("Wortlaut der Stelle im Text")).to_be_visible()
    fits(page)
    assert_clean(page, "interview")
    for path in (f"{url}history/", f"{url}history/1/", f"/annotations/{lost.uid}/placement/"):
        other = open_page("anna", path, context=context)
        fits(other)
        assert_clean(other, path)
    context.close()


def test_a_reader_is_told_and_places_a_note_again_by_selecting(open_page, change):
    *_, lost = change()
    page = open_page("anna")
    news = page.locator("#news")
    expect(news).to_contain_text("Von Ihren 3 Anmerkungen")
    expect(news).to_contain_text("1 unverändert, 1 mit geändertem Wortlaut, 1 nicht mehr zuzuordnen.")
    news.locator("summary").click()
    expect(news.locator("ins")).to_contain_text("ausdrücklich")
    expect(page.locator(".meant").first).to_contain_text("Die Worte waren:")
    news.get_by_role("button", name="OK").press("Enter")
    expect(news).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.reload()
    wait_until_ready(page)
    expect(page.locator("#news")).to_have_count(0)

    orphans = page.locator("#orphans")
    expect(orphans).to_contain_text(lost.exact)
    expect(orphans).to_contain_text(f"zuletzt in Wortmeldung {lost.start_block.number}")
    orphans.get_by_role("link", name="Neu zuordnen").click()
    expect(orphans.get_by_label("Wortlaut der Stelle im Text")).to_be_visible()
    with next_page(page):
        orphans.get_by_role("link", name="Im Text auswählen").click()

    strip = page.locator(".placing")
    expect(strip).to_contain_text("Wählen Sie die Stelle aus für")
    words = " ".join(answer_of(page, 2).first.text_content().split()[2:6])
    select(answer_of(page, 2).first, words)
    expect(page.locator("#selbar")).to_be_visible()
    expect(page.locator("#live")).to_have_text(
        "Ausgewählt. F6 führt zum Knopf, der die Anmerkung hierher setzt."
    )
    page.locator("#selbar").get_by_role("button", name="Hierher setzen").click()
    expect(page.locator(".toast")).to_contain_text("Neu zugeordnet")
    lost.refresh_from_db()
    assert (lost.state, lost.exact) == (State.ANCHORED, words)
    assert marked(page, lost) == words
    expect(orphans).to_be_hidden()
    expect(strip).to_have_count(0)
    until(page, lambda: page.evaluate("getSelection().isCollapsed"))
    assert not settled(page, page.locator("#selbar").is_visible)
    expect(page).not_to_have_url(re.compile("place="))
    select(answer_of(page, 2).first, words)
    expect(page.locator("#selbar")).to_be_visible()
    expect(page.locator("#selbar").get_by_role("button", name="Hierher setzen")).to_have_count(0)


def test_a_note_is_placed_again_by_words_without_leaving_the_page(open_page, change):
    *_, lost = change()
    page = open_page("anna")
    orphans = page.locator("#orphans")
    orphans.get_by_role("link", name="Neu zuordnen").click()
    field = orphans.get_by_label("Wortlaut der Stelle im Text")
    field.fill("Quastenflosser zwitschern vergnügt")
    orphans.get_by_role("button", name="Dorthin setzen").click()
    expect(orphans.get_by_role("alert")).to_contain_text("So lautet keine Stelle.")
    expect(field).to_have_value("Quastenflosser zwitschern vergnügt")
    words = " ".join(answer_of(page, 2).first.text_content().split()[:5])
    field.fill(words)
    orphans.get_by_role("button", name="Dorthin setzen").click()
    expect(page.locator(".toast")).to_contain_text("Neu zugeordnet")
    expect(page.locator(f"#n-{lost.ref}")).to_be_focused()
    assert marked(page, lost) == words


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_what_was_placed_by_words_is_brought_into_view(open_page, change, by):
    *_, lost = change()
    Annotation.objects.filter(pk=lost.pk).update(motivation="highlighting", body="")
    page = open_page("anna")
    orphans = page.locator("#orphans")
    orphans.get_by_role("link", name="Neu zuordnen").click()
    orphans.get_by_label("Wortlaut der Stelle im Text").fill(
        " ".join(answer_of(page, 2).first.text_content().split()[:5])
    )
    button = orphans.get_by_role("button", name="Dorthin setzen")
    button.press("Enter") if by == "keyboard" else button.click()
    mark = page.locator(f'mark[data-a~="{lost.ref}"]').first
    expect(mark).to_be_in_viewport()
    if by == "keyboard":
        expect(page.locator(f'.turn:focus mark[data-a~="{lost.ref}"]')).to_have_count(1)


def test_a_note_is_placed_again_without_javascript(browser, live_server, sample, people, change):
    from tests.browser.conftest import sign_in

    *_, lost = change()
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    sign_in(context, people["anna"], live_server.url)
    page = context.new_page()
    page.goto(live_server.url + sample.get_absolute_url())
    page.locator("#orphans").get_by_role("link", name="Neu zuordnen").click()
    expect(page.get_by_role("link", name="Im Text auswählen")).to_be_hidden()
    shown = page.get_by_role("button", name=re.compile("Hierher setzen"))
    if shown.count():
        shown.first.click()
    else:
        page.get_by_label("Wortlaut der Stelle im Text").fill(sample.blocks.first().text[:40])
        page.get_by_role("button", name="Dorthin setzen").click()
    expect(page.locator(".toast")).to_contain_text("Neu zugeordnet")
    lost.refresh_from_db()
    assert lost.state == State.ANCHORED
    page.locator("#news").get_by_role("button", name="OK").click()
    expect(page.locator("#news")).to_have_count(0)
    context.close()


def test_the_owner_looks_at_the_history_and_restores_a_text(open_page, change, sample, people):
    sample.added_by = people["ben"]
    sample.save()
    change()
    page = open_page("ben")
    page.get_by_role("link", name="Verlauf").click()
    expect(page.locator(".revisions")).to_contain_text("3 Anmerkungen im Text:")
    page.get_by_role("link", name="Fassung 1 wiederherstellen").click()
    expect(page.locator(".receipt")).to_contain_text("1 wieder zugeordnet")
    page.get_by_role("button", name="Wiederherstellen").click()
    expect(page.locator(".toast")).to_contain_text("Die Fassung 1 ist wieder da.")
    assert not Annotation.objects.filter(state=State.ORPHANED).exists()
