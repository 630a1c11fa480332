"""The outline of an interview: its questions, each named by its own first words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reader.models import Block, Kind, Role

LONGEST = 64
# A label that ends at a clause should not be too short to say anything.
SHORTEST = 24
SENTENCE_END = re.compile(r"[.!?…]+[\"'“”»«’)\]]*(?=\s)|[。！？]")
CLAUSE_END = re.compile(r"[,;:，；：]|\s[–—-](?=\s)")
PAIRS = {"„": "“", "«": "»", "‚": "‘", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the outline: the block's key, the label, and the number of the turn."""

    key: str
    label: str
    number: int | None


def outline(blocks: Iterable[Block]) -> list[Entry]:
    """The questions (and headings), or where nobody is known to ask, every turn."""
    blocks = list(blocks)
    asked = [b for b in blocks if b.speaker is not None and b.speaker.role == Role.INTERVIEWER]
    turns = asked or [b for b in blocks if b.kind == Kind.TURN]
    chosen = {b.pk for b in turns if not b.continued} | {b.pk for b in blocks if b.kind == Kind.HEADING}
    return [Entry(b.key, label(b.text), b.number) for b in blocks if b.pk in chosen]


def label(text: str, longest: int = LONGEST) -> str:
    """The first words of a text, at most `longest` characters, ending where the language pauses.

    A whole first sentence is best, then a clause, then words with an ellipsis.
    """
    line = " ".join(text.split())
    sentence = SENTENCE_END.search(line)
    first = line[: sentence.end()] if sentence else line
    if len(first) <= longest:
        if len(first) < SHORTEST and len(line) > len(first):
            return _cut(line, longest)
        return first.rstrip(".。")
    return _cut(first, longest)


def _cut(line: str, longest: int) -> str:
    if len(line) <= longest:
        return line.rstrip(".。")
    clauses = [m.start() for m in CLAUSE_END.finditer(line, 0, longest) if m.start() >= SHORTEST]
    end = clauses[-1] if clauses else line.rfind(" ", SHORTEST, longest)
    if end < 0:
        end = longest - 1
    return _close(line[:end].rstrip(" ,;:–—-")) + " …"


def _close(text: str) -> str:
    """The text up to a quotation that is cut off, if enough stands before it."""
    for opening, closing in PAIRS.items():
        last = text.rfind(opening)
        if last >= SHORTEST and closing not in text[last + 1 :]:
            text = text[:last].rstrip(" ,;:–—-")
    return text
