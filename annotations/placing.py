"""Where an annotation may belong that has lost its place: suggestions, and what one names by words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from annotations.anchoring import Finder
from annotations.flow import Flow, Stretch, words
from annotations.models import Annotation
from annotations.targets import named
from reader.models import Block, Interview
from reader.wording import TOKEN

# How much of the text is shown around a suggested passage.
SHOWN = 120
SUGGESTED = 3
# How much alike (of 100) typed words must be to those in the text.
ALIKE = 75
# How much alike (of 100) the words of a sentence must be to be suggested.
SIMILAR = 45
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
    """What is spoken in an interview, searched by one who places an annotation. One query."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        self.blocks = list(interview.blocks.select_related("speaker").order_by("position"))
        self.flow = Flow(self.blocks, spoken=True)
        self.finder = Finder(self.flow.text)

    def suggestions(self, annotation: Annotation) -> Iterator[Suggestion]:
        """The likeliest passages, best first; where few are, also sentences with the same words."""
        sought = annotation.exact, annotation.prefix, annotation.suffix
        likely = self.finder.candidates(*sought, annotation.last_offset or 0, SUGGESTED)
        spans = [(found.start, found.end) for found in likely]
        for start, end in self._sentences(annotation.exact) if len(spans) < SUGGESTED else ():
            if all(end <= a or b <= start for a, b in spans):
                spans.append((start, end))
        for span in spans[:SUGGESTED]:
            if where := self.flow.stretch(*span):
                yield self._suggestion(where)

    def _sentences(self, exact: str) -> list[tuple[int, int]]:
        """The sentences that have most words in common with these."""
        spans = [match.span() for match in SENTENCE.finditer(self.flow.text)]
        texts = [self.flow.text[start:end] for start, end in spans]
        likest = process.extract(
            exact,
            texts,
            scorer=fuzz.token_set_ratio,
            processor=str.casefold,
            limit=SUGGESTED,
            score_cutoff=SIMILAR,
        )
        return [spans[index] for _text, _score, index in likest]

    def find(self, typed: str, annotation: Annotation) -> dict[str, Any] | None:
        """The target where these words, or nearly these, stand; None where nothing is like them."""
        span = self._verbatim(typed, annotation.last_offset or 0) or self._alike(typed)
        where = self.flow.stretch(*span) if span else None
        return self.target(where) if where else None

    def _verbatim(self, typed: str, hint: int) -> tuple[int, int] | None:
        """Where these words stand, whatever blanks are between them; of several places the nearest."""
        pattern = r"\s+".join(map(re.escape, typed.split()))
        matches = re.finditer(pattern, self.flow.text)
        return min((m.span() for m in matches), key=lambda span: abs(span[0] - hint), default=None)

    def _alike(self, typed: str) -> tuple[int, int] | None:
        """Where words stand that are nearly these."""
        text = self.flow.text
        found = fuzz.partial_ratio_alignment(typed, text, score_cutoff=ALIKE)
        if found is None or len(typed) > len(text):
            return None
        # Whole words: what is likest may begin or end inside of one.
        spans = [
            m.span()
            for m in TOKEN.finditer(text)
            if m.end() > found.dest_start and m.start() < found.dest_end
        ]
        solid = [span for span in spans if text[slice(*span)].strip()]
        return (solid[0][0], solid[-1][1]) if solid else None

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
