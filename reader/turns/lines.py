"""The lines of a document that a label opens, without those that only look so."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.document import Paragraph
from reader.turns.labels import Label

# So many paragraphs before somebody speaks who is named again.
EARLY = 4
NEARLY_ALL = 0.8
BY_FAR = 0.7
FEWEST_ALONE = 4
# So much of what is said tells whether it is a question.
ENOUGH = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """A label in a document's paragraph, and the beginning of what is said after it."""

    number: int
    paragraph: Paragraph
    label: Label
    said: str

    @property
    def key(self) -> str:
        return self.label.name.casefold()

    @property
    def stands_alone(self) -> bool:
        """Whether what is said begins on the next line."""
        text = self.paragraph.text
        return self.label.end == len(text) or "\n" in text[self.label.start : self.label.end + 1]


def lines_of(paragraphs: Sequence[Paragraph], labels: Sequence[Sequence[Label]]) -> list[Line]:
    """The labels with the beginning of what is said after each, in order."""
    return _as_printed(_alike(_without_early(list(_spoken_lines(paragraphs, labels)), paragraphs)))


def _alike(lines: list[Line]) -> list[Line]:
    """The lines without such as "ANNA LEE: An interview by Bob Ray, 1998".

    That is where a label comes once and shares its line with text, but nearly all others stand alone.
    """
    alone = sum(line.stands_alone for line in lines)
    if alone < max(FEWEST_ALONE, NEARLY_ALL * len(lines)):
        return lines
    counts = Counter(line.key for line in lines)
    return [line for line in lines if line.stands_alone or counts[line.key] > 1]


def _as_printed(lines: list[Line]) -> list[Line]:
    """The lines without such as "In April: a storm" where nearly all other labels are in bold print."""
    bold = {line.key for line in lines if line.label.bold}
    kept = [line for line in lines if line.key in bold]
    return kept if len(kept) >= max(FEWEST_ALONE, BY_FAR * len(lines)) else lines


def _without_early(lines: list[Line], paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The lines without those at the top that only look like one, above a heading and far from the talk."""
    counts = Counter(line.key for line in lines)
    first = next((line.number for line in lines if counts[line.key] >= 2), 0)
    headings = [n for n in range(first) if paragraphs[n].heading]
    if not headings:
        return lines
    return [
        line
        for line in lines
        if line.number > headings[-1] or line.number > first - EARLY or counts[line.key] >= 2
    ]


def _spoken_lines(paragraphs: Sequence[Paragraph], labels: Sequence[Sequence[Label]]) -> Iterator[Line]:
    """The labels with what is said after them; a label with nothing after it is none."""
    for number, (paragraph, found) in enumerate(zip(paragraphs, labels, strict=True)):
        if not found:
            continue
        ends = [*(label.start for label in found[1:]), len(paragraph.text)]
        for label, end in zip(found, ends, strict=True):
            said = paragraph.text[label.end : min(end, label.end + ENOUGH)]
            if not said.strip() and number + 1 < len(paragraphs) and not labels[number + 1]:
                said = paragraphs[number + 1].text[:ENOUGH]
            if said.strip():
                yield Line(number, paragraph, label, said)
