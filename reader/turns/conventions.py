"""Which way of telling who speaks a document uses: names, marked questions or dashes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reader.document import Document, Kind, Paragraph
from reader.turns.cues import Cues, answer_cues, answered_by_name, merged, question_cues
from reader.turns.dashes import dash_cues
from reader.turns.labels import Label, labels_in
from reader.turns.openings import find_asker, named_before, named_first
from reader.turns.phrases import THANKS
from reader.turns.questions import Questions, find_questions, unnamed
from reader.turns.speakers import Speakers, find_speakers


@dataclass(frozen=True, slots=True)
class Convention:
    """For each paragraph the labels and cues that open a speaker's words, and who the speakers are."""

    labels: Sequence[Sequence[Label]]
    speakers: Speakers
    subheads: frozenset[int] = frozenset()
    # From this paragraph on nobody speaks any more, and what follows is of this kind.
    over: int | None = None
    after: Kind = Kind.ASIDE
    named: bool = field(default=False)

    def __bool__(self) -> bool:
        return self.named or bool(self.speakers)


def find_convention(document: Document) -> Convention:
    """The convention that is used in the whole document; empty where nobody is found to speak."""
    paragraphs = document.paragraphs
    labels = [labels_in(paragraph) for paragraph in paragraphs]
    if any(paragraph.speaker for paragraph in paragraphs):
        return Convention(labels, Speakers({}), named=True)
    by_themselves = find_speakers(paragraphs, labels)
    questions = find_questions(document, labels if by_themselves else _not_all_bold(paragraphs, labels))
    if by_themselves and not questions.set_apart:
        questions = Questions()
    speakers = find_speakers(paragraphs, labels, asked=True) if questions else by_themselves
    asks, answers = unnamed(document.language)
    if questions:
        named = [any(speakers.named_by(label) for label in found) for found in labels]
        if speakers and answered_by_name(questions, named):
            return _named_answers(questions, labels, speakers, named, asks)
        if not by_themselves:
            return _unnamed(questions, document, labels, (asks, answers))
    if not by_themselves and (asker := find_asker(paragraphs, labels)):
        return _unnamed(asker[1], document, labels, (asker[0], answers))
    if not by_themselves and (cues := dash_cues(paragraphs, asks, answers)):
        return _cued([[] for _paragraph in paragraphs], cues, names=(asks, answers))
    return Convention(labels, by_themselves)


def _not_all_bold(
    paragraphs: Sequence[Paragraph], labels: Sequence[Sequence[Label]]
) -> list[Sequence[Label]]:
    """The labels without those in bold paragraphs: with a name or not, these are questions."""
    return [
        () if paragraph.lead_in == len(paragraph.text) else found
        for paragraph, found in zip(paragraphs, labels, strict=True)
    ]


def _unnamed(
    questions: Questions, document: Document, labels: Sequence[Sequence[Label]], names: tuple[str, str]
) -> Convention:
    """Questions that stand out and their answers; names at the first of them hold for the rest."""
    paragraphs = document.paragraphs
    if before := named_before(questions, paragraphs, labels):
        names = (before[0].name, before[1].name)
        kept = [[label for label in found if label.name in names] for found in labels]
    else:
        first = named_first(questions, paragraphs, document.title or "")
        names = (
            first.asks.name if first.asks else names[0],
            first.answers.name if first.answers else names[1],
        )
        again = [[label for label in found if not label.start and label.name in names] for found in labels]
        kept = [first.labels_at(number) or again[number] for number in range(len(paragraphs))]
    cues = (question_cues(questions, names[0]), answer_cues(questions, paragraphs, names[1]))
    found = _cued(kept, *cues, names=names)
    return replace(found, subheads=questions.subheads, over=questions.over)


def _cued(labels: Sequence[Sequence[Label]], *cues: Cues, names: tuple[str, str]) -> Convention:
    return Convention(merged(labels, *cues), Speakers({name.casefold(): name for name in names}))


def _named_answers(
    questions: Questions,
    labels: Sequence[Sequence[Label]],
    speakers: Speakers,
    named: Sequence[bool],
    asks: str,
) -> Convention:
    """Where who answers is named, a question without an answer is no question any more."""
    last = questions.marks[-1]
    over = None
    if not any(named[last.number :]) and not THANKS.search(last.text):
        questions = replace(questions, marks=questions.marks[:-1])
        over = last.number
    return Convention(
        merged(labels, question_cues(questions, asks)),
        speakers.joined_by(asks),
        subheads=questions.subheads,
        over=over,
        after=Kind.PARA,
    )
