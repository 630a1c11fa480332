"""What becomes of each annotation when the text under it changes. Nothing is written here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz.distance import Indel

from annotations.anchoring import Finder
from annotations.flow import Flow, Stretch, trimmed, words
from annotations.models import Annotation
from annotations.selectors import TextQuoteSelector, surroundings
from annotations.word_map import WordMap
from reader.layers import Change
from reader.models import NOT_SPOKEN, Block

# How much alike (of 1) the words that took the place of others must be to be these, changed.
ALIKE = 0.5
# Words of so many characters are told from all others.
TELLING = 16


class What(StrEnum):
    """What becomes of an annotation."""

    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    LOST = "lost"
    RETURNED = "returned"
    STILL_LOST = "still lost"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one annotation.

    `stood` is its range in the old text (None for an orphan), `where` in the new one; `before` and
    `after` are the words there.
    """

    annotation: Annotation
    what: What
    before: str
    stood: Stretch | None = None
    where: Stretch | None = None
    after: str = ""

    @property
    def is_worth_telling(self) -> bool:
        """Whether its owner is to hear of it."""
        return self.what in (What.CHANGED, What.LOST) and self.annotation.deleted is None


class Side:
    """One of the two texts: its blocks, all of them or what is spoken as one text."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks = list(blocks)
        self.place: dict[int | None, int] = {block.pk: index for index, block in enumerate(self.blocks)}
        self.has_unspoken = any(block.kind in NOT_SPOKEN for block in self.blocks)

    @cached_property
    def whole(self) -> Flow:
        return Flow(self.blocks)

    @cached_property
    def spoken(self) -> Flow:
        return Flow(self.blocks, spoken=True) if self.has_unspoken else self.whole

    @cached_property
    def finders(self) -> dict[bool, Finder]:
        """By whether only what is spoken is searched."""
        whole = Finder(self.whole.text)
        return {False: whole, True: Finder(self.spoken.text) if self.has_unspoken else whole}

    def flow(self, spoken: bool) -> Flow:
        return self.spoken if spoken else self.whole


class Search:
    """Looks in a new text for what stood in the old one."""

    def __init__(self, change: Change) -> None:
        self.old, self.new = Side(change.before), Side(change.after)
        self.kept = change.kept()
        self._maps: dict[int, WordMap] = {}

    def outcome(self, annotation: Annotation) -> Outcome:
        """What becomes of this annotation, which is no reply and stands (or stood) somewhere in the text."""
        if annotation.is_orphan:
            return self._of_orphan(annotation)
        if annotation.is_on_block:
            return self._of_block(annotation)
        before, stood = annotation.exact, self._stood(annotation)
        where = self._nearest(stood, before)
        if where is None:
            return Outcome(annotation, What.LOST, before, stood)
        after = words(self.new.blocks, where)
        stays = (self.kept[stood.first], self.kept[stood.last]) == (where.first, where.last)
        what = What.EXACT if stays else What.MOVED
        return Outcome(
            annotation, what if same_words(before, after) else What.CHANGED, before, stood, where, after
        )

    def quote(self, stood: Stretch, exact: str, *, spoken: bool = False) -> tuple[TextQuoteSelector, int]:
        """A range of the old text with what stood around it, beyond its blocks; and where it began."""
        flow = self.old.flow(spoken)
        start, end = flow.offset(stood.first, stood.start), flow.offset(stood.last, stood.end)
        return TextQuoteSelector(exact, *surroundings(flow.text, start, end)), start

    def _of_orphan(self, annotation: Annotation) -> Outcome:
        sought = TextQuoteSelector(annotation.exact, annotation.prefix, annotation.suffix)
        at = annotation.last_offset or 0
        where = self._find(sought, {True: at, False: at}, spoken=not annotation.is_on_block)
        if where is None:
            return Outcome(annotation, What.STILL_LOST, annotation.exact)
        after = words(self.new.blocks, where)
        return Outcome(annotation, What.RETURNED, annotation.exact, None, where, after)

    def _of_block(self, annotation: Annotation) -> Outcome:
        """A note on a whole block follows the block, or its text into another."""
        index = self.old.place[annotation.start_block_id]
        text = self.old.blocks[index].text
        stood = Stretch(index, 0, index, len(text))
        if self.kept[index] is not None:
            return Outcome(annotation, What.EXACT, text, stood)
        sought, _start = self.quote(stood, text)
        where = self._find(sought, self._hints(index, 0), spoken=False)
        return Outcome(annotation, What.MOVED if where else What.LOST, text, stood, where, text)

    def _stood(self, annotation: Annotation) -> Stretch:
        first, last = self.old.place[annotation.start_block_id], self.old.place[annotation.end_block_id]
        return Stretch(first, annotation.start or 0, last, annotation.end or 0)

    def _nearest(self, stood: Stretch, exact: str) -> Stretch | None:
        """The nearest there is: in place, else across new borders, else changed in place, else elsewhere."""
        here = self._in_place(stood, exact)
        if here and same_words(exact, words(self.new.blocks, here)):
            return here
        return self._across(stood, exact) or here or self._elsewhere(stood, exact)

    def _across(self, stood: Stretch, exact: str) -> Stretch | None:
        """The very words from these blocks into the next ones: a turn was split in the middle of them."""
        first, last = self.kept[stood.first], self.kept[stood.last]
        if first is None or last is None or first > last:
            return None
        low = max(0, first - 1)
        flow = Flow(self.new.blocks[low : last + 2], spoken=True)
        pattern = r"\s+".join(map(re.escape, exact.split()))
        for match in re.finditer(pattern, flow.text):
            found = flow.stretch(*match.span())
            if found and found.first + low <= last and found.last + low >= first:
                return Stretch(found.first + low, found.start, found.last + low, found.end)
        return None

    def _in_place(self, stood: Stretch, exact: str) -> Stretch | None:
        """What stands at its place in the same blocks now, if it is much the same."""
        first, last = self.kept[stood.first], self.kept[stood.last]
        if first is None or last is None or first > last:
            return None
        start, end = self._map(stood.first).start(stood.start), self._map(stood.last).end(stood.end)
        as_it_was = Stretch(first, start, last, end)
        if words(self.new.blocks, as_it_was) == exact:
            return as_it_was
        where = trimmed(self.new.blocks, first, start, last, end)
        if where is None or Indel.normalized_similarity(exact, words(self.new.blocks, where)) < ALIKE:
            return None
        return where

    def _map(self, index: int) -> WordMap:
        """From the text of an old block that is kept to its new text."""
        if index not in self._maps:
            old, new = self.old.blocks[index].text, self.new.blocks[self.kept[index] or 0].text
            self._maps[index] = WordMap(old, new)
        return self._maps[index]

    def _elsewhere(self, stood: Stretch, exact: str) -> Stretch | None:
        edges = {self.old.blocks[stood.first].kind, self.old.blocks[stood.last].kind}
        spoken = edges.isdisjoint(NOT_SPOKEN)
        if where := self._unmistakable(exact, spoken=spoken):
            return where
        sought, _start = self.quote(stood, exact, spoken=spoken)
        return self._find(sought, self._hints(stood.first, stood.start), spoken=spoken)

    def _unmistakable(self, exact: str, *, spoken: bool) -> Stretch | None:
        """Where words stand that both texts have but once."""
        old, new = self.old.flow(spoken), self.new.flow(spoken)
        if len(exact) < TELLING or new.text.count(exact) != 1 or old.text.count(exact) != 1:
            return None
        start = new.text.index(exact)
        return new.stretch(start, start + len(exact))

    def _find(self, sought: TextQuoteSelector, hints: dict[bool, int], *, spoken: bool) -> Stretch | None:
        """Search what is spoken, or all of the text; the very words also in the other of the two."""
        here = self._find_in(spoken, sought, hints)
        if here or not self.new.has_unspoken:
            return here
        there = self._find_in(not spoken, sought, hints)
        return there if there and same_words(sought.exact, words(self.new.blocks, there)) else None

    def _find_in(self, spoken: bool, sought: TextQuoteSelector, hints: dict[bool, int]) -> Stretch | None:
        finder = self.new.finders[spoken]
        found = finder.anchor(sought.exact, sought.prefix, sought.suffix, hints[spoken])
        return self.new.flow(spoken).stretch(found.start, found.end) if found else None

    def _hints(self, index: int, at: int) -> dict[bool, int]:
        """Where in the new texts the place `at` of an old block should be, by whether only speech is in them.

        Of a block that is not kept: as far behind the last one before it that is, as it was.
        """
        before = index
        while before >= 0 and self.kept[before] is None:
            before -= 1
        hints = {}
        for spoken in (True, False):
            old, new = self.old.flow(spoken), self.new.flow(spoken)
            if before < 0:
                hints[spoken] = old.offset(index, at)
            elif before == index:
                hints[spoken] = new.offset(self.kept[index] or 0, self._map(index).start(at))
            else:
                length = len(self.old.blocks[before].text)
                base = new.offset(self.kept[before] or 0, self._map(before).end(length))
                hints[spoken] = base + old.offset(index, at) - old.offset(before, length)
        return hints


def same_words(one: str, other: str) -> bool:
    """Whether two passages differ at most in blanks and line breaks."""
    return one == other or one.split() == other.split()
