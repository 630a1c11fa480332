"""Text, formatting and marks to HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.layers import Mark
from reader.rendering import render_text
from reader.text import Span

UID = "0" * 32


def mark(start, end, ref=UID, colour="y", **more):
    return Mark(start=start, end=end, ref=ref, colour=colour, **more)


class Reading(HTMLParser):
    """Reads rendered HTML back as a browser does: text by offset, tags checked for nesting."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.stack, self.paragraphs, self.marked = [], {}, {}
        self.start = None
        self.feed(html)
        assert self.stack == []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "br":
            self.paragraphs[self.start] += "\n"
            return
        assert not (tag == "mark" and "mark" in self.stack), "marks never nest"
        assert not (tag == "a" and "a" in self.stack), "links never nest"
        self.stack.append(tag)
        if tag == "p":
            self.start = int(attrs["data-start"])
            self.paragraphs[self.start] = ""
        if tag == "mark":
            self.refs = attrs["data-a"].split()

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        at = self.start + len(self.paragraphs[self.start])
        self.paragraphs[self.start] += data
        if "mark" in self.stack:
            for ref in self.refs:
                self.marked.setdefault(ref, set()).update(range(at, at + len(data)))


def test_paragraphs_carry_their_offset():
    html = render_text("eins\n\nzwei & drei")
    assert html == '<p data-start="0">eins</p><p data-start="6">zwei &amp; drei</p>'


def test_overlapping_marks_are_flat_neighbours_that_name_all():
    html = render_text("abcdef", marks=[mark(0, 4, "a", "y"), mark(2, 6, "b", "b")])
    assert html == (
        '<p data-start="0"><mark data-a="a" data-c="y">ab</mark>'
        '<mark data-a="a b" data-c="y b" data-n="2">cd</mark>'
        '<mark data-a="b" data-c="b">ef</mark></p>'
    )


def test_a_note_is_linked_after_the_last_segment_and_named_at_the_first():
    html = render_text("abc", marks=[mark(0, 2, noted=True, href=f"#n-{UID}", label="Go to note")])
    assert f'<mark data-a="{UID}" data-c="y" id="m-{UID}" aria-details="n-{UID}">ab</mark>' in html
    assert f'</mark><a class="ref" href="#n-{UID}" data-a="{UID}" aria-label="Go to note"></a>c' in html


def test_a_link_to_a_note_never_stands_inside_a_link_of_the_text():
    span = Span(0, 6, "link", "https://example.org/")
    Reading(render_text("abcdef", [span], [mark(1, 3, noted=True, href="#n", label="x")]))


def test_a_mark_that_ends_with_the_paragraph_keeps_its_link_in_it():
    html = render_text("ab\n\ncd", marks=[mark(0, 4, noted=True, href="#n", label="x")])
    assert html.index("ref") < html.index("</p>")


def test_nothing_in_the_text_becomes_markup():
    html = render_text('<script>"&amp;', marks=[mark(0, 3)])
    assert "<script" not in html
    assert Reading(html).paragraphs == {0: '<script>"&amp;'}


TEXT = st.text(st.sampled_from("ab<&\"' \n😀\u0308ש\u202e漢"), max_size=60)


@st.composite
def marked_text(draw):
    text = draw(TEXT)
    place = st.integers(0, len(text) + 3)
    kinds = st.sampled_from(["link", "emphasis", "strong", "code"])
    spans = [
        Span(a, b, kind, "https://example.org/" if kind == "link" else None)
        for a, b, kind in draw(st.lists(st.tuples(place, place, kinds), max_size=5))
        if a < b <= len(text)
    ]
    marks = [
        mark(a, b, f"{n}", colour, noted=note, href="#n" if note else "", label="<>\"'")
        for n, (a, b, colour, note) in enumerate(
            draw(st.lists(st.tuples(place, place, st.sampled_from("ygbp"), st.booleans()), max_size=8))
        )
    ]
    return text, spans, marks


@given(marked_text())
def test_taking_the_tags_off_gives_the_text_back_whatever_lies_over_it(case):
    text, spans, marks = case
    read = Reading(render_text(text, spans, marks))
    offset, expected = 0, {}
    for paragraph in text.split("\n\n"):
        if paragraph:
            expected[offset] = paragraph
        offset += len(paragraph) + 2
    assert read.paragraphs == expected


@given(marked_text())
def test_a_mark_covers_just_its_characters(case):
    text, spans, marks = case
    read = Reading(render_text(text, spans, marks))
    drawn = {at + n for at, p in read.paragraphs.items() for n, c in enumerate(p) if c != "\n"}
    for m in marks:
        assert read.marked.get(m.ref, set()) - {n for n, c in enumerate(text) if c == "\n"} == {
            n for n in range(m.start, min(m.end, len(text))) if n in drawn
        }


@pytest.mark.parametrize("size", [200])
def test_the_newest_two_colours_show_where_more_than_two_meet(size):
    marks = [mark(0, size, f"{n}", "ygbp"[n]) for n in range(4)]
    assert 'data-c="b p" data-n="4"' in render_text("x" * size, marks=marks)
