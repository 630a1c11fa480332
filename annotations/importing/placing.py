"""Where in an interview's text the notes of a file stand: by their words, as after a change of the text."""

from functools import cached_property
from typing import Any

from annotations.anchoring import Finder
from annotations.flow import Flow, Stretch, words
from annotations.importers import Incoming
from annotations.models import State
from annotations.reanchoring.outcomes import same_words
from annotations.reanchoring.placing import Text
from annotations.saying import opening
from annotations.selectors import TextQuoteSelector
from reader.models import Block, Interview

# How much (of 1) of a block must be what is quoted of it, and the other way round.
MOST = 0.5


class Placer:
    """Finds targets in one interview's text. One query."""

    def __init__(self, interview: Interview) -> None:
        self.text = Text(interview)
        self._finders = [Finder(flow.text) for flow in self.text.flows]

    def target(self, note: Incoming) -> dict[str, Any]:
        """The fields of an annotation that say what it is about.

        Words that are found nowhere make an orphan; a note without words is about a block or all of the text.
        """
        at = {"anchored_revision": self.text.interview.revision}
        if note.whole:
            return at | self._about_a_block(note)
        if not note.quote.strip():
            return at
        where = self._in_its_turn(note) or self._where(note)
        if where is None:
            return at | _orphan(note)
        target = self.text.target(where)
        if not same_words(note.quote, target["exact"]):
            target |= {"state": State.CHANGED, "original": note.quote}
        return target

    def _about_a_block(self, note: Incoming) -> dict[str, Any]:
        if note.position:
            return {"start_block": self._block(*note.position)}
        if not note.quote.strip():
            return {"start_block": self._named(note) or self._turn(note)}
        block = self._named(note) or self._of_these_words(note) or self._likest(note)
        return {"start_block": block} if block else _orphan(note)

    def _named(self, note: Incoming) -> Block | None:
        """The block with the key that the file has. Keys differ where the text came in twice."""
        return next((block for block in self.text.blocks if note.block and block.key == note.block), None)

    def _turn(self, note: Incoming) -> Block | None:
        return next((block for block in self.text.blocks if note.turn and block.number == note.turn), None)

    def _of_these_words(self, note: Incoming) -> Block | None:
        """The block with these very words; of several the turn that the file names."""
        found = self._by_opening.get(_plain(note.quote), [])
        return min(found, key=lambda block: block.number != note.turn, default=None)

    @cached_property
    def _by_opening(self) -> dict[str, list[Block]]:
        found: dict[str, list[Block]] = {}
        for block in self.text.blocks:
            found.setdefault(_plain(opening(block.text)), []).append(block)
        return found

    def _likest(self, note: Incoming) -> Block | None:
        """The block with words that are much like these, and few others."""
        where = self._where(note)
        if where is None or where.first != where.last:
            return None
        block = self.text.blocks[where.first]
        shared = where.end - where.start
        return block if shared >= MOST * max(len(note.quote), len(opening(block.text))) else None

    def _in_its_turn(self, note: Incoming) -> Stretch | None:
        """These very words in the turn that the file names, where it names no place more closely."""
        if not note.turn or note.position:
            return None
        for index, block in enumerate(self.text.blocks):
            if block.number == note.turn:
                found = TextQuoteSelector(note.quote, note.prefix, note.suffix).find_in(block.text)
                if found:
                    return Stretch(index, found.start, index, found.end)
        return None

    def _where(self, note: Incoming) -> Stretch | None:
        """The likeliest place in what is spoken or in all of the text."""
        found = []
        for flow, finder in zip(self.text.flows, self._finders, strict=True):
            place = finder.anchor(note.quote, note.prefix, note.suffix, self._hint(flow, note))
            where = flow.stretch(place.start, place.end) if place else None
            if place and where and self._is_one(flow, where):
                exact = words(self.text.blocks, where) == note.quote
                found.append((exact, place.score, where))
        return max(found, key=lambda one: one[:2], default=(False, 0, None))[2]

    def _is_one(self, flow: Flow, where: Stretch) -> bool:
        """Whether an annotation can be about it: over several blocks only what is spoken."""
        return where.first == where.last or flow is self.text.flows[0]

    def _hint(self, flow: Flow, note: Incoming) -> int:
        """Where the quote may begin, in the text of this flow."""
        start = note.position[0] if note.position else 0
        at = self.text.whole.stretch(start, start + 1) if start else None
        return flow.offset(at.first, at.start) if at else 0

    def _block(self, start: int, end: int) -> Block | None:
        """The block that is all of this range; None, for the whole interview, where there is none."""
        where = self.text.whole.stretch(start, end)
        if where is None or where.first != where.last:
            return None
        block = self.text.blocks[where.first]
        return block if (where.start, where.end) == (0, len(block.text)) else None


def _plain(words: str) -> str:
    return " ".join(words.split())


def _orphan(note: Incoming) -> dict[str, Any]:
    return {
        "state": State.ORPHANED,
        "exact": note.quote,
        "prefix": note.prefix[-64:],
        "suffix": note.suffix[:64],
        "last_turn": note.turn,
        "last_speaker": note.speaker[:200],
        "last_offset": note.position[0] if note.position else None,
    }
