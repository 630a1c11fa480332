"""From blocks to one text and back; from a block's old text to its new one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.flow import Flow, Stretch, trimmed, words
from annotations.word_map import WordMap
from reader.models import Block

BLOCKS = [
    Block(kind="turn", text="Erster Satz."),
    Block(kind="aside", text="Siehe auch"),
    Block(kind="turn", text="Zweiter 😀 Satz."),
]
KINDS = st.sampled_from(["turn", "aside", "note", "lead"])
TEXTS = st.text("ab 😀", min_size=1, max_size=8)


def test_what_nobody_says_is_left_out():
    assert Flow(BLOCKS).text == "Erster Satz.\n\nSiehe auch\n\nZweiter 😀 Satz."
    assert Flow(BLOCKS, spoken=True).text == "Erster Satz.\n\nZweiter 😀 Satz."
    assert Flow(BLOCKS, spoken=True).offset(1, 5) == len("Erster Satz.")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 6, Stretch(0, 0, 0, 6)),
        (7, 21, Stretch(0, 7, 2, 7)),
        # Neither beginning nor ending between blocks.
        (12, 21, Stretch(2, 0, 2, 7)),
        (13, 21, Stretch(2, 0, 2, 7)),
        (7, 13, Stretch(0, 7, 0, 12)),
        (7, 14, Stretch(0, 7, 0, 12)),
        (12, 14, None),
    ],
)
def test_a_range_lies_on_blocks(start, end, expected):
    assert Flow(BLOCKS, spoken=True).stretch(start, end) == expected


@given(st.lists(st.builds(Block, kind=KINDS, text=TEXTS), max_size=6), st.booleans(), st.data())
def test_any_range_gives_its_words_or_nothing(blocks, spoken, data):
    flow = Flow(blocks, spoken=spoken)
    start = data.draw(st.integers(0, len(flow.text)))
    end = data.draw(st.integers(start, len(flow.text)))
    where = flow.stretch(start, end)
    if where is None:
        assert not flow.text[start:end].strip("\n")
        return
    assert (where.first, where.start) < (where.last, where.end)
    assert where.start < len(blocks[where.first].text)
    assert 0 < where.end <= len(blocks[where.last].text)
    if spoken:
        assert words(blocks, where) == flow.text[start:end].strip("\n")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(0, 7, Stretch(0, 0, 0, 6)), (6, 12, Stretch(0, 7, 0, 12)), (6, 7, None), (8, 3, None)],
)
def test_blanks_at_the_ends_are_cut_off(start, end, expected):
    assert trimmed(BLOCKS, 0, start, 0, end) == expected


@pytest.mark.parametrize(
    ("old", "new", "quote", "now"),
    [
        ("ein gutes Buch", "ein gutes Buch", "gutes", "gutes"),
        ("ein gutes Buch", "nur ein gutes Buch", "gutes", "gutes"),
        ("ein gutes Buch", "ein schlechtes Buch", "gutes", "schlechtes"),
        ("ein gutes Buch", "ein wirklich sehr gutes Buch", "ein gutes", "ein wirklich sehr gutes"),
        ("ein gutes Buch", "ein Buch", "gutes Buch", "Buch"),
        ("ein gutes Buch", "ein Buch", "gutes ", ""),
        ("ein 😀 Buch", "😀😀 ein 😀 Buch", "😀 Buch", "😀 Buch"),
        ("我喜欢书", "我很喜欢书", "喜欢", "喜欢"),
    ],
)
def test_a_word_map_finds_what_took_the_place_of_words(old, new, quote, now):
    at = old.index(quote)
    word_map = WordMap(old, new)
    assert new[word_map.start(at) : word_map.end(at + len(quote))] == now


@given(TEXTS, TEXTS, st.data())
def test_a_word_map_stays_within_the_text_and_in_order(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    word_map = WordMap(old, new)
    assert 0 <= word_map.start(start) <= len(new)
    assert 0 <= word_map.end(end) <= len(new)
    if old == new and start < end:
        assert (word_map.start(start), word_map.end(end)) == (start, end)
