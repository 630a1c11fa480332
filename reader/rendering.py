"""Text, formatting and marks to safe HTML, in one sweep over all their borders.

Formatting nests properly (links outermost, so that none is cut without need); marks are flat
neighbours inside it, each naming all annotations that cover it. Only this module and
`annotations.markdown` declare HTML as safe that no template has written.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from reader.layers import Mark
from reader.text import Span

PARAGRAPH_BREAK = re.compile(r"\n\n")
# From the outside inwards.
NESTING = ("link", "strong", "emphasis", "code")
TAGS = {"link": "a", "strong": "strong", "emphasis": "em", "code": "code"}
# What stands for other words suggested for a passage: it is underlined and has no colour.
SUGGESTED = "e"
COLOURS = f"ygbp{SUGGESTED}"


def render_text(text: str, spans: Iterable[Span] = (), marks: Iterable[Mark] = ()) -> SafeString:
    """The block's text as paragraphs, each with its offset in code points as `data-start`.

    Spans and marks are half-open ranges of code points; what lies outside the text is cut off.
    """
    writer = _Writer(text, list(spans), [trimmed for mark in marks if (trimmed := _trim(mark, text))])
    start = 0
    for gap in PARAGRAPH_BREAK.finditer(text):
        writer.paragraph(start, gap.start())
        start = gap.end()
    writer.paragraph(start, len(text))
    return mark_safe("".join(writer.out))


def join_safe(parts: Iterable[str]) -> SafeString:
    """Pieces of HTML that are safe already, one after the other."""
    return mark_safe("".join(parts))


def _trim(mark: Mark, text: str) -> tuple[int, int, Mark] | None:
    """The mark's range without line breaks at its ends: between paragraphs nothing can be drawn."""
    start, end = max(0, mark.start), min(mark.end, len(text))
    while end > start and text[end - 1] == "\n":
        end -= 1
    while start < end and text[start] == "\n":
        start += 1
    return (start, end, mark) if start < end else None


class _Writer:
    """Walks the borders from left to right and keeps what is open at each."""

    def __init__(self, text: str, spans: Sequence[Span], marks: Sequence[tuple[int, int, Mark]]) -> None:
        self.text = text
        self.out: list[str] = []
        self.open: list[Span] = []
        self.links_to_notes: list[str] = []
        self.named: set[str] = set()
        self.spans: dict[int, Span] = {}
        self.marks: dict[int, Mark] = {}
        self.events: dict[int, list[tuple[bool, bool, int, Span | Mark]]] = defaultdict(list)
        for index, span in enumerate(spans):
            self._at(span.start, span.end, index, span)
        for index, (start, end, mark) in enumerate(marks):
            self._at(start, end, index, mark)
        self.borders = sorted(self.events)
        self.next = 0

    def _at(self, start: int, end: int, index: int, thing: Span | Mark) -> None:
        if start < end:
            is_mark = isinstance(thing, Mark)
            self.events[start].append((True, is_mark, index, thing))
            self.events[end].append((False, is_mark, index, thing))

    def paragraph(self, start: int, end: int) -> None:
        """Write text[start:end] as one paragraph."""
        if start == end:
            return
        self.out.append(f'<p data-start="{start}">')
        position = start
        while position < end:
            self._pass_borders(position)
            stop = min(end, self.borders[self.next]) if self.next < len(self.borders) else end
            self._stretch(position, stop)
            position = stop
        self._pass_borders(end)
        self._close_down_to(0)
        self._write_links_to_notes()
        self.out.append("</p>")

    def _pass_borders(self, position: int) -> None:
        """Open and close what begins and ends up to here."""
        while self.next < len(self.borders) and self.borders[self.next] <= position:
            for begins, is_mark, index, thing in self.events[self.borders[self.next]]:
                active = self.marks if is_mark else self.spans
                if begins:
                    active[index] = thing  # type: ignore[assignment]
                elif active.pop(index, None) and isinstance(thing, Mark):
                    self._note_ends(thing)
            self.next += 1

    def _note_ends(self, mark: Mark) -> None:
        if mark.people:
            self.links_to_notes.append(
                f'<a class="many" href="{escape(mark.href)}" data-n="{mark.people}" '
                f'aria-label="{escape(mark.label)}"></a>'
            )
        elif mark.last and mark.href:
            kind = " ".join(["ref" if mark.noted else "ref dot", *_whose([mark])])
            self.links_to_notes.append(
                f'<a class="{kind}" href="{escape(mark.href)}" data-a="{mark.ref}"{_groups([mark])} '
                f'aria-label="{escape(mark.label)}"></a>'
            )

    def _stretch(self, start: int, end: int) -> None:
        wanted = sorted(self.spans.values(), key=lambda span: (NESTING.index(span.kind), span.start))
        wanted = [span for n, span in enumerate(wanted) if span.kind != "link" or n == 0]
        same = 0
        while same < min(len(wanted), len(self.open)) and wanted[same] is self.open[same]:
            same += 1
        self._close_down_to(same)
        # A link within a link is no HTML: the link to a note waits until the text's own link ends.
        if not any(span.kind == "link" for span in self.open):
            self._write_links_to_notes()
        for span in wanted[same:]:
            self.out.append(_opening(span))
            self.open.append(span)
        content = escape(self.text[start:end], quote=False).replace("\n", "<br>")
        self.out.append(self._marked(content) if self.marks else content)

    def _close_down_to(self, depth: int) -> None:
        while len(self.open) > depth:
            self.out.append(f"</{TAGS[self.open.pop().kind]}>")

    def _write_links_to_notes(self) -> None:
        self.out.extend(self.links_to_notes)
        self.links_to_notes.clear()

    def _marked(self, content: str) -> str:
        marks = [self.marks[index] for index in sorted(self.marks)]
        if popular := any(mark.people for mark in marks):
            marks = [mark for mark in marks if not mark.people]
            if not marks:
                return f'<span class="popular">{content}</span>'
        newest = {mark.colour for mark in marks[-2:]}
        attributes = [
            f'data-a="{" ".join(mark.ref for mark in marks)}"',
            f'data-c="{" ".join(colour for colour in COLOURS if colour in newest)}"',
        ]
        if len(marks) > 1:
            attributes.append(f'data-n="{len(marks)}"')
        classes = _whose(marks) + ["popular"] * popular
        if classes:
            attributes.append(f'class="{" ".join(classes)}"')
        for mark in marks:
            if mark.first and mark.href and mark.ref not in self.named:
                # One element has one id: where two passages begin together, the second takes the next.
                self.named.add(mark.ref)
                attributes.append(f'id="m-{mark.ref}"')
                if mark.noted:
                    attributes.append(f'aria-details="n-{mark.ref}"')
                break
        return f"<mark {' '.join(attributes)}{_groups(marks)}>{content}</mark>"


def _whose(marks: Sequence[Mark]) -> list[str]:
    """The classes that tell what is the reader's own, and what else they want to see where they choose."""
    return ["mine"] * any(mark.mine for mark in marks) + ["ours"] * any(mark.ours for mark in marks)


def _groups(marks: Sequence[Mark]) -> str:
    names = sorted({name for mark in marks for name in mark.groups})
    return f' data-g="{escape(" ".join(names))}"' if names else ""


def _opening(span: Span) -> str:
    if span.kind == "link":
        return f'<a href="{escape(span.href or "")}" rel="noopener external">'
    return f"<{TAGS[span.kind]}>"
