"""Where a page's main text is, and which of its parts are something else.

Parts are told by their tags and by the words in their classes and ids. Nothing is taken out of the
tree: doing that often is quadratic.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from lxml.html import HtmlElement


@dataclass(slots=True)
class _Size:
    letters: int = 0
    links: int = 0


class Part(Enum):
    """What a part of the page is, if it is not plain text."""

    DROPPED = auto()
    ADVERTISEMENT = auto()
    RELATED = auto()
    MEDIA = auto()


@dataclass(slots=True)
class Content:
    """The element that holds the main text, and what is known of the elements in the page."""

    root: HtmlElement
    parts: dict[HtmlElement, Part] = field(default_factory=dict)

    def walk(self) -> Iterator[tuple[bool, HtmlElement]]:
        """Every element below the root twice, (True, e) where it opens and (False, e) where it closes.

        Of what is dropped, only the two events of its outermost element come.
        """
        return _walk(self.root, self.parts)


SILENT_TAGS = frozenset({
    "button", "canvas", "dialog", "head", "input", "label", "math", "menu", "nav", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea",
})  # fmt: skip
# These may hold a whole page: some frameworks put one form around everything.
DROPPED_TAGS = SILENT_TAGS | {"footer", "form"}
PLAYERS = frozenset({"audio", "embed", "iframe", "video"})
MEDIA_TAGS = PLAYERS | {"figcaption", "figure"}
# These hold the text, whatever a theme writes into their classes.
HOLDERS = frozenset({"html", "body", "main", "article"})

# Classes and ids as words: "td-post-sharing" and "postSharing" both hold "sharing".
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
DROPPED = re.compile(
    r"\b(?:author box|breadcrumbs?|byline|comments?|comentarios|commentaires|consent|cookies?|crumbs?|disqus"
    r"|entrymeta|gdpr|kommentare?|login|masthead|material icons|menu|meta|modal|navbar|navigation|newsletter"
    r"|next prev|pager|pagination|paywall|popup|post tags|postmeta|promo|rating|respond|screen reader|share"
    r"|sharebar|sharedaddy|sharing|sidebar|skip|social|source tags|sr only|subscribe|subscription|tagcloud"
    r"|toolbar|visually hidden|widget)\b"
)
RELATED = re.compile(
    r"\b(?:also|empfehlungen|more on|outbrain|read ?more|recommendations|recommended"
    r"|related(?:posts|articles|links)?|see ?also|taboola|yarpp)\b"
)
ADVERTISEMENT = re.compile(
    r"\b(?:ads?|adv|advert|adverts|advertisement|advertising|adsense|adsby|adsbygoogle|adspot|adslot|adbox"
    r"|adunit|anzeigen?|werbung|publicidad|publicite)\b"
)
HOLDER_NAME = re.compile(r"\b(?:article|entry|post|story) (?:body|content|text)\b")
HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)

# A part this large is the text, whatever it is called.
TOO_LARGE_TO_DROP = 0.4
# Of all prose in the page, teasers and comments with it.
ENOUGH_FOR_THE_ARTICLE = 0.2
# A container is entered while one child holds nearly all of its text.
NEARLY_ALL = 0.85
# Shorter runs of text are labels and links, not prose.
PROSE = 40
# A box with more links than this is a list of what else is on the site.
MOST_RELATED_LINKS = 3
# One with fewer links and more letters is the text that "read more" opens.
LONGEST_RELATED = 1500
LONGEST_ID = 3


def main_content(root: HtmlElement) -> Content:
    """The element that holds nearly all of the page's prose, with what its parts are."""
    body = root.find("body")
    body = root if body is None else body
    parts = _parts(body)
    weights = _weights(body, parts)
    holder = _named_holder(weights, body)
    while (child := _heaviest(holder, weights)) is not None and weights[child] >= NEARLY_ALL * weights[
        holder
    ]:
        holder = child
    return Content(holder, parts)


def _named_holder(weights: dict[HtmlElement, int], body: HtmlElement) -> HtmlElement:
    """The heaviest element that is called the article, if it holds enough; else the whole body."""
    named = (e for e in weights if e.tag in {"article", "main"} or HOLDER_NAME.search(names_of(e)))
    heaviest = max(named, key=weights.__getitem__, default=body)
    return heaviest if weights[heaviest] >= ENOUGH_FOR_THE_ARTICLE * weights[body] else body


def _heaviest(element: HtmlElement, weights: dict[HtmlElement, int]) -> HtmlElement | None:
    blocks = (child for child in element if weights.get(child) and child.tag != "p")
    return max(blocks, key=weights.__getitem__, default=None)


def _walk(root: HtmlElement, parts: dict[HtmlElement, Part]) -> Iterator[tuple[bool, HtmlElement]]:
    # A stack of our own: pages may be nested more deeply than Python allows calls to be.
    stack = [(False, child) for child in reversed(root)]
    while stack:
        closing, element = stack.pop()
        yield not closing, element
        if not closing:
            stack.append((True, element))
            # What stands inside a player is for browsers that have none.
            if parts.get(element) is not Part.DROPPED and element.tag not in PLAYERS:
                stack.extend((False, child) for child in reversed(element))


def _weights(root: HtmlElement, parts: dict[HtmlElement, Part]) -> dict[HtmlElement, int]:
    """How much prose stands in each element: text outside of links, ads and related boxes."""
    weights = {root: 0}
    open_elements = [root]
    silent = 0
    for opens, element in _walk(root, parts):
        counts = element.tag == "a" or element in parts
        if opens:
            weights[element] = 0
            open_elements.append(element)
            silent += counts
        else:
            open_elements.pop()
            silent -= counts
            weights[open_elements[-1]] += weights[element]
        text = element.text if opens else element.tail
        if text and not silent and len(text) >= PROSE:
            weights[open_elements[-1]] += len(text)
    return weights


def _parts(body: HtmlElement) -> dict[HtmlElement, Part]:
    """What is no plain text, by element."""
    sizes = _sizes(body)
    limit = TOO_LARGE_TO_DROP * sizes[body].letters
    parts = {}
    for element, size in sizes.items():
        part = _part(element)
        if part and (element.tag in SILENT_TAGS or size.letters <= limit):
            is_list = part is Part.RELATED and size.links > MOST_RELATED_LINKS
            if part is Part.RELATED and not is_list and size.letters > LONGEST_RELATED:
                continue
            parts[element] = Part.DROPPED if is_list else part
    return parts


def _sizes(body: HtmlElement) -> dict[HtmlElement, _Size]:
    """Letters and links in each element; of what shows no text, only the outermost element."""
    silent = dict.fromkeys(body.iter(*SILENT_TAGS), Part.DROPPED)
    sizes = {body: _Size(len(body.text or ""))}
    path = [sizes[body]]
    for opens, element in _walk(body, silent):
        if opens:
            letters = 0 if element in silent else len(element.text or "")
            sizes[element] = _Size(letters, int(element.tag == "a"))
            path.append(sizes[element])
        else:
            size = path.pop()
            path[-1].letters += size.letters + len(element.tail or "")
            path[-1].links += size.links
    return sizes


def _part(element: HtmlElement) -> Part | None:
    tag = element.tag
    if tag in DROPPED_TAGS or _is_hidden(element):
        return Part.DROPPED
    if tag in HOLDERS:
        return None
    if tag in MEDIA_TAGS:
        return Part.MEDIA
    names = names_of(element)
    if RELATED.search(names):
        return Part.RELATED
    if ADVERTISEMENT.search(names):
        return Part.ADVERTISEMENT
    if DROPPED.search(names):
        return Part.DROPPED
    return Part.RELATED if tag == "aside" else None


def names_of(element: HtmlElement) -> str:
    """The words in its class and id, in lower case, with blanks between.

    A long id is made of a heading's words: "sharing-a-garden-with-others".
    """
    mark = WORD.findall(element.get("id", ""))
    named = WORD.findall(f"{element.get('class', '')} {element.get('itemprop', '')}")
    return " ".join([*named, *(mark if len(mark) <= LONGEST_ID else ())]).lower()


def _is_hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or HIDDEN.search(element.get("style", "")) is not None
    )
