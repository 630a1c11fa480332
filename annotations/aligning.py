"""Laying a passage over the place where it may stand: where its quote begins and ends there, and how well it fits."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from math import log2
from typing import Self

from rapidfuzz.distance import Editops, Indel, Levenshtein

from annotations.folding import fold
from annotations.seeding import Candidate, dense
from annotations.weighing import Fit


@dataclass(frozen=True)
class Passage:
    """A quote with what stood right before and after it, all folded."""

    prefix: str
    exact: str
    suffix: str

    @classmethod
    def folded(cls, exact: str, prefix: str, suffix: str) -> Self:
        """The passage as it is compared."""
        return cls(fold(prefix).text, fold(exact).text, fold(suffix).text)

    @cached_property
    def whole(self) -> str:
        return self.prefix + self.exact + self.suffix

    @cached_property
    def per_char(self) -> float:
        return 4.0 if dense(self.whole) else 2.0

    @cached_property
    def sure(self) -> int:
        """So many characters in a row do not match by chance."""
        return 2 if dense(self.whole) else 4

    @property
    def begin(self) -> int:
        return len(self.prefix)

    @property
    def end(self) -> int:
        return len(self.prefix) + len(self.exact)


Block = tuple[int, int, int]


def fit(passage: Passage, text: str, candidate: Candidate) -> Fit | None:
    margin = 24 + len(passage.whole) // 20
    first = max(0, candidate.low - margin)
    window = text[first : max(first, candidate.high + len(passage.whole) + margin)]
    best = _aligned(passage, window, first, Levenshtein.editops(passage.whole, window))
    if candidate.bits > 25 and (best is None or best.likeness < 0.9 or min(best.before, best.after) < 8):
        # Where words were exchanged for longer or shorter ones this one sees more, else it sees ghosts.
        other = _aligned(passage, window, first, Indel.editops(passage.whole, window))
        if best is None or (other and _bits_in(other) > _bits_in(best)):
            best = other
    return best


def _aligned(passage: Passage, window: str, first: int, edits: Editops) -> Fit | None:
    blocks = [(m.a, m.b, m.size) for m in edits.as_matching_blocks() if m.size]
    start = _whole_word(passage, window, border(passage, window, blocks, passage.begin, False), passage.begin, -1)
    end = _whole_word(passage, window, border(passage, window, blocks, passage.end, True), passage.end, 1)
    if not blocks or end <= start:
        return None
    size = len(passage.exact)
    quote = _quote_bits(passage, clip(blocks, passage.begin, passage.end))
    quote -= 2 * log2(1 + max(0, abs(end - start - size) - size // 5))
    before = _bits(passage, _close(clip(blocks, 0, passage.begin), start - passage.begin))
    after = _bits(passage, _close(clip(blocks, passage.end, len(passage.whole)), end - passage.end))
    likeness = Levenshtein.normalized_similarity(passage.exact, window[start:end])
    if likeness < 0.4 and size > 200:
        return None
    if likeness < 0.5 and quote < 12:
        # The words are others now: only surroundings on both sides can vouch for them.
        if min(before, after) < 4 or before + after < 16 or not size / 4 <= end - start <= 24 + 2 * size:
            return None
    return Fit(first + start, first + end, quote, before, after, likeness)


def _bits_in(found: Fit) -> float:
    return found.quote + found.before + found.after


def _close(blocks: list[Block], drift: int) -> list[Block]:
    return [block for block in blocks if abs(block[1] - block[0] - drift) <= 12]


def _whole_word(passage: Passage, window: str, place: int, at: int, step: int) -> int:
    """Move a border that came to lie within a word to the word's edge, if it lay at one before."""
    whole = passage.whole
    if passage.sure < 4 or whole[max(0, at - 1) : at].isalnum() and whole[at : at + 1].isalnum():
        return place
    edge = place
    while 0 < edge < len(window) and window[edge - 1].isalnum() and window[edge].isalnum():
        edge += step
    return edge if 2 <= abs(edge - place) <= 12 else place


def clip(blocks: list[Block], begin: int, end: int) -> list[Block]:
    """The part of the matching blocks that lies in `[begin, end)` of the passage."""
    found = blocks[bisect_right(blocks, begin, key=_reach) : bisect_left(blocks, end, key=_first)]
    if found and found[-1][0] + found[-1][2] > end:
        a, b, size = found[-1]
        found[-1] = (a, b, end - a)
    if found and found[0][0] < begin:
        a, b, size = found[0]
        found[0] = (begin, b + begin - a, a + size - begin)
    return found


def _first(block: Block) -> int:
    return block[0]


def _reach(block: Block) -> int:
    return block[0] + block[2]


def _bits(passage: Passage, blocks: list[Block]) -> float:
    return sum(max(0.0, passage.per_char * size - 4) for _, _, size in blocks)


def _quote_bits(passage: Passage, blocks: list[Block]) -> float:
    least = min(3, len(passage.exact)) if passage.per_char < 3 else 1
    same = sum(size for _, _, size in blocks if size >= least)
    return passage.per_char * (same - 0.75 * (len(passage.exact) - same)) - 4


def border(passage: Passage, window: str, blocks: list[Block], at: int, closing: bool) -> int:
    """Where in `window` the border before `passage.whole[at]` lies."""
    whole = passage.whole
    sure = [block for block in blocks if block[2] >= passage.sure]
    left, right = _around(sure, at)
    if left and right and at not in (left[0], right[0]):
        old, new = whole[left[0] : right[0]], window[left[1] : right[1]]
        if old.count(" ") == new.count(" ") > 0:
            return left[1] + _same_word(old, new, at - left[0])
    if not (left and left[0] == at) and not (right and right[0] == at):
        left, right = _around(blocks, at)
    if left is None or right is None:
        a, b = left or right or (at, 0)
        return min(len(window), max(0, b + at - a))
    if left[0] == at and (closing or right[0] != at):
        return left[1]
    if right[0] == at:
        return right[1]
    width, share = right[1] - left[1], (at - left[0]) / (right[0] - left[0])
    return left[1] + round(width * share)


def _around(blocks: list[Block], at: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The last pair of offsets that match at or before `at`, and the first at or after it."""
    left = right = None
    first = bisect_right(blocks, at, key=_reach)
    if first < len(blocks):
        a, b, _ = blocks[first]
        right = (max(a, at), b + max(a, at) - a)
        if a < at:
            return right, right
    if first:
        a, b, size = blocks[first - 1]
        left = (a + size, b + size)
    return left, right


def _same_word(old: str, new: str, at: int) -> int:
    """Where the border at `at` in `old` lies in `new`, which has as many words: at the same word."""
    place = 0
    for _ in range(old[:at].count(" ")):
        place = new.index(" ", place) + 1
    if not at or old[at - 1] == " ":
        return place
    end = new.find(" ", place)
    return end if end >= 0 else len(new)
