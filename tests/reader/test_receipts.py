"""What is told of a change: counted, compared word by word, and short."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.receipts import QUOTED, Passage, Receipt, receipt_from, together
from reader.wording import COMPARED, compare
from tests.growth import growth


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("ein gutes Buch", "ein Buch", [("same", "ein "), ("out", "gutes "), ("same", "Buch")]),
        ("gut", "besser", [("out", "gut"), ("in", "besser")]),
        ("weg", "", [("out", "weg")]),
        ("我喜欢书", "我很喜欢书", [("same", "我"), ("in", "很"), ("same", "喜欢书")]),
    ],
)
def test_wordings_are_compared_word_by_word(before, after, pieces):
    assert compare(before, after) == pieces


@given(st.text("ab c.", max_size=30), st.text("ab c.", min_size=1, max_size=30))
def test_both_wordings_can_be_read_from_the_comparison(before, after):
    passage = Passage(before, after)
    assert "".join(text for _, text in passage.old) == before
    assert "".join(text for _, text in passage.new) == after


def test_long_passages_stand_one_after_the_other():
    before = "wort " * COMPARED
    assert compare(before, "kurz") == [("out", before), ("in", "kurz")]


@pytest.mark.parametrize(
    "after", [". " * (COMPARED // 2), "a b " * (COMPARED // 4), "und " * (COMPARED // 4)]
)
def test_no_wording_takes_long_to_compare(after):
    """Anybody may suggest one, and everybody's page shows how it differs."""
    words = "der Bienenstock und das Haus und die alten Gärten, nicht sehr gut. " * (COMPARED // 60)

    def compared(size):
        assert len(compare(words[:size], after[:size])) > 1

    # Four times the words, sixteen times the pairs of them; comparing each part anew took 80 times as long.
    assert growth(compared, COMPARED // 4) < 24


def test_a_receipt_survives_being_kept():
    receipt = Receipt(1, 2, 3, 4, 5, (Passage("a", "b", 2, "Lee", 3),), (Passage("c"),))
    assert receipt_from(json.loads(json.dumps(receipt.as_json()))) == receipt
    assert receipt.total == 10


def test_equal_passages_stand_together_and_the_rest_is_counted():
    lost = together([Passage("gleich")] * 3 + [Passage(str(n)) for n in range(QUOTED)])
    assert lost[0].notes == 3
    assert len(lost) == QUOTED
    assert Receipt(lost=QUOTED + 3, losses=lost).unquoted == 1
    assert Receipt(lost=QUOTED + 5, losses=lost, private=2).unquoted == 1


def test_a_receipt_kept_before_private_ones_were_left_out_can_be_read():
    kept = Receipt(1, 0, 0, 1, 0, (), (Passage("c"),)).as_json()
    del kept["private"]
    assert receipt_from(kept).losses == (Passage("c"),)
