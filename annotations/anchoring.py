"""Finding a quote again in a text that has changed since.

Verbatim first; else pieces of the quote and its surroundings name candidates (`seeding`), each of which is
aligned character by character (`aligning`). Evidence is counted in bits; a place is accepted when the
evidence outweighs the chance that something alike stands as near to where the quote was.
All offsets are code points, end exclusive.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from annotations.aligning import Fit, Passage, fit
from annotations.folding import Folded, fold
from annotations.seeding import Candidate, Seeds, dense, surprise

# Bits by which the evidence must outweigh chance.
ENOUGH = 18.0


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the text, [start, end), and how much the words there are like the quote: 0 to 1."""

    start: int
    end: int
    score: float


class Finder:
    """A text prepared for finding many quotes in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _seeds(self) -> Seeds:
        return Seeds(self._folded.text)

    def anchor(self, exact: str, prefix: str, suffix: str, hint: int) -> Found | None:
        """Where the quote stands now, or None when it is gone.

        `prefix` and `suffix` stood right before and after it; `hint` is where it began in the old text.
        """
        if not exact or len(exact) > 2 * len(self.text) + 100:
            return None
        start = self._verbatim(exact, prefix, suffix, hint)
        if start is not None:
            return Found(start, start + len(exact), 1.0)
        fits = self._fits(exact, prefix, suffix, hint)
        return self._found(fits[0][1]) if fits and fits[0][0] >= ENOUGH else None

    def candidates(self, exact: str, prefix: str, suffix: str, hint: int, limit: int = 3) -> list[Found]:
        """The likeliest places, however little is left of the quote: best first, none over another."""
        return []

    def _verbatim(self, exact: str, prefix: str, suffix: str, hint: int) -> int | None:
        """Where the quote stands word for word with all its surroundings, as near to `hint` as can be."""
        whole, before = prefix + exact + suffix, len(prefix)
        if hint >= before and self.text.startswith(whole, hint - before):
            return hint
        if len(whole) < 24:
            return None
        first = self.text.find(whole)
        return first + before if first >= 0 and self.text.find(whole, first + 1) < 0 else None

    def _fits(self, exact: str, prefix: str, suffix: str, hint: int) -> list[tuple[float, Fit]]:
        passage = Passage(fold(prefix).text, fold(exact).text, fold(suffix).text)
        text, near = self._folded.text, self._folded.offset(hint)
        begin = near - len(passage.prefix)
        candidates = self._seeds.candidates(passage.whole, begin)
        places = self._seeds._read(passage.exact, near, 4)
        candidates += [Candidate(p - len(passage.prefix), p - len(passage.prefix), 0) for p in places]
        scored = {}
        for candidate in candidates:
            fitted = fit(passage, text, candidate.low, candidate.high)
            if fitted:
                scored[fitted.start, fitted.end] = (fitted.bits - 2 * surprise(fitted.start - near), fitted)
        return sorted(scored.values(), key=lambda pair: -pair[0])

    def _found(self, fitted: Fit) -> Found:
        return Found(self._folded.origin(fitted.start), self._folded.origin(fitted.end), fitted.likeness)


@lru_cache(maxsize=4)
def _finder(text: str) -> Finder:
    return Finder(text)


def anchor(text: str, exact: str, prefix: str, suffix: str, hint: int) -> tuple[int, int] | None:
    """Where in `text` the quote `exact` stands now, or None when it is gone; see `Finder.anchor`."""
    found = _finder(text).anchor(exact, prefix, suffix, hint)
    return (found.start, found.end) if found else None
