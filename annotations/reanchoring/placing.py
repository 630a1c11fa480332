"""Where an annotation may belong that has lost its place: suggestions, and what one names by words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from annotations.anchoring import Finder
from annotations.flow import Flow, Stretch, words
from annotations.models import Annotation
from annotations.targets import named
from reader.models import NOT_SPOKEN, Block, Interview
from reader.wording import TOKEN

# How much of the text is shown around a suggested passage.
SHOWN = 120
SUGGESTED = 3
# How much alike (of 100) typed words must be to those in the text.
ALIKE = 75
# How much alike (of 1) a passage must be to be suggested, and (of 100) the words of a sentence. Fewer words
# must be the very same.
LIKELY = 0.6
SIMILAR = 70
FEW = 5
SENTENCE = re.compile(r"[^\s.!?…。！？][^.!?…。！？\n]*[.!?…。！？]*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage in its surroundings; `posted` are the fields that name it in a form."""

    block: Block
    before: str
    words: str
    after: str
    posted: list[tuple[str, Any]]


class Text:
    """An interview's text, searched by one who places an annotation. One query.

    A passage over several blocks is sought in what is spoken, one within a block in all blocks.
    """

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        self.blocks = list(interview.blocks.select_related("speaker").order_by("position"))
        self.whole = Flow(self.blocks)
        self.flows = [self.whole]
        if any(block.kind in NOT_SPOKEN for block in self.blocks):
            self.flows.insert(0, Flow(self.blocks, spoken=True))

    def suggestions(self, annotation: Annotation) -> Iterator[Suggestion]:
        """The likeliest passages, best first; where few are, also sentences with the same words."""
        chosen: list[Stretch] = []
        for where in chain(self._likely(annotation), self._sentences(annotation.exact)):
            passage = self._whole_block(where) if annotation.is_on_block else where
            if len(chosen) < SUGGESTED and not any(_overlap(passage, other) for other in chosen):
                chosen.append(passage)
        yield from map(self._suggestion, chosen)

    def _likely(self, annotation: Annotation) -> list[Stretch]:
        """Where words stand that are like these."""
        sought = annotation.exact, annotation.prefix, annotation.suffix
        found = [
            (candidate.score, where)
            for flow in self.flows
            for candidate in Finder(flow.text).candidates(*sought, annotation.last_offset or 0, SUGGESTED)
            if candidate.score >= LIKELY
            and (where := self._whole_words(flow, candidate.start, candidate.end))
        ]
        found.sort(key=lambda one: -one[0])
        few = annotation.exact.casefold().split()
        return [
            where
            for _score, where in found
            if len(few) >= FEW or words(self.blocks, where).casefold().split() == few
        ]

    def _sentences(self, exact: str) -> list[Stretch]:
        """The sentences that have most words in common with these, if they have enough to tell."""
        if len(exact.split()) < FEW:
            return []
        text = self.whole.text
        spans = [match.span() for match in SENTENCE.finditer(text)]
        likest = process.extract(
            exact,
            [text[start:end] for start, end in spans],
            scorer=fuzz.token_set_ratio,
            processor=default_process,
            limit=SUGGESTED,
            score_cutoff=SIMILAR,
        )
        found = (self._stretch(self.whole, *spans[index]) for _text, _score, index in likest)
        return [where for where in found if where]

    def find(self, typed: str, annotation: Annotation) -> dict[str, Any] | None:
        """The target where these words, or nearly these, stand; None where nothing is like them."""
        where = self._verbatim(typed, annotation.last_offset or 0) or self._alike(typed)
        return self.target(where) if where else None

    def _verbatim(self, typed: str, hint: int) -> Stretch | None:
        """Where these words stand, whatever blanks are between them; of several places the nearest."""
        pattern = re.compile(r"\s+".join(map(re.escape, typed.split())))
        found = [
            where
            for flow in self.flows
            for match in pattern.finditer(flow.text)
            if (where := self._stretch(flow, *match.span()))
        ]
        nearness = lambda where: abs(self.whole.offset(where.first, where.start) - hint)  # noqa: E731
        return min(found, key=nearness, default=None)

    def _alike(self, typed: str) -> Stretch | None:
        """Where words stand that are nearly these."""
        found = [
            (alignment.score, where)
            for flow in self.flows
            if len(typed) <= len(flow.text)
            and (alignment := fuzz.partial_ratio_alignment(typed, flow.text, score_cutoff=ALIKE))
            and (where := self._whole_words(flow, alignment.dest_start, alignment.dest_end))
        ]
        return max(found, key=lambda one: one[0], default=(0, None))[1]

    def _whole_words(self, flow: Flow, start: int, end: int) -> Stretch | None:
        """What is likest may begin or end inside of a word."""
        spans = [m.span() for m in TOKEN.finditer(flow.text) if m.end() > start and m.start() < end]
        solid = [span for span in spans if flow.text[slice(*span)].strip()]
        return self._stretch(flow, solid[0][0], solid[-1][1]) if solid else None

    def _stretch(self, flow: Flow, start: int, end: int) -> Stretch | None:
        """The passage, if an annotation can have it: what nobody says stands for itself."""
        where = flow.stretch(start, end)
        is_one = where is not None and (where.first == where.last or flow is self.flows[0])
        return where if is_one else None

    def _whole_block(self, where: Stretch) -> Stretch:
        return Stretch(where.first, 0, where.first, len(self.blocks[where.first].text))

    def target(self, where: Stretch) -> dict[str, Any]:
        """The fields of an annotation on this passage."""
        first, last = self.blocks[where.first], self.blocks[where.last]
        target = named(first, where.start, last, where.end, words(self.blocks, where))
        return target | {"anchored_revision": self.interview.revision}

    def _suggestion(self, where: Stretch) -> Suggestion:
        target = self.target(where)
        first, last = target["start_block"], target["end_block"]
        posted = target | {"start_block": first.key, "end_block": last.key}
        del posted["anchored_revision"]
        before, after = first.text[: where.start], last.text[where.end :]
        return Suggestion(
            first,
            ("…" if len(before) > SHOWN else "") + before[-SHOWN:],
            target["exact"],
            after[:SHOWN] + ("…" if len(after) > SHOWN else ""),
            list(posted.items()),
        )


def _overlap(one: Stretch, other: Stretch) -> bool:
    return (one.first, one.start) < (other.last, other.end) and (other.first, other.start) < (
        one.last,
        one.end,
    )
