"""Where the border of a quote lies in a changed text, told from the stretches that match around it.

A border that lay between two matching stretches lies there still; one within exchanged words lies at the
same word, if there are as many; else its place is estimated. All offsets are code points.
"""

from bisect import bisect_left, bisect_right

# A stretch that is the same in both texts: its offset in the old one, in the new one, its length.
Block = tuple[int, int, int]
# Farther than this from its place a border is not moved to a word's edge.
WORD = 12


def border(old: str, new: str, blocks: list[Block], at: int, *, closing: bool, sure: int) -> int:
    """Where in `new` the border before `old[at]` lies.

    `closing` is the border at which a quote ends: what was put in there is not of the quote. Stretches of
    `sure` characters and more do not match by chance and are asked first.
    """
    left, right = _around([block for block in blocks if block[2] >= sure], at)
    left, right = left and _slid(old, new, left, at), right and _slid(old, new, right, at)
    if left and right and at not in (left[0], right[0]):
        gone, come = old[left[0] : right[0]], new[left[1] : right[1]]
        if gone.count(" ") == come.count(" ") > 0:
            return left[1] + _same_word(gone, come, at - left[0])
    if not (left and left[0] == at) and not (right and right[0] == at):
        left, right = _around(blocks, at)
    if left is None or right is None:
        a, b = left or right or (at, 0)
        return min(len(new), max(0, b + at - a))
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


def _slid(old: str, new: str, pair: tuple[int, int], at: int) -> tuple[int, int]:
    """The pair at the border itself, if all up to there is the same, though it was matched elsewhere."""
    a, b = pair
    there = b + at - a
    same = there >= 0 and old[min(a, at) : max(a, at)] == new[min(b, there) : max(b, there)]
    return (at, there) if same else pair


def _same_word(old: str, new: str, at: int) -> int:
    """Where the border at `at` in `old` lies in `new`, which has as many words: at the same word."""
    place = 0
    for _ in range(old[:at].count(" ")):
        place = new.index(" ", place) + 1
    if not at or old[at - 1] == " ":
        return place
    end = new.find(" ", place)
    return end if end >= 0 else len(new)


def at_word_edge(old: str, at: int, new: str, place: int, *, closing: bool) -> int:
    """The border at `place`, moved out of a word of `new` to its edge; `old` had an edge at `at`."""
    if _within_word(old, at):
        return place
    edge = place
    while _within_word(new, edge):
        edge += 1 if closing else -1
    return edge if 2 <= abs(edge - place) <= WORD else place


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


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
