"""Interviews where nobody is named to ask: which way of standing out marks the questions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reader.document import Document, Paragraph
from reader.turns.labels import Label
from reader.turns.marks import ENDS_SENTENCE, Mark, ways_of_marking
from reader.turns.parts import part_of
from reader.turns.phrases import CONVERSATION, THANKS, UNNAMED


@dataclass(frozen=True, slots=True)
class _Needs:
    """What must be true of marks to be questions: how many there are, and which shares ask and address.

    They address somebody, or the document says that it is an interview; with `both` it is both.
    """

    fewest: int
    asking: float
    addressing: float
    both: bool = False
    set_apart: bool = True


# The more a way of marking is used for other things, the more must speak for questions.
NEEDS = {
    "class": _Needs(2, 0.0, 0.1),
    "strong": _Needs(2, 0.5, 0.1),
    "emphasis": _Needs(2, 0.5, 0.1),
    "heading": _Needs(3, 0.8, 0.3),
    "name": _Needs(3, 0.8, 0.3, set_apart=False),
    "dashes": _Needs(3, 0.5, 0.0),
    "sign": _Needs(3, 0.8, 0.1, set_apart=False),
    "number": _Needs(3, 0.8, 0.3, set_apart=False),
    "plain": _Needs(4, 1.0, 0.25, both=True, set_apart=False),
}
ANSWERED = 0.7
# Where an interview says that it is one: in its title or its first words.
BEGINNING = 1500
LONGEST_QUESTION = 1500
# Fewer questions must fill the text: so many paragraphs to each.
ENOUGH = 4
MOST_FOR_FEW = 8
MOST_AFTER_THANKS = 3
SHORT_ANSWER = 150
LONGEST_SUBHEAD = 120


@dataclass(frozen=True, slots=True)
class Questions:
    """What the document marks as questions, and what stands out in the same way but asks nothing."""

    marks: list[Mark] = field(default_factory=list)
    subheads: frozenset[int] = frozenset()
    # From this paragraph on nobody speaks any more.
    over: int | None = None
    # Whether the document itself sets them apart, rather than that they read like questions.
    set_apart: bool = True

    def __bool__(self) -> bool:
        return bool(self.marks)


def unnamed(language: str) -> tuple[str, str]:
    """What to call who asks and who answers, where the document does not say."""
    return UNNAMED.get(language.lower().split("-")[0], UNNAMED["en"])


def find_questions(document: Document, labels: Sequence[Sequence[Label]]) -> Questions:
    """The questions in the document, if it marks them in one way and they are answered."""
    paragraphs = document.paragraphs
    says_so = _says_it_is_one(document)
    for way, marks in ways_of_marking(paragraphs, labels):
        if len(marks) >= NEEDS[way].fewest and (found := _chosen(way, marks, paragraphs, says_so)):
            return found
    return Questions()


def _says_it_is_one(document: Document) -> bool:
    beginning = f"{document.title or ''} {document.author}"
    for paragraph in document.paragraphs:
        if len(beginning) > BEGINNING:
            break
        beginning += " " + paragraph.text[:BEGINNING]
    return CONVERSATION.search(beginning) is not None


def _chosen(way: str, marks: list[Mark], paragraphs: Sequence[Paragraph], says_so: bool) -> Questions | None:
    if way == "heading":
        marks = _to_the_last_question(marks)
    followed = _answered(marks, paragraphs)
    marks, subheads = _without_subheads(marks, followed)
    marks, over = _without_end(marks, paragraphs)
    if (thanks := _last_thanks(marks)) is not None:
        marks, over = _to_the_thanks(marks, thanks, paragraphs, over)
    if over is not None:
        subheads = frozenset(number for number in subheads if number < over)
    if len(marks) < NEEDS[way].fewest:
        return None
    needs = NEEDS[way]
    asking = sum(mark.asks for mark in marks) / len(marks)
    addressing = sum(mark.addresses for mark in marks) / len(marks)
    addresses = addressing >= needs.addressing
    spoken_to = (addresses and says_so) if needs.both else (addresses or says_so)
    answered = sum(mark in followed for mark in marks) / len(marks)
    if spoken_to and asking >= needs.asking and answered >= ANSWERED and _make_a_talk(marks, paragraphs):
        return Questions(marks, subheads, over, needs.set_apart)
    return None


def _make_a_talk(marks: Sequence[Mark], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the text is made of the questions and their answers, rather than of sections in which a
    sentence asks the readers something.
    """
    first, last = marks[0].number, marks[-1].number
    marked = {mark.number for mark in marks}
    headings = sum(1 for n in range(first, last) if paragraphs[n].heading and n not in marked)
    few = len(marks) < ENOUGH
    return headings <= len(marks) and not (few and len(paragraphs) - first > MOST_FOR_FEW * len(marks))


def _last_thanks(marks: Sequence[Mark]) -> int | None:
    """Which of the last marks ends the conversation with thanks."""
    late = range(max(1, len(marks) - MOST_AFTER_THANKS), len(marks))
    return next((n for n in late if THANKS.search(marks[n].text) and not marks[n].asks), None)


def _to_the_thanks(
    marks: list[Mark], thanks: int, paragraphs: Sequence[Paragraph], over: int | None
) -> tuple[list[Mark], int | None]:
    """The marks to the thanks. Whoever was asked may answer that shortly; what follows is the site's."""
    after = marks[thanks].number + 1
    if after < len(paragraphs) and not paragraphs[after].heading:
        text = paragraphs[after].text
        after += len(text) <= SHORT_ANSWER and ENDS_SENTENCE.search(text[-9:]) is not None
    return marks[: thanks + 1], after if over is None else min(over, after)


def _to_the_last_question(marks: list[Mark]) -> list[Mark]:
    """Without the headings of what follows the conversation."""
    asking = [n for n, mark in enumerate(marks) if mark.asks or THANKS.search(mark.text)]
    return marks[: asking[-1] + 1] if asking else marks


def _answered(marks: Sequence[Mark], paragraphs: Sequence[Paragraph]) -> set[Mark]:
    """The marks that plain text follows, before the next."""
    answered = set()
    for mark, after in pairwise([*marks, None]):
        if mark is None:
            continue
        until = after.number if after else len(paragraphs)
        text = paragraphs[mark.number].text
        rest = text[mark.end : after.start if after and after.number == mark.number else len(text)]
        following = (paragraphs[n] for n in range(mark.number + 1, until))
        if rest.strip() or any(not p.heading and not part_of(p) for p in following):
            answered.add(mark)
    return answered


def _without_subheads(marks: Sequence[Mark], answered: set[Mark]) -> tuple[list[Mark], frozenset[int]]:
    """The marks without a bold lead, and without subheads: short, with no full stop and no answer."""
    first = next((n for n, mark in enumerate(marks) if _begins(mark, answered)), len(marks))
    kept, subheads = [], set()
    for number, mark in enumerate(marks):
        short = mark.whole and len(mark.text) <= LONGEST_SUBHEAD
        titled = short and not mark.asks and not ENDS_SENTENCE.search(mark.text[-9:])
        if (titled and mark not in answered) or (short and number < first and not mark.asks):
            subheads.add(mark.number)
        elif number >= first and len(mark.text) <= LONGEST_QUESTION:
            kept.append(mark)
    return kept, frozenset(subheads)


def _begins(mark: Mark, answered: set[Mark]) -> bool:
    return mark in answered and (mark.asks or mark.addresses)


def _without_end(marks: list[Mark], paragraphs: Sequence[Paragraph]) -> tuple[list[Mark], int | None]:
    """The marks to the last question. Where questions share a line with their answers, what stands alone
    after the last is the site's own.
    """
    whole = sum(mark.whole for mark in marks)
    if whole * 2 > len(marks):
        return marks, None
    kept = [mark for mark in marks if not mark.whole or mark.asks or THANKS.search(mark.text)]
    if not kept:
        return marks, None
    after = [mark.number for mark in marks if mark.number > kept[-1].number]
    return kept, after[0] if after else None
