"""Reading: outline, permalinks, what stands around the text, how it looks, on every width."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import box_of, fits, scrolled, until

WIDTHS = [1440, 1024, 768, 390]


def test_the_outline_leads_to_each_question(open_page):
    page = open_page()
    links = page.locator(".outline a")
    assert links.count() > 5
    link = links.nth(4)
    target = link.get_attribute("href")
    link.click()
    expect(page.locator(target)).to_be_in_viewport()
    expect(page).to_have_url(re.compile(f"{target}$"))


def test_a_permalink_scrolls_to_its_turn_and_shows_it(open_page, sample):
    turn = sample.blocks.filter(kind="turn").order_by("position").last()
    page = open_page(path=f"{sample.get_absolute_url()}#t-{turn.key}")
    expect(page.locator(f"#t-{turn.key}")).to_be_in_viewport()
    assert page.locator(":target").get_attribute("id") == f"t-{turn.key}"
    assert scrolled(page) > 1000


def test_the_copy_button_gives_name_number_title_and_link(open_page, context, sample):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page()
    turn = page.locator('.turn[data-n="2"]').first
    turn.hover()
    turn.get_by_role("button", name="Link kopieren").click()
    expect(page.locator(".toast", has_text="Link kopiert")).to_be_visible()
    link = f"{page.url}#{turn.get_attribute('id')}"
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"Greg Brockman, Wortmeldung 2, {sample.title}\n{link}"


def test_asides_link_out_and_notes_media_and_credits_are_shown(open_page):
    page = open_page()
    aside = page.locator(".also a[href^='https://']").first
    expect(aside).to_be_visible()
    for kind in ("note", "media", "credit"):
        expect(page.locator(f"[data-kind={kind}]").first).to_be_visible()


def test_what_belonged_to_the_source_page_is_gone(open_page):
    text = open_page().locator("main").inner_text().lower()
    for gone in ("anzeige", "e-mail-adresse", "kommentar absenden", "teilen auf"):
        assert gone not in text


def test_the_text_is_german_and_hyphenates(open_page):
    prose = open_page().locator(".turn .prose").first
    assert prose.get_attribute("lang").startswith("de")
    expect(prose.locator("p").first).to_have_css("hyphens", "auto")


def test_every_turn_has_a_heading_with_its_speaker(open_page):
    page = open_page()
    turns = page.locator("article.turn").count()
    assert page.locator("article.turn").get_by_role("heading", level=2).count() == turns


def test_the_look_changes_at_once_and_is_the_servers_after_a_reload(open_page):
    page = open_page()
    page.locator("[popovertarget=typo]").click()
    panel = page.locator("#typo")
    for name, value in {"theme": "sepia", "font": "sans", "size": "4", "width": "l", "lh": "s"}.items():
        panel.locator(f"label:has(input[name='{name}'][value='{value}'])").click()
        expect(page.locator("html")).to_have_attribute(f"data-{name}", value)
    html = page.request.get(page.url).text()
    start = html[: html.index("<head>")]
    for attribute in ('theme="sepia"', 'font="sans"', 'size="4"', 'width="l"', 'lh="s"'):
        assert f"data-{attribute}" in start
    page.reload()
    expect(page.locator("input[name=theme][value=sepia]")).to_be_checked()


def test_the_filter_shows_one_speaker(open_page):
    page = open_page()
    page.locator("[popovertarget=who]").click()
    page.locator("#who label", has_text="Greg Brockman").click()
    expect(page.locator("main")).to_have_attribute("data-who", re.compile(r"\d"))
    who = page.locator("main").get_attribute("data-who")
    others = page.locator(f'.turn:not([data-s="{who}"]) .prose')
    for prose in others.all():
        until(page, lambda prose=prose: prose.bounding_box()["height"] < 40)  # folded to a line
    assert box_of(page.locator(f'.turn[data-s="{who}"] .prose').first)["height"] > 100
    page.locator("#who label").first.click()
    expect(page.locator("main")).not_to_have_attribute("data-who", who)
    until(page, lambda: others.first.bounding_box()["height"] > 40)


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(open_page, width):
    page = open_page()
    page.set_viewport_size({"width": width, "height": 844})
    fits(page)
