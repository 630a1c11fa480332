"""Where somebody begins to speak whom the document does not name: labels that take up no text."""

from collections.abc import Sequence
from itertools import pairwise

from reader.document import Paragraph
from reader.turns.labels import Label
from reader.turns.marks import SIGN, Mark
from reader.turns.parts import part_of
from reader.turns.questions import Questions

Cues = dict[int, list[Label]]
# So many of the questions are answered by somebody who is named, or nobody is.
ANSWERED_BY_NAME = 0.6


def question_cues(questions: Questions, asks: str) -> Cues:
    """A label for whoever asks, at each question."""
    cues: Cues = {}
    for mark in questions.marks:
        cues.setdefault(mark.number, []).append(Label(asks, mark.start, max(mark.start, mark.words)))
    return cues


def answer_cues(questions: Questions, paragraphs: Sequence[Paragraph], answers: str) -> Cues:
    """A label for whoever answers, where the first words that are no question follow each."""
    cues: Cues = {}
    signed = any(mark.words for mark in questions.marks)
    for mark, after in pairwise([*questions.marks, None]):
        if mark and (place := first_words(mark, after, paragraphs)):
            number, start = place
            if questions.over is not None and number >= questions.over:
                continue
            sign = SIGN.match(paragraphs[number].text, start) if signed else None
            cues.setdefault(number, []).append(Label(answers, start, sign.end() if sign else start))
    return cues


def first_words(mark: Mark, after: Mark | None, paragraphs: Sequence[Paragraph]) -> tuple[int, int] | None:
    """The paragraph and the offset where the answer to the question begins; None if there is none."""
    text = paragraphs[mark.number].text
    end = after.start if after and after.number == mark.number else len(text)
    rest = text[mark.end : end]
    if rest.strip():
        return mark.number, end - len(rest.lstrip())
    until = after.number if after else len(paragraphs)
    for number in range(mark.number + 1, until):
        if not paragraphs[number].heading and not part_of(paragraphs[number]):
            return number, 0
    if (
        after
        and after.number > mark.number
        and after.start
        and paragraphs[after.number].text[: after.start].strip()
    ):
        return after.number, 0
    return None


def answered_by_name(questions: Questions, named: Sequence[bool]) -> bool:
    """Whether a named speaker follows most of the questions; `named` tells which paragraphs one opens."""
    marks = questions.marks
    if not marks:
        return False
    count = sum(
        any(named[mark.number : after.number if after else len(named)])
        for mark, after in pairwise([*marks, None])
        if mark
    )
    return count >= ANSWERED_BY_NAME * len(marks)


def merged(found: Sequence[Sequence[Label]], *cues: Cues) -> list[list[Label]]:
    """The labels of each paragraph with the cues in it, from left to right; a name last where both stand."""
    out = [list(labels) for labels in found]
    for more in cues:
        for number, labels in more.items():
            out[number] = sorted([*out[number], *labels], key=lambda label: (label.start, label.end))
    return out
