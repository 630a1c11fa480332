"""Finding a quote again in a text that has changed since.

Word for word first; else pieces of the quote and its surroundings name candidates (`seeding`), each is
aligned character by character (`aligning`), and what speaks for it is weighed (`weighing`). Texts are
compared folded (`folding`). All offsets are code points, end exclusive.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from annotations.anchoring.aligning import Passage, fit
from annotations.anchoring.folding import Folded, fold
from annotations.anchoring.seeding import Candidate, Seeds
from annotations.anchoring.weighing import CERTAIN, DOUBT, ENOUGH, Fit, Weighed, weigh

# Changed texts mostly keep their order: so far from the hint a quote is looked for first.
NEIGHBOURHOOD = 5000
# Quotes up to this length are looked for word for word besides.
SHORT = 64
# A quote with its surroundings is this long at least, if it is to stand in a text only once.
TELLING = 24
# From this length on a changed quote that is less like than INTACT is also looked for by its two ends;
# above LONG only so, as aligning takes time and memory with the square of the length.
LENGTHY = 200
INTACT = 0.9
LONG = 6000
END = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the text, [start, end), and how like the quote the words there are: 0 to 1."""

    start: int
    end: int
    score: float


class Finder:
    """A text prepared for finding many quotes in it.

    `prefix` and `suffix` are what stood right before and after a quote, `hint` is where it began in the
    old text; each may be missing or wrong, at the cost of certainty.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def anchor(self, exact: str, prefix: str, suffix: str, hint: int) -> Found | None:
        """Where the quote stands now, or None when it is gone."""
        start = self._verbatim(exact, prefix, suffix, hint) if exact else None
        if start is not None:
            return Found(start, start + len(exact), 1.0)
        whole = self._whole(exact, prefix, suffix, hint) if len(exact) <= LONG else None
        if len(exact) < LENGTHY or (whole and whole.score > INTACT):
            return whole
        return self._by_ends(exact, prefix, suffix, hint) or whole

    def _whole(self, exact: str, prefix: str, suffix: str, hint: int) -> Found | None:
        """Where the quote stands as a whole; None too where two places are equally likely."""
        fits = self._fits(Passage.folded(exact, prefix, suffix), hint)
        if not fits or fits[0].evidence < ENOUGH:
            return None
        rivals = (f for f in fits[1:] if f.evidence >= ENOUGH and not f.overlaps(fits[0]))
        doubtful = any(fits[0].rank - rival.rank < DOUBT for rival in rivals)
        return None if doubtful else self._found(fits[0].fit)

    def _by_ends(self, exact: str, prefix: str, suffix: str, hint: int) -> Found | None:
        """A long quote by its beginning and its end: what lies between may have been pulled apart."""
        size = min(END, max(100, len(exact) // 8))
        rest = len(exact) - size
        head = self._whole(exact[:size], prefix, exact[size : size + TELLING], hint)
        if head is None:
            return None
        tail = self._whole(exact[rest:], exact[rest - TELLING : rest], suffix, head.start + rest)
        if tail is None or min(head.score, tail.score) < 0.5:
            return None
        if not 0.4 * len(exact) <= tail.end - head.start <= 1.6 * len(exact) + 20:
            return None
        return Found(head.start, tail.end, (head.score + tail.score) / 2)

    def candidates(self, exact: str, prefix: str, suffix: str, hint: int, limit: int = 3) -> list[Found]:
        """The likeliest places, however little speaks for them, for a person to choose from.

        Best first, at most `limit`, none overlapping a better one; of a very long quote its beginning.
        """
        if len(exact) > LONG:
            exact, suffix = exact[:END], exact[END : END + TELLING]
        chosen: list[Found] = []
        passage = Passage.folded(exact, prefix, suffix)
        fits = self._fits(passage, hint, everywhere=True)
        for found in (self._found(f.fit) for f in sorted(fits, key=lambda f: -f.evidence)):
            if len(chosen) < limit and all(found.end <= c.start or c.end <= found.start for c in chosen):
                chosen.append(found)
        return chosen

    @cached_property
    def _folded(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _seeds(self) -> Seeds:
        return Seeds(self._folded.text)

    def _verbatim(self, exact: str, prefix: str, suffix: str, hint: int) -> int | None:
        """Where the quote stands with all its surroundings: at the hint, or else only once.

        A longer one needs no surroundings.
        """
        whole, before = prefix + exact + suffix, len(prefix)
        if hint >= before and self.text.startswith(whole, hint - before):
            return hint
        for words, skip, least in ((whole, before, TELLING), (exact, 0, SHORT)):
            first = self.text.find(words) if len(words) >= least else -1
            if first >= 0 and self.text.find(words, first + 1) < 0:
                return first + skip
        return None

    def _fits(self, passage: Passage, hint: int, everywhere: bool = False) -> list[Weighed]:
        """The places that come into question, best first."""
        if not passage.exact.strip() or not self.text:
            return []
        near, length = self._folded.offset(hint), len(self._folded.text)
        fits = [] if everywhere else self._fits_within(NEIGHBOURHOOD, passage, near)
        if not fits or (fits[0].evidence < CERTAIN and length > NEIGHBOURHOOD):
            fits = self._fits_within(length, passage, near)
        return fits

    def _fits_within(self, reach: int, passage: Passage, near: int) -> list[Weighed]:
        fits: dict[tuple[int, int], Weighed] = {}
        enough = 0.0
        for candidate in self._candidates(reach, passage, near):
            # Beside one that is certain only those that promise nearly as much are worth the time.
            fitted = fit(passage, self._folded.text, candidate) if candidate.bits >= enough else None
            if fitted:
                weighed = fits[fitted.start, fitted.end] = weigh(fitted, len(passage.exact), near)
                if weighed.evidence > CERTAIN:
                    enough = max(enough, candidate.bits / 2)
        return sorted(fits.values(), key=lambda f: -f.rank)

    def _candidates(self, reach: int, passage: Passage, near: int) -> list[Candidate]:
        found = self._seeds.candidates(passage.whole, near - passage.begin, reach)
        if len(passage.exact) <= SHORT:
            places = self._seeds.read(passage.exact, near, max(0, near - reach), near + reach, limit=2)
            found += [Candidate(place - passage.begin, place - passage.begin, 0) for place in places]
        return found

    def _found(self, fitted: Fit) -> Found:
        return Found(*self._folded.origin(fitted.start, fitted.end), fitted.likeness)


@lru_cache(maxsize=4)
def _finder(text: str) -> Finder:
    return Finder(text)


def anchor(text: str, exact: str, prefix: str, suffix: str, hint: int) -> tuple[int, int] | None:
    """Where in `text` the quote `exact` stands now, or None when it is gone; see `Finder`."""
    found = _finder(text).anchor(exact, prefix, suffix, hint)
    return (found.start, found.end) if found else None


def candidates(text: str, exact: str, prefix: str, suffix: str, hint: int, limit: int = 3) -> list[Found]:
    """The likeliest places of a quote that is gone; see `Finder.candidates`."""
    return _finder(text).candidates(exact, prefix, suffix, hint, limit)
