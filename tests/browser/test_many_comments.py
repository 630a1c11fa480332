"""Many comments on an interview come in parts; a reader chooses whose notes they see, and tags at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from annotations.changes import count_up, touch
from annotations.models import Annotation
from annotations.tagging import set_tags
from annotations.whole import FIRST
from tests.browser.conftest import violations, wait_until_ready
from tests.browser.selecting import select, toolbar


@pytest.fixture
def comments(sample, people):
    """So many comments by ben that the last five do not come with the page, and one of his on turn 2."""
    begun = timezone.now() - timedelta(hours=2)
    made = [
        Annotation.objects.create(
            interview=sample, creator=people["ben"], motivation="commenting", visibility="public",
            body=f"Nummer {n}.", created=begun + timedelta(minutes=n),
        )
        for n in range(FIRST + 5)
    ]  # fmt: skip
    count_up(sample.pk)
    turn = sample.blocks.filter(kind="turn").order_by("position")[1]
    noted = Annotation.objects.create(
        interview=sample, creator=people["ben"], motivation="commenting", colour="g", visibility="public",
        start_block=turn, start=0, end_block=turn, end=20, exact=turn.text[:20], body="Zur Stelle.",
    )  # fmt: skip
    touch(noted)
    return made


def test_the_rest_is_asked_for_and_others_notes_are_hidden(open_page, comments, sample):
    page = open_page("anna", f"{sample.get_absolute_url()}#n-{comments[-2].ref}")
    # A comment that does not come with the page is fetched by its address.
    expect(page.locator(f"#n-{comments[-2].ref}")).to_be_in_viewport()
    wait_until_ready(page)
    cards = page.locator("#comment-list > .note")
    expect(cards).to_have_count(FIRST + 1)

    page.get_by_label("Ihr Kommentar").fill("Von mir")
    page.keyboard.press("Control+Enter")
    expect(cards.last).to_contain_text("Von mir")
    page.get_by_role("link", name="Weitere Kommentare zeigen (3)").click()
    expect(page.locator(":focus")).to_have_text("3 weitere Kommentare")
    expect(page.get_by_role("link", name="Weitere Kommentare zeigen (1)")).to_be_visible()
    page.get_by_role("link", name="Weitere Kommentare zeigen (1)").click()
    expect(cards).to_have_count(FIRST + 6)
    numbers = [card.inner_text() for card in cards.locator(".body").all()]
    assert numbers == [f"Nummer {n}." for n in range(FIRST + 5)] + ["Von mir"]

    cards.last.get_by_role("button", name="löschen").click()
    expect(cards).to_have_count(FIRST + 5)
    page.get_by_role("button", name="Rückgängig").click()
    expect(cards.last).to_contain_text("Von mir")

    eye = page.get_by_role("button", name="Wessen Anmerkungen gezeigt werden")
    eye.click()
    page.get_by_label("Nur meine eigenen").check()
    expect(cards).to_have_count(1)
    expect(page.get_by_text("Zur Stelle.")).to_be_hidden()
    expect(page.locator("mark")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert violations(page) == []
    page.reload()
    wait_until_ready(page)
    expect(page.get_by_text("Zur Stelle.")).to_be_hidden()
    eye.click()
    page.get_by_label("Alle", exact=True).check()
    expect(page.get_by_text("Zur Stelle.")).to_be_visible()
    expect(cards).to_have_count(FIRST)


def test_on_a_phone_the_sheet_of_all_notes_goes_on_too(open_page, comments):
    page = open_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name=f"Alle {FIRST + 6} Anmerkungen").click()
    sheet = page.locator("#sheet")
    expect(sheet.get_by_role("heading")).to_have_text(f"{FIRST + 6} Anmerkungen")
    sheet.get_by_role("link", name="Weitere Kommentare zeigen (5)").click()
    expect(sheet.get_by_text(f"Nummer {FIRST + 4}.")).to_be_attached()
    sheet.get_by_role("button", name="Schließen").click()
    expect(page.locator("#comment-list > .note")).to_have_count(FIRST + 5)
    page.get_by_role("button", name="Darstellung").click()
    page.get_by_role("button", name="Wessen Anmerkungen gezeigt werden").click()
    page.get_by_label("Keine", exact=True).check()
    expect(page.locator("#comment-list > .note")).to_have_count(0)
    expect(page.locator(".chip").first).to_be_hidden()
    assert violations(page) == []


def test_tags_are_given_while_writing_and_right_after_highlighting(open_page, comments):
    set_tags(comments[0], ["Kapitel"])
    page = open_page("anna")
    whole = page.locator("#composer-whole")
    whole.get_by_label("Ihr Kommentar").fill("Mit Tags")
    whole.get_by_text("Schlagwörter", exact=True).click()
    field = whole.get_by_label("Neue Schlagwörter")
    field.fill("eins, ")
    expect(whole.locator("datalist option")).to_have_attribute("value", "eins, Kapitel")
    field.fill("...")
    whole.get_by_role("button", name="Speichern").click()
    expect(whole.get_by_text("Buchstaben oder Ziffern")).to_be_visible()
    expect(whole.get_by_label("Ihr Kommentar")).to_have_value("Mit Tags")
    whole.get_by_label("Neue Schlagwörter").fill("eins, Kapitel")
    page.reload()
    wait_until_ready(page)
    # The draft's tags are in sight, too.
    whole.get_by_label("Neue Schlagwörter").press("End")
    page.keyboard.press("Enter")
    card = page.locator("#comment-list > .note").last
    expect(card.get_by_role("list", name="Schlagwörter")).to_have_text("#eins#Kapitel")
    expect(whole.get_by_label("Neue Schlagwörter")).to_have_value("")

    card.get_by_role("link", name="anna antworten").click()
    reply = card.get_by_role("textbox", name="Ihre Antwort")
    expect(reply).to_be_focused()
    reply.fill("Auch so")
    card.get_by_text("Schlagwörter", exact=True).click()
    card.get_by_label("Neue Schlagwörter").fill("eins")
    page.keyboard.press("Enter")
    expect(card.locator(".rep").get_by_role("link", name="#eins")).to_be_visible()

    select(page.locator('.turn[data-n="2"] .prose p').first, "sehr interessantes")
    toolbar(page).get_by_role("button", name="Markieren und verschlagworten").click()
    form = page.locator(".notes form[aria-label=Schlagwörter]")
    expect(form.get_by_label("Neue Schlagwörter")).to_be_focused()
    form.get_by_label("Neue Schlagwörter").fill("zwei")
    page.keyboard.press("Enter")
    expect(page.locator(".notes").get_by_role("link", name="#zwei")).to_be_visible()
    expect(page.locator(".note:focus")).to_contain_text("#zwei")
    assert page.locator("mark.mine").inner_text() == "sehr interessantes"
    assert violations(page) == []
