"""Page numbers and the lines that pages repeat at their head or foot, which are no part of the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reader.importers.pdf_lines import Line, Page

# Of a page's height, at its head and at its foot.
MARGIN = 0.12
# Headers and footers have no more lines than this.
DEEPEST = 3
# So many of the pages, or so many near each other (as a chapter's are), repeat a line.
SHARE = 0.25
FEWEST_NEAR = 3
NUMBER = re.compile(r"\d+|\b[ivxlc]{1,7}\b", re.IGNORECASE)
PAGE_NUMBER = re.compile(
    r"[-–—|· ]{0,4}(?:(?:page|seite|página|pagina|strana|stran|str\.?|strona|sayfa|стр\.?|страница|p\.|s\."
    r"|第)\s?)?\d{1,4}(?:\s?(?:/|of|von|de|di|sur|van|z|od|из|頁|页|ページ)\s?\d{0,4})?[-–—|· ]{0,4}",
    re.IGNORECASE,
)


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without their running heads and feet."""
    everywhere = Counter(_words(line) for page in pages for line in page.lines)
    for _round in range(DEEPEST):
        outermost = [_outermost(page) for page in pages]
        repeated = _repeated(outermost) - _said_again(outermost, everywhere)
        found = [
            [line for line in lines if _key(line) in repeated or PAGE_NUMBER.fullmatch(line.text)]
            for lines in outermost
        ]
        if not any(found):
            break
        pages = [
            replace(page, lines=[line for line in page.lines if not any(line is each for each in lines)])
            for page, lines in zip(pages, found, strict=True)
        ]
    return list(pages)


def _outermost(page: Page) -> list[Line]:
    """The page's highest and lowest line, where they stand in the margin; with all at their height."""
    if not page.lines:
        return []
    highest = max(line.baseline for line in page.lines)
    lowest = min(line.baseline for line in page.lines)
    edges = [highest] if highest > (1 - MARGIN) * page.height else []
    edges += [lowest] if lowest < MARGIN * page.height else []
    return [line for line in page.lines if any(abs(line.baseline - edge) < 1 for edge in edges)]


def _words(line: Line) -> str:
    return NUMBER.sub("#", line.text).casefold()


def _key(line: Line) -> tuple[str, int]:
    """What is the same on all pages: the words without numbers, and the height."""
    return _words(line), round(line.baseline)


def _said_again(outermost: Sequence[Sequence[Line]], everywhere: Counter[str]) -> set[tuple[str, int]]:
    """Of the outermost lines those that stand elsewhere as often: the names of those who speak."""
    outer = [_key(line) for lines in outermost for line in lines]
    counts = Counter(words for words, _height in outer)
    return {key for key in outer if everywhere[key[0]] >= 2 * counts[key[0]]}


def _repeated(outermost: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    pages_of = defaultdict(list)
    for number, lines in enumerate(outermost):
        for key in {_key(line) for line in lines}:
            pages_of[key].append(number)
    return {
        key
        for key, numbers in pages_of.items()
        if len(numbers) >= max(2, SHARE * len(outermost))
        or (len(numbers) >= FEWEST_NEAR and numbers[-1] - numbers[0] <= 2 * len(numbers))
    }
