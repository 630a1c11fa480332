"""From blocks to one text and back; from a block's old text to its new one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.flow import Flow, Stretch, words
from annotations.reanchoring.word_map import WordMap
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
    ("old", "new", "quote", "now"),
    [
        ("ein gutes Buch", "ein gutes Buch", "gutes", "gutes"),
        ("ein gutes Buch", "nur ein gutes Buch", "gutes", "gutes"),
        ("ein gutes Buch", "ein schlechtes Buch", "gutes", "schlechtes"),
        ("ein gutes Buch", "ein wirklich sehr gutes Buch", "ein gutes", "ein wirklich sehr gutes"),
        ("ein gutes Buch", "ein Buch", "gutes Buch", "Buch"),
        ("ein gutes Buch", "ein Buch", "gutes", None),
        ("ein gutes Buch", "ein gutes\n\nBuch", "gutes Buch", "gutes\n\nBuch"),
        ("ein gutes Buch", "ein , Buch", "gutes", None),
        ("sein Modell und ihr Modell", "sein Modell und ihr System", "sein Modell", "sein Modell"),
        ("sein Modell lernt viel", "jenes System lernte viel", "lernt", "lernte"),
        ("der Baumstamm dort", "der Baumstammes dort", "Baum", "Baumstammes"),
        ("der Baumstamm dort", "hier der Baumstamm dort", "stamm", "stamm"),
        ("ein 😀 Buch", "😀😀 ein 😀 Buch", "😀 Buch", "😀 Buch"),
        ("我喜欢书", "我很喜欢书", "喜欢", "喜欢"),
    ],
)
def test_a_word_map_finds_what_took_the_place_of_words(old, new, quote, now):
    at = old.index(quote)
    found = WordMap(old, new).follow(at, at + len(quote))
    assert (found and new[found.start : found.end]) == now


@pytest.mark.parametrize(
    ("quote", "new", "is_certain"),
    [
        ("ein Wort", "Das hier ist ein anderes, mehr aber nicht.", True),
        (
            "ein Wort",
            "Das hier ist keineswegs so nebensächlich oder belanglos wie gedacht, mehr aber nicht.",
            False,
        ),
        ("hier ist ein Wort, mehr aber", "Das bleibt wohl so, wie es nun einmal war, nicht.", False),
    ],
)
def test_a_few_other_words_among_words_that_stayed_are_certain(quote, new, is_certain):
    old = "Das hier ist ein Wort, mehr aber nicht."
    found = WordMap(old, new).follow(old.index(quote), old.index(quote) + len(quote))
    assert bool(found and found.certain) == is_certain


@given(TEXTS, TEXTS, st.data())
def test_a_word_map_stays_within_the_text_and_in_order(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    found = WordMap(old, new).follow(start, end)
    if found and start < end:
        assert 0 <= found.start < found.end <= len(new)
    if old == new:
        assert found is not None
        assert (found.start, found.end) == (start, end)


@given(TEXTS, TEXTS)
def test_every_word_of_the_new_text_comes_from_the_old_one_or_is_new(old, new):
    origins = list(WordMap(old, new).origins(0, len(new)))
    known = [origin for origin in origins if origin is not None]
    assert known == sorted(set(known))
    assert all(0 <= origin < len(old) for origin in known)
