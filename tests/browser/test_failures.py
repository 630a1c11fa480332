"""What goes wrong on the way to the server: the reader sees why, tries again, loses nothing."""

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Annotation, Ban
from tests.browser.conftest import wait_until_ready
from tests.browser.selecting import answer_of, highlight, select, toolbar
from tests.browser.waiting import Held

ABORT = {"unreachable": lambda route: route.abort(), "broken": lambda route: route.fulfill(status=500)}
REASON = {
    "unreachable": "Der Server ist nicht erreichbar.",
    "broken": "Hier ist etwas schiefgegangen.",
}
failing = pytest.mark.parametrize("how", ["unreachable", "broken"])


@pytest.fixture
def page(open_page, problems):
    yield open_page("anna")
    # What htmx tells the console about the answers that these tests break.
    problems[:] = [one for one in problems if not one.startswith("Response Status Error Code 500")]


def break_posts(page: Page, how: str) -> None:
    page.route("**/annotations/**", lambda route: ABORT[how](route) if is_post(route) else route.continue_())


def is_post(route) -> bool:
    return route.request.method == "POST"


def mend(page: Page) -> None:
    page.unroute_all()


def toast(page: Page):
    return page.get_by_role("region", name="Meldung")


def try_again(page: Page) -> None:
    mend(page)
    toast(page).get_by_role("button", name="Erneut versuchen").click()


def comment(page: Page, body: str = "Ein Kommentar") -> Annotation:
    form = page.locator("#comments form.composer")
    form.get_by_label("Ihr Kommentar").fill(body)
    form.get_by_role("button", name="Speichern").click()
    expect(page.locator("#comments .note")).to_contain_text(body)
    return Annotation.objects.get()


@failing
def test_a_highlight_waits_and_is_stored_once(page, how):
    break_posts(page, how)
    select(answer_of(page).first, "sehr interessantes")
    toolbar(page).get_by_role("button", name="Gelb markieren").click()
    expect(toast(page)).to_contain_text("Nicht gespeichert")
    expect(toast(page)).to_contain_text(REASON[how])
    expect(page.locator("#live")).to_contain_text("Nicht gespeichert")
    assert not Annotation.objects.exists()
    # What fails once more is told in the same place, and focus stays there.
    page.evaluate("addEventListener('randnotiz:failed', () => (document.body.dataset.failed = 'again'))")
    again = toast(page).get_by_role("button", name="Erneut versuchen")
    again.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-failed", "again")
    expect(again).to_be_focused()
    try_again(page)
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")
    assert Annotation.objects.get().exact == "sehr interessantes"


@failing
def test_a_comment_keeps_its_words_and_is_stored_once(page, how):
    break_posts(page, how)
    select(answer_of(page).first, "sehr interessantes")
    toolbar(page).get_by_role("button", name="Kommentieren").click()
    area = page.locator(".notes textarea")
    area.fill("Mühsam geschrieben")
    area.press("Control+Enter")
    expect(toast(page)).to_contain_text("Nicht gespeichert")
    expect(area).to_have_value("Mühsam geschrieben")
    expect(area).to_be_focused()
    try_again(page)
    expect(page.locator(".notes .note")).to_contain_text("Mühsam geschrieben")
    expect(toast(page).get_by_role("button", name="Erneut versuchen")).to_be_hidden()
    assert Annotation.objects.get().exact == "sehr interessantes"


def test_who_is_blocked_meanwhile_is_told_so_and_offered_no_second_try(page, people, problems):
    Ban.objects.create(creator=people["anna"])
    form = page.locator("#comments form.composer")
    form.get_by_label("Ihr Kommentar").fill("Ungehört")
    form.get_by_role("button", name="Speichern").click()
    expect(toast(page)).to_contain_text("Die Moderation hat Sie gesperrt.")
    expect(toast(page).get_by_role("button")).to_be_hidden()
    expect(form.get_by_label("Ihr Kommentar")).to_have_value("Ungehört")
    problems[:] = [one for one in problems if not one.startswith("Response Status Error Code 403")]


@failing
def test_an_edit_keeps_its_words(page, how):
    note = comment(page)
    card = page.locator("#comments .note")
    card.get_by_role("link", name="bearbeiten").click()
    card.locator("textarea").fill("Besser gesagt")
    break_posts(page, how)
    card.get_by_role("button", name="Speichern").click()
    expect(toast(page)).to_contain_text("Nicht gespeichert")
    expect(card.locator("textarea")).to_have_value("Besser gesagt")
    try_again(page)
    expect(card.locator(".body")).to_have_text("Besser gesagt")
    note.refresh_from_db()
    assert note.version == 2


@failing
def test_a_deletion_that_failed_leaves_the_comment(page, how):
    comment(page)
    card = page.locator("#comments .note")
    break_posts(page, how)
    card.get_by_role("button", name="löschen").click()
    expect(toast(page)).to_contain_text("Nicht gespeichert")
    expect(card).to_be_visible()
    try_again(page)
    expect(card).to_have_count(0)


def test_an_answer_that_got_lost_does_not_store_twice(page):
    page.route("**/annotations/", lose_the_answer)
    select(answer_of(page).first, "sehr interessantes")
    toolbar(page).get_by_role("button", name="Gelb markieren").click()
    expect(toast(page)).to_contain_text("Nicht gespeichert")
    assert Annotation.objects.count() == 1
    try_again(page)
    expect(page.locator("mark.mine")).to_have_text("sehr interessantes")
    assert Annotation.objects.count() == 1


def lose_the_answer(route) -> None:
    route.fetch()
    route.abort()


def test_a_form_that_could_not_be_loaded_comes_when_asked_for_again(page):
    page.route("**/annotations/new/**", lambda route: route.abort())
    select(answer_of(page).first, "sehr interessantes")
    toolbar(page).get_by_role("button", name="Kommentieren").click()
    expect(toast(page)).to_contain_text("Das ließ sich nicht laden.")
    try_again(page)
    expect(page.locator(".notes textarea")).to_be_visible()


@pytest.fixture
def two_tabs(page, context):
    """The same comment open for an edit in both tabs, the first already saved."""
    note = comment(page, "Am Anfang")
    second = context.new_page()
    second.goto(page.url)
    wait_until_ready(second)
    for tab, words in ((page, "Aus dem ersten Tab"), (second, "Aus dem zweiten Tab")):
        card = tab.locator("#comments .note")
        card.get_by_role("link", name="bearbeiten").click()
        card.get_by_label("Ihr Kommentar").fill(words)
    page.locator("#comments .note").get_by_role("button", name="Speichern").click()
    expect(page.locator("#comments .note .body")).to_have_text("Aus dem ersten Tab")
    card = second.locator("#comments .note")
    card.get_by_role("button", name="Speichern").click()
    expect(card.get_by_role("alert")).to_contain_text("anderswo geändert")
    expect(card.get_by_role("alert")).to_be_focused()
    expect(card.get_by_label("Gespeicherter Text")).to_have_value("Aus dem ersten Tab")
    expect(card.get_by_label("Ihr Text")).to_have_value("Aus dem zweiten Tab")
    note.refresh_from_db()
    assert note.body == "Aus dem ersten Tab"
    return second, card, note


def test_a_card_that_comes_too_late_neither_shows_nor_hides_the_undo(page, problems):
    select(answer_of(page).first, "frastruk")
    highlight(page)
    page.locator("mark.mine").click()
    card = page.locator(".note.mine")
    fetched = Held(page, "**/annotations/*/", only=lambda request: request.method == "GET")
    card.get_by_label("Rosa").check(force=True)
    expect(page.locator("mark.mine")).to_have_attribute("data-c", "p")
    card.get_by_role("button", name="Ihre Markierung löschen").click()
    expect(page.locator("mark")).to_have_count(0)
    fetched.wait()
    with page.expect_console_message(lambda message: "Status Error Code 404" in message.text) as told:
        fetched.release()
    problems.remove(told.value.text)
    expect(card).to_have_count(0)
    toast(page).get_by_role("button", name="Rückgängig").click()
    expect(page.locator("mark.mine")).to_have_count(1)


def test_of_two_edits_the_own_text_can_be_chosen(two_tabs):
    _, card, note = two_tabs
    card.get_by_role("button", name="Ihren Text speichern").click()
    expect(card.locator(".body")).to_have_text("Aus dem zweiten Tab")
    note.refresh_from_db()
    assert note.body == "Aus dem zweiten Tab"


def test_of_two_edits_the_saved_text_can_be_kept(two_tabs):
    second, card, note = two_tabs
    card.get_by_role("button", name="Gespeicherten Text behalten").click()
    expect(card.locator(".body")).to_have_text("Aus dem ersten Tab")
    expect(card.locator("textarea")).to_have_count(0)
    second.reload()
    expect(card.locator("textarea")).to_have_count(0)
    note.refresh_from_db()
    assert note.body == "Aus dem ersten Tab"


@pytest.mark.parametrize("who", ["anna", ""])
def test_an_expired_token_is_renewed_unseen(open_page, context, who):
    page = open_page(who)
    form = page.locator("#comments form.composer")
    for count in (1, 2):
        form.get_by_label("Ihr Kommentar").fill(f"Kommentar {count}")
        if form.get_by_label("Ihr Name").count():
            form.get_by_label("Ihr Name").fill("Nora")
        form.get_by_role("button", name="Speichern").click()
        expect(page.locator("#comments .note")).to_have_count(count)
        context.clear_cookies(name="csrftoken")
    assert Annotation.objects.count() == 2
    expect(toast(page).get_by_role("button", name="Erneut versuchen")).to_be_hidden()


def test_a_script_that_is_asked_for_and_does_not_come_is_said(page):
    page.route("**/speakers*.js", ABORT["unreachable"])
    page.locator("[popovertarget=who]").click()
    page.locator("#who label", has_text="Greg Brockman").click()
    expect(toast(page)).to_contain_text("Das ließ sich nicht laden.")
