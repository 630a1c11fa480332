"""Who asks and who answers, where only the first question and the first answer say so."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.document import Paragraph
from reader.turns.cues import first_words
from reader.turns.labels import DASHED, LABEL, Label, looks_like_name
from reader.turns.marks import ASKS, Mark
from reader.turns.phrases import NO_NAMES
from reader.turns.questions import Questions

# The first question and answer stand this close before the second question.
NEAR = 10
LONGEST = 40
MOST_WORDS = 5
# Somebody who asks does so so often, and mostly.
FEWEST = 3
MOSTLY = 0.6
# Who asks may be a magazine whose name is in lower case.
ASKER = re.compile(r"(?P<name>[^\W\d_][\w.&’' \u00a0-]{1,39})[ \u00a0]?(?:[:：]|[ \u00a0][–—])[ \u00a0]")
# The answer's label may stand on the last line of a bold question.
BELOW = re.compile(r"\n(?P<name>[^\n:：]{2,40})[ \u00a0]?[:：]$")


@dataclass(frozen=True, slots=True)
class Opening:
    """The labels that open the first question and the first answer, and in which paragraphs."""

    asks: Label | None
    asked_at: int
    answers: Label | None
    answered_at: int

    def labels_at(self, number: int) -> list[Label]:
        """Those in paragraph `number`."""
        places = ((self.asks, self.asked_at), (self.answers, self.answered_at))
        return [label for label, place in places if label and place == number]


def named_before(
    questions: Questions, paragraphs: Sequence[Paragraph], labels: Sequence[Sequence[Label]]
) -> tuple[Label, Label] | None:
    """The labels of the first question and answer, if these have names and do not stand out."""
    first = questions.marks[0].number
    opening = [(n, label) for n in range(max(0, first - NEAR), first) for label in labels[n]]
    if len(opening) != 2:
        return None
    (number, asks), (_answer, answers) = opening
    if asks.start or asks.alone or asks.name == answers.name or not ASKS.search(paragraphs[number].text):
        return None
    return asks, answers


def named_first(questions: Questions, paragraphs: Sequence[Paragraph], title: str) -> Opening:
    """The labels that open the first question, though it stands out, and the first answer to it.

    One of them alone counts only if its name comes again, or is in the title, in what stands above the
    talk or in the question: that may begin "First of all: why …".
    """
    mark, after = questions.marks[0], questions.marks[1] if len(questions.marks) > 1 else None
    asks = _asks(mark)
    number, answers = _answers(mark, after, paragraphs)
    if not (asks and answers):
        above = " ".join([title, *(p.text for p in paragraphs[: mark.number])]).casefold()
        again = asks and any(other.text.startswith(asks.name) for other in questions.marks[1:])
        asks = asks if asks and (again or asks.name.casefold() in above) else None
        # Who is asked may be spoken to by name.
        known = above + mark.text.casefold()
        answers = answers if answers and answers.name.split()[-1].casefold() in known else None
    return Opening(asks, mark.number, answers, number)


def find_asker(
    paragraphs: Sequence[Paragraph], labels: Sequence[Sequence[Label]]
) -> tuple[str, Questions] | None:
    """The only one who is named again and again, and what they ask, if others answer without a name."""
    opens = [(n, found[0]) for n, found in enumerate(labels) if found and not found[0].start]
    counts = Counter(label.name for _n, label in opens if not label.alone)
    name, count = counts.most_common(1)[0] if counts else ("", 0)
    marks = [
        Mark(n, 0, len(paragraphs[n].text), paragraphs[n].text, whole=True, words=label.end)
        for n, label in opens
        if label.name == name
    ]
    asking = sum(mark.asks for mark in marks)
    answered = all(b.number > a.number + 1 for a, b in pairwise(marks))
    if count < FEWEST or count < len(opens) - 1 or asking < MOSTLY * count or not answered:
        return None
    return name, Questions(marks)


def _asks(mark: Mark) -> Label | None:
    match = ASKER.match(mark.text)
    if not match or mark.words:
        return None
    words = match["name"].split()
    if len(words) > MOST_WORDS or words[0].casefold() in NO_NAMES:
        return None
    return Label(" ".join(words), mark.start, mark.start + match.end())


def _answers(mark: Mark, after: Mark | None, paragraphs: Sequence[Paragraph]) -> tuple[int, Label | None]:
    if (below := BELOW.search(mark.text)) and looks_like_name(below["name"]):
        return mark.number, Label(below["name"], mark.start + below.start(), mark.start + below.end())
    place = first_words(mark, after, paragraphs)
    if place is None:
        return mark.number, None
    number, start = place
    text = paragraphs[number].text
    for match in (LABEL.match(text, start), DASHED.match(text, start)):
        name = " ".join(match["name"].split()) if match else ""
        if match and len(name) <= LONGEST and looks_like_name(name):
            return number, Label(name, start, match.end())
    return number, None
