"""WebVTT and SRT: cues with times, and voices named by tags or by "Name: …".

WebVTT as https://www.w3.org/TR/webvtt1/ section 6 parses it, but more leniently: what is said counts
here, so a cue with damaged times keeps its text. SRT has no specification; players agree on its shape.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from reader.document import Document
from reader.importers.cues import Cue, document_of, labelled, limited
from reader.importers.decoding import decode
from reader.importers.problem import ImportProblem
from reader.importers.times import clock
from reader.text import clean

ARROW = "-->"
# Times end where settings begin, even if no blank is in between.
TIMES = re.compile(r"\s*(?P<begins>[\d:.,]+)\s*-->\s*(?P<ends>[\d:.,]+)")
# "<" that no tag's name follows is a sign in the text. A tag that never ends goes to the end (6.4).
TAG = re.compile(r"<(?P<name>/?[A-Za-z0-9][^\s.>]*)(?P<rest>[^>]*)(?:>|$)")
CLASSES = re.compile(r"(?:\.[^\s.]*)*\s*")
# {\an8}: where SubStation players place a cue.
PLACED = re.compile(r"\{\\[^{}]{0,40}\}")
LANGUAGE = re.compile(r"^Language:\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\s*$", re.MULTILINE)
# A word's own time inside a cue. Such captions roll: each cue shows the line before once more.
WORD_TIME = re.compile(r"<(?:\d+:)?\d\d:\d\d\.\d{3}>")


@dataclass(frozen=True, slots=True)
class _Shown:
    """The lines shown from `begins` to `ends`, as they stand in the file."""

    begins: int | None
    ends: int | None
    lines: Sequence[str]


def read_webvtt(data: bytes) -> Document:
    """The document in WebVTT subtitles. Raises ImportProblem where there are none."""
    text = clean(decode(data))
    header = text.partition("\n\n")[0]
    declared = LANGUAGE.search(header)
    shown = list(limited(_webvtt_cues(text.split("\n"))))
    if WORD_TIME.search(text):
        shown = list(_without_repeated_lines(shown))
    return _document(shown, declared[1] if declared else "")


def read_srt(data: bytes) -> Document:
    """The document in SRT subtitles. Raises ImportProblem where there are none."""
    return _document(list(limited(_srt_cues(clean(decode(data)).split("\n")))))


def _document(shown: Sequence[_Shown], language: str = "") -> Document:
    if not shown:
        raise ImportProblem(
            _(
                "Subtitles have lines with times such as 00:01.000 --> 00:04.000; none was found. "
                "Check that it is the right file."
            )
        )
    lines = limited(line for cue in shown for line in _lines(cue))
    return document_of(labelled(list(lines)), language)


def _webvtt_cues(lines: Sequence[str]) -> Iterator[_Shown]:
    """The cues; an empty line ends one. Blocks without times (NOTE, STYLE, REGION) are left out."""
    at = 0
    while at < len(lines):
        if ARROW not in lines[at]:
            at += 1
            continue
        end = at + 1
        while end < len(lines) and lines[end] and ARROW not in lines[end]:
            end += 1
        yield _shown(lines[at], lines[at + 1 : end])
        at = end


def _srt_cues(lines: Sequence[str]) -> Iterator[_Shown]:
    """The cues; all up to the next cue's number and times belongs to one, also after an empty line."""
    timed = [number for number, line in enumerate(lines) if ARROW in line]
    for start, end in pairwise([*timed, len(lines)]):
        numbered = end < len(lines) and lines[end - 1].strip().isdigit()
        yield _shown(lines[start], lines[start + 1 : end - numbered])


def _shown(times: str, lines: Sequence[str]) -> _Shown:
    match = TIMES.match(times)
    return _Shown(clock(match["begins"]) if match else None, clock(match["ends"]) if match else None, lines)


def _without_repeated_lines(cues: Sequence[_Shown]) -> Iterator[_Shown]:
    before: set[str] = set()
    for cue in cues:
        plain = [TAG.sub("", line).strip() for line in cue.lines]
        kept = [line for line, text in zip(cue.lines, plain, strict=True) if text not in before]
        before = set(plain)
        yield _Shown(cue.begins, cue.ends, kept)


def _lines(cue: _Shown) -> Iterator[Cue]:
    """Each line of a cue, cut where another voice begins. A voice goes on over the cue's lines."""
    voice: str | None = None
    for line in cue.lines:
        for speaker, text in _voices(PLACED.sub("", line), voice):
            yield Cue(html.unescape(text).strip(), cue.begins, cue.ends, speaker)
            voice = speaker


def _voices(line: str, voice: str | None) -> Iterator[tuple[str | None, str]]:
    """The line without tags, piece by piece with who says it."""
    pieces: list[str] = []
    at = 0
    in_ruby = False
    for tag in TAG.finditer(line):
        if not in_ruby:
            pieces.append(line[at : tag.start()])
        at = tag.end()
        name = tag["name"].lower()
        in_ruby = name == "rt" or (in_ruby and name not in {"/rt", "/ruby"})
        if name in {"v", "/v"}:
            yield voice, "".join(pieces)
            pieces = []
            voice = (
                html.unescape(CLASSES.sub("", tag["rest"], count=1)).strip() or None if name == "v" else None
            )
    if not in_ruby:
        pieces.append(line[at:])
    yield voice, "".join(pieces)
