"""What comes after the last words of a conversation: notes, credits, and the site's own calls."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.document import Kind, Paragraph
from reader.turns import phrases
from reader.turns.conventions import Convention
from reader.turns.parts import Part
from reader.turns.pieces import Piece

LONGEST_PROMOTION = 600
LONGEST_SHOUT = 150
SMALL = 0.12
# "The garden's site: https://garden.example/", the site's own line below a text.
ADDRESS = re.compile(r"[^.!?。！？]{0,80}https?://\S{1,200}")


def with_tail(pieces: Sequence[Piece], convention: Convention) -> list[Piece]:
    """The pieces, with those after the last that somebody begins to speak told apart.

    They may still be what that speaker says, until a note or a separator ends it.
    """
    spoken = [number for number, piece in enumerate(pieces) if piece.speaker]
    if not spoken:
        return list(pieces)
    last = spoken[-1]
    out = list(pieces[: last + 1])
    printed = _mostly_emphasised(pieces[: last + 1])
    after: Part | None = None
    # A format that names who speaks tells the rest as well.
    below = len(pieces) if convention.named else _begins_below(pieces, last)
    for number, piece in enumerate(pieces[last + 1 :], last + 1):
        if number == below:
            after = after or Part(Kind.ASIDE)
        if convention.over is not None and piece.number >= convention.over:
            after = after or Part(convention.after)
        if after and number >= below and piece.part and piece.part.kind is Kind.HEADING:
            piece = replace(piece, part=after)
        if not piece.part:
            part = (
                _promotion(piece.paragraph, after is not None) or after or _closing(piece.paragraph, printed)
            )
            piece = replace(piece, part=part)
        if piece.part:
            after = _what_follows(piece.part, after)
        out.append(piece)
    return out


def _begins_below(pieces: Sequence[Piece], last: int) -> int:
    """Where a heading after the last words begins what the site writes below: a small part of it all.

    In a talk that has headings itself it is one more of them.
    """
    first = next(number for number, piece in enumerate(pieces) if piece.speaker)
    if any(piece.part and piece.part.kind is Kind.HEADING for piece in pieces[first:last]):
        return len(pieces)
    lengths = [len(piece.paragraph.text) for piece in pieces]
    left = SMALL * sum(lengths)
    for number in range(last + 1, len(pieces)):
        part = pieces[number].part
        if number > last + 1 and part and part.kind is Kind.HEADING:
            return number if sum(lengths[number:]) <= left else len(pieces)
    return len(pieces)


def _what_follows(part: Part, after: Part | None) -> Part | None:
    if part.ends_text:
        # After a comment form only readers' comments follow.
        return Part(Kind.ASIDE, boilerplate=True)
    return after or (Part(Kind.PARA) if part.ends_talk else None)


def _promotion(paragraph: Paragraph, over: bool) -> Part | None:
    """A call to subscribe, give, follow or download; among somebody's words only with a link or a shout.

    A line that ends in an address is one too.
    """
    text = paragraph.text
    if ADDRESS.fullmatch(text):
        return Part(Kind.ASIDE)
    if len(text) > LONGEST_PROMOTION or not phrases.PROMOTION.search(text):
        return None
    shouts = text.rstrip().endswith("!") and len(text) <= LONGEST_SHOUT
    calls = over or paragraph.links or "://" in text or shouts
    return Part(Kind.ASIDE) if calls else None


def _closing(paragraph: Paragraph, printed: bool) -> Part | None:
    """A note in italics below a text that is not."""
    if printed or not _is_emphasised(paragraph):
        return None
    return Part(Kind.NOTE, ends_talk=True)


def _mostly_emphasised(pieces: Sequence[Piece]) -> bool:
    speech = [piece.paragraph for piece in pieces if not piece.part]
    return sum(map(_is_emphasised, speech)) > 0.3 * len(speech)


def _is_emphasised(paragraph: Paragraph) -> bool:
    covered = sum(span.end - span.start for span in paragraph.spans if span.kind == "emphasis")
    return covered > 0.9 * len(paragraph.text)
