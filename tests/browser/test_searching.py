"""Somebody searches while typing, goes to the turn, and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import assert_clean
from tests.browser.waiting import fits, next_page


def test_a_search_answers_while_one_types_and_leads_to_the_turn(open_page, sample):
    page = open_page(path="/")
    with next_page(page):
        page.locator("[data-find]").click()
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("technologisch")
    expect(page.locator("#results .hint")).to_contain_text("Treffer")
    expect(page).to_have_url(re.compile("q=technologisch"))
    hit = page.locator("#results li").first
    expect(hit.locator("mark").first).to_contain_text("technologisch", ignore_case=True)
    # What a row leads to beside its passage is clicked, and not the row.
    with next_page(page):
        hit.get_by_role("link", name=re.compile("^Nur in dem suchen")).click()
    expect(page).to_have_url(re.compile("speaker="))
    with next_page(page):
        page.locator(".narrowed a").click()
    with next_page(page):
        page.locator("#results li").first.get_by_role("heading").get_by_role("link").click()
    expect(page.locator(":target, .turn:focus").first).to_be_in_viewport()
    with next_page(page):
        page.keyboard.press("/")
    expect(page).to_have_url(re.compile(rf"/search/\?interview={sample.slug}$"))
    expect(page.locator(".narrowed")).to_contain_text(sample.title[:20])


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_axe_has_nothing_to_say(browser, open_page, width, scheme):
    context = browser.new_context(
        locale="de-DE",
        viewport={"width": width, "height": 844},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = open_page(path="/search/?q=interessant", context=context)
    expect(page.locator("#results li mark").first).to_be_visible()
    fits(page)
    assert_clean(page, "search")
    context.close()


def test_without_javascript_it_is_a_form(browser, open_page, live_server, sample):
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/search/")
    page.get_by_role("searchbox").fill("technologisch")
    page.get_by_role("main").get_by_role("button", name="Suchen").click()
    expect(page.locator("#results mark").first).to_be_visible()
    context.close()
