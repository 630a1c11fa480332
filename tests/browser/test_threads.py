"""Threads between two readers: reactions, a resolved one, and addresses that lead to notes."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Reaction
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import select
from tests.browser.test_accessibility import assert_clean
from tests.browser.waiting import Held, box_of, fits


@pytest.fixture
def note(sample, people):
    block = sample.blocks.filter(kind="turn").order_by("position")[6]
    words = " ".join(block.text.split()[:6])
    return Annotation.objects.create(
        interview=sample,
        creator=people["anna"],
        motivation="commenting",
        colour="y",
        body="Ein Kommentar",
        visibility="public",
        start_block=block,
        start=0,
        end_block=block,
        end=len(words),
        exact=words,
    )


def answer(note, number, who):
    return Annotation.objects.create(
        interview=note.interview,
        creator=who,
        motivation="replying",
        body=f"Antwort {number}",
        visibility="public",
        root=note,
        reply_to=note,
    )


def test_a_reaction_is_seen_by_another_and_a_visitor_is_asked_for_a_name(note, open_page, new_context):
    anna = open_page("anna")
    card = anna.locator(f"#n-{note.ref}")
    card.get_by_role("link", name="Mehr zur Anmerkung von anna").click()
    card.get_by_role("group", name="Reagieren").get_by_role("button", name="Erhellend").click()
    chip = card.get_by_role("button", name="Erhellend: 1")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()

    other = open_page(context=new_context())
    chip = other.locator(f"#n-{note.ref}").get_by_role("button", name="Erhellend: 1")
    expect(chip).to_have_attribute("aria-pressed", "false")
    chip.click()
    name = other.locator(f"#n-{note.ref}").get_by_label("Ihr Name")
    expect(name).to_be_focused()
    name.fill("Gerda")
    other.keyboard.press("Enter")
    chip = other.locator(f"#n-{note.ref}").get_by_role("button", name="Erhellend: 2")
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    expect(other.locator(f"#n-{note.ref}").get_by_role("button", name="Erhellend: 1")).to_be_visible()
    anna.reload()
    wait_until_ready(anna)
    expect(anna.locator(f"#n-{note.ref}").get_by_role("button", name="Erhellend: 1")).to_be_visible()
    assert Reaction.objects.count() == 1


def test_a_resolved_thread_is_one_line_and_its_address_opens_it(
    note, people, open_page, new_context, live_server
):
    answer(note, 1, people["ben"])
    anna = open_page("anna")
    card = anna.locator(f"#n-{note.ref}")
    card.get_by_role("link", name="Mehr zur Anmerkung von anna").click()
    card.get_by_role("button", name="Als erledigt markieren").click()
    line = card.get_by_text("Erledigt durch anna · 1 Antwort")
    expect(line).to_be_visible()
    expect(card.get_by_text("Ein Kommentar")).to_be_hidden()
    line.click()
    expect(card.get_by_text("Ein Kommentar")).to_be_visible()
    visitor = open_page(context=new_context(), path=f"/a/{note.uid}/")
    expect(visitor.locator(f"#n-{note.ref}").get_by_text("Ein Kommentar")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_address_of_a_reply_leads_there(note, people, open_page, browser, width):
    replies = [answer(note, number, people["ben"]) for number in range(40)]
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="de-DE")
    page = open_page(context=context, path=f"/a/{replies[35].uid}/")
    expect(page.get_by_text("Antwort 35", exact=True)).to_be_in_viewport()
    # However long the thread is, what it is about is seen too.
    expect(page.locator(f'mark[data-a~="{note.ref}"]')).to_be_in_viewport()
    if width == 390:
        # The sheet leaves the passage in view.
        mark, sheet = box_of(page.locator(f'mark[data-a~="{note.ref}"]')), box_of(page.locator("#sheet"))
        assert 0 < mark["y"] < sheet["y"]
    fits(page)
    page.locator(f"#n-{note.ref}").get_by_role("link", name="Die nächsten Antworten zeigen").click()
    expect(page.get_by_text("Antwort 39", exact=True)).to_be_visible()
    context.close()


def test_the_address_of_a_highlight_opens_its_card(note, open_page, new_context):
    Annotation.objects.update(motivation="highlighting", body="")
    page = open_page(path=f"/a/{note.uid}/")
    expect(page.locator(f'mark[data-a~="{note.ref}"]')).to_be_in_viewport()
    expect(page.locator(f"#n-{note.ref}")).to_be_in_viewport()


def test_a_passage_is_copied_as_markdown(note, open_page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page()
    select(page.locator("article.turn .prose p").nth(2), "Modell")
    picture = Held(page, "**/card.svg*")
    page.locator("#selbar").get_by_role("button", name="Teilen").click()
    dialog = page.locator("#ask")
    # Nothing moves under the pointer once the picture is there.
    picture.wait()
    before = box_of(dialog)
    picture.release()
    expect(dialog.locator("img")).to_have_js_property("complete", value=True)
    assert box_of(dialog) == before
    dialog.get_by_role("button", name="Als Markdown kopieren").click()
    # Beside an open dialog nothing is read out, and what is shown is dimmed.
    expect(dialog.locator(".toast")).to_contain_text("Kopiert")
    expect(dialog.locator("#live")).to_have_text("Kopiert")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("> ")
    assert ":~:text=" in copied
    assert f"[{note.interview.title}](http" in copied
    assert_clean(page, "sharing")
    dialog.get_by_role("button", name="Schließen").click()
    expect(dialog).to_be_hidden()


def test_words_in_an_address_are_found_where_browsers_do_not_look_for_them(note, open_page):
    page = open_page()
    words = note.exact
    first, last = words.split()[0], words.split()[-1]
    found = page.evaluate(
        """async ([id, words, ends]) => {
            const { passageFor, followWords } = await import("/static/js/follow.js");
            followWords(`#${id}:~:text=${encodeURIComponent(words)}`);
            return [encodeURIComponent(words), ends].map((text) => passageFor(`#${id}:~:text=${text}`).exact);
        }""",
        [f"t-{note.start_block.key}", words, f"{quote(first)},{quote(last)}"],
    )
    assert found[0] == words
    assert found[1] == words
    expect(page.locator(f'mark[data-a~="{note.ref}"]')).to_be_in_viewport()
    # Where browsers look for them, they are shown in the colours of the page.
    shown = page.evaluate("getComputedStyle(document.body, '::target-text').backgroundColor")
    assert shown.startswith("oklab"), "of our tokens"


def test_the_new_pages_are_accessible_and_copy_too(note, open_page, live_server, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page()
    own = f"/annotations/{note.uid}/"
    for path in (f"{own}share/", f"{own}actions/", f"/a/{uuid4()}/"):
        page.goto(live_server.url + path)
        assert_clean(page, path)
    page.goto(f"{live_server.url}{own}share/")
    wait_until_ready(page)
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.locator(".toast")).to_contain_text("Kopiert")
