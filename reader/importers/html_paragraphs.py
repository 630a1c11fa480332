"""The paragraphs of a page's main text, with their links and emphasis as spans.

One walk over the elements, each visited once, whatever the nesting.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from reader.document import Kind, Paragraph
from reader.importers.html_content import PLAYERS, Content, Part
from reader.importers.html_links import with_link_lists
from reader.text import Span, clean_with_spans, cut, is_kept_address, is_safe_href, join

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
MEANING = {
    "a": "link", "b": "strong", "strong": "strong", "em": "emphasis", "i": "emphasis", "cite": "emphasis",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
BOLD = re.compile(r"font-weight\s{0,9}:\s{0,9}(?:bold|[6-9]00)", re.IGNORECASE)
SPEAKER = re.compile(
    r"\b(?:speaker|spk|sprecher|sprecherin|interviewer|interviewee|who)(?:[-_]?name)?\b|(?<!\S)name(?!\S)",
    re.IGNORECASE,
)
# No-break spaces are no blanks here: whoever wrote one meant it.
BLANKS = re.compile(r"[ \t\n\r\f]+")
KINDS = {Part.ADVERTISEMENT: Kind.ASIDE, Part.RELATED: Kind.ASIDE, Part.MEDIA: Kind.MEDIA}
# How many containers around a paragraph give it their names as hints.
NEAREST = 3
LONGEST_LABEL = 60
MOSTLY = 0.9


@dataclass(slots=True)
class _Container:
    """A block element that is open."""

    element: HtmlElement
    names: frozenset[str]
    kind: Kind | None
    boilerplate: bool
    heading: int
    list_item: bool
    literal: bool


@dataclass(slots=True)
class _Player:
    """An embedded video or sound that has no paragraph yet."""

    url: str
    name: str


@dataclass(slots=True)
class _Writing:
    """The paragraph being written."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    blank: bool = True
    broken: bool = False
    spans: list[Span] = field(default_factory=list)


def _is_bold(element: HtmlElement) -> bool:
    """By its style, or because it is called a speaker, whose name pages print in bold."""
    return bool(BOLD.search(element.get("style", "")) or SPEAKER.search(element.get("class", "")))


def paragraphs_of(content: Content, base: str = "") -> list[Paragraph]:
    """The paragraphs in the main text, in order; `base` is what relative links start from."""
    reading = _Reading(content, base)
    reading.run()
    return with_link_lists(reading.paragraphs, reading.linked)


def with_split_labels(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with a colon that begins one put back behind the word it belongs to.

    Browsers end a bold name's paragraph where its tags are nested wrongly: `<p>Name</b>: text</p>`.
    """
    out: list[Paragraph] = []
    for paragraph in paragraphs:
        if out and paragraph.text.startswith((":", "：")) and len(out[-1].text) <= LONGEST_LABEL:
            text, spans = join([(out[-1].text, out[-1].spans), (paragraph.text, paragraph.spans)], "")
            out[-1] = replace(out[-1], text=text, spans=spans)
        else:
            out.append(paragraph)
    return out


class _Reading:
    """Walks through the elements and keeps what is open."""

    def __init__(self, content: Content, base: str) -> None:
        self.content = content
        self.base = base
        self.paragraphs: list[Paragraph] = []
        self.containers: list[_Container] = []
        self.writing = _Writing()
        # What is open, by kind: elements of one kind inside each other mean it once.
        self.open: dict[str, tuple[HtmlElement, int, str | None]] = {}
        self.player: _Player | None = None
        self.links = 0
        # Which paragraphs are nothing but a link.
        self.linked: set[int] = set()

    def run(self) -> None:
        self._enter(self.content.root)
        self._write(self.content.root.text)
        for opens, element in self.content.walk():
            if self.content.parts.get(element) is not Part.DROPPED:
                (self._opens if opens else self._closes)(element)
            if not opens:
                self._write(element.tail)
        self._end_paragraph()
        self._place_player()

    def _opens(self, element: HtmlElement) -> None:
        if element.tag == "br":
            self._break_line()
        elif self._is_inline(element):
            self._open_span(element)
        else:
            self._end_paragraph()
            self._enter(element)
        if element.tag not in PLAYERS:
            self._write(element.text)

    def _closes(self, element: HtmlElement) -> None:
        if element.tag == "br":
            return
        if self._is_inline(element):
            self._close_span(element)
            return
        self._end_paragraph()
        closed = self.containers.pop()
        if element.tag in PLAYERS and not closed.boilerplate:
            self.player = self._player(element) or self.player
        if self.player and closed.kind is Kind.MEDIA and self._kind() is not Kind.MEDIA:
            self._place_player()

    def _is_inline(self, element: HtmlElement) -> bool:
        return element.tag in INLINE and element not in self.content.parts

    # Containers

    def _enter(self, element: HtmlElement) -> None:
        outer = self.containers[-1] if self.containers else None
        part = self.content.parts.get(element)
        tag = element.tag
        self.containers.append(
            _Container(
                element=element,
                names=frozenset([tag, *element.get("class", "").split()]),
                kind=KINDS.get(part) if part else (outer.kind if outer else None),
                boilerplate=part is Part.ADVERTISEMENT or (outer is not None and outer.boilerplate),
                heading=int(tag[1]) if re.fullmatch("h[1-6]", tag) else (outer.heading if outer else 0),
                list_item=tag == "li" or (outer is not None and outer.list_item and tag == "p"),
                literal=tag == "pre" or (outer is not None and outer.literal),
            )
        )

    def _kind(self) -> Kind | None:
        return self.containers[-1].kind if self.containers else None

    # Spans

    def _open_span(self, element: HtmlElement) -> None:
        self.links += element.tag == "a"
        kind = MEANING.get(element.tag) or ("strong" if _is_bold(element) else None)
        href = self._address(element.get("href")) if kind == "link" else None
        if kind and kind not in self.open and (kind != "link" or href):
            self.open[kind] = (element, self.writing.length, href)

    def _close_span(self, element: HtmlElement) -> None:
        self.links -= element.tag == "a"
        for kind, (opener, start, href) in list(self.open.items()):
            if opener is element:
                self._span(kind, start, href)
                del self.open[kind]

    def _span(self, kind: str, start: int, href: str | None) -> None:
        if start < self.writing.length:
            self.writing.spans.append(Span(start, self.writing.length, kind, href))

    def _address(self, href: str | None) -> str | None:
        try:
            address = urljoin(self.base, (href or "").strip())
        except ValueError:
            return None
        return address if is_safe_href(address) else None

    # Text

    def _write(self, text: str | None) -> None:
        if not text:
            return
        if not self.containers[-1].literal:
            text = BLANKS.sub(" ", text)
            if self.writing.blank:
                text = text.removeprefix(" ")
        if text:
            self._append(text)
            if text != " ":
                self.writing.broken = False

    def _append(self, text: str) -> None:
        self.writing.pieces.append(text)
        self.writing.length += len(text)
        self.writing.linked += len(text) if self.links else 0
        self.writing.blank = text[-1] in " \n"

    def _break_line(self) -> None:
        """One line break breaks the line, two end the paragraph."""
        if self.writing.broken:
            self._end_paragraph()
        elif self.writing.length:
            self._append("\n")
            self.writing.broken = True

    def _end_paragraph(self) -> None:
        for kind, (element, start, href) in self.open.items():
            self._span(kind, start, href)
            self.open[kind] = (element, 0, href)
        writing, self.writing = self.writing, _Writing()
        if not writing.length:
            return
        text, spans = clean_with_spans("".join(writing.pieces), writing.spans)
        text, spans = cut(text, spans, 0, len(text))
        if text:
            # Links that lead nowhere from a saved page have no span, and yet are links.
            if writing.linked >= MOSTLY * writing.length:
                self.linked.add(len(self.paragraphs))
            self._add(text, spans)

    def _add(self, text: str, spans: list[Span]) -> None:
        inner = self.containers[-1]
        self.paragraphs.append(
            Paragraph(
                text=text,
                spans=sorted(spans, key=lambda span: (span.start, -span.end)),
                heading=inner.heading,
                list_item=inner.list_item,
                hints=frozenset().union(*(c.names for c in self.containers[-NEAREST:])),
                kind=inner.kind,
                boilerplate=inner.boilerplate,
                url=self._player_url() if inner.kind is Kind.MEDIA else None,
            )
        )

    # Embedded media

    def _player(self, element: HtmlElement) -> _Player | None:
        source = element if element.get("src") else element.find("source[@src]")
        url = self._address(source.get("src")) if source is not None else None
        if url is None or not is_kept_address(url) or url.startswith("mailto:"):
            return None
        return _Player(url, (element.get("title") or urlsplit(url).hostname or url).strip())

    def _player_url(self) -> str | None:
        player, self.player = self.player, None
        return player.url if player else None

    def _place_player(self) -> None:
        """Give a player that no caption follows a paragraph of its own."""
        if self.player:
            text, _spans = clean_with_spans(self.player.name, ())
            self.paragraphs.append(Paragraph(text, kind=Kind.MEDIA, url=self.player.url))
            self.player = None
