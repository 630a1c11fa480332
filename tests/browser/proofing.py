"""Rows of the editor of a proof, by their words."""

import re

from playwright.sync_api import Page


def row(page: Page, words: str):
    return page.locator("[data-row]").filter(has_text=words)


def kind(page: Page, words: str):
    return row(page, words).get_by_label(re.compile("^Wer es sagt")).first


def open_row(page: Page, words: str):
    """The first row with these words, opened; it stays the same whatever its words become."""
    found = page.locator(f"#{row(page, words).first.get_attribute('id')}")
    found.locator("summary").click()
    return found
