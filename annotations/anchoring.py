"""Finding a quote again in a text that has changed since.

Verbatim first; else pieces of the quote and its surroundings name candidates (`seeding`), each of which is
aligned character by character (`aligning`). Evidence is counted in bits; a place is accepted when the
evidence outweighs the chance that something alike stands as near to where the quote was.
All offsets are code points, end exclusive.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from annotations.aligning import Passage, fit
from annotations.folding import Folded, fold
from annotations.seeding import Candidate, Seeds
from annotations.weighing import CERTAIN, ENOUGH, Fit, evidence, preference

# Changed texts mostly keep their order: so far from the hint a quote is looked for first.
NEIGHBOURHOOD = 5000
# Quotes up to this length are looked for word for word besides.
SHORT = 64


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
        """The places that come into question with the evidence for each, best first."""
        passage = Passage(fold(prefix).text, fold(exact).text, fold(suffix).text)
        near = self._folded.offset(hint)
        fits = self._fits_within(NEIGHBOURHOOD, passage, near)
        if (not fits or fits[0][0] < CERTAIN) and len(self._folded.text) > NEIGHBOURHOOD:
            fits = self._fits_within(len(self._folded.text), passage, near)
        return fits

    def _fits_within(self, reach: int, passage: Passage, near: int) -> list[tuple[float, Fit]]:
        text = self._folded.text
        candidates = self._seeds.candidates(passage.whole, near - passage.begin, reach)
        if len(passage.exact) <= SHORT:
            places = self._seeds.read(passage.exact, near, max(0, near - reach), near + reach, 4)
            candidates += [Candidate(p - passage.begin, p - passage.begin, 0) for p in places]
        fits: dict[tuple[int, int], Fit] = {}
        enough = 0.0
        for candidate in candidates:
            if candidate.bits < enough:
                continue
            fitted = fit(passage, text, candidate.low, candidate.high)
            if fitted:
                fits[fitted.start, fitted.end] = fitted
                if evidence(fitted, len(passage.exact), near) > CERTAIN:
                    enough = max(enough, candidate.bits / 2)
        best = sorted(fits.values(), key=lambda f: -preference(f, near))
        return [(evidence(f, len(passage.exact), near), f) for f in best]

    def _found(self, fitted: Fit) -> Found:
        return Found(self._folded.origin(fitted.start), self._folded.origin(fitted.end), fitted.likeness)


@lru_cache(maxsize=4)
def _finder(text: str) -> Finder:
    return Finder(text)


def anchor(text: str, exact: str, prefix: str, suffix: str, hint: int) -> tuple[int, int] | None:
    """Where in `text` the quote `exact` stands now, or None when it is gone; see `Finder.anchor`."""
    found = _finder(text).anchor(exact, prefix, suffix, hint)
    return (found.start, found.end) if found else None
