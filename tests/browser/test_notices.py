"""Being told: the bell, names by keys, a guest who confirms an address; two readers in two browsers."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from annotations.mail import mailing
from annotations.models import Annotation, Contact, Notice
from tests.browser.conftest import sign_in, violations, wait_until_ready
from tests.browser.waiting import fits, next_page


@pytest.fixture
def bens(browser):
    context = browser.new_context(locale="de-DE", viewport={"width": 1440, "height": 900})
    yield context
    context.close()


def write(page: Page, words: str, name: str = ""):
    form = page.locator("#comments form[data-resident]")
    form.get_by_label("Ihr Kommentar").fill(words)
    if name:
        form.get_by_label("Ihr Name").fill(name)
    form.get_by_role("button", name="Speichern").click()
    note = page.locator("#comments .note", has_text=words)
    expect(note).to_be_visible()
    return note


def reply(page: Page, note, words: str) -> None:
    note.get_by_role("link", name="Antworten").first.click()
    note.locator("form textarea").fill(words)
    note.get_by_role("button", name="Speichern").click()
    expect(note.locator(".rep", has_text=words)).to_be_visible()


def assert_clean(page: Page) -> None:
    found = violations(page)
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []
    fits(page)


def test_a_reply_rings_and_leads_there_and_its_thread_can_be_muted(open_page, bens, live_server):
    anna = open_page("anna")
    write(anna, "Was meint ihr?")
    ben = open_page("ben", context=bens)
    reply(ben, ben.locator("#comments .note"), "Ich stimme zu.")
    anna.reload()
    wait_until_ready(anna)
    bell = anna.get_by_role("link", name="1 ungelesene Mitteilung")
    expect(bell).to_have_text("1")
    with next_page(anna):
        bell.click()
    assert_clean(anna)
    with next_page(anna):
        anna.get_by_role("button", name="ben hat Ihnen geantwortet").click()
    expect(anna.locator(".rep:target")).to_contain_text("Ich stimme zu.")
    expect(anna.locator("#bell")).to_have_accessible_name("Mitteilungen")
    card = anna.locator(".rep", has_text="Ich stimme zu.")
    card.get_by_role("link", name="Mehr zur Anmerkung von ben").click()
    card.get_by_role("button", name="Diese Diskussion stummschalten").click()
    expect(card.get_by_role("button", name="Wieder von dieser Diskussion hören")).to_be_focused()
    reply(ben, ben.locator("#comments .note"), "Noch etwas.")
    assert Notice.objects.count() == 1
    anna.goto(f"{live_server.url}/notices/settings/")
    wait_until_ready(anna)
    assert_clean(anna)
    anna.get_by_text("einmal am Tag").click()
    anna.get_by_role("button", name="Speichern").click()
    expect(anna.locator("#live")).to_have_text("Gespeichert")
    assert Contact.objects.get(creator__username="anna").frequency == "daily"


def test_all_is_marked_as_read_in_place(open_page, bens, people, live_server):
    write(open_page("anna"), "Was meint ihr?")
    ben = open_page("ben", context=bens)
    for words in ("Ja.", "Nein."):
        reply(ben, ben.locator("#comments .note"), words)
    sign_in(bens, people["anna"], live_server.url)
    ben.set_viewport_size({"width": 390, "height": 844})
    ben.goto(f"{live_server.url}/notices/")
    wait_until_ready(ben)
    assert_clean(ben)
    expect(ben.locator("li[data-unread]")).to_have_count(2)
    ben.get_by_role("button", name="Alles als gelesen vermerken").click()
    expect(ben.locator("li[data-unread]")).to_have_count(0)
    expect(ben.locator("#bell")).to_have_accessible_name("Mitteilungen")


def test_a_name_is_completed_by_keys(open_page, bens):
    ben = open_page("ben", context=bens)
    write(ben, "Ich war hier.")
    anna = open_page("anna")
    area = anna.locator("#comments textarea")
    area.press_sequentially("Frag @")
    names = anna.get_by_role("listbox", name="Namen")
    expect(names.get_by_role("option")).to_have_text(["ben"])
    expect(area).to_have_attribute("aria-activedescendant", "name-0")
    assert_clean(anna)
    anna.keyboard.press("Escape")
    expect(names).to_have_count(0)
    expect(area).to_have_value("Frag @")
    area.press_sequentially("B")
    expect(names.get_by_role("option")).to_have_count(1)
    anna.keyboard.press("ArrowDown")
    anna.keyboard.press("Enter")
    expect(area).to_have_value("Frag @ben ")
    expect(area).to_be_focused()
    area.press_sequentially("bitte")
    anna.keyboard.press("Control+Enter")
    link = anna.locator(".note").get_by_role("link", name="@ben")
    expect(link).to_be_visible()
    ben.reload()
    expect(ben.get_by_role("link", name="1 ungelesene Mitteilung")).to_be_visible()
    link.click()
    expect(anna.get_by_role("heading", name="Anmerkungen von ben")).to_be_visible()
    assert_clean(anna)


def test_a_guest_confirms_an_address_and_hears_of_replies(open_page, bens, live_server, settings):
    cache.clear()
    settings.SITE_URL = live_server.url
    page = open_page()
    page.get_by_text("Von Antworten erfahren").click()
    field = page.get_by_label("Ihre E-Mail-Adresse")
    field.fill("nora")
    form = page.locator("#comments form[data-resident]")
    form.get_by_label("Ihr Kommentar").fill("Als Gast")
    form.get_by_label("Ihr Name").fill("Nora")
    form.get_by_role("button", name="Speichern").click()
    expect(field).to_have_accessible_description(re.compile("^Das ist keine E-Mail-Adresse."))
    expect(field).to_be_focused()
    field.fill("nora@example.org")
    write(page, "Als Gast", "Nora")
    expect(page.locator("#live")).to_contain_text(
        "Bitte bestätigen Sie Ihre Adresse: Eine Mail ist unterwegs."
    )
    expect(field).to_have_count(0)
    mailing.send_due()
    page.goto(re.search(r"http\S+/confirm/\S+", mail.outbox[-1].body)[0])
    assert_clean(page)
    page.get_by_role("button", name="Bestätigen").click()
    expect(page.get_by_role("heading", name="Ihre Adresse ist bestätigt.")).to_be_visible()
    ben = open_page("ben", context=bens)
    reply(ben, ben.locator("#comments .note"), "Willkommen!")
    assert Annotation.objects.count() == 2
    mailing.send_due(timezone.now() + timedelta(minutes=2))
    sent = mail.outbox[-1]
    assert sent.to == ["nora@example.org"]
    assert "Willkommen!" in sent.body
    page.goto(re.search(r"http\S+/unsubscribe/\S+", sent.body)[0])
    page.get_by_role("button", name="Keine Mails mehr").click()
    expect(page.get_by_role("heading", name="Sie bekommen keine Mails mehr")).to_be_visible()
    assert Contact.objects.get(guest__name="Nora").frequency == "never"
