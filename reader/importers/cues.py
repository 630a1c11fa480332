"""From timed pieces of speech, as subtitles and speech recognition give them, to paragraphs.

A piece is a line of a subtitle, a segment or a single word. What one person says in succession becomes
one running text; a new paragraph begins where another speaks, after a pause, and where it grows long.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from reader.document import Document, Paragraph
from reader.importers.language import language_of
from reader.importers.problem import ImportProblem
from reader.importers.writing import UNSPACED
from reader.text import clean, clean_line
from reader.turns.labels import Label, labels_in

# Milliseconds of silence, and code points, after which a sentence's end also ends the paragraph.
PAUSE = 2_000
LONG = 1_200
# Nobody reads on without a break that long, sentence or not.
LONGEST = 6_000
LONGEST_NAME = 200
# A day of speech has some two hundred thousand words; each piece costs time.
MAX_PIECES = 300_000

SENTENCE_END = re.compile(r"[.!?…。！？؟]['\"”’»)\]]{0,3}$")
# No-break spaces stay.
BLANKS = re.compile(r"[ \t\n]+")
DIRECTION = re.compile(r"[\[(（【♪][^\[\]()（）【】]{1,120}[\])）】♪]")
# "- Yes." and ">> Yes." tell in subtitles that another speaks.
OTHER_SPEAKS = re.compile(r"(?:>>|[-–—](?=\s))")
# "Señor LEE (Presidente).-"
AFTER_NAME = re.compile(r"\.?\s?[-–—]$")
# WhisperX writes "[SPEAKER_00]: text" into subtitles.
IN_BRACKETS = re.compile(r"\[([^\[\]:]{1,60})\]:\s")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `begins` to `ends` (milliseconds, or None), and by whom, if the source says so.

    `glued` pieces, such as a comma, follow without a blank; one that `opens` begins a paragraph.
    """

    text: str
    begins: int | None = None
    ends: int | None = None
    speaker: str | None = None
    glued: bool = False
    opens: bool = False


@dataclass(slots=True)
class _Open:
    """The paragraph that is being written."""

    speaker: str | None
    begins: int | None
    alone: bool
    ends: int | None = None
    length: int = 0
    pieces: list[str] = field(default_factory=list)

    def add(self, cue: Cue) -> None:
        last = self.pieces[-1][-1] if self.pieces else ""
        unspaced = UNSPACED.match(last) and UNSPACED.match(cue.text)
        if self.pieces and not cue.glued and not unspaced:
            self.pieces.append(" ")
        self.pieces.append(cue.text)
        self.length += len(cue.text) + 1
        self.ends = cue.ends if cue.ends is not None else self.ends

    def is_over(self, cue: Cue) -> bool:
        """Whether the cue begins another paragraph."""
        if self.alone or cue.opens or _is_direction(cue):
            return True
        if cue.speaker is not None and cue.speaker != self.speaker:
            return True
        if cue.glued:
            return False
        paused = cue.begins is not None and self.ends is not None and cue.begins - self.ends >= PAUSE
        if SENTENCE_END.search(self.pieces[-1][-5:]):
            return paused or self.length > LONG
        return (paused and self.length > LONG) or self.length > LONGEST

    def paragraph(self) -> Paragraph:
        ends = self.ends
        if ends is not None and self.begins is not None and ends < self.begins:
            ends = None
        return Paragraph("".join(self.pieces), speaker=self.speaker, begins=self.begins, ends=ends)


def document_of(cues: Iterable[Cue], language: str = "", title: str = "") -> Document:
    """A document of what is said; the language is told from the text where the source does not say."""
    paragraphs = list(paragraphs_of(limited(cues)))
    return Document(
        paragraphs=paragraphs,
        title=title or None,
        language=language_of(paragraphs, language),
    )


def limited[Piece](pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces; ImportProblem once there are more than a worker can take."""
    for number, piece in enumerate(pieces):
        if number == MAX_PIECES:
            raise ImportProblem(
                _("This transcript has more than %d pieces. Split it into parts.") % MAX_PIECES
            )
        yield piece


def paragraphs_of(cues: Iterable[Cue]) -> Iterator[Paragraph]:
    """The paragraphs that the cues make. A cue without a speaker goes on with the one before."""
    current: _Open | None = None
    speaker: str | None = None
    for cue in cues:
        cue = _tidy(cue)
        if not cue.text:
            continue
        if current is None or current.is_over(cue):
            if current:
                yield current.paragraph()
            alone = _is_direction(cue)
            speaker = cue.speaker or speaker
            current = _Open(None if alone else speaker, cue.begins, alone)
        current.add(cue)
    if current:
        yield current.paragraph()


def labelled(lines: Sequence[Cue]) -> list[Cue]:
    """Lines of subtitles, those marked that open what another says: "Name: …", "- …", ">> …".

    Who is a speaker is decided over the whole document, later; here a name counts that opens several
    lines, or one that follows a whole sentence.
    """
    lines = [_named_in_brackets(line) for line in lines]
    labels = [None if line.speaker else next(iter(labels_in(Paragraph(line.text))), None) for line in lines]
    counts = Counter(label.name for label in labels if label)
    before = ""
    out = []
    for line, label in zip(lines, labels, strict=True):
        opens = bool(OTHER_SPEAKS.match(line.text)) or _opens(label, counts, before)
        out.append(replace(line, text=line.text.removeprefix(">>").lstrip(" >"), opens=opens))
        before = line.text
    return out


def _opens(label: Label | None, counts: Counter[str], before: str) -> bool:
    if label is None or label.start:
        return False
    return counts[label.name] > 1 or not before or bool(SENTENCE_END.search(before[-5:]))


def _named_in_brackets(line: Cue) -> Cue:
    match = IN_BRACKETS.match(line.text)
    return replace(line, text=line.text[match.end() :], speaker=match[1]) if match else line


def _is_direction(cue: Cue) -> bool:
    """ "[Music]" is a paragraph of its own, if no voice says it."""
    return cue.speaker is None and DIRECTION.fullmatch(cue.text) is not None


def _tidy(cue: Cue) -> Cue:
    # Most pieces are words with nothing to clean, and there are many.
    text = cue.text if cue.text.isprintable() else clean(cue.text)
    text = BLANKS.sub(" ", text).strip()
    speaker = tidy_name(cue.speaker) if cue.speaker else None
    return cue if (text, speaker) == (cue.text, cue.speaker) else replace(cue, text=text, speaker=speaker)


@lru_cache(maxsize=1000)
def tidy_name(name: str) -> str | None:
    """The name without a colon or dash after it and blanks around it; None if nothing is left."""
    name = clean_line(name).rstrip(":： ")
    return AFTER_NAME.sub("", name)[:LONGEST_NAME].strip() or None
