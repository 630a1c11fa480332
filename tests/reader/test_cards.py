"""Quotes as pictures: every text fits, in every script."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cards import COLOURS, HEIGHT, ROOM, SIZES, Card, draw, shortened, width, wrap

SAMPLES = {
    "Latin": "Das ist ein sehr gutes Modell, das wir lange geprüft haben. ",
    "Arabic": "هذا نموذج جيد جدا وقد اختبرناه لفترة طويلة. ",
    "Hebrew": "זה מודל טוב מאוד שבדקנו במשך זמן רב. ",
    "Japanese": "これはとても良いモデルで、私たちは長い間テストしてきました。",
    "endless": "Donaudampfschifffahrt" * 4,
    "emoji": "👩‍👩‍👧‍👦 wir 😀 ",
}


def lines_of(svg):
    return [element for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("times", [1, 3, 40])
def test_whatever_is_said_stays_inside_the_picture(name, times):
    rtl = name in ("Arabic", "Hebrew")
    card = Card(SAMPLES[name] * times, "Lee Antwort", "Ein Gespräch " * 20, "Randnotiz", 3, "de", rtl)
    lines = lines_of(draw(card))
    assert len(lines) <= SIZES[-1][1] + 3
    for line in lines:
        assert 0 < float(line.get("y")) < HEIGHT
        assert width(line.text.strip("\u2067\u2069")) * float(line.get("font-size")) <= ROOM + 1
    assert "Lee Antwort" in lines[0].text
    assert lines[0].get("fill") == COLOURS[3]
    if times == 40:
        assert lines[-3].text.strip("\u2067\u2069").endswith("…")


@given(st.text(), st.floats(3, 40))
def test_wrapping_loses_no_word(text, room):
    assert "".join("".join(wrap(text, room)).split()) == "".join(text.split())


@given(st.text(), st.floats(3, 40))
def test_what_is_shortened_fits(text, room):
    assert width(shortened(text, room)) <= room


@given(st.text())
def test_every_text_makes_a_picture_that_can_be_read(text):
    ElementTree.fromstring(draw(Card(text, text, text, text, language=text)))
