"""Writes a draft's blocks in order: joins what one speaker says, and knows who goes on after a break."""

from reader.document import DraftBlock, Kind, Paragraph
from reader.text import Span, cut, is_kept_address, join
from reader.turns.parts import Part


class Drafting:
    """The blocks so far and the turn that is open."""

    def __init__(self, conversation: bool) -> None:
        # Prose before the first turn leads to the conversation; without one it is just prose.
        self._prose = Kind.LEAD if conversation else Kind.PARA
        self._blocks: list[DraftBlock] = []
        self._speaker: str | None = None
        self._said: list[tuple[str, list[Span]]] = []
        self._begins: int | None = None
        self._ends: int | None = None
        self._continued = False
        # Nobody sees it, so it interrupts nobody: it waits for the end of the turn.
        self._unseen: list[DraftBlock] = []

    def speaks(self, name: str, paragraph: Paragraph) -> None:
        """From this paragraph on, `name` speaks. Named again, they just go on."""
        if name != self._speaker:
            self._end_turn()
            self._speaker = name
            self._continued = False
        if not self._said:
            self._begins = paragraph.begins

    def text(self, paragraph: Paragraph, start: int, end: int) -> None:
        """text[start:end] of the paragraph is said by who speaks, or is prose if nobody does."""
        text, spans = cut(paragraph.text, paragraph.spans, start, end)
        if not text:
            return
        if self._speaker is None:
            self._blocks.append(DraftBlock(kind=self._prose, text=text, spans=spans))
            return
        if not self._said and self._begins is None:
            self._begins = paragraph.begins
        self._said.append((text, spans))
        self._ends = paragraph.ends if paragraph.ends is not None else self._ends

    def note(self, paragraph: Paragraph, start: int, end: int) -> None:
        """text[start:end] of the paragraph is an editor's note."""
        self._end_turn()
        text, spans = cut(paragraph.text, paragraph.spans, start, end)
        self._blocks.append(DraftBlock(kind=Kind.NOTE, text=text, spans=spans))

    def part(self, paragraph: Paragraph, part: Part) -> None:
        """The paragraph is no speech, but `part`."""
        block = DraftBlock(
            kind=part.kind,
            text=paragraph.text,
            spans=list(paragraph.spans),
            url=paragraph.url or _first_link(paragraph),
            boilerplate=part.boilerplate,
        )
        if part.boilerplate:
            self._unseen.append(block)
        else:
            self._end_turn()
            self._blocks.append(block)

    def finish(self) -> list[DraftBlock]:
        """All blocks, the last turn ended."""
        self._end_turn()
        return self._blocks

    def _end_turn(self) -> None:
        if self._said:
            text, spans = join(self._said, "\n\n")
            self._blocks.append(
                DraftBlock(
                    kind=Kind.TURN,
                    text=text,
                    speaker=self._speaker,
                    spans=spans,
                    continued=self._continued,
                    begins=self._begins,
                    ends=self._ends,
                )
            )
            # Who speaks next, unless another is named, goes on with this turn.
            self._continued = True
        self._said, self._begins, self._ends = [], None, None
        self._blocks += self._unseen
        self._unseen = []


def _first_link(paragraph: Paragraph) -> str | None:
    hrefs = (link.href for link in paragraph.links if link.href and is_kept_address(link.href))
    return next((href for href in hrefs if not href.lower().startswith("mailto:")), None)
