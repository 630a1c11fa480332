"""A page's title: where it is repeated in the text, and what it is if the page does not say."""

import re
from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from reader.document import Paragraph

LETTERS = re.compile(r"[^\W_]+")
SEPARATOR = re.compile(r"\s{1,3}[-–—|·•»:]\s")
# A title of fewer letters is what a program left in its place.
FEWEST_LETTERS = 4
LONGEST = 150
# The title stands among the first paragraphs, below the section's name perhaps.
FIRST = 6
SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？")


def title_and_text(
    title: str | None, root: HtmlElement, paragraphs: list[Paragraph]
) -> tuple[str | None, list[Paragraph]]:
    """The title, and the paragraphs without it and without what the site writes above it."""
    title = _as_headed(title, root)
    if title is None or not _is_one(title):
        return _first_line(paragraphs)
    letters = _letters(title)
    place = next((n for n, p in enumerate(paragraphs[:FIRST]) if _letters(p.text) == letters), None)
    if place is not None:
        above = [p for p in paragraphs[:place] if p.kind or _is_prose(p)]
        paragraphs = [*above, *paragraphs[place + 1 :]]
    texts = Counter(p.text for p in paragraphs)
    first = [
        p for p in paragraphs[:FIRST] if p.kind or texts[p.text] > 1 or not _begins(letters, _letters(p.text))
    ]
    rest = [p for p in paragraphs[FIRST:] if p.heading != 1 or _letters(p.text) != letters]
    return title, [*first, *rest]


def _as_headed(title: str | None, root: HtmlElement) -> str | None:
    """The page's main heading, if the title is that with the name of a section behind it."""
    for heading in root.iter("h1"):
        text = " ".join(heading.text_content().split())
        if not title or not _is_one(title):
            if _is_one(text) and len(text) <= LONGEST:
                return text
        elif _is_one(text) and title.startswith(text) and SEPARATOR.match(title, len(text)):
            return text
    return title


def _is_one(title: str | None) -> bool:
    return len("".join(LETTERS.findall(title or ""))) >= FEWEST_LETTERS and not (title or "").endswith(":")


def _first_line(paragraphs: list[Paragraph]) -> tuple[str | None, list[Paragraph]]:
    """The first paragraph as the title, if it is short and printed like one."""
    first = paragraphs[0] if paragraphs else None
    if first is None or first.kind or len(first.text) > LONGEST or "\n" in first.text:
        return None, paragraphs
    # What comes again is the name of somebody who speaks.
    if any(p.text == first.text for p in paragraphs[1:]):
        return None, paragraphs
    if first.heading == 1 or first.lead_in == len(first.text):
        return first.text.rstrip(" :"), paragraphs[1:]
    return None, paragraphs


def _is_prose(paragraph: Paragraph) -> bool:
    return len(paragraph.text) > LONGEST or paragraph.text.endswith(SENTENCE_ENDS)


def _begins(title: Sequence[str], part: Sequence[str]) -> bool:
    return bool(part) and title[: len(part)] == part


def _letters(text: str) -> Sequence[str]:
    return LETTERS.findall(text.casefold())
