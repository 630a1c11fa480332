"""The paragraphs of an OpenDocument text (OpenDocument 1.3 part 3, 5 and 6)."""

import re
from dataclasses import dataclass, field

from lxml import etree

from reader.document import Paragraph
from reader.importers.odt_styles import key
from reader.importers.office_styles import Style, Styles
from reader.importers.writing import Writing
from reader.text import is_safe_href

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
HREF = "{http://www.w3.org/1999/xlink}href"
SKIPPED = {
    *(TEXT + name for name in ("note", "ruby-text", "sequence-decls", "tracked-changes", "variable-decls")),
    *(TEXT + name for name in ("alphabetical-index", "bibliography", "table-of-content", "user-index")),
    *(OFFICE + name for name in ("annotation", "forms")),
}
# Outside of text:s several blanks are one (6.1.2).
BLANKS = re.compile(r"[ \t\n\r]+")
MOST_BLANKS = 1000


@dataclass(slots=True)
class _Open:
    """A paragraph that is open, and the spans and links open in it; text boxes put others inside."""

    element: etree._Element
    style: Style
    heading: int
    writing: Writing = field(default_factory=Writing)
    blank: bool = True
    words: list[Style] = field(default_factory=list)
    hrefs: list[str | None] = field(default_factory=list)


def paragraphs_of(text: etree._Element, styles: Styles) -> list[Paragraph]:
    """The paragraphs in the `office:text`, in order."""
    reading = _Reading(styles)
    walker = etree.iterwalk(text, events=("start", "end"))
    skipped = None
    for event, element in walker:
        if event == "start" and element.tag in SKIPPED:
            skipped = element
            walker.skip_subtree()
        elif event == "start":
            reading.opens(element)
        else:
            if element is not skipped:
                reading.closes(element)
            reading.write(element.tail)
    return reading.paragraphs


class _Reading:
    """What is open while the walk goes through the text."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.paragraphs: list[Paragraph] = []
        self.open: list[_Open] = []
        self.list_items = 0

    def opens(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in {f"{TEXT}p", f"{TEXT}h"}:
            self._open_paragraph(element)
        elif tag == f"{TEXT}list-item":
            self.list_items += 1
        elif not self.open:
            return
        elif tag == f"{TEXT}span":
            self.open[-1].words.append(self.styles[key("text", element.get(f"{TEXT}style-name"))])
        elif tag == f"{TEXT}a":
            href = element.get(HREF, "")
            self.open[-1].hrefs.append(href if is_safe_href(href) else None)
        elif tag == f"{TEXT}s":
            self._write(" " * _number(element.get(f"{TEXT}c"), 1, MOST_BLANKS))
        elif tag in {f"{TEXT}tab", f"{TEXT}line-break"}:
            self._write("\t" if tag == f"{TEXT}tab" else "\n")
        self.write(element.text)

    def closes(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == f"{TEXT}list-item":
            self.list_items -= 1
        elif self.open and element is self.open[-1].element:
            self._end_paragraph(self.open.pop())
        elif self.open and tag == f"{TEXT}span":
            self.open[-1].words.pop()
        elif self.open and tag == f"{TEXT}a":
            self.open[-1].hrefs.pop()

    def write(self, text: str | None) -> None:
        """Add text of the paragraph that is open; what stands between paragraphs is no text."""
        if not text or not self.open:
            return
        text = BLANKS.sub(" ", text)
        self._write(text[1:] if self.open[-1].blank and text.startswith(" ") else text)

    def _write(self, text: str) -> None:
        paragraph = self.open[-1]
        styles = [*reversed(paragraph.words), paragraph.style]
        if not text or any(style.hidden for style in styles):
            return
        meaning: dict[str, str | None] = {}
        if not paragraph.heading:
            meaning |= {"strong": None} if _first([s.bold for s in styles]) else {}
            meaning |= {"emphasis": None} if _first([s.italic for s in styles]) else {}
        href = next((href for href in reversed(paragraph.hrefs) if href), None)
        paragraph.writing.write(text, {**meaning, "link": href} if href else meaning)
        paragraph.blank = text[-1] in " \n\t"

    def _open_paragraph(self, element: etree._Element) -> None:
        style = self.styles[key("paragraph", element.get(f"{TEXT}style-name"))]
        heading = 1 if style.title else style.heading or 0
        if element.tag == f"{TEXT}h" and not style.title:
            heading = _number(element.get(f"{TEXT}outline-level"), 1, 6)
        self.open.append(_Open(element, style, min(heading, 6)))

    def _end_paragraph(self, ended: _Open) -> None:
        text, spans = ended.writing.finish()
        if text:
            self.paragraphs.append(
                Paragraph(
                    text,
                    spans,
                    heading=ended.heading,
                    list_item=self.list_items > 0,
                    hints=frozenset({"title"}) if ended.style.title else frozenset(),
                )
            )


def _first(values: list[bool | None]) -> bool | None:
    return next((value for value in values if value is not None), None)


def _number(text: str | None, default: int, most: int) -> int:
    number = int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else default
    return min(number, most)
