"""Labels of questions: their own first words, shortened where the language pauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.outline import LONGEST, label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Was ist das?", "Was ist das?"),
        (
            "Vielen Dank, dass Sie zu Build gekommen sind. Ich möchte anfangen.",
            "Vielen Dank, dass Sie zu Build gekommen sind",
        ),
        (
            "Eine Sache, die mir an dem Plugin wirklich gefällt, ist, wie einfach es konzeptionell ist.",
            "Eine Sache, die mir an dem Plugin wirklich gefällt, ist …",
        ),
        (
            "Ja, das hat mich sehr überrascht. Ich erinnere mich, als Sam Altman mich anrief: „Wir planen“",
            "Ja, das hat mich sehr überrascht",
        ),
        (
            "Und das möchte ich sagen: „Was heute teuer ist, wird morgen nicht mehr teuer sein.“",
            "Und das möchte ich sagen …",
        ),
        ("Wort " * 40, "Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort Wort …"),
        ("x" * 100, "x" * (LONGEST - 1) + " …"),
    ],
)
def test_labels(text, expected):
    assert label(text) == expected


@given(st.text(max_size=300))
def test_a_label_is_short_and_made_of_the_texts_own_beginning(text):
    shown = label(text)
    assert len(shown) <= LONGEST + 2
    assert " ".join(text.split()).startswith(shown.removesuffix(" …"))
