"""Laying a passage over a place: where its quote begins and ends there, and how well it fits."""

from dataclasses import dataclass
from functools import cached_property
from math import log2
from typing import Self

from rapidfuzz.distance import Editops, Indel, Levenshtein

from annotations.anchoring.borders import Block, at_word_edge, border, clip
from annotations.anchoring.folding import fold
from annotations.anchoring.seeding import Candidate, dense
from annotations.anchoring.weighing import Fit

# From so many bits of hits on a candidate is worth a second way of aligning.
WORTHWHILE = 25.0
# Surroundings count only where they are no farther from the quote than before, but for this much.
CLOSE = 12
# Unrelated sentences are alike to about a third; a long quote that is hardly more so is another one.
UNLIKE = 0.4


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
        """Prefix, quote and suffix as one."""
        return self.prefix + self.exact + self.suffix

    @cached_property
    def dense(self) -> bool:
        """Whether it is of a script in which a character says much, see `seeding.dense`."""
        return dense(self.whole)

    @property
    def begin(self) -> int:
        """Where in the whole the quote begins."""
        return len(self.prefix)

    @property
    def end(self) -> int:
        """Where in the whole the quote ends."""
        return len(self.prefix) + len(self.exact)


def fit(passage: Passage, text: str, candidate: Candidate) -> Fit | None:
    """The passage laid over `text` at `candidate`, or None where nothing of the quote can be made out."""
    size = len(passage.whole)
    margin = min(24, size // 3) + size // 20
    first = max(0, candidate.low - margin)
    window = text[first : max(first, candidate.high + size + margin)]
    best = _laid(passage, window, first, Levenshtein.editops(passage.whole, window))
    if candidate.bits > WORTHWHILE and (not best or best.likeness < 0.9 or min(best.before, best.after) < 8):
        # Without exchanges: sees more where words were replaced by longer or shorter ones, and more ghosts.
        other = _laid(passage, window, first, Indel.editops(passage.whole, window))
        best = max((f for f in (best, other) if f), key=lambda f: f.bits, default=None)
    return best


def _laid(passage: Passage, window: str, first: int, edits: Editops) -> Fit | None:
    blocks = [(m.a, m.b, m.size) for m in edits.as_matching_blocks() if m.size]
    start = _edge(passage, window, blocks, passage.begin, closing=False)
    end = _edge(passage, window, blocks, passage.end, closing=True)
    if not blocks or end <= start:
        return None
    drift_before, drift_after = start - passage.begin, end - passage.end
    found = Fit(
        start=first + start,
        end=first + end,
        quote=_quote_bits(passage, blocks, end - start),
        before=_bits(passage, clip(blocks, 0, passage.begin), drift_before),
        after=_bits(passage, clip(blocks, passage.end, len(passage.whole)), drift_after),
        likeness=Levenshtein.normalized_similarity(passage.exact, window[start:end]),
    )
    return found if _credible(found, len(passage.exact)) else None


def _edge(passage: Passage, window: str, blocks: list[Block], at: int, *, closing: bool) -> int:
    if passage.dense:
        return border(passage.whole, window, blocks, at, closing=closing, sure=2)
    place = border(passage.whole, window, blocks, at, closing=closing, sure=4)
    return at_word_edge(passage.whole, at, window, place, closing=closing)


def _credible(found: Fit, size: int) -> bool:
    """Whether these can be the words of a quote of `size`: like them, or others in the same surroundings."""
    if found.likeness < UNLIKE and size > 200:
        return False
    if found.likeness >= 0.5 or found.quote >= 12:
        return True
    surrounded = min(found.before, found.after) >= 4 and found.before + found.after >= 16
    return surrounded and size / 4 <= found.end - found.start <= 24 + 2 * size


def _quote_bits(passage: Passage, blocks: list[Block], width: int) -> float:
    """What is the same in the quote speaks for the place, what is not or was put in against it."""
    size, per_char = len(passage.exact), 4 if passage.dense else 2
    least = 1 if passage.dense else min(3, size)
    same = sum(block[2] for block in clip(blocks, passage.begin, passage.end) if block[2] >= least)
    put_in = max(0, abs(width - size) - size // 5)
    return per_char * (same - 0.75 * (size - same)) - 4 - 4 * log2(1 + put_in)


def _bits(passage: Passage, blocks: list[Block], drift: int) -> float:
    """What is the same in the surroundings speaks for the place; what is not says little: it may be new."""
    per_char = 4 if passage.dense else 2
    return sum(max(0, per_char * size - 4) for a, b, size in blocks if abs(b - a - drift) <= CLOSE)
