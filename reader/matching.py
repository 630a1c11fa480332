"""Which block of a new text is which of the old one, so that it keeps its key.

Links, reading places and notes on whole blocks hang on keys.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from reader.document import DraftBlock
from reader.models import Block

# From how much of 100 on two texts are two versions of one. Unrelated prose comes to about 50.
SIMILAR = 65
# A text of which the other is a part: a turn was split, or two were joined. Short words are part of many.
PART, SHORTEST_PART = 70, 20
# How far around its place between two known blocks a block is looked for, and how much of it is compared.
NEAR = 10
COMPARED = 2000


def pair(old: Sequence[Block], new: Sequence[DraftBlock]) -> list[Block | None]:
    """For each new block the old one that it is, or None.

    Keys decide where new blocks have some. The others are paired by their text: equal ones first,
    wherever they stand now, then similar ones between the same neighbours. Time grows linearly.
    """
    pairs = _Pairs(old, new)
    pairs.by_key()
    pairs.by_equal_ends()
    pairs.by_unique_text()
    pairs.by_neighbours()
    pairs.by_text_in_order()
    pairs.by_similar_text()
    return [None if (at := pairs.old_of.get(number)) is None else old[at] for number in range(len(new))]


class _Pairs:
    """Pairs found so far, by index."""

    def __init__(self, old: Sequence[Block], new: Sequence[DraftBlock]) -> None:
        self.old, self.new = old, new
        self.old_of: dict[int, int] = {}
        self.taken: set[int] = set()

    def by_key(self) -> None:
        at = {block.key: index for index, block in enumerate(self.old)}
        for index, block in enumerate(self.new):
            if block.key in at:
                self._pair(at[block.key], index)

    def by_equal_ends(self) -> None:
        """What stands before the first difference and after the last."""
        old, new = self._free_old(), self._free_new()
        for mine, theirs in ((old, new), (old[::-1], new[::-1])):
            for at, index in zip(mine, theirs, strict=False):
                if self.old[at].text != self.new[index].text:
                    break
                self._pair(at, index)

    def by_unique_text(self) -> None:
        old, new = self._free_old(), self._free_new()
        count_old = Counter(self.old[at].text for at in old)
        count_new = Counter(self.new[index].text for index in new)
        place = {self.old[at].text: at for at in old}
        for index in new:
            text = self.new[index].text
            if count_new[text] == count_old[text] == 1:
                self._pair(place[text], index)

    def by_neighbours(self) -> None:
        """Equal texts that stand beside a pair: of many a “Yes.” the one after the same question."""
        for step, order in ((1, range(len(self.new))), (-1, range(len(self.new) - 1, -1, -1))):
            for index in order:
                at = self.old_of.get(index - step, -2) + step
                if self._is_free(at, index) and self.old[at].text == self.new[index].text:
                    self._pair(at, index)

    def by_text_in_order(self) -> None:
        places: defaultdict[str, deque[int]] = defaultdict(deque)
        for at in self._free_old():
            places[self.old[at].text].append(at)
        for index in self._free_new():
            if waiting := places.get(self.new[index].text):
                self._pair(waiting.popleft(), index)

    def by_similar_text(self) -> None:
        for old, new in self._gaps():
            for number, index in enumerate(new):
                middle = number * len(old) // len(new)
                around = [at for at in old[max(0, middle - NEAR) : middle + NEAR + 1] if at not in self.taken]
                best = max(around, key=lambda at: self._similarity(at, index), default=None)
                if best is not None and self._similarity(best, index):
                    self._pair(best, index)

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Runs of unpaired new blocks, each with the unpaired old ones between the same neighbours."""
        free = set(self._free_new())
        run: list[int] = []
        before = -1
        for index in range(len(self.new) + 1):
            if index in free:
                run.append(index)
            elif index in self.old_of or index == len(self.new):
                after = self.old_of.get(index, len(self.old))
                if run and before < after:
                    until = min(after, before + 1 + len(run) + 2 * NEAR)
                    yield [at for at in range(before + 1, until) if at not in self.taken], run
                before, run = after, []

    def _similarity(self, at: int, index: int) -> float:
        one, other = self.old[at].text[:COMPARED], self.new[index].text[:COMPARED]
        if min(len(one), len(other)) >= SHORTEST_PART and (one in other or other in one):
            return PART
        return fuzz.ratio(one, other, score_cutoff=SIMILAR)

    def _pair(self, at: int, index: int) -> None:
        if self._is_free(at, index):
            self.old_of[index] = at
            self.taken.add(at)

    def _is_free(self, at: int, index: int) -> bool:
        return 0 <= at < len(self.old) and at not in self.taken and index not in self.old_of

    def _free_old(self) -> list[int]:
        return [at for at in range(len(self.old)) if at not in self.taken]

    def _free_new(self) -> list[int]:
        """New blocks whose key says nothing yet; one with a key of its own is new, or comes back."""
        return [i for i in range(len(self.new)) if i not in self.old_of and not self.new[i].key]
