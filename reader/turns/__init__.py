"""From a document to turns: who speaks, what each says until another speaks, and what is no speech."""

from collections.abc import Sequence
from dataclasses import replace

from reader.document import Document, Draft, DraftBlock, Kind, Paragraph
from reader.turns.captions import with_captions
from reader.turns.conventions import Convention, find_convention
from reader.turns.drafting import Drafting
from reader.turns.notes import notes_in
from reader.turns.parts import Part, part_of
from reader.turns.pieces import Piece, split, with_lists
from reader.turns.pull_quotes import with_pull_quotes
from reader.turns.roles import speakers_of
from reader.turns.tails import with_tail
from reader.turns.times import without_times

__all__ = ["segment"]


def segment(document: Document) -> Draft:
    """The document as an interview: its speakers, and its blocks in order.

    Where nobody is found to speak there are no turns. Nothing is thrown away: what readers are not to
    see is marked as boilerplate. Takes time in proportion to the text.
    """
    document = replace(document, paragraphs=without_times(document.paragraphs))
    convention = find_convention(document)
    pieces = with_lists(_pieces(document.paragraphs, convention))
    if convention:
        pieces = with_captions(with_pull_quotes(with_tail(pieces, convention)))
    blocks = _blocks(pieces)
    return Draft(**document.head, speakers=speakers_of(blocks), blocks=blocks)


def _pieces(paragraphs: Sequence[Paragraph], convention: Convention) -> list[Piece]:
    pieces: list[Piece] = []
    for number, (paragraph, found) in enumerate(zip(paragraphs, convention.labels, strict=True)):
        labels = [label for label in found if convention.speakers.named_by(label)]
        for piece, label in split(paragraph, labels):
            speaker = convention.speakers.named_by(label) if label else paragraph.speaker
            # After a name alone even "[laughs]" is all that somebody says.
            named_before = bool(pieces) and pieces[-1].speaker and not pieces[-1].paragraph.text
            part = None if speaker else part_of(piece, cues=bool(convention) and not named_before)
            if number in convention.subheads and not speaker:
                part = part or Part(Kind.HEADING)
            pieces.append(Piece(number, piece, speaker, part))
    return pieces


def _blocks(pieces: Sequence[Piece]) -> list[DraftBlock]:
    drafting = Drafting(conversation=any(piece.speaker for piece in pieces))
    for piece in pieces:
        if piece.part:
            drafting.part(piece.paragraph, piece.part)
        else:
            _speech(drafting, piece)
    return drafting.finish()


def _speech(drafting: Drafting, piece: Piece) -> None:
    """Add a paragraph of speech or prose, with the notes in it as blocks of their own."""
    paragraph = piece.paragraph
    if piece.speaker:
        drafting.speaks(piece.speaker, paragraph)
    at = 0
    for start, end in notes_in(paragraph.text):
        drafting.text(paragraph, at, start)
        drafting.note(paragraph, start, end)
        at = end
    drafting.text(paragraph, at, len(paragraph.text))
