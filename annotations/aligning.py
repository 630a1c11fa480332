"""Laying a passage over the place where it may stand: where its quote begins and ends there, and how well it fits."""

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel, Levenshtein

from annotations.seeding import dense


@dataclass(frozen=True)
class Passage:
    """A quote with what stood right before and after it, all folded."""

    prefix: str
    exact: str
    suffix: str

    @cached_property
    def whole(self) -> str:
        return self.prefix + self.exact + self.suffix

    @cached_property
    def per_char(self) -> float:
        return 4.0 if dense(self.whole[:100]) else 2.0

    @cached_property
    def sure(self) -> int:
        """So many characters in a row do not match by chance."""
        return 2 if dense(self.whole[:100]) else 4

    @property
    def begin(self) -> int:
        return len(self.prefix)

    @property
    def end(self) -> int:
        return len(self.prefix) + len(self.exact)


@dataclass(frozen=True, slots=True)
class Fit:
    start: int
    end: int
    quote: float
    before: float
    after: float
    likeness: float

    @property
    def bits(self) -> float:
        return self.quote + self.before + self.after


Block = tuple[int, int, int]


def fit(passage: Passage, text: str, low: int, high: int) -> Fit | None:
    margin = 24 + len(passage.whole) // 20
    first = max(0, low - margin)
    window = text[first : max(first, high + len(passage.whole) + margin)]
    blocks = [(m.a, m.b, m.size) for m in Indel.editops(passage.whole, window).as_matching_blocks() if m.size]
    if not blocks:
        return None
    start = border(passage, window, blocks, passage.begin, False)
    end = border(passage, window, blocks, passage.end, True)
    if end <= start:
        return None
    quote = _quote_bits(passage, clip(blocks, passage.begin, passage.end))
    drift = start - passage.begin
    before = _bits(passage, [b for b in clip(blocks, 0, passage.begin) if abs(b[1] - b[0] - drift) <= 12])
    drift = end - passage.end
    after = _bits(
        passage, [b for b in clip(blocks, passage.end, len(passage.whole)) if abs(b[1] - b[0] - drift) <= 12]
    )
    likeness = Levenshtein.normalized_similarity(passage.exact, window[start:end])
    if likeness < 0.5 and quote < 12:
        # The words are others now: only surroundings on both sides can vouch for them.
        size = len(passage.exact)
        if min(before, after) < 12 or before + after < 36 or not size / 4 <= end - start <= 24 + 2 * size:
            return None
    return Fit(first + start, first + end, quote, before, after, likeness)


def clip(blocks: list[Block], begin: int, end: int) -> list[Block]:
    out = []
    for a, b, size in blocks:
        c = max(a, begin)
        d = min(a + size, end)
        if c < d:
            out.append((c, b + c - a, d - c))
    return out


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
    for a, b, size in blocks:
        if a < at:
            reach = min(a + size, at)
            left = (reach, b + reach - a)
        if a + size > at:
            begin = max(a, at)
            right = (begin, b + begin - a)
            break
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
