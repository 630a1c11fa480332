"""Hits of a search are marked in the text, never in the markup."""

import re
from html import unescape

import pytest
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from annotations.hits import excerpt, mark_hits, mark_text
from annotations.markdown import to_html


@pytest.mark.parametrize(
    ("html", "words", "expected"),
    [
        ("<p>Ein Modell</p>", ["modell"], "<p>Ein <mark>Modell</mark></p>"),
        ("<p>Ein Modell</p>", ["p"], "<p>Ein Modell</p>"),
        ('<a href="/modell">Modell</a>', ["modell"], '<a href="/modell"><mark>Modell</mark></a>'),
        ("R&amp;D, amp", ["amp"], "R&amp;D, <mark>amp</mark>"),
        ("R&amp;D", ["R&D"], "<mark>R&amp;D</mark>"),
        ("a &lt; b", ["<"], "a <mark>&lt;</mark> b"),
        ("models model", ["model", "models"], "<mark>models</mark> <mark>model</mark>"),
        ("Über", ["über"], "<mark>Über</mark>"),
        ("a.b axb", ["a.b"], "<mark>a.b</mark> axb"),
        ("nothing", [], "nothing"),
    ],
)
def test_words_are_marked_where_they_are_text(html, words, expected):
    assert mark_hits(mark_safe(html), words) == expected


WORDS = st.lists(st.text("ab&<>\"';/ pmarkt#x3", min_size=1, max_size=5), min_size=1, max_size=3)


@given(st.text("ab&<>\"'*_[]()` pmark;#x3\n", max_size=60), WORDS)
def test_the_markup_around_stays_as_it_is(source, words):
    html = to_html(source)
    marked = mark_hits(html, words)
    assert isinstance(marked, SafeString)
    assert re.sub(r"</?mark>", "", marked) == html


@given(st.text(max_size=60), WORDS)
def test_plain_text_stays_what_it_says(text, words):
    assert unescape(re.sub(r"</?mark>", "", mark_text(text, words, 100))) == text


def test_long_texts_are_shown_where_they_were_found():
    text = "Anfang " + "und " * 200 + "Modell" + " weiter" * 200
    assert excerpt(text, [], 100).startswith("Anfang und")
    assert excerpt(text, ["anfang"], 100).startswith("Anfang und")
    assert "Modell" in excerpt(text, ["modell"], 200)
    assert all(len(excerpt(text, [word], 200)) <= 200 for word in ("anfang", "modell", "weiter", "fehlt"))
