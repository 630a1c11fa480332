"""How much speaks for a place: that the quote still stands there, and that it is this place and no other.

The weights come from a logistic regression over made edits (typing errors, exchanged words, moved, cut and
deleted passages) of interviews in several languages; whoever changes them measures on other texts.
"""

from dataclasses import dataclass
from math import log2
from typing import Self

# From this much evidence on a quote counts as found.
ENOUGH = 15.0
# Of two places that differ by less nobody can say which it is.
DOUBT = 3.0
# With this much no other place is looked for far away.
CERTAIN = 60.0
# Beyond this distance from the hint a passage was moved, and it matters no more how far.
FAR = 8000


@dataclass(frozen=True, slots=True)
class Fit:
    """A quote laid over `[start, end)` of a text.

    `quote`, `before` and `after` are bits: how much the quote and its surroundings on either side agree
    with what stands there. `likeness` is that of the words themselves, 0 to 1.
    """

    start: int
    end: int
    quote: float
    before: float
    after: float
    likeness: float

    @property
    def bits(self) -> float:
        """All bits together."""
        return self.quote + self.before + self.after


def surprise(distance: int) -> float:
    """How many bits it takes to name one of the places that are as near to the hint as this one."""
    return log2(32 + 2 * abs(distance))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A fit with what speaks for it: for the quote being there (`evidence`), for this very place (`rank`)."""

    fit: Fit
    evidence: float
    rank: float

    def overlaps(self, other: Self) -> bool:
        """Whether both lie over the same words."""
        return self.fit.start < other.fit.end and other.fit.start < self.fit.end


def weigh(fit: Fit, length: int, near: int) -> Weighed:
    """Weigh that a quote of `length`, which was at `near`, is now at `fit`."""
    return Weighed(fit, _evidence(fit, length, near), _rank(fit, near))


def _evidence(fit: Fit, length: int, near: int) -> float:
    less, more = sorted((fit.before, fit.after))
    words = fit.quote * fit.likeness**4 if fit.quote > 0 else max(-30, fit.quote)
    words += 24 * fit.likeness + 2 * log2(length)
    return words + min(more, 40) + 1.5 * min(less, 30) - 5 * surprise(min(FAR, abs(fit.start - near)))


def _rank(fit: Fit, near: int) -> float:
    """Of two copies the nearer wins, not the cleaner: beyond what names a place bits count less."""
    bits = (part if part < 24 else 24 + (part - 24) / 4 for part in (fit.quote, fit.before, fit.after))
    return sum(bits) - 4 * surprise(fit.start - near)
