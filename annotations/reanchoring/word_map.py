"""Where the words of a text stand in its next version, told from what was put in and taken out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from reader.wording import TOKEN

# Words times words beyond which comparing takes too long.
LARGEST = 25_000_000
# Words that took the place of so few others are these, changed, however different they are,
FEW = 5
# if so many words around them are what they were
AROUND = 4
# So much alike (of 1) are two forms of one word, or two spellings.
SAME_WORD = 0.6
# Of longer exchanged passages it is not asked which word became which.
LONGEST_EXCHANGED = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Words [a, b) of the old text that are the same as, or else gave way to, words [c, d) of the new one."""

    a: int
    b: int
    c: int
    d: int
    same: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """A range of the new text. It is `certain` where other words took the place of a few in between
    words that stayed: then they are what became of these, like them or not."""

    start: int
    end: int
    certain: bool = False


class WordMap:
    """From a text to its next version, word by word. Offsets are code points. Blanks count for nothing."""

    def __init__(self, old: str, new: str) -> None:
        self.is_same = old == new
        if self.is_same:
            return
        self.old, self._olds = _words(old)
        self.new, self._news = _words(new)
        self.pieces = _pieces(self.old, self.new)
        self._firsts = [piece.a for piece in self.pieces]
        self._new_firsts = [piece.c for piece in self.pieces]
        self._pairs: dict[int, list[tuple[int, int]]] = {}

    def follow(self, start: int, end: int) -> Followed | None:
        """Where these words, or what took their place, stand now; None where they were taken out."""
        if self.is_same:
            return Followed(start, end, certain=True)
        first, last = _within(self._olds, start, end)
        if first == last:
            return None
        found = [span for number in self._over(first, last) if (span := self._part(number, first, last))]
        if not found:
            return None
        low, high = found[0][0], found[-1][1]
        return Followed(
            self._start(low, first, start),
            self._end(high, last, end),
            self._is_certain(first, last, low, high),
        )

    def origins(self, start: int, end: int) -> Iterator[int | None]:
        """For each word in this range of the new text where it began in the old one; None if it is new."""
        if self.is_same:
            yield from range(start, end)
            return
        for index in range(*_within(self._news, start, end)):
            piece = self.pieces[bisect_right(self._new_firsts, index) - 1]
            yield (
                self._olds[piece.a + index - piece.c][0]
                if piece.same and piece.c <= index < piece.d
                else None
            )

    def _over(self, first: int, last: int) -> range:
        """The numbers of the pieces that hold the old words [first, last)."""
        return range(bisect_right(self._firsts, first) - 1, bisect_left(self._firsts, last))

    def _part(self, number: int, first: int, last: int) -> tuple[int, int] | None:
        """What became of those of the old words [first, last) that are in this piece."""
        piece = self.pieces[number]
        a, b = max(first, piece.a), min(last, piece.b)
        if a >= b:
            return None
        if piece.same:
            return piece.c + a - piece.a, piece.c + b - piece.a
        if (a, b) == (piece.a, piece.b) and self._is_exchange(piece):
            return piece.c, piece.d
        mine = [theirs for word, theirs in self._exchanged(number) if a <= word < b]
        return (mine[0], mine[-1] + 1) if mine else None

    def _is_exchange(self, piece: Piece) -> bool:
        return _are_comparable(self.old[piece.a : piece.b], self.new[piece.c : piece.d])

    def _exchanged(self, number: int) -> list[tuple[int, int]]:
        """Which word became which in a piece that is not the same: those alike, or one for one."""
        if number not in self._pairs:
            piece = self.pieces[number]
            old, new = self.old[piece.a : piece.b], self.new[piece.c : piece.d]
            if _are_one_for_one(old, new):
                pairs = [(at, at) for at in range(len(old))]
            else:
                pairs = _alike(old, new) if max(len(old), len(new)) <= LONGEST_EXCHANGED else []
            self._pairs[number] = [(piece.a + word, piece.c + theirs) for word, theirs in pairs]
        return self._pairs[number]

    def _is_certain(self, first: int, last: int, low: int, high: int) -> bool:
        if last - first > FEW or not _are_comparable(self.old[first:last], self.new[low:high]):
            return False
        numbers = self._over(first, last)
        before, after = (self._stayed(number) for number in (numbers[0] - 1, numbers[-1] + 1))
        pieces = [self.pieces[number] for number in numbers]
        return before + after >= AROUND and all(
            piece.same
            or (first <= piece.a and piece.b <= last and self._is_exchange(piece))
            or _are_one_for_one(self.old[piece.a : piece.b], self.new[piece.c : piece.d])
            for piece in pieces
        )

    def _stayed(self, number: int) -> int:
        """How many words a piece beside others holds that are what they were."""
        piece = self.pieces[number] if 0 <= number < len(self.pieces) else None
        return piece.b - piece.a if piece is not None and piece.same else 0

    def _start(self, low: int, first: int, start: int) -> int:
        begin = self._news[low][0]
        is_same_word = self.new[low] == self.old[first]
        return begin + max(0, start - self._olds[first][0]) if is_same_word else begin

    def _end(self, high: int, last: int, end: int) -> int:
        until = self._news[high - 1][1]
        is_same_word = self.new[high - 1] == self.old[last - 1]
        return until - max(0, self._olds[last - 1][1] - end) if is_same_word else until


def _words(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The words and signs of a text, and where each stands."""
    matches = [match for match in TOKEN.finditer(text) if not match[0].isspace()]
    return [match[0] for match in matches], [match.span() for match in matches]


def _within(spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Which of these words have something of the range [start, end): from, and up to."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    return first, max(first, bisect_left(spans, end, key=lambda span: span[0]))


def _are_comparable(old: list[str], new: list[str]) -> bool:
    """Whether so many words can have taken the place of so many; signs never take that of words."""
    before, after = (sum(word[0].isalnum() for word in words) for words in (old, new))
    return bool(new) and before <= 2 * after + bool(after) and after <= 2 * before + bool(before)


def _are_one_for_one(old: list[str], new: list[str]) -> bool:
    """Whether a few words gave way to as many others, and signs to signs."""
    return len(old) == len(new) <= FEW and all(
        one[0].isalnum() == other[0].isalnum() for one, other in zip(old, new, strict=True)
    )


def _pieces(old: list[str], new: list[str]) -> list[Piece]:
    """What is the same and what is not, in turn. What is put in or taken out once is told exactly."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    middle = _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    pieces = [Piece(0, head, 0, head, same=True)]
    pieces += [Piece(p.a + head, p.b + head, p.c + head, p.d + head, p.same) for p in middle]
    pieces.append(Piece(len(old) - tail, len(old), len(new) - tail, len(new), same=True))
    return [piece for piece in pieces if piece.a < piece.b or piece.c < piece.d]


def _compared(old: list[str], new: list[str]) -> list[Piece]:
    if not (old and new) or len(old) * len(new) > LARGEST:
        return [Piece(0, len(old), 0, len(new), same=False)]
    same = [
        Piece(code.src_start, code.src_end, code.dest_start, code.dest_end, same=True)
        for code in Indel.opcodes(old, new)
        if code.tag == "equal"
    ]
    return _without_chance(old, new, same)


def _without_chance(old: list[str], new: list[str], same: list[Piece]) -> list[Piece]:
    """The pieces without those few words that two different passages just happen to share."""
    pieces: list[Piece] = []
    ends = Piece(len(old), len(old), len(new), len(new), same=True)
    a = c = 0
    for piece, following in zip([*same, ends], [*same[1:], ends, ends], strict=False):
        before = max(_size(old[a : piece.a]), _size(new[c : piece.c]))
        after = max(_size(old[piece.b : following.a]), _size(new[piece.d : following.c]))
        if piece is not ends and 2 * _size(old[piece.a : piece.b]) <= min(before, after):
            continue
        if a < piece.a or c < piece.c:
            pieces.append(Piece(a, piece.a, c, piece.c, same=False))
        pieces.append(piece)
        a, c = piece.b, piece.d
    return pieces


def _size(words: list[str]) -> int:
    return sum(map(len, words))


def _alike(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Pairs of words that are alike, in the order of both, as much alike as can be."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[_likeness(one, other) for other in new] for one in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + like[i][j])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if like[i][j] and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(one: str, other: str) -> float:
    if not one[0].isalnum():
        return 0.1 if one == other else 0.0
    return Indel.normalized_similarity(one.casefold(), other.casefold(), score_cutoff=SAME_WORD)
