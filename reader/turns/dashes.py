"""Dialogues where a dash opens each turn and nobody is named: "— Why?", "— Because."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.document import Paragraph
from reader.turns.cues import Cues
from reader.turns.labels import Label
from reader.turns.marks import ASKS

DASH = re.compile(r"[-–—―][ \t\u00a0\u202f]{0,3}(?=[^\s\d–—-])")
FEWEST = 4
# After the first dash, at least every third paragraph begins with one.
SHARE = 1 / 3
# Who asks does so nearly always, and the other seldom.
ASKING = 0.6
ANSWERING = 0.4


@dataclass(frozen=True, slots=True)
class _Dash:
    """A line of paragraph `number` begins with a dash at `start`; its words begin at `end`."""

    number: int
    start: int
    end: int
    asks: bool


def dash_cues(paragraphs: Sequence[Paragraph], asks: str, answers: str) -> Cues:
    """A label for who speaks at each dash, if two take turns; empty where dashes mean something else.

    Either each turn has a dash, or only each question has one and the answer is a paragraph of its own.
    """
    dashes = list(_dashes(paragraphs))
    if len(dashes) < FEWEST or len(dashes) < SHARE * (len(paragraphs) - dashes[0].number):
        return {}
    if all(dash.asks for dash in dashes):
        return _only_questions(dashes, paragraphs, asks, answers)
    first, second = dashes[::2], dashes[1::2]
    if _mostly_ask(first) and _seldom_ask(second):
        names = (asks, answers)
    elif _mostly_ask(second) and _seldom_ask(first):
        names = (answers, asks)
    else:
        return {}
    cues: Cues = {}
    for turn, dash in enumerate(dashes):
        cues.setdefault(dash.number, []).append(Label(names[turn % 2], dash.start, dash.end))
    return cues


def _dashes(paragraphs: Sequence[Paragraph]) -> Iterator[_Dash]:
    for number, paragraph in enumerate(paragraphs):
        if paragraph.kind or paragraph.heading or paragraph.list_item:
            continue
        start = 0
        lines = paragraph.text.split("\n")
        opened: tuple[int, int] | None = None
        for line in lines:
            if match := DASH.match(paragraph.text, start):
                if opened:
                    yield _dash(number, opened, paragraph.text, start)
                opened = (start, match.end())
            start += len(line) + 1
        if opened:
            yield _dash(number, opened, paragraph.text, len(paragraph.text))


def _dash(number: int, opened: tuple[int, int], text: str, end: int) -> _Dash:
    start, words = opened
    return _Dash(number, start, words, ASKS.search(text[words:end].rstrip()[-200:]) is not None)


def _mostly_ask(dashes: Sequence[_Dash]) -> bool:
    return sum(dash.asks for dash in dashes) >= ASKING * len(dashes)


def _seldom_ask(dashes: Sequence[_Dash]) -> bool:
    return sum(dash.asks for dash in dashes) <= ANSWERING * len(dashes)


def _only_questions(
    dashes: Sequence[_Dash], paragraphs: Sequence[Paragraph], asks: str, answers: str
) -> Cues:
    dashed = {dash.number for dash in dashes}
    cues: Cues = {}
    for dash in dashes:
        cues.setdefault(dash.number, []).append(Label(asks, dash.start, dash.end))
        answer = dash.number + 1
        if answer >= len(paragraphs) or answer in dashed:
            return {}
        cues.setdefault(answer, []).append(Label(answers, 0, 0))
    return cues
