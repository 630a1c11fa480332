"""Short lines among somebody's sentences that nobody says: captions in plain text, and subheads."""

from collections.abc import Sequence
from dataclasses import replace

from reader.document import Kind
from reader.turns.parts import Part
from reader.turns.pieces import Piece

LONGEST = 60
SENTENCE_ENDS = tuple(".!?…。！？؟:：;；\"'”“»«’)]）】』」")
# In a text that leaves out full stops a line without one means nothing.
PUNCTUATED = 0.85
# Where many lines are short they are what people say.
FEW = 0.25


def with_captions(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with short lines without a full stop between sentences told apart.

    Where the same speaker goes on it is a caption that came in between, before another speaks a subhead.
    """
    spoken = [n for n, piece in enumerate(pieces) if piece.speaker]
    speech = [piece for piece in pieces if not piece.part and piece.paragraph.text]
    ended = sum(_is_sentence(piece) for piece in speech)
    if not spoken or ended < PUNCTUATED * len(speech):
        return list(pieces)
    found = [n for n in range(spoken[0] + 1, len(pieces) - 1) if _stands_between(pieces, n)]
    if len(found) > FEW * len(speech):
        return list(pieces)
    out = list(pieces)
    for n in found:
        out[n] = replace(pieces[n], part=Part(Kind.HEADING if pieces[n + 1].speaker else Kind.MEDIA))
    return out


def _stands_between(pieces: Sequence[Piece], n: int) -> bool:
    piece, text = pieces[n], pieces[n].paragraph.text
    if piece.speaker or piece.part or piece.paragraph.list_item or len(text) > LONGEST:
        return False
    if text.endswith(SENTENCE_ENDS) or "\n" in text or text[0] in "-–—•*" or text[0].islower():
        return False
    around = (pieces[n - 1], pieces[n + 1])
    return all(not p.part and _is_sentence(p) and len(p.paragraph.text) > len(text) for p in around)


def _is_sentence(piece: Piece) -> bool:
    return piece.paragraph.text.endswith(SENTENCE_ENDS)
