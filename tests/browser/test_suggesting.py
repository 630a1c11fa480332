"""A reader suggests other words, the editor accepts them, and every note stays on its words."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Notice, Suggestion
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import answer_of, highlight, marked, select
from tests.browser.test_accessibility import assert_clean
from tests.browser.waiting import fits

BUTTON = "Verbesserung vorschlagen"


@pytest.fixture
def owned(sample, people):
    sample.added_by = people["anna"]
    sample.save()
    return sample


@pytest.fixture
def words(owned):
    """Two passages of the second turn that do not overlap: what is suggested, and what is highlighted."""
    text = owned.blocks.get(kind="turn", number=2, continued=False).text.split("\n")[0].split(" ")
    return " ".join(text[1:4]), " ".join(text[5:8])


def compose(page, exact: str, better: str, reason: str = ""):
    select(answer_of(page).first, exact)
    page.locator("#selbar").get_by_role("button", name=BUTTON).click()
    form = page.locator(f'form[aria-label="{BUTTON}"]')
    field = form.get_by_label("Besserer Wortlaut")
    expect(field).to_be_focused()
    expect(field).to_have_value(exact)
    field.fill(better)
    if reason:
        form.get_by_label("Begründung (freiwillig)").fill(reason)
    return form


def test_a_reader_suggests_the_editor_accepts_and_a_third_ones_highlight_stays(
    browser, open_page, owned, words
):
    exact, others = words
    third = open_page("clara", context=browser.new_context(locale="de-DE"))
    select(answer_of(third).first, others)
    theirs = highlight(third)
    third.context.close()

    reader = open_page(
        "ben", context=browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    )
    form = compose(reader, exact, "ganz andere Worte", "Klingt *besser*.")
    form.get_by_role("button", name="Vorschlagen").click()
    card = reader.locator('.note[data-kind="suggestion"]')
    expect(card).to_be_focused()
    expect(card.locator("del").first).to_be_visible()
    expect(card.locator("em")).to_have_text("besser")
    made = Annotation.objects.get(motivation="editing")
    assert marked(reader, made) == exact
    assert_clean(reader, "interview with a suggestion")

    editor = open_page(
        "anna", context=browser.new_context(viewport={"width": 1440, "height": 900}, locale="de-DE")
    )
    expect(editor.locator("#suggestion-count")).to_have_text("1 Vorschlag")
    editor.locator(f"#n-{made.ref}").get_by_role("button", name="Übernehmen").press("Space")
    expect(answer_of(editor).first).to_contain_text("ganz andere Worte")
    expect(editor.locator(f"#n-{made.ref}")).to_have_count(0)
    expect(editor.locator("#suggestion-count")).to_be_hidden()
    expect(editor.locator(".toast")).to_contain_text("Übernommen. Der Text ist geändert.")

    reader.reload()
    wait_until_ready(reader)
    expect(reader.locator(f"#n-{made.ref}")).to_contain_text("Übernommen; so steht es nun im Text.")
    expect(answer_of(reader).first).to_contain_text("ganz andere Worte")
    expect(reader.get_by_role("link", name="1 ungelesene Mitteilung")).to_be_visible()
    theirs.refresh_from_db()
    assert theirs.exact == others

    editor.locator(".toast button").click()
    expect(answer_of(editor).first).to_contain_text(exact)
    expect(editor.locator(f"#n-{made.ref}")).to_be_visible()
    assert not Notice.objects.filter(kind="accepted").exists(), "taken back before it was heard"
    for page in (reader, editor):
        page.context.close()


def test_by_keyboard_and_an_unchanged_form_closes_with_escape(open_page, owned, words):
    page = open_page("ben")
    select(answer_of(page).first, words[0])
    page.keyboard.press("e")
    form = page.locator(f'form[aria-label="{BUTTON}"]')
    expect(form.get_by_label("Besserer Wortlaut")).to_be_focused()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    select(answer_of(page).first, words[0])
    page.keyboard.press("e")
    form.get_by_label("Besserer Wortlaut").fill("Entwurf")
    page.reload()
    wait_until_ready(page)
    expect(form.get_by_label("Besserer Wortlaut")).to_have_value("Entwurf")
    form.get_by_label("Besserer Wortlaut").press("Control+Enter")
    expect(page.locator('.note[data-kind="suggestion"]')).to_be_visible()
    assert Suggestion.objects.get().before == words[0]


def test_on_a_phone_a_guest_supports_what_somebody_suggested(browser, open_page, owned, words):
    settings = {"locale": "de-DE", "viewport": {"width": 390, "height": 844}, "reduced_motion": "reduce"}
    page = open_page("ben", context=browser.new_context(**settings))
    form = compose(page, words[0], "kürzer gesagt")
    expect(page.locator("#sheet")).to_be_visible()
    form.get_by_role("button", name="Vorschlagen").click()
    expect(page.locator('.note[data-kind="suggestion"]')).to_be_visible()
    fits(page)
    assert_clean(page, "sheet with a suggestion")
    page.context.close()
    guest = open_page(context=browser.new_context(**settings))
    guest.locator(".chip").first.click()
    card = guest.locator('.note[data-kind="suggestion"]')
    card.get_by_role("button", name="Finde ich auch").click()
    name = card.get_by_label("Ihr Name")
    expect(name).to_be_focused()
    name.fill("Nora")
    card.get_by_role("button", name="Ich würde es genauso ändern").click()
    button = card.get_by_role("button", name="Finde ich auch")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    # The turn was drawn anew, and with it the button that had opened the sheet.
    guest.keyboard.press("Escape")
    expect(guest.locator("#sheet")).to_be_hidden()
    expect(guest.locator(".chip").first).to_be_focused()
    guest.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_editors_list_is_decided_without_leaving_it(
    browser, open_page, owned, words, people, width, scheme
):
    block = owned.blocks.get(kind="turn", number=2, continued=False)
    for exact in words:
        start = block.text.index(exact)
        note = Annotation.objects.create(
            interview=owned,
            creator=people["ben"],
            motivation="editing",
            visibility="public",
            start_block=block,
            start=start,
            end_block=block,
            end=start + len(exact),
            exact=exact,
        )
        Suggestion.objects.create(annotation=note, interview=owned, before=exact, words="besser")
    context = browser.new_context(
        locale="de-DE",
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    url = f"/interviews/{owned.slug}/suggestions/"
    page = open_page("anna", url, context=context)
    fits(page)
    assert_clean(page, url)
    first = page.locator("#suggestions li").first
    first.get_by_label("Begründung (freiwillig)").fill("War schon gut.")
    first.get_by_role("button", name="Ablehnen").click()
    expect(page.locator("#suggestions")).to_contain_text("War schon gut.")
    page.locator("#suggestions").get_by_role("button", name="Übernehmen").click()
    expect(page.locator("#suggestions")).to_contain_text("Übernommen; so steht es nun im Text.")
    assert re.search("/suggestions/$", page.url)
    assert_clean(page, url)
    block.refresh_from_db()
    assert "besser" in block.text
    decision = open_page("anna", f"/annotations/{note.uid}/decision/", context=context)
    assert_clean(decision, "decision")
    context.close()
