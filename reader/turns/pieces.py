"""Paragraphs cut into pieces that are of one kind each: speech with or without a label, or a part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.document import Kind, Paragraph
from reader.text import cut
from reader.turns.labels import Label
from reader.turns.parts import Part, is_boilerplate

# An entry of a reading list is no longer than this, unless it is a link.
LONGEST_ENTRY = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a part of paragraph `number`; `speaker` where somebody begins to speak."""

    number: int
    paragraph: Paragraph
    speaker: str | None = None
    part: Part | None = None


def split(paragraph: Paragraph, labels: Sequence[Label]) -> Iterator[tuple[Paragraph, Label | None]]:
    """The paragraph cut before each line that a speaker's label opens or that is boilerplate."""
    by_start = {label.start: label for label in labels}
    borders = sorted({0, *by_start, *_boilerplate_lines(paragraph.text)})
    for start, end in zip(borders, [*borders[1:], len(paragraph.text)], strict=True):
        label = by_start.get(start)
        text, spans = cut(paragraph.text, paragraph.spans, label.end if label else start, end)
        begins = label.begins if label and label.begins is not None else paragraph.begins
        if text or label:
            yield replace(paragraph, text=text, spans=spans, begins=begins), label


def _boilerplate_lines(text: str) -> list[int]:
    """Where lines that are boilerplate begin and end."""
    if "\n" not in text:
        return []
    borders, start = [], 0
    for line in text.split("\n"):
        if is_boilerplate(line):
            borders += [start, start + len(line)]
        start += len(line) + 1
    return borders


def with_lists(pieces: list[Piece]) -> list[Piece]:
    """What follows the heading of a reading list belongs to it; without a list it is boilerplate."""
    out = []
    in_list = False
    for number, piece in enumerate(pieces):
        if piece.part and piece.part.list_heading:
            in_list = _is_listed(_next_shown(pieces, number))
            piece = replace(piece, part=replace(piece.part, boilerplate=not in_list))
        elif in_list and not (piece.part and piece.part.boilerplate):
            in_list = _is_listed(piece)
            piece = replace(piece, part=Part(Kind.ASIDE)) if in_list else piece
        out.append(piece)
    return out


def _next_shown(pieces: Sequence[Piece], number: int) -> Piece | None:
    following = (pieces[n] for n in range(number + 1, min(number + 4, len(pieces))))
    return next((piece for piece in following if not (piece.part and piece.part.boilerplate)), None)


def _is_listed(piece: Piece | None) -> bool:
    if piece is None or piece.speaker or piece.part:
        return False
    paragraph = piece.paragraph
    linked = sum(link.end - link.start for link in paragraph.links)
    listed = paragraph.list_item and len(paragraph.text) <= LONGEST_ENTRY
    return listed or linked > 0.5 * len(paragraph.text)
