"""A piece of a text around the words that were asked for."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from reader.searching.asking import Asked
from reader.searching.index import LONGEST
from reader.searching.terms import Stems, Token, tokens
from reader.sharing import in_directive

# So many characters are shown, so many of them before the first hit.
SHOWN, BEFORE = 260, 80
# Of the words that a link's text fragment names.
WORDS = 4


@dataclass(frozen=True, slots=True)
class Snippet:
    """Pieces of text, each with whether it was asked for; and the words from the first hit on."""

    pieces: tuple[tuple[str, bool], ...]
    first: str = ""


def snippet(text: str, asked: Asked, stems: Stems) -> Snippet:
    """The piece of `text` with the first hit in it, and all hits in it marked."""
    # Farther into a text than its entry reaches there is no hit.
    text = text[:LONGEST]
    all_tokens = list(tokens(text))
    hits = _hits(text, all_tokens, asked, stems)
    start = max(0, hits[0].start - BEFORE) if hits else 0
    if start:
        # Not in the middle of a word.
        start = all_tokens[bisect_left(all_tokens, start, key=lambda token: token.start)].start
    end = _end(text, all_tokens, start)
    pieces: list[tuple[str, bool]] = [("…", False)] if start else []
    at = start
    for hit in (hit for hit in hits if hit.start >= start and hit.end <= end):
        pieces += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
        at = hit.end
    rest = text[at:end] if end == len(text) else f"{text[at:end].rstrip()}…"
    pieces.append((rest, False))
    return Snippet(tuple((piece, is_hit) for piece, is_hit in pieces if piece), _words(text, hits))


def _end(text: str, all_tokens: list[Token], start: int) -> int:
    """Where the piece that begins there ends: not in the middle of a word, if it has others."""
    end = start + SHOWN
    if end >= len(text):
        return len(text)
    last = bisect_left(all_tokens, end, key=lambda token: token.start) - 1
    cut = last > 0 and all_tokens[last].end > end and all_tokens[last].start > start + BEFORE
    return all_tokens[last].start if cut else end


def fragment(piece: Snippet, listed: str = "") -> str:
    """What a link ends with that brings the words into view (WICG Scroll To Text Fragment).

    Nothing where they are among those that are `listed` in an outline: browsers would find them there.
    """
    if not piece.first or piece.first.rstrip(".。") in listed:
        return ""
    return f":~:text={in_directive(piece.first)}"


def _words(text: str, hits: list[Token]) -> str:
    """The first hit with some words behind it, within its line."""
    if not hits:
        return ""
    line = re.split(r"\n", text[hits[0].start :], maxsplit=1)[0]
    words = line.split(" ")
    return " ".join(words[:WORDS]).rstrip()


def _hits(text: str, all_tokens: list[Token], asked: Asked, stems: Stems) -> list[Token]:
    """The words that are asked for, each by itself: of a phrase wherever one of its words stands."""
    sought = {term for clause in asked.clauses for terms in clause.stems for term in terms}
    begun = tuple({clause.begun[-1] for clause in asked.clauses if clause.begun})
    whole = {word for clause in asked.clauses for word in clause.begun[:-1]}
    first = {term[:2] for term in sought}
    return [
        token
        for token in all_tokens
        if (begun and token.word.startswith(begun))
        or token.word in whole
        # Of most words it is seen at once that their stem is another.
        or (token.word[:2] in first and stems.of(text[token.start : token.end]) in sought)
    ]
