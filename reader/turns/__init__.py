"""From a document to turns: who speaks, what each says until another speaks, and what is no speech."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.document import Document, Draft, DraftBlock, Kind, Paragraph
from reader.text import cut
from reader.turns.drafting import Drafting
from reader.turns.labels import Label, labels_in
from reader.turns.notes import notes_in
from reader.turns.parts import Part, is_boilerplate, part_of
from reader.turns.roles import speakers_of
from reader.turns.speakers import Speakers, find_speakers

__all__ = ["segment"]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or a part of one that is of one kind: speech with or without a label, or a part."""

    paragraph: Paragraph
    speaker: str | None = None
    part: Part | None = None


def segment(document: Document) -> Draft:
    """The document as an interview: its speakers, and its blocks in order.

    Where nobody is found to speak there are no turns. Nothing is thrown away: what readers are not to
    see is marked as boilerplate. Takes time in proportion to the text.
    """
    pieces = _with_lists(_pieces(document.paragraphs))
    blocks = _blocks(pieces)
    return Draft(
        title=document.title,
        language=document.language,
        source_url=document.source_url,
        site_name=document.site_name,
        published=document.published,
        media_url=document.media_url,
        speakers=speakers_of(blocks),
        blocks=blocks,
    )


def _pieces(paragraphs: Sequence[Paragraph]) -> list[_Piece]:
    labels = [labels_in(paragraph) for paragraph in paragraphs]
    named = any(paragraph.speaker for paragraph in paragraphs)
    speakers = Speakers({}) if named else find_speakers(paragraphs, labels)
    conversation = named or bool(speakers)
    pieces = []
    for paragraph, found in zip(paragraphs, labels, strict=True):
        for part, label in _split(paragraph, [label for label in found if speakers.named_by(label)]):
            speaker = speakers.named_by(label) if label else paragraph.speaker
            is_part = None if speaker else part_of(part, cues=conversation)
            pieces.append(_Piece(part, speaker, is_part))
    return pieces


def _split(paragraph: Paragraph, labels: Sequence[Label]) -> Iterator[tuple[Paragraph, Label | None]]:
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


def _with_lists(pieces: list[_Piece]) -> list[_Piece]:
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


def _next_shown(pieces: Sequence[_Piece], number: int) -> _Piece | None:
    following = (pieces[n] for n in range(number + 1, min(number + 4, len(pieces))))
    return next((piece for piece in following if not (piece.part and piece.part.boilerplate)), None)


def _is_listed(piece: _Piece | None) -> bool:
    if piece is None or piece.speaker or piece.part:
        return False
    linked = sum(link.end - link.start for link in piece.paragraph.links)
    return piece.paragraph.list_item or linked > 0.5 * len(piece.paragraph.text)


def _blocks(pieces: Sequence[_Piece]) -> list[DraftBlock]:
    spoken = [number for number, piece in enumerate(pieces) if piece.speaker]
    drafting = Drafting(conversation=bool(spoken))
    ended = False
    for number, piece in enumerate(pieces):
        if ended and not piece.part:
            piece = replace(piece, part=Part(Kind.ASIDE, boilerplate=True))
        if piece.part:
            drafting.part(piece.paragraph, piece.part)
            # After the last label a comment form means that only readers' comments follow.
            ended = ended or (piece.part.ends_text and bool(spoken) and number > spoken[-1])
        else:
            _speech(drafting, piece)
    return drafting.finish()


def _speech(drafting: Drafting, piece: _Piece) -> None:
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
