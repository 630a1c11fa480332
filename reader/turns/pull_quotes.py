"""Pull quotes: a sentence of the conversation set again as an ornament."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.document import Kind, Paragraph
from reader.turns.parts import Part
from reader.turns.pieces import Piece

WORD = re.compile(r"\w+")
QUOTED = re.compile(r"[„“”\"«»‚‘’『「].+[“”\"«»‘’』」.]", re.DOTALL)
SHORTEST = 5
LONGEST = 400
# Quotes are shortened: so many of their runs of three words stand in the text as well.
SHARED = 0.5


def with_pull_quotes(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with quotes marked as asides whose words somebody says elsewhere in them."""
    candidates = {n for n, piece in enumerate(pieces) if _may_be_one(piece)}
    if not candidates:
        return list(pieces)
    others = (piece.paragraph for n, piece in enumerate(pieces) if n not in candidates)
    said = {run for paragraph in others for run in _runs(paragraph)}
    return [
        replace(piece, part=Part(Kind.ASIDE)) if n in candidates and _is_shared(piece, said) else piece
        for n, piece in enumerate(pieces)
    ]


def _may_be_one(piece: Piece) -> bool:
    paragraph = piece.paragraph
    if piece.speaker or piece.part or len(paragraph.text) > LONGEST:
        return False
    printed = sum(s.end - s.start for s in paragraph.spans if s.kind != "link") >= len(paragraph.text)
    return "blockquote" in paragraph.hints or (printed and QUOTED.fullmatch(paragraph.text) is not None)


def _is_shared(piece: Piece, said: set[tuple[str, ...]]) -> bool:
    runs = _runs(piece.paragraph)
    return len(runs) >= SHORTEST and sum(run in said for run in runs) >= SHARED * len(runs)


def _runs(paragraph: Paragraph) -> list[tuple[str, ...]]:
    words = WORD.findall(paragraph.text.casefold())
    return list(zip(words, words[1:], words[2:], strict=False))
