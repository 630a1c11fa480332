"""Editors' notes in brackets inside what somebody says."""

import re
from collections.abc import Iterator

from reader.turns.phrases import NOTE_OPENS

OPENING = {")": "(", "]": "[", "）": "（", "】": "【"}
BRACKET = re.compile(r"[()\[\]（）【】]")
NOTE = re.compile(
    rf"[(\[（【]\s{{0,3}}{NOTE_OPENS.pattern}[^()\[\]（）【】\n:：.]{{0,40}}[:：.)\]）】–—-]", re.IGNORECASE
)
LONGEST = 2000
SENTENCE_ENDS = tuple(".!?…。！？؟:\"'”“»’)]）】\n")


def notes_in(text: str) -> Iterator[tuple[int, int]]:
    """The notes as half-open ranges of code points, with their brackets, from left to right.

    A note in the middle of a sentence is left where it is: without it the sentence would fall apart.
    """
    starts = [match.start() for match in NOTE.finditer(text)]
    if not starts:
        return
    closing = _closing_brackets(text)
    done = 0
    for start in starts:
        end = closing.get(start, 0)
        if done <= start < end <= start + LONGEST and _stands_alone(text, start, end):
            yield start, end
            done = end


def _closing_brackets(text: str) -> dict[int, int]:
    """Where each bracket's pair ends, by where it begins; one pass, whatever the nesting."""
    closing = {}
    opened: list[int] = []
    for match in BRACKET.finditer(text):
        if match[0] not in OPENING:
            opened.append(match.start())
        elif opened and text[opened[-1]] == OPENING[match[0]]:
            closing[opened.pop()] = match.end()
    return closing


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends before it and none goes on after it."""
    after = text[end : end + 4].lstrip()
    goes_on = bool(after) and (after[0].islower() or after[0] in ",;.!?:)，。、；")
    # Only the last characters before it matter; more would make this quadratic.
    before = text[max(0, start - 20) : start].rstrip()
    return not goes_on and (not before or before.endswith(SENTENCE_ENDS))
