"""The leaves of a long interview: each as much as a browser should lay out at once.

What is far from the window costs nothing but its place, which is reserved by estimate
(`content-visibility: auto`). A leaf is some screens high: for each single turn the browser would
measure all the time while scrolling.
"""

from collections.abc import Sequence

from reader.models import Block, Kind

# Shorter interviews are laid out whole.
LONG = 200
# A leaf's height in lines of text; `--leaf-lines` in reading.css says the same.
LINES = 80
CHARACTERS = 66
# What a turn takes beside its lines: the space after it.
BETWEEN = 1.4


def leaf_starts(blocks: Sequence[Block]) -> frozenset[int]:
    """The primary keys of the blocks with which a leaf begins; none in an interview of usual length.

    Blocks that belong together (a turn with its asides, paragraphs in a row) stay in one leaf. What
    stands before the first turn or heading is in none.
    """
    if len(blocks) <= LONG:
        return frozenset()
    starts = []
    height = float(LINES)
    for block in blocks:
        begins = block.kind == Kind.HEADING or (block.kind == Kind.TURN and not block.continued)
        if begins and height >= LINES:
            starts.append(block.pk)
            height = 0
        height += lines(block.text) + BETWEEN
    return frozenset(starts)


def lines(text: str) -> int:
    """About how many lines a text takes on a wide screen."""
    return sum(1 + len(paragraph) // CHARACTERS for paragraph in text.split("\n"))
