"""Two texts of an interview side by side: which blocks of one became which of the other.

A block that is kept gives its words to the next ones where it was split, and takes theirs where it was
joined. So blocks are compared in regions: runs of old and new blocks that begin and end alike.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from annotations.flow import Flow, Stretch
from annotations.reanchoring.word_map import Followed, WordMap
from reader.models import Block

# Blocks that are kept begin (or end) alike if so many letters are the same.
ALIKE = 24
# Regions of more characters are cut wherever a block is kept.
LARGEST = 8000


class Region:
    """Blocks of the old text and those of the new one that hold their words now, by index."""

    def __init__(
        self, sides: tuple[Sequence[Block], Sequence[Block]], old: list[int], new: list[int]
    ) -> None:
        self._sides = sides
        self.old, self.new = old, new

    @cached_property
    def _flows(self) -> tuple[Flow, Flow]:
        before, after = self._sides
        return Flow([before[n] for n in self.old]), Flow([after[n] for n in self.new])

    @cached_property
    def map(self) -> WordMap:
        old, new = self._flows
        return WordMap(old.text, new.text)

    def old_offset(self, index: int, at: int) -> int:
        return self._flows[0].offset(bisect_left(self.old, index), at)

    def new_offset(self, index: int, at: int) -> int:
        return self._flows[1].offset(bisect_left(self.new, index), at)

    def old_length(self) -> int:
        return len(self._flows[0].text)

    def stretch(self, found: Followed) -> Stretch | None:
        where = self._flows[1].stretch(found.start, found.end)
        return where and Stretch(self.new[where.first], where.start, self.new[where.last], where.end)


class Regions:
    """All regions of a change; `kept` says of each old block which new one it is."""

    def __init__(self, before: Sequence[Block], after: Sequence[Block], kept: Sequence[int | None]) -> None:
        self._sides = before, after
        pairs = _in_order(kept)
        moved = [(n, m) for n, m in enumerate(kept) if m is not None and pairs.get(n) != m]
        regions = [Region(self._sides, [n], [m]) for n, m in moved]
        regions += self._cut(pairs, {n for n, _m in moved}, {m for _n, m in moved})
        self.of_old = {index: region for region in regions for index in region.old}
        self.of_new = {index: region for region in regions for index in region.new}

    def follow(self, stood: Stretch) -> tuple[Stretch, bool] | None:
        """Where a range of the old text is in the new one, and whether that is certain."""
        found = [
            (where, followed.certain)
            for region, start, end in self._parts(stood)
            if (followed := region.map.follow(start, end)) and (where := region.stretch(followed))
        ]
        if not found:
            return None
        (head, is_certain), (tail, _) = found[0], found[-1]
        if (head.first, head.start) > (tail.last, tail.end):
            return None
        return Stretch(head.first, head.start, tail.last, tail.end), is_certain and len(found) == 1

    def strange(self, where: Stretch, stood: Stretch | None) -> float:
        """The share of words in a range of the new text that stood in the old one, but not in `stood`."""
        own = {id(region): (start, end) for region, start, end in self._parts(stood)} if stood else {}
        strange = total = 0
        for index in range(where.first, where.last + 1):
            region = self.of_new[index]
            start = region.new_offset(index, where.start if index == where.first else 0)
            length = len(self._sides[1][index].text)
            end = region.new_offset(index, where.end if index == where.last else length)
            low, high = own.get(id(region), (0, 0))
            for origin in region.map.origins(start, end):
                total += 1
                strange += origin is not None and not low <= origin < high
        return strange / total if total else 1.0

    def _parts(self, stood: Stretch) -> Iterator[tuple[Region, int, int]]:
        """The regions that a range of the old text runs through, and what of each belongs to it."""
        first, last = self.of_old[stood.first], self.of_old[stood.last]
        regions = {id(r): r for n in range(stood.first, stood.last + 1) if (r := self.of_old[n])}
        for region in regions.values():
            start = region.old_offset(stood.first, stood.start) if region is first else 0
            end = region.old_offset(stood.last, stood.end) if region is last else region.old_length()
            yield region, start, end

    def _cut(self, pairs: dict[int, int], old_moved: set[int], new_moved: set[int]) -> Iterator[Region]:
        """The regions of what is in order, cut where blocks that are kept begin or end alike."""
        before, after = self._sides
        a = c = 0

        def upto(b: int, d: int) -> Iterator[Region]:
            old = [n for n in range(a, b) if n not in old_moved]
            new = [n for n in range(c, d) if n not in new_moved]
            if old or new:
                yield Region(self._sides, old, new)

        for n, m in pairs.items():
            one, other = before[n].text, after[m].text
            is_large = sum(len(block.text) for block in before[a:n]) > LARGEST
            if is_large or _letters(one[: 2 * ALIKE])[:ALIKE] == _letters(other[: 2 * ALIKE])[:ALIKE]:
                yield from upto(n, m)
                a, c = n, m
            if _letters(one[-2 * ALIKE :])[-ALIKE:] == _letters(other[-2 * ALIKE :])[-ALIKE:]:
                yield from upto(n + 1, m + 1)
                a, c = n + 1, m + 1
        yield from upto(len(before), len(after))


def _in_order(kept: Sequence[int | None]) -> dict[int, int]:
    """The most blocks that are kept and follow each other in both texts: the longest rising row."""
    tops: list[int] = []
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for n, m in enumerate(kept):
        if m is None:
            continue
        at = bisect_left(tops, m)
        previous[n] = ends[at - 1] if at else None
        tops[at : at + 1], ends[at : at + 1] = [m], [n]
    row: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        row.append(last)
        last = previous[last]
    return {n: kept[n] or 0 for n in reversed(row)}


def _letters(text: str) -> str:
    """Without the signs, which often change at the ends of turns."""
    return "".join(filter(str.isalnum, text))
