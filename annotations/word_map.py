"""Where the words of a block stand in its new text, told from what was put in and taken out."""

from bisect import bisect_right
from itertools import accumulate
from operator import itemgetter

from rapidfuzz.distance import Indel

from reader.wording import TOKEN

# Words times words beyond which comparing takes too long.
LARGEST = 25_000_000


class WordMap:
    """An old and a new text of one block, word by word. Offsets are code points."""

    def __init__(self, old: str, new: str) -> None:
        if old == new:
            self._stretches = [(0, len(old), 0)]
            return
        mine, theirs = TOKEN.findall(old), TOKEN.findall(new)
        starts, new_starts = (list(accumulate(map(len, tokens), initial=0)) for tokens in (mine, theirs))
        self._stretches = [(0, 0, 0)]
        if len(mine) * len(theirs) <= LARGEST:
            # What is the same in both: where it begins and ends in the old text, and begins in the new one.
            self._stretches += [
                (starts[code.src_start], starts[code.src_end], new_starts[code.dest_start])
                for code in Indel.opcodes(mine, theirs)
                if code.tag == "equal"
            ]
        self._stretches.append((len(old), len(old), len(new)))

    def start(self, at: int) -> int:
        """Where what began at `at` begins now: at the first of the words that took its place."""
        begin, end, new = self._stretches[self._number(at)]
        return new + min(at, end) - begin

    def end(self, at: int) -> int:
        """Where what ended at `at` ends now."""
        number = self._number(max(0, at - 1))
        begin, end, new = self._stretches[number]
        return new + at - begin if at <= end else self._stretches[number + 1][2]

    def _number(self, at: int) -> int:
        """The last stretch that begins at `at` or before."""
        return bisect_right(self._stretches, at, key=itemgetter(0)) - 1
