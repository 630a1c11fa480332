"""The blocks of an interview as one text, and the way from its offsets to a block's own and back."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from annotations.targets import parts, quote
from reader.models import NOT_SPOKEN, Block

BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range over blocks: from `start` in the first to `end` in the last, these named by index."""

    first: int
    start: int
    last: int
    end: int


class Flow:
    """Blocks in order, their texts joined by blank lines. Offsets are code points.

    What nobody says can be left out, as a passage over several blocks leaves it out.
    """

    def __init__(self, blocks: Sequence[Block], *, spoken: bool = False) -> None:
        self.indices = [n for n, block in enumerate(blocks) if not (spoken and block.kind in NOT_SPOKEN)]
        texts = [blocks[n].text for n in self.indices]
        self.text = BETWEEN.join(texts)
        self._lengths = [len(text) for text in texts]
        self._starts = list(accumulate((n + len(BETWEEN) for n in self._lengths), initial=0))[: len(texts)]

    def offset(self, index: int, at: int) -> int:
        """Where the place `at` in the block of this index is in the whole text.

        Of a block that is left out: where the one before it ends.
        """
        row = bisect_right(self.indices, index) - 1
        if row < 0:
            return 0
        return self._starts[row] + (at if self.indices[row] == index else self._lengths[row])

    def stretch(self, start: int, end: int) -> Stretch | None:
        """The range [start, end) without what of it lies between blocks; None where nothing is left."""
        if not self._starts:
            return None
        first, last = (max(0, bisect_right(self._starts, at) - 1) for at in (start, end))
        if start >= self._starts[first] + self._lengths[first]:
            first, start = first + 1, self._starts[first + 1] if first + 1 < len(self._starts) else end
        if last and end == self._starts[last]:
            last -= 1
        end = min(end, self._starts[last] + self._lengths[last])
        if start >= end:
            return None
        return Stretch(
            self.indices[first], start - self._starts[first], self.indices[last], end - self._starts[last]
        )


def words(blocks: Sequence[Block], where: Stretch) -> str:
    """The words of a range over blocks, as an annotation quotes them."""
    return quote(parts(blocks[where.first : where.last + 1], where.start, where.end))
