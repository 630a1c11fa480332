"""What else can be done with a note: the panel in its card, by mouse and keys, and as a page."""

from playwright.sync_api import expect

from annotations.models import Annotation


def write(page, words="Gut gesagt"):
    page.locator("#comments textarea").fill(words)
    page.locator("#comments").get_by_role("button", name="Speichern").click()
    return page.locator(".note", has_text=words)


def test_the_panel_opens_in_the_card_and_gives_the_focus_back(open_page):
    page = open_page("anna")
    card = write(page)
    more = card.get_by_role("link", name="Mehr zur Anmerkung von anna")
    more.focus()
    page.keyboard.press("Enter")
    panel = card.get_by_role("group", name="Mehr zur Anmerkung von anna")
    address = panel.get_by_label("Link zu dieser Anmerkung")
    expect(panel.get_by_role("button", name="Zustimmung")).to_be_focused()
    expect(address).to_have_value(f"{page.url.split('/interviews')[0]}/a/{Annotation.objects.get().uid}/")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(more).to_be_focused()
    more.click()
    panel.get_by_role("button", name="Schließen").click()
    expect(panel).to_have_count(0)


def test_without_scripts_it_is_a_page(open_page, live_server):
    page = open_page("anna")
    expect(write(page)).to_be_visible()
    page.goto(f"{live_server.url}{Annotation.objects.get().get_absolute_url()}actions/")
    expect(page.get_by_role("heading", name="Mehr zur Anmerkung von anna")).to_be_visible()
