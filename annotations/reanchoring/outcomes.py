"""What becomes of each annotation when the text under it changes. Nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz.distance import Indel

from annotations.anchoring import Finder
from annotations.flow import Flow, Stretch, words
from annotations.models import Annotation
from annotations.reanchoring.regions import Regions
from annotations.selectors import TextQuoteSelector, surroundings
from reader.layers import Change
from reader.models import NOT_SPOKEN, Block
from reader.wording import TOKEN

# How much alike (of 1) a passage must be to another to be this, changed: letter by letter; less where
# whole words are the same. Unrelated prose has about half of its letters in common.
ALIKE, ALIKE_BESIDES, SAME_WORDS = 0.65, 0.5, 0.4
# Words of so many characters are told from all others.
TELLING = 16
# Fewer words, or fewer characters, may stand anywhere: so much around them must be what it was.
FEW_WORDS, FEW_LETTERS = 5, 25
AROUND = 8
# At most this share (of 1) of what is found elsewhere may have stood there before.
STRANGE = 0.3


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
    """Looks in a new text for what stood in the old one.

    What was put in and taken out says where words went. What is not there any more may be among the
    words that are new; on words that stood elsewhere before it is not.
    """

    def __init__(self, change: Change) -> None:
        self.old, self.new = Side(change.before), Side(change.after)
        self.kept = change.kept()
        self._edits = change.edits
        self._regions = Regions(change.before, change.after, self.kept)

    def outcome(self, annotation: Annotation) -> Outcome:
        """What becomes of this annotation, which is no reply and stands (or stood) somewhere in the text."""
        if annotation.is_orphan:
            return self._of_orphan(annotation)
        if annotation.is_on_block:
            return self._of_block(annotation)
        before, stood = annotation.exact, self._stood(annotation)
        where = self._known(stood, before) or self._in_place(stood, before) or self._elsewhere(stood, before)
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
        where = self._find(sought, {True: at, False: at}, None, spoken=not annotation.is_on_block)
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
        where = self._in_place(stood, text) or self._elsewhere(stood, text)
        if where is None:
            return Outcome(annotation, What.LOST, text, stood)
        return Outcome(annotation, What.MOVED, text, stood, where, text)

    def _stood(self, annotation: Annotation) -> Stretch:
        first, last = self.old.place[annotation.start_block_id], self.old.place[annotation.end_block_id]
        return Stretch(first, annotation.start or 0, last, annotation.end or 0)

    def _known(self, stood: Stretch, exact: str) -> Stretch | None:
        """Where these words stand if all edits are known and none is within them."""
        first, last = self.kept[stood.first], self.kept[stood.last]
        if not self._edits or first is None or last is None:
            return None
        start = stood.start + self._grown(stood.first, stood.start)
        where = Stretch(first, start, last, stood.end + self._grown(stood.last, stood.end))
        return where if words(self.new.blocks, where) == exact else None

    def _grown(self, index: int, upto: int) -> int:
        """How much longer the edits that end here or before made this block of the old text."""
        block = self.old.blocks[index].pk
        edits = (edit for edit in self._edits if edit.block == block and edit.end <= upto)
        return sum(edit.length - (edit.end - edit.start) for edit in edits)

    def _in_place(self, stood: Stretch, exact: str) -> Stretch | None:
        """Where these words went, if what is there now is much the same or is what they became."""
        followed = self._regions.follow(stood)
        if followed is None:
            return None
        found, is_certain = followed
        where = self._between_edges(found) if self._is_spoken(stood) else found
        if same_words(exact, words(self.new.blocks, where)):
            return where
        where = self._around(where, exact) or where
        return where if is_certain or alike(exact, words(self.new.blocks, where)) else None

    def _is_spoken(self, stood: Stretch) -> bool:
        """Whether a range of the old text begins and ends in what somebody says."""
        edges = {self.old.blocks[stood.first].kind, self.old.blocks[stood.last].kind}
        return edges.isdisjoint(NOT_SPOKEN)

    def _between_edges(self, where: Stretch) -> Stretch:
        """The range without what nobody says at its ends: that was in between, and no part of it."""
        blocks = self.new.blocks
        spoken = [n for n in range(where.first, where.last + 1) if blocks[n].kind not in NOT_SPOKEN]
        if not spoken:
            return where
        first, last = spoken[0], spoken[-1]
        start = where.start if first == where.first else 0
        return Stretch(first, start, last, where.end if last == where.last else len(blocks[last].text))

    def _around(self, where: Stretch, exact: str) -> Stretch | None:
        """The very words where some of them were found: of “a b a b” either half may be what is left."""
        text = self.new.blocks[where.first].text
        at = text.find(exact, max(0, where.start - len(exact) + 1), where.end + len(exact) - 1)
        if (
            where.first != where.last
            or at < 0
            or _whole_words(text, at, at + len(exact)) != (at, at + len(exact))
        ):
            return None
        return Stretch(where.first, at, where.first, at + len(exact))

    def _elsewhere(self, stood: Stretch, exact: str) -> Stretch | None:
        """Among the words that are new: the passage was taken out here and put in there."""
        spoken = self._is_spoken(stood)
        if (where := self._unmistakable(exact, spoken=spoken)) and self._is_free(where, stood):
            return where
        sought, _start = self.quote(stood, exact, spoken=spoken)
        return self._find(sought, self._hints(stood.first, stood.start), stood, spoken=spoken)

    def _unmistakable(self, exact: str, *, spoken: bool) -> Stretch | None:
        """Where words stand that both texts have but once."""
        old, new = self.old.flow(spoken), self.new.flow(spoken)
        if len(exact) < TELLING or new.text.count(exact) != 1 or old.text.count(exact) != 1:
            return None
        start = new.text.index(exact)
        return new.stretch(start, start + len(exact))

    def _find(
        self, sought: TextQuoteSelector, hints: dict[bool, int], stood: Stretch | None, *, spoken: bool
    ) -> Stretch | None:
        """Search what is spoken, or all of the text; the very words also in the other of the two."""
        here = self._find_in(spoken, sought, hints, stood)
        if here or not self.new.has_unspoken:
            return here
        there = self._find_in(not spoken, sought, hints, stood)
        return there if there and same_words(sought.exact, words(self.new.blocks, there)) else None

    def _find_in(
        self, spoken: bool, sought: TextQuoteSelector, hints: dict[bool, int], stood: Stretch | None
    ) -> Stretch | None:
        flow = self.new.flow(spoken)
        found = self.new.finders[spoken].anchor(sought.exact, sought.prefix, sought.suffix, hints[spoken])
        if found is None or not _is_told(sought, flow.text, found.start, found.end):
            return None
        where = flow.stretch(*_whole_words(flow.text, found.start, found.end))
        return where if where and self._is_free(where, stood) else None

    def _is_free(self, where: Stretch, stood: Stretch | None) -> bool:
        """Whether no other words stood there before."""
        return self._regions.strange(where, stood) <= STRANGE

    def _hints(self, index: int, at: int) -> dict[bool, int]:
        """Where in the new texts the place `at` of an old block should be, by whether only speech is in them.

        Of a block that has no counterpart: where the one before it ends.
        """
        before = index
        while before >= 0 and not self._regions.of_old[before].new:
            before -= 1
        if before < 0:
            return {True: 0, False: 0}
        region = self._regions.of_old[before]
        hints = {}
        for spoken in (True, False):
            old, new = self.old.flow(spoken), self.new.flow(spoken)
            begun = old.offset(index, at) - old.offset(region.old[0], 0) if region.old else 0
            hints[spoken] = new.offset(region.new[0], 0) + begun
        return hints


def same_words(one: str, other: str) -> bool:
    """Whether two passages differ at most in blanks and line breaks."""
    return one == other or one.split() == other.split()


def alike(one: str, other: str) -> bool:
    """Whether one passage may be the other, changed."""
    if same_words(one, other):
        return True
    likeness = Indel.normalized_similarity(one, other, score_cutoff=ALIKE_BESIDES)
    mine, theirs = ([word for word in TOKEN.findall(text) if word[0].isalnum()] for text in (one, other))
    return likeness >= (ALIKE_BESIDES if Indel.normalized_similarity(mine, theirs) >= SAME_WORDS else ALIKE)


def _is_told(sought: TextQuoteSelector, text: str, start: int, end: int) -> bool:
    """Whether a passage that was found is this one and no other.

    A few words must be the very same, as words of their own, between what they stood between; more must
    be alike.
    """
    if len(sought.exact) >= FEW_LETTERS and len(sought.exact.split()) >= FEW_WORDS:
        return alike(sought.exact, text[start:end])
    before, after = sought.prefix[-AROUND:], sought.suffix[:AROUND]
    return (
        same_words(sought.exact, text[start:end])
        and text.endswith(before, 0, start)
        and text.startswith(after, end)
        and _whole_words(text, start, end) == (start, end)
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The range with all of the words at its ends."""
    while 0 < start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
