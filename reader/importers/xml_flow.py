"""From the elements of an XML text to paragraphs: one walk, whatever the format's names are.

What the names mean, and who speaks, each format says in a Vocabulary.
"""

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from reader.document import Kind, Paragraph
from reader.importers.xml_elements import BLANKS, local_name
from reader.text import Span, clean_with_spans, cut, is_safe_href


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a format's elements mean, by their local names. All others are text in the running line.

    `blocks` part paragraphs, `lines` part lines, `kinds` are blocks that are no plain text.
    """

    blocks: frozenset[str]
    kinds: dict[str, Kind]
    lines: frozenset[str]
    skipped: frozenset[str]
    # The name of who speaks in the element; None where it is no speech.
    speaker: Callable[[etree._Element], str | None]
    # For what its name alone does not tell: whether an element is left out, and whether it is a block.
    is_skipped: Callable[[etree._Element], bool]
    is_block: Callable[[etree._Element], bool]
    # "link", "emphasis" or "strong", if the element means it.
    meaning: Callable[[etree._Element], str | None]


def paragraphs_of(root: etree._Element, vocabulary: Vocabulary) -> list[Paragraph]:
    """The paragraphs in the element, in order, with who speaks and what is a note or a heading."""
    flow = _Flow(vocabulary)
    for opening, element in _walk(root, flow.leaves_out):
        if opening:
            flow.enter(element)
        else:
            flow.leave(element)
            if element is not root:
                flow.tail(element)
    flow.end_paragraph()
    _tell_prose(flow.paragraphs)
    return flow.paragraphs


def _tell_prose(paragraphs: list[Paragraph]) -> None:
    """What stands outside all speeches is nobody's, not the last speaker's."""
    prose = Kind.LEAD
    if any(paragraph.speaker for paragraph in paragraphs):
        for paragraph in paragraphs:
            if paragraph.speaker:
                prose = Kind.PARA
            elif paragraph.kind is None:
                paragraph.kind = prose


@dataclass(frozen=True, slots=True)
class _Opened:
    """An element that is open, and what held before it."""

    element: etree._Element
    is_block: bool
    speaker: str | None
    kind: Kind | None
    # Where in the paragraph a span over the element begins, if it means one.
    span: tuple[str, int, str | None] | None


class _Flow:
    """The paragraph being written and what is open around it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words = vocabulary
        self.paragraphs: list[Paragraph] = []
        self.opened: list[_Opened] = []
        self.speaker: str | None = None
        self.kind: Kind | None = None
        self.pieces: list[str] = []
        self.length = 0
        self.spans: list[Span] = []

    def leaves_out(self, element: etree._Element) -> bool:
        """Whether nothing of the element is read. An empty note, such as a gap, parts no paragraphs."""
        name = local_name(element)
        if not name or name in self.words.skipped or self.words.is_skipped(element):
            return True
        is_note = name in self.words.kinds and self.kind is None
        return is_note and not any(text.strip() for text in element.itertext())

    def enter(self, element: etree._Element) -> None:
        name = local_name(element)
        speaker = self.words.speaker(element)
        kind = None if self.kind else self.words.kinds.get(name)
        is_block = bool(speaker or kind) or name in self.words.blocks or self.words.is_block(element)
        if is_block:
            self.end_paragraph()
        meaning = self.words.meaning(element)
        address = (element.get("target") or element.get("href") or "") if meaning == "link" else None
        starts = meaning and (address is None or is_safe_href(address))
        span = (meaning, self.length, address) if meaning and starts else None
        self.opened.append(_Opened(element, is_block, self.speaker, self.kind, span))
        self.speaker, self.kind = speaker or self.speaker, kind or self.kind
        if name in self.words.lines and self.pieces:
            self._append("\n")
        self.write(element.text)

    def leave(self, element: etree._Element) -> None:
        if not self.opened or self.opened[-1].element is not element:
            return
        opened = self.opened.pop()
        if opened.span and opened.span[1] < self.length:
            meaning, start, address = opened.span
            self.spans.append(Span(start, self.length, meaning, address))
        if opened.is_block:
            self.end_paragraph()
        self.speaker, self.kind = opened.speaker, opened.kind

    def tail(self, element: etree._Element) -> None:
        """What follows the element. Entities stand for a character that HTML knows by the same name."""
        if not local_name(element):
            self.write(html.unescape(str(element.text or "")))
        # Words that are elements of their own say so where no blank follows them (TEI, att.linguistic).
        joined = element.get("join") in {"right", "both"} if local_name(element) else False
        if not (joined and not (element.tail or "").strip()):
            self.write(element.tail)

    def write(self, text: str | None) -> None:
        text = BLANKS.sub(" ", text or "")
        if not self.pieces or self.pieces[-1][-1] in " \n":
            text = text.removeprefix(" ")
        if text:
            self._append(text)

    def end_paragraph(self) -> None:
        text, spans = clean_with_spans("".join(self.pieces), self.spans)
        text, spans = cut(text, spans, 0, len(text))
        if text:
            self.paragraphs.append(
                Paragraph(
                    text,
                    spans=sorted(spans, key=lambda span: (span.start, -span.end)),
                    kind=self.kind,
                    heading=2 * (self.kind is Kind.HEADING),
                    # A note in a speech is the editor's.
                    speaker=None if self.kind else self.speaker,
                )
            )
        self.pieces, self.length, self.spans = [], 0, []

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def _walk(
    root: etree._Element, leaves_out: Callable[[etree._Element], bool]
) -> Iterator[tuple[bool, etree._Element]]:
    """Each element as it opens and as it closes; what is left out only closes. No recursion."""
    element, opening = root, True
    while True:
        if opening:
            left_out = leaves_out(element)
            if not left_out:
                yield True, element
                if len(element):
                    element = element[0]
                    continue
        yield False, element
        if element is root:
            return
        following = element.getnext()
        if following is not None:
            element, opening = following, True
        else:
            parent = element.getparent()
            assert parent is not None
            element, opening = parent, False
