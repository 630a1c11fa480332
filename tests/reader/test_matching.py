"""Which block of a new text is which of the old one."""

import random

import pytest

from reader.document import DraftBlock
from reader.matching import pair
from reader.models import Block
from tests.growth import growth


def paired(old: list[str], new: list[str]) -> list[int | None]:
    """For each new text the index of the old one that it is."""
    blocks = [Block(key=str(index), text=text) for index, text in enumerate(old)]
    found = pair(blocks, [DraftBlock("turn", text) for text in new])
    return [None if block is None else int(block.key) for block in found]


LONG = "Das ist ein längerer Satz, wie ihn Leute in Gesprächen sagen."
OTHER = "Morgen fahren wir mit dem Zug ans Meer und bleiben bis Sonntag."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a", "b", "c"], ["a", "b", "c"], [0, 1, 2]),
        (["a", "b", "c"], ["a", "c"], [0, 2]),
        (["a", "c"], ["a", "b", "c"], [0, None, 1]),
        (["a", "b", "c"], ["c", "b", "a"], [2, 1, 0]),
        # Of many equal ones those beside the same neighbours.
        (["x", "Ja.", "y", "Ja.", "z"], ["y", "Ja.", "z"], [2, 3, 4]),
        (["x", "Ja.", "y", "Ja."], ["neu", "x", "Ja.", "y", "Ja."], [None, 0, 1, 2, 3]),
        # Changed, split, joined: the key goes with what is left of the words.
        (["a", LONG, "b"], ["a", LONG.replace("längerer", "kurzer"), "b"], [0, 1, 2]),
        (["a", LONG, "b"], ["a", LONG[:36], LONG[37:], "b"], [0, 1, None, 2]),
        (["a", LONG, OTHER, "b"], ["a", f"{LONG}\n\n{OTHER}", "b"], [0, 1, 3]),
        (["a", LONG, "b"], ["a", OTHER, "b"], [0, None, 2]),
        ([], ["a"], [None]),
        (["a"], [], []),
    ],
)
def test_blocks_are_told_by_their_texts(old, new, expected):
    assert paired(old, new) == expected


def test_keys_say_more_than_texts():
    old = [Block(key="k1", text="a"), Block(key="k2", text="b")]
    new = [DraftBlock("turn", "b", key="k1"), DraftBlock("turn", "a", key="k3"), DraftBlock("turn", "b")]
    assert [block and block.key for block in pair(old, new)] == ["k1", None, "k2"]


def test_time_grows_with_the_number_of_blocks():
    def work(size: int) -> None:
        rng = random.Random(1)
        old = [" ".join(rng.choices(LONG.split() + OTHER.split(), k=12)) for _ in range(size)]
        new = [text.replace("ein", "kein") if rng.random() < 0.5 else "Ja." for text in old]
        paired(old, new)

    assert growth(work, 500) < 8
