"""The paragraphs of a Word document's body (ECMA-376 part 1, 17.2 to 17.4 and 17.16)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from reader.document import Paragraph
from reader.importers.docx_styles import namespace, words_style
from reader.importers.office_styles import Style, Styles
from reader.importers.writing import Writing
from reader.text import is_safe_href

# What was taken out in a tracked change, and doubles for programs that can't show what stands before.
SKIPPED = {"del", "moveFrom", "Fallback", "rPr", "pPr", "footnotePr", "sectPr", "tblPr", "tcPr", "trPr"}
TEXTS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"')


@dataclass(slots=True)
class _Open:
    """A paragraph that is open; text boxes put others inside it."""

    style: Style
    writing: Writing = field(default_factory=Writing)


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, then the text it shows."""

    instruction: str = ""
    href: str | None = None


def paragraphs_of(body: etree._Element, styles: Styles, links: Mapping[str, str]) -> list[Paragraph]:
    """The paragraphs in the body, in order; `links` are addresses by the ids of their relations."""
    reading = _Reading(namespace(body), styles, links)
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "end":
            reading.closes(name)
        elif name in SKIPPED:
            walker.skip_subtree()
        else:
            reading.opens(name, element)
    return reading.paragraphs


class _Reading:
    """What is open while the walk goes through the body."""

    def __init__(self, w: str, styles: Styles, links: Mapping[str, str]) -> None:
        self.w = w
        self.styles = styles
        self.links = links
        self.paragraphs: list[Paragraph] = []
        self.open: list[_Open] = []
        self.fields: list[_Field] = []
        self.href: str | None = None
        self.meaning: dict[str, str | None] = {}
        self.hidden = False

    def opens(self, name: str, element: etree._Element) -> None:
        if name == "p":
            self.open.append(_Open(self._paragraph_style(element)))
        elif not self.open:
            return
        elif name == "r":
            self._run(element)
        elif name == "hyperlink":
            ids = (value for key, value in element.attrib.items() if str(key).endswith("}id"))
            self.href = _safe(self.links.get(str(next(ids, "")), ""))
        elif name == "t":
            self._write(element.text or "")
        elif name in TEXTS and element.get(f"{self.w}type") is None:
            self._write(TEXTS[name])
        elif name == "fldChar":
            self._field(element.get(f"{self.w}fldCharType", ""))
        elif name == "instrText" and self.fields:
            self.fields[-1].instruction += element.text or ""

    def closes(self, name: str) -> None:
        if name == "hyperlink":
            self.href = None
        elif name == "p" and self.open:
            self._end_paragraph(self.open.pop())

    def _paragraph_style(self, paragraph: etree._Element) -> Style:
        w = self.w
        properties = paragraph.find(f"{w}pPr")
        if properties is None:
            return self.styles[None]
        named = properties.find(f"{w}pStyle")
        style = self.styles[named.get(f"{w}val") if named is not None else None]
        listed = properties.find(f"{w}numPr") is not None
        return Style(
            heading=style.heading,
            title=style.title,
            contents=style.contents,
            list_item=(style.list_item or listed) and not style.heading,
            bold=style.bold,
            italic=style.italic,
        )

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{self.w}rPr")
        own = words_style(properties, self.w)
        named = properties.find(f"{self.w}rStyle") if properties is not None else None
        style = self.styles[named.get(f"{self.w}val") if named is not None else None]
        around = self.open[-1].style
        self.hidden = bool(_first(own.hidden, style.hidden))
        self.meaning = {}
        # A heading is bold anyway; that says nothing about its words.
        if _first(own.bold, style.bold, around.bold) and not around.heading:
            self.meaning["strong"] = None
        if _first(own.italic, style.italic, around.italic) and not around.heading:
            self.meaning["emphasis"] = None

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            link = LINK_FIELD.match(self.fields[-1].instruction)
            self.fields[-1].href = _safe(link[1]) if link else None
        elif self.fields and kind == "end":
            self.fields.pop()

    def _write(self, text: str) -> None:
        if self.hidden:
            return
        href = self.href or next((f.href for f in self.fields if f.href), None)
        self.open[-1].writing.write(text, {**self.meaning, "link": href} if href else self.meaning)

    def _end_paragraph(self, ended: _Open) -> None:
        text, spans = ended.writing.finish()
        style = ended.style
        if text and not style.contents:
            self.paragraphs.append(
                Paragraph(
                    text,
                    spans,
                    heading=1 if style.title else min(style.heading or 0, 6),
                    list_item=bool(style.list_item),
                    hints=frozenset({"title"}) if style.title else frozenset(),
                )
            )


def _first(*values: bool | None) -> bool | None:
    return next((value for value in values if value is not None), None)


def _safe(href: str) -> str | None:
    return href if is_safe_href(href) else None
