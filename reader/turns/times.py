"""Time codes at the beginnings of paragraphs, as automatic transcripts have them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from reader.document import Paragraph
from reader.text import cut, join
from reader.turns.labels import labels_in, milliseconds

CODE = re.compile(
    r"[(\[]?((?:\d{1,2}:)?\d{1,3}:\d\d)(?:[.,]\d{1,3})?[)\]]?(?:[ \t\u00a0]{1,8}[-–—]?[ \t]{0,4}|\n|$)"
)
ENDS_SENTENCE = re.compile(r"[.!?。！？؟…][\s\"'”“»«’)\]]*$")
FEWEST = 3
SHARE = 0.3


def without_times(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs with their time codes taken out and kept as when they begin.

    Only where most begin with one. Where nobody is named the pieces of a sentence are put together again.
    """
    free = [p for p in paragraphs if not p.kind and not p.heading]
    timed = sum(CODE.match(line) is not None for p in free for line in p.text.split("\n"))
    if timed < FEWEST or timed < SHARE * len(free):
        return list(paragraphs)
    pieces = _timed_by_those_before(list(chain.from_iterable(map(_at_codes, paragraphs))))
    # Where names open the pieces these are turns, no sentences.
    named = sum(bool(labels_in(piece)) for piece in pieces)
    return pieces if named >= FEWEST else _sentences(pieces)


def _at_codes(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph cut at the lines that begin with a time code, without the codes."""
    if paragraph.kind or paragraph.heading:
        return [paragraph]
    text, out = paragraph.text, []
    borders, start = [(0, 0, paragraph.begins)], 0
    for line in text.split("\n"):
        if code := CODE.match(text, start):
            borders.append((start, code.end(), milliseconds(code[1])))
        start += len(line) + 1
    ends = [start for start, _words, _begins in borders[1:]] + [len(text)]
    for (_start, words, begins), end in zip(borders, ends, strict=True):
        said, spans = cut(text, paragraph.spans, words, end)
        if said or begins is not None:
            out.append(replace(paragraph, text=said, spans=spans, begins=begins))
    return out


def _timed_by_those_before(pieces: Sequence[Paragraph]) -> list[Paragraph]:
    """A time code that stands alone is when the next words begin."""
    out: list[Paragraph] = []
    begins: int | None = None
    for piece in pieces:
        if piece.text:
            out.append(
                replace(piece, begins=begins) if piece.begins is None and begins is not None else piece
            )
            begins = None
        else:
            begins = piece.begins
    return out


def _sentences(pieces: Sequence[Paragraph]) -> list[Paragraph]:
    """Pieces that end in the middle of a sentence, joined with those that go on with it."""
    out: list[Paragraph] = []
    group: list[Paragraph] = []
    for piece in pieces:
        if piece.kind or piece.heading or piece.speaker:
            out += [*_joined(group), piece]
            group = []
            continue
        group.append(piece)
        if ENDS_SENTENCE.search(piece.text[-9:]):
            out += _joined(group)
            group = []
    return [*out, *_joined(group)]


def _joined(group: Sequence[Paragraph]) -> list[Paragraph]:
    if not group:
        return []
    text, spans = join([(piece.text, list(piece.spans)) for piece in group], " ")
    return [replace(group[0], text=text, spans=spans, ends=group[-1].ends)]
