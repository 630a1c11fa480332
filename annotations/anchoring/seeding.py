"""Where in a text a passage may stand: short pieces of it are looked up, and their places vote.

A hit of a piece at `place` says that the passage begins at `place` minus the piece's own offset (its
diagonal). Diagonals that lie close together are one candidate. All offsets are code points.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import log2

from annotations.anchoring.weighing import surprise

# Pieces looked up for one passage.
SEEDS = 12
# Of a piece that stands everywhere only the places nearest to the hint count.
NEAREST = 32
# The rarest pieces vote first, until there are so many hits.
HITS = 120
# So many lookups by reading the text through cost as much as an index of it.
LOOKUPS_BEFORE_INDEX = 400
# So many candidates are looked at closely.
CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """The passage may begin between `low` and `high`, say hits worth `bits`."""

    low: int
    high: int
    bits: float


def dense(text: str) -> bool:
    """Whether a character says as much as half a word, as in Chinese, Japanese or Korean."""
    return 2 * sum(char >= "\u2e80" for char in text[:64]) > len(text[:64])


@dataclass(slots=True)
class Seeds:
    """Finds pieces in `text`, by reading it through at first, by an index once that pays."""

    text: str
    lookups: Counter[int] = field(default_factory=Counter)
    indexes: dict[int, dict[str, list[int]]] = field(default_factory=dict)

    def places(self, piece: str, near: int, low: int, high: int) -> list[int]:
        """Where in `[low, high)` `piece` stands: at most `NEAREST` places before and as many after `near`."""
        index = self.indexes.get(len(piece))
        if index is None:
            return self.read(piece, near, low, high, NEAREST)
        found = index.get(piece, [])
        first, last = bisect_left(found, low), bisect_left(found, high - len(piece) + 1)
        at = bisect_left(found, near)
        return found[max(first, at - NEAREST) : min(last, at + NEAREST)]

    def read(self, piece: str, near: int, low: int, high: int, limit: int) -> list[int]:
        """As `places`, without an index, at most `limit` on either side."""
        near = max(near, low)
        before: list[int] = []
        place = min(near + len(piece) - 1, high)
        while len(before) < limit and (place := self.text.rfind(piece, low, place)) >= 0:
            before.append(place)
            place += len(piece) - 1
        after: list[int] = []
        place = near - 1
        while len(after) < limit and (place := self.text.find(piece, place + 1, high)) >= 0:
            after.append(place)
        return before[::-1] + after

    def _prepare(self, size: int) -> None:
        self.lookups[size] += SEEDS
        if size in self.indexes or self.lookups[size] < LOOKUPS_BEFORE_INDEX:
            return
        index = defaultdict(list)
        for place in range(len(self.text) - size + 1):
            index[self.text[place : place + size]].append(place)
        self.indexes[size] = index

    def candidates(self, passage: str, near: int, reach: int) -> list[Candidate]:
        """The likeliest places of `passage` within `reach` of `near`, where it was; best first."""
        size = min(len(passage), 3 if dense(passage) else 6)
        self._prepare(size)
        low, high = max(0, near - reach), min(len(self.text), near + reach + len(passage))
        last = len(passage) - size
        pieces = []
        for offset in {last * i // (SEEDS - 1) for i in range(SEEDS)}:
            places = self.places(passage[offset : offset + size], near + offset, low, high)
            if places:
                pieces.append((len(places), offset, places))
        hits: list[tuple[int, float, int]] = []
        for count, offset, places in sorted(pieces):
            if len(hits) + count > HITS and len(hits) > HITS // 4:
                break
            bits = log2((high - low + 1) / count)
            hits += [(place - offset, bits, offset) for place in places]
        hits.sort()
        clusters = _clusters(hits, 12 + len(passage) // 25, 24 + len(passage) // 6)
        least = max((c.bits for c in clusters), default=0) / 3
        clusters = [c for c in clusters if c.bits >= least]
        clusters.sort(key=lambda c: surprise((c.low + c.high) // 2 - near) - c.bits)
        return clusters[:CANDIDATES]


def _clusters(hits: list[tuple[int, float, int]], gap: int, width: int) -> list[Candidate]:
    """Join diagonals that follow each other within `gap`, up to `width` in all; each piece counts once."""
    clusters: list[Candidate] = []
    counted: set[int] = set()
    low = high = hits[0][0] if hits else 0
    total = 0.0
    for diagonal, bits, offset in hits:
        if diagonal - high > gap or diagonal - low > width:
            if counted:
                clusters.append(Candidate(low, high, total))
            counted, total, low = set(), 0.0, diagonal
        high = diagonal
        if offset not in counted:
            counted.add(offset)
            total += bits
    if counted:
        clusters.append(Candidate(low, high, total))
    return clusters
