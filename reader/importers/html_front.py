"""What stands above a page's main text and belongs to it: the standfirst and a picture's caption."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from reader.importers.html_content import HOLDER_NAME, Content, names_of

FRONT = re.compile(
    r"\b(?:lead|lede|subtitle|subline|sub ?headline|standfirst|dek|intro|vorspann|chapo|chapeau|entradilla"
    r"|bajada|sottotitolo|overline|kicker|(?:image|img|photo|bild) ?(?:caption|description|text))\b"
)
LONGEST = 1200
# An article has a few of these; a page with more of them calls its teasers so.
MOST = 5


def front_of(content: Content) -> list[HtmlElement]:
    """The elements above the main text, in the same article, that are called its beginning."""
    article = next((a for a in content.root.iterancestors() if _is_article(a)), None)
    if article is None or content.root.tag == "article":
        return []
    found = list(_called_front(article, content))
    return found if len(found) <= MOST else []


def _is_article(element: HtmlElement) -> bool:
    return element.tag in {"article", "main"} or HOLDER_NAME.search(names_of(element)) is not None


def _called_front(article: HtmlElement, content: Content) -> Iterator[HtmlElement]:
    """In the order of the page, none inside another or inside what is no plain text."""
    done: HtmlElement | None = None
    for opens, element in Content(article, content.parts).walk():
        if element is content.root:
            return
        if element is done:
            done = None
        elif opens and done is None and (element in content.parts or _is_front(element)):
            done = element
            if element not in content.parts:
                yield element


def _is_front(element: HtmlElement) -> bool:
    if FRONT.search(names_of(element)) is None:
        return False
    return 0 < len(element.text_content().strip()) <= LONGEST and element.find(".//h1") is None
