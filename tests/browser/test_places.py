"""A reader comes back: the library knows how far they are and leads on from there."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Place
from tests.browser.waiting import until

PAUSE = 15_000


@pytest.fixture
def quick(context):
    """A browser whose clock the test turns on."""
    context.clock.install()
    yield context
    # Closing a page tells its place too, which nobody waits for.
    context.route("**/place/", lambda route: route.abort())


def go_on(page: Page) -> None:
    """Time passes; the page tells where its reader is."""
    with page.expect_response(lambda response: response.url.endswith("/place/")) as answer:
        page.clock.fast_forward(PAUSE + 100)
    assert answer.value.status == 204


def test_the_library_leads_back_to_where_one_was(quick, open_page, people, live_server):
    page = open_page("anna")
    turn = page.locator('.turn[data-n="5"]')
    turn.evaluate("(turn) => turn.scrollIntoView()")
    go_on(page)
    place = Place.objects.get(creator=people["anna"])
    assert place.block.number == 5
    assert 0 < place.percent < 100
    page.goto(live_server.url)
    card = page.get_by_role("region", name="Dialog zwischen")
    expect(card).to_contain_text(f"zu {place.percent}")
    card.get_by_role("link", name="Weiterlesen").click()
    expect(page.locator(f"#t-{place.block.key}")).to_be_in_viewport()


def test_whoever_reaches_the_end_has_read_it(quick, open_page, people):
    page = open_page("anna")
    page.locator("[data-block]").last.evaluate("(block) => block.scrollIntoView({block: 'end'})")
    go_on(page)
    assert Place.objects.get(creator=people["anna"]).finished


def test_visitors_are_not_followed(quick, open_page):
    page = open_page()
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.mouse.wheel(0, 3000)
    until(page, lambda: page.evaluate("scrollY") > 0)
    page.clock.fast_forward(PAUSE * 2)
    # Whatever the page had asked for would have been told before what it is asked to ask for.
    page.evaluate("fetch('/token/').then(() => null)")
    assert [urlsplit(url).path for url in sent] == ["/token/"]


def test_the_shelf_is_narrowed_and_searched_by_keyboard(open_page, people, sample):
    Place.objects.create(interview=sample, creator=people["anna"], percent=30)
    page = open_page("anna", "/")
    rows = page.locator(".rows > li")
    expect(rows).to_have_count(1)
    page.get_by_role("radio", name="Alle 1").focus()
    page.keyboard.press("ArrowRight")
    expect(rows).to_have_count(0)
    expect(page.get_by_text("In dieser Liste ist noch nichts.")).to_be_visible()
    expect(page.get_by_role("radio", name="Ungelesen 0")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile("state=started"))
    page.get_by_role("searchbox").fill("steht nirgends")
    expect(page.get_by_role("radio", name="Angefangen 0")).to_be_checked()
    expect(page.get_by_text("Nichts gefunden für „steht nirgends“.")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("plug-in")
    expect(rows).to_have_count(1)
