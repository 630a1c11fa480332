"""An interview's whole text with the notes on it: marks in the text, notes at the end of each part.

Written as XHTML that is HTML as well, for books and for print.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from django.db.models import Subquery
from django.utils.translation import gettext as _
from lxml import etree, html

from annotations import targets
from annotations.exporters.export import NEVER, Export
from annotations.exporters.html import comment_html, paragraphs
from annotations.exporters.record import Exported
from annotations.exporters.uri import as_uri
from annotations.flow import Flow
from reader.layers import Mark
from reader.models import Block, Interview, Kind, Revision
from reader.rendering import render_text
from reader.text import spans_from_json

# Readers of books become slow with parts that are much longer.
PART = 80
# Between the numbers of two notes: a narrow space that no line breaks at.
APART = "\u202f"


@dataclass(slots=True)
class Part:
    """Some blocks, and the notes on them by their numbers."""

    number: int
    title: str
    blocks: list[Block] = field(default_factory=list)
    notes: list[tuple[int, Exported]] = field(default_factory=list)


class Book:
    """The interview's blocks and notes, in parts. One query beside those for the notes.

    `footnote` is the name of the elements that hold the notes.
    """

    def __init__(self, export: Export, interview: Interview, *, footnote: str = "div") -> None:
        self.export = export
        self.footnote = footnote
        self.interview = interview
        changes = Revision.objects.filter(interview=interview.pk).order_by("-number").values("created")
        rows = interview.blocks.select_related("speaker").annotate(text_changed=Subquery(changes[:1]))
        blocks = list(rows.order_by("position"))
        self.marks: dict[int, list[Mark]] = {}
        # The notes to which a number in the text leads, as far as it has been written.
        self.numbered: set[str] = set()
        self.whole: list[tuple[int, Exported]] = []
        # When the text or a note was last changed.
        self.newest = max((row.text_changed for row in blocks if row.text_changed), default=NEVER)
        self.parts = _parts(blocks, interview.title)
        self._place(blocks, export.notes())

    def _place(self, blocks: Sequence[Block], notes: Iterable[Exported]) -> None:
        flow = Flow(blocks)
        part_of = {block.pk: part for part in self.parts for block in part.blocks}
        part = None
        for number, note in enumerate(notes, 1):
            self.newest = max(self.newest, note.modified)
            if not note.is_reply:
                last = self._mark(blocks, flow, number, note)
                part = part_of[last.pk] if last else None
            (part.notes if part else self.whole).append((number, note))

    def _mark(self, blocks: Sequence[Block], flow: Flow, number: int, note: Exported) -> Block | None:
        """Draw the note's passage; returns the block in which it ends."""
        stretch = flow.stretch(*note.position) if note.position else None
        if stretch is None:
            return None
        met = blocks[stretch.first : stretch.last + 1]
        passage = targets.parts(met, stretch.start, stretch.end)
        mark = Mark(0, 0, note.ref, note.colour, href=f"#n-{note.ref}", label=_numbered(number))
        for part in passage:
            first, last = part is passage[0], part is passage[-1]
            drawn = replace(mark, start=part.start, end=part.end, first=first, last=last)
            self.marks.setdefault(part.block.pk, []).append(drawn)
        return passage[-1].block

    def part(self, part: Part) -> str:
        """The part's blocks and its notes."""
        numbers = {note.ref: number for number, note in part.notes}
        pieces = [self._block(block, numbers) for block in part.blocks]
        return "\n".join([*pieces, *self.notes(part.notes)])

    def _block(self, block: Block, numbers: dict[str, int]) -> str:
        marks = self.marks.get(block.pk, ())
        root = _tree(render_text(block.text, spans_from_json(block.spans, block.text), marks))
        self.numbered |= _number(root, numbers)
        if block.kind == Kind.HEADING:
            for paragraph in list(root.iter("p")):
                paragraph.tail = f" {paragraph.tail or ''}"
                paragraph.drop_tag()
            return f'<h2 id="t-{block.key}">{_as_xml(root).strip()}</h2>'
        text = _as_xml(root)
        name = ""
        if block.speaker is not None and not block.continued:
            name = f'<p class="name"><b>{escape(block.speaker.name)}:</b></p>'
        return f'<section class="{block.kind}" id="t-{block.key}">{name}{text}</section>'

    def notes(self, notes: Sequence[tuple[int, Exported]]) -> Iterator[str]:
        """The notes as footnotes, to which the numbers in the text lead."""
        for number, note in notes:
            kind = f'class="footnote{" reply" if note.is_reply else ""}" role="doc-footnote"'
            inside = self._note(number, note)
            yield f'<{self.footnote} {kind} id="n-{note.ref}">{inside}</{self.footnote}>'

    def _note(self, number: int, note: Exported) -> str:
        body = _as_xml(_tree(comment_html(note.comment))) if note.comment else ""
        is_numbered = note.ref in self.numbered
        if not is_numbered and note.quote:
            body = f"<blockquote>{paragraphs(note.quote).replace('<br>', '<br/>')}</blockquote>{body}"
        label = _numbered(number)
        back = f'<a href="#r-{note.ref}" role="doc-backlink">{label}</a>' if is_numbered else label
        where = _("Reply") if note.is_reply else note.place
        parts = [back, escape(note.written_by), "" if note.is_reply else escape(note.who)]
        parts += [f'<a href="{escape(note.link)}">{escape(where)}</a>', escape(note.time)]
        parts += [escape(self.export.meaning(note)), *(f"#{escape(name)}" for name in note.tags)]
        return f'<p class="about">{" · ".join(part for part in parts if part)}</p>{body}'


def _numbered(number: int) -> str:
    return _("Note %(number)s") % {"number": number}


def _parts(blocks: Sequence[Block], title: str) -> list[Part]:
    """The blocks in parts: at every heading, and where one gets too long."""
    parts = [Part(1, title)]
    for block in blocks:
        is_head = block.kind == Kind.HEADING
        if parts[-1].blocks and (is_head or len(parts[-1].blocks) >= PART):
            name = " ".join(block.text.split()) if is_head else _turns_from(block)
            parts.append(Part(len(parts) + 1, name))
        parts[-1].blocks.append(block)
    return parts


def _turns_from(block: Block) -> str:
    return _("From turn %(number)s") % {"number": block.number} if block.number else _("Text")


def _tree(text: str) -> html.HtmlElement:
    """HTML of ours with only what a book needs, and links that a book may have."""
    root = html.fragment_fromstring(text, create_parent="div")
    for element in root.iter("mark", "p", "a"):
        for name in ("data-a", "data-n", "data-start", "aria-details", "id"):
            element.attrib.pop(name, None)
    for mark in root.xpath("//mark[@data-c='']"):
        # A note on all of a block shows at its end.
        mark.drop_tag()
    for anchor in list(root.iter("a")):
        if "ref" in (anchor.get("class") or "").split():
            continue
        if href := as_uri(anchor.get("href") or ""):
            anchor.set("href", href)
        else:
            anchor.drop_tag()
    return root


def _number(root: html.HtmlElement, numbers: dict[str, int]) -> set[str]:
    """Give the links to notes their numbers. Returns the notes, by id, to which one leads."""
    found = set()
    for anchor in root.iter("a"):
        if "ref" in (anchor.get("class") or "").split():
            ref = (anchor.get("href") or "").removeprefix("#n-")
            anchor.text = str(numbers.get(ref, "*"))
            anchor.set("id", f"r-{ref}")
            anchor.set("class", "noteref")
            anchor.set("role", "doc-noteref")
            before = anchor.getprevious()
            if before is not None and before.get("role") == "doc-noteref" and not before.tail:
                # Else 3 and 4 would be read as 34.
                before.tail = APART
            found.add(ref)
    return found


def _as_xml(root: html.HtmlElement) -> str:
    """What is in the element, as XHTML."""
    inside = (etree.tostring(child, encoding="unicode", method="xml") for child in root)
    return escape(root.text or "", quote=False) + "".join(inside)
