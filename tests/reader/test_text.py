"""Cleaning, cutting and joining text keeps every span over its words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import (
    Span,
    clean,
    clean_with_spans,
    cut,
    edited,
    is_safe_href,
    is_visible,
    join,
    spans_from_json,
    spans_to_json,
)

ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from("a \t\r\n\0\x0b\x0c\x1f\x7f\x85\x9f\u2028\u2029\u00a0\ud800\udfff😀\u0308ש漢İß"),
        st.characters(exclude_categories=()),
    ),
    max_size=40,
)


@st.composite
def spanned(draw):
    text = draw(ANY_TEXT)
    place = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(place, place), max_size=5))
    return text, [Span(min(p), max(p), "strong") for p in pairs if p[0] != p[1]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\x0bb\u2028c\u2029d\x85e\x0cf", "a\nb\nc\nd\ne\nf"),
        ("a\0b\x07c\x9fd", "abcd"),
        ("a  \t\nb \u00a0", "a\nb"),
        ("a \0\r\nb", "a\nb"),
        ("\ud83d und \udc00", "\ufffd und \ufffd"),
        ("  eingerückt\tbleibt", "  eingerückt\tbleibt"),
        ("İstanbul STRASSE ﬁ A\u0308 Ä", "İstanbul STRASSE ﬁ A\u0308 Ä"),
    ],
)
def test_cleaning_mends_line_ends_and_controls_and_nothing_else(before, after):
    assert clean(before) == after


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(spanned())
def test_cleaned_spans_lie_over_what_was_under_them(case):
    text, spans = case
    cleaned, moved = clean_with_spans(text, spans)
    assert cleaned == clean(text)
    assert all(0 <= span.start < span.end <= len(cleaned) for span in moved)
    # Where nothing but characters in between went away, a span's own words cleaned are its new words.
    if len(moved) == len(spans):
        for old, new in zip(spans, moved, strict=True):
            kept = "".join(clean(text[old.start : old.end]).split())
            assert "".join(cleaned[new.start : new.end].split()) == kept


def test_a_span_moves_with_its_words():
    text, spans = clean_with_spans("a\0\0 \r\n😀 Wort \r\nb", [Span(7, 11, "link", "https://a.example/")])
    assert text[spans[0].start : spans[0].end] == " Wor"
    assert text == "a\n😀 Wort\nb"


def test_a_span_over_nothing_that_is_left_is_gone():
    assert clean_with_spans("a\0b   ", [Span(1, 2, "strong"), Span(3, 6, "code")]) == ("ab", [])


@given(spanned(), st.data())
def test_cutting_gives_the_words_between_and_their_spans(case, data):
    text, spans = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    piece, over = cut(text, spans, start, end)
    assert piece == text[start:end].strip()
    assert all(0 <= span.start < span.end <= len(piece) for span in over)


@given(st.lists(spanned(), max_size=4))
def test_joined_spans_lie_over_the_same_words(cases):
    text, spans = join(cases, "\n\n")
    expected = [t[s.start : s.end] for t, over in cases for s in over]
    assert [text[span.start : span.end] for span in spans] == expected


@given(spanned())
def test_spans_come_back_from_json(case):
    text, spans = case
    assert spans_from_json(json.loads(json.dumps(spans_to_json(spans))), text) == spans


def test_a_link_keeps_its_address():
    spans = [Span(0, 2, "link", "mailto:anna@example.org")]
    assert spans_to_json(spans) == [{"start": 0, "end": 2, "kind": "link", "href": "mailto:anna@example.org"}]
    assert spans_from_json(spans_to_json(spans), "ab") == spans


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"start": 0}, "must be a list"),
        ([7], "must have start"),
        ([{"start": 0, "end": 1}], "must have start"),
        ([{"start": 0, "end": 1, "kind": "strong", "onclick": "x"}], "must have start"),
        ([{"start": "0", "end": 1, "kind": "strong"}], "whole numbers"),
        ([{"start": True, "end": 2, "kind": "strong"}], "whole numbers"),
        ([{"start": 0, "end": 4, "kind": "strong"}], "not within the text"),
        ([{"start": -1, "end": 2, "kind": "strong"}], "not within the text"),
        ([{"start": 1, "end": 1, "kind": "strong"}], "not within the text"),
        ([{"start": 0, "end": 1, "kind": "blink"}], "not known"),
        ([{"start": 0, "end": 1, "kind": ["strong"]}], "not known"),
        ([{"start": 0, "end": 1, "kind": "link"}], "needs an http"),
        ([{"start": 0, "end": 1, "kind": "link", "href": "javascript:alert(1)"}], "needs an http"),
        ([{"start": 0, "end": 1, "kind": "strong", "href": "https://a.example/"}], "only a link"),
    ],
)
def test_what_is_no_span_over_the_text_is_refused_with_a_reason(data, why):
    with pytest.raises(ValueError, match=why):
        spans_from_json(data, "abc")


@pytest.mark.parametrize(
    ("href", "safe"),
    [
        ("https://example.org", True),
        ("HTTP://example.org/a?b=ü#c", True),
        ("mailto:anna@example.org", True),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        (" https://example.org/", False),
        ("https://example.org/\nx", False),
        ("https://exa\0mple.org/", False),
        ("data:text/html,x", False),
        ("//example.org/", False),
        ("/path", False),
        ("https://", False),
        ("https:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_absolute_web_and_mail_addresses_are_safe(href, safe):
    assert is_safe_href(href) is safe


@given(st.text(alphabet="ab c😀\n"), st.text(alphabet="ab c😀\n"), st.data())
def test_spans_over_a_changed_text_lie_within_it(old, new, data):
    spans = []
    if old:
        start = data.draw(st.integers(0, len(old) - 1))
        spans = [Span(start, data.draw(st.integers(start + 1, len(old))), "strong")]
    for span in edited(old, spans, new):
        assert 0 <= span.start < span.end <= len(new)
    assert edited(old, spans, old) == spans


@pytest.mark.parametrize(
    ("new", "over"),
    [
        ("Das ist ja sehr gut gesagt.", ["sehr gut"]),
        ("Das ist sehr, sehr gut gesagt.", ["sehr, sehr gut"]),
        ("Das ist gut gesagt.", ["gut"]),
        ("Das ist gesagt.", []),
        ("Das ist sehr gut so gesagt.", ["sehr gut"]),
    ],
)
def test_a_span_stays_over_its_words(new, over):
    old = "Das ist sehr gut gesagt."
    spans = edited(old, [Span(8, 16, "strong")], new)
    assert [new[s.start : s.end] for s in spans] == over


def test_a_long_rewriting_is_taken_as_one_piece():
    old = "Anfang. " + "x" * 20_000 + " Ende."
    new = "Anfang. " + "y" * 20_000 + " Ende."
    spans = edited(old, [Span(0, 6, "strong"), Span(len(old) - 5, len(old), "strong")], new)
    assert [new[s.start : s.end] for s in spans] == ["Anfang", "Ende."]


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200d", "\u202e\u2066", "\u00ad", "\u0301"])
def test_nothing_is_to_be_seen(text):
    assert not is_visible(text)
    assert is_visible(f"{text}ß")


@pytest.mark.parametrize("text", ["Ida", "李", "7", "?", "😀", "ن"])
def test_there_is_something_to_be_seen(text):
    assert is_visible(text)
