"""A reading circle: invited by link, written to, left; and what many highlighted."""

import pytest
from playwright.sync_api import expect

from annotations import groups, popular
from annotations.models import Annotation, Guest
from tests.browser.conftest import wait_until_ready
from tests.browser.test_accessibility import assert_clean
from tests.browser.waiting import fits, next_page, resize


@pytest.fixture
def browser_of(browser):
    """browser_of() is another browser, of another person."""
    contexts = []

    def opened(**more):
        contexts.append(browser.new_context(locale="de-DE", viewport={"width": 1440, "height": 900}, **more))
        return contexts[-1]

    yield opened
    for context in contexts:
        context.close()


def check(page):
    assert_clean(page)
    fits(page)


def test_a_reading_circle_from_its_invitation_to_a_removal(open_page, browser_of, live_server, sample):
    anna = open_page("anna", "/groups/")
    anna.get_by_label("Name der Gruppe").fill("Lesekreis")
    anna.keyboard.press("Enter")
    expect(anna.get_by_role("heading", name="Lesekreis")).to_be_visible()
    wait_until_ready(anna)
    link = anna.get_by_label("Einladungslink").input_value()
    check(anna)

    ben = open_page("", link.removeprefix(live_server.url), context=browser_of())
    expect(ben.get_by_text("anna lädt Sie in die Gruppe „Lesekreis“ ein.")).to_be_visible()
    check(ben)
    ben.get_by_role("main").get_by_role("link", name="Anmelden").click()
    ben.get_by_label("Benutzername").fill("ben")
    ben.get_by_label("Passwort", exact=True).fill("ben-has-a-password")
    ben.get_by_role("button", name="Anmelden", exact=True).click()
    ben.get_by_role("button", name="Beitreten").click()
    expect(ben.locator(".toast")).to_contain_text("Sie sind jetzt in der Gruppe „Lesekreis“")

    anna.goto(live_server.url + sample.get_absolute_url())
    wait_until_ready(anna)
    comments = anna.locator("#comments")
    comments.get_by_label("Ihr Kommentar").fill("Nur für uns gesagt")
    comments.get_by_label("Sichtbar für").select_option("Lesekreis")
    comments.get_by_role("button", name="Speichern").click()
    expect(anna.locator(".note", has_text="Nur für uns gesagt").locator(".lock")).to_have_text("Lesekreis")

    clara = open_page("clara", context=browser_of())
    expect(clara.locator(".note")).to_have_count(0)
    expect(clara.locator("#comments").get_by_label("Sichtbar für")).to_have_count(0)

    ben.goto(live_server.url + sample.get_absolute_url())
    wait_until_ready(ben)
    card = ben.locator(".note", has_text="Nur für uns gesagt")
    card.get_by_role("link", name="Antworten").click()
    card.get_by_label("Ihre Antwort").fill("Gut, dass wir unter uns sind")
    expect(card.get_by_label("Sichtbar für").locator("option")).to_have_text(["nur für mich", "Lesekreis"])
    card.get_by_role("button", name="Speichern").click()
    expect(ben.locator(".rep", has_text="Gut, dass wir").locator(".lock")).to_have_text("Lesekreis")

    anna.goto(f"{live_server.url}/groups/")
    with next_page(anna):
        anna.get_by_role("link", name="Lesekreis").click()
    expect(anna.get_by_text("Gut, dass wir unter uns sind")).to_be_visible()
    anna.get_by_role("button", name="ben entfernen").click()
    expect(anna.locator(".toast")).to_contain_text("ben ist nicht mehr in der Gruppe")
    expect(anna.get_by_role("button", name="ben entfernen")).to_have_count(0)
    ben.reload()
    wait_until_ready(ben)
    expect(ben.get_by_text("Nur für uns gesagt")).to_have_count(0)
    assert ben.goto(link).status == 404


def test_a_highlight_is_shown_to_a_group_by_the_panel_on_its_card(open_page, sample, people):
    group = groups.found(people["anna"], "Lesekreis")
    turn = sample.blocks.filter(kind="turn").first()
    mark = Annotation.objects.create(
        interview=sample, creator=people["anna"], motivation="highlighting", colour="y", visibility="private",
        start_block=turn, start=0, end_block=turn, end=20, exact=turn.text[:20],
    )  # fmt: skip
    page = open_page("anna")
    page.locator(f"mark[data-a='{mark.ref}']").first.click()
    card = page.locator(f"#n-{mark.ref}")
    expect(card.locator(".lock")).to_have_text("nur für mich")
    card.get_by_role("link", name="Mehr zur Anmerkung von anna").click()
    panel = card.get_by_role("group", name="Mehr zur Anmerkung von anna")
    panel.get_by_label("Sichtbar für").select_option("Lesekreis")
    panel.get_by_role("button", name="Ändern").click()
    expect(page.locator(".toast")).to_contain_text("Jetzt für die Gruppe „Lesekreis“ sichtbar")
    mark.refresh_from_db()
    assert mark.group == group


def test_what_many_highlighted_is_shown_once_a_reader_wants_it(
    open_page, browser_of, sample, people, monkeypatch
):
    monkeypatch.setattr(popular, "FRESH", 0)
    turn = sample.blocks.filter(kind="turn").first()
    owners = [{"creator": people["ben"]}, {"creator": people["clara"]}]
    for owner in [*owners, {"guest": Guest.objects.create(name="Gesa")}]:
        Annotation.objects.create(
            interview=sample, motivation="highlighting", colour="y", visibility="private", **owner,
            start_block=turn, start=0, end_block=turn, end=40, exact=turn.text[:40],
        )  # fmt: skip
    page = open_page("", context=browser_of())
    expect(page.locator(".many")).to_have_count(0)
    page.get_by_role("button", name="Darstellung").click()
    page.get_by_label("Zeigen, wie viele eine Stelle markiert haben").check()
    number = page.get_by_role("link", name="3 Personen haben diese Stelle markiert")
    expect(number).to_be_visible()
    # The panel is still there: nothing was loaded anew.
    expect(page.get_by_label("Zeigen, wie viele eine Stelle markiert haben")).to_be_focused()
    check(page)
    number.click()
    expect(page.get_by_role("heading", name="Am häufigsten markierte Stellen")).to_be_visible()
    expect(page.locator("blockquote")).to_have_count(1)
    resize(page, 390)
    check(page)
