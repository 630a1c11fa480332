"""Axe on every page and state, in light, dark and sepia; the interface in German and English."""

import re

import pytest
from playwright.sync_api import Page, expect

from annotations.changes import touch
from annotations.models import Annotation, Place
from tests.browser.conftest import violations
from tests.browser.selecting import answer_of, select, toolbar

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def notes(sample, people):
    """Marks of all colours, overlapping, with and without words, own and others', with a reply."""
    turn = sample.blocks.filter(kind="turn").order_by("position")[1]
    made = [
        Annotation.objects.create(
            interview=sample, creator=people[who], motivation="commenting" if body else "highlighting",
            colour=colour, visibility="public", start_block=turn, start=start, end_block=turn, end=end,
            exact=turn.text[start:end], body=body,
        )
        for who, colour, start, end, body in [
            ("ben", "y", 0, 20, "Mit *Betonung*, [Link](https://example.org) und `Code`"),
            ("anna", "g", 10, 40, "> Zitat\n\n- Liste"),
            ("ben", "b", 50, 70, ""),
            ("anna", "p", 60, 90, ""),
        ]
    ]  # fmt: skip
    made.append(
        Annotation.objects.create(
            interview=sample, creator=people["ben"], motivation="replying", visibility="public",
            body="Eine Antwort", reply_to=made[1], root=made[1],
        )
    )  # fmt: skip
    for one in made:
        touch(one)
    return made


@pytest.fixture(params=["light", "dark"])
def enter(request, browser, open_page):
    """enter("anna", "/") opens a page in one of the two colour schemes of the system."""
    contexts = []

    def opened(who: str = "", path: str = "", viewport=WIDE, **more) -> Page:
        # Nothing fades: axe would measure the colours halfway.
        settings = {"locale": "de-DE", "color_scheme": request.param, "reduced_motion": "reduce"}
        contexts.append(browser.new_context(viewport=viewport, **settings, **more))
        return open_page(who, path, context=contexts[-1])

    yield opened
    for context in contexts:
        context.close()


def assert_clean(page: Page, state: str = "") -> None:
    found = violations(page)
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == [], state


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/accounts/register/", "/accounts/password/reset/", "/nothing-here/"]
)
def test_the_pages_around_the_text(enter, path):
    assert_clean(enter(path=path))


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_the_library_of_somebody_who_has_read(enter, notes, people, viewport):
    Place.objects.create(interview=notes[0].interview, creator=people["anna"], percent=38)
    page = enter("anna", "/", viewport)
    expect(page.get_by_role("link", name="Weiterlesen")).to_be_visible()
    assert_clean(page)


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/register/"])
def test_the_account_pages_with_errors(enter, path):
    page = enter(path=path)
    page.locator("main").get_by_role("button", name="Anmelden", exact=True).or_(
        page.get_by_role("button", name="Konto anlegen")
    ).click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_clean(page)


def test_the_page_of_one_annotation(enter, notes):
    assert_clean(enter("anna", notes[1].get_absolute_url()))


def test_the_interview_with_notes_and_each_open_panel(enter, notes):
    page = enter("anna")
    assert_clean(page, "at rest")
    for name in ("typo", "who", "whose", "account"):
        page.locator(f".bar [popovertarget={name}]").click()
        expect(page.locator(f"#{name}")).to_be_visible()
        assert_clean(page, name)
        page.keyboard.press("Escape")
        expect(page.locator(f"#{name}")).to_be_hidden()


def test_while_writing(enter, notes):
    page = enter("anna")
    select(answer_of(page).first, "interessantes Verfahren")
    toolbar(page).get_by_role("button", name="Kommentieren").click()
    expect(page.locator(".notes textarea")).to_be_focused()
    assert_clean(page)


def test_the_toolbar_beside_a_selection(enter):
    page = enter("anna")
    select(answer_of(page).first, "interessantes Verfahren")
    expect(toolbar(page)).to_be_visible()
    assert_clean(page)


def test_the_dialog_for_selecting(enter):
    page = enter("anna")
    page.locator('.turn[data-n="2"] [data-pick]').first.dispatch_event("click")
    expect(page.get_by_role("listbox")).to_be_focused()
    page.keyboard.press("Space")
    assert_clean(page)


def test_the_question_who_highlights_and_its_error(enter):
    page = enter()
    select(answer_of(page).first, "interessantes Verfahren")
    toolbar(page).get_by_role("button", name="Gelb markieren").click()
    page.get_by_role("dialog").get_by_role("button", name="Markierung speichern").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    assert_clean(page)


def test_on_a_phone_with_the_sheet_and_the_outline(enter, notes):
    page = enter("anna", viewport=PHONE, has_touch=True, is_mobile=True)
    assert_clean(page, "at rest")
    page.locator("#note-count").tap()
    expect(page.locator("#sheet .note").first).to_be_visible()
    assert_clean(page, "sheet")
    page.get_by_role("button", name="Schließen").tap()
    page.locator("[popovertarget=toc]").tap()
    expect(page.locator("#toc")).to_be_visible()
    assert_clean(page, "outline")


def test_sepia(open_page, context, live_server, notes):
    context.add_cookies([{"name": "appearance", "value": "theme=sepia", "url": live_server.url}])
    page = open_page("anna")
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
    assert_clean(page)
    page.goto(live_server.url)
    assert_clean(page, "library")


@pytest.mark.parametrize(
    ("locale", "language", "heading"),
    [
        ("de-AT", "de", "Kommentare zum Gespräch"),
        ("en-GB", "en", "Comments on the interview"),
        ("fr-FR", "de", "Kommentare zum Gespräch"),
    ],
)
def test_the_interface_speaks_the_browsers_language_the_text_its_own(
    browser, open_page, locale, language, heading
):
    context = browser.new_context(locale=locale, viewport=WIDE)
    page = open_page(context=context)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.locator("h1")).to_have_attribute("lang", re.compile("^de"))
    context.close()


def test_in_english_everything_that_scripts_say_is_english(browser, open_page):
    context = browser.new_context(locale="en-US", viewport=WIDE)
    page = open_page("anna", context=context)
    select(answer_of(page).first, "interessantes Verfahren")
    bar = page.get_by_role("toolbar", name="Selected passage")
    bar.get_by_role("button", name="Highlight in yellow").click()
    expect(page.locator("#live")).to_have_text("Highlighted in yellow: “interessantes Verfahren”")
    context.close()


def test_a_chosen_language_is_remembered(open_page, live_server):
    page = open_page("anna")
    page.get_by_role("contentinfo").get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Comments on the interview")).to_be_visible()
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("contentinfo").get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Bibliothek")).to_be_visible()
