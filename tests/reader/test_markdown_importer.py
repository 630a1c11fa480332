"""Markdown: front matter, paragraphs with their spans, labels in bold."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Kind
from reader.importers import ImportProblem, read
from reader.importers.front_matter import split_front_matter
from reader.text import spans_from_json, spans_to_json
from reader.turns import segment


def paragraphs(text):
    return read("a.md", text.encode()).paragraphs


def meant(paragraph):
    return [(s.kind, paragraph.text[s.start : s.end], s.href) for s in paragraph.spans]


def test_emphasis_links_and_code_become_spans_in_code_points():
    (paragraph,) = paragraphs(
        "😀 Ein **fetter**, *[schräger](https://a.example/x?y=1 'T')* `x*y` \\[so\\] &amp; [nicht](b.html)"
    )
    assert paragraph.text == "😀 Ein fetter, schräger x*y [so] & nicht"
    assert meant(paragraph) == [
        ("strong", "fetter", None),
        ("emphasis", "schräger", None),
        ("link", "schräger", "https://a.example/x?y=1"),
        ("code", "x*y", None),
    ]


def test_headings_lists_and_quotes_are_known():
    found = paragraphs(
        "# Eins\n\n## Zwei\n\n# Drei\n\n- a\n- b\n\n1985. Ein Jahr\n2. *x*\n\n> Zitat\n\n    eingerückt"
    )
    assert [(p.text, p.heading, p.list_item) for p in found] == [
        ("Eins", 1, False),
        ("Zwei", 2, False),
        ("Drei", 1, False),
        ("a", 0, True),
        ("b", 0, True),
        ("1985. Ein Jahr", 0, True),
        ("2. x", 0, True),
        ("Zitat", 0, False),
        ("eingerückt", 0, False),
    ]
    assert "blockquote" in found[7].hints
    assert meant(found[6]) == [("emphasis", "x", None)]


def test_a_long_paragraph_above_a_line_across_is_no_heading():
    assert paragraphs("Wort " * 50 + "\n---\n")[0].heading == 0


def test_code_tables_images_and_html():
    found = paragraphs(
        "```\na\n\nb\n```\n\n|A|B|\n|-|-|\n|**c**|d|\n\n[![Bild](https://a.example/i.png)](/gross)\n\n"
        "<p>Ein <b>Absatz</b><!-- weg --></p>\n\neins<br>zwei <b>drei</b>"
    )
    assert [p.text for p in found] == ["a\n\nb", "A\tB", "c\td", "Bild", "Ein Absatz", "eins\nzwei drei"]
    assert (found[3].kind, found[3].url) == (Kind.MEDIA, "https://a.example/i.png")
    assert [meant(p) for p in found[4:]] == [[("strong", "Absatz", None)], [("strong", "drei", None)]]


def test_line_breaks_stay_unless_a_program_made_them():
    assert [p.text for p in paragraphs("Ort: Wien\nZeit: heute")] == ["Ort: Wien\nZeit: heute"]
    lines = [
        "The garden lay under snow for weeks, so that nobody could say",
        "where the beds had been and where the path began. In March, a",
        "first green came through, thin as hair and paler than anybody",
        "had expected, and with it came the sparrows, the post and the",
        "neighbours.",
    ]
    assert [p.text for p in paragraphs("\n".join(lines))] == [" ".join(lines)]


def test_a_label_in_bold_opens_a_paragraph_of_its_own():
    found = paragraphs("**Ann:** Why?\n**Bob Old**: So.\n**bold** words")
    assert [p.text for p in found] == ["Ann: Why?", "Bob Old: So.\nbold words"]


def test_front_matter_describes_the_text():
    document = read(
        "a.markdown",
        b"---\ntitle: 'Winter: it''s here'\ndate: 2024-02-29T08:00:00Z\nlang: en_GB\ntags:\n  - a\n"
        b'source: https://a.example/x\nauthor: "A \\"B\\" C"\nmedia: javascript:alert(1)\n---\n\n'
        b"# Winter: it's here\n\nText.\n",
    )
    assert document.title == "Winter: it's here"
    assert document.published == date(2024, 2, 29)
    assert (document.language, document.source_url) == ("en-GB", "https://a.example/x")
    assert (document.author, document.media_url) == ('A "B" C', "")
    assert [p.text for p in document.paragraphs] == ["Text."]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("---\ntitle: a: b # c\n---\nx", {"title": "a: b"}),
        ("---\ntitle: >-\n  one\n  two\n---\nx", {"title": "one two"}),
        ("---\ntitle: one\n  two\n...\nx", {"title": "one two"}),
        ("---\ntitle: !!python/object:os.system x\n---\nx", {"title": "!!python/object:os.system x"}),
    ],
)
def test_front_matter_is_only_text(text, fields):
    assert split_front_matter(text) == (fields, "x")


@pytest.mark.parametrize("text", ["---\n\nA sentence.\n\n---\n\nAnother.", "---\ntitle: a\n", "a: b\n---\n"])
def test_other_lines_across_are_no_front_matter(text):
    assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        ("# Winter\n\nText.", "Winter", "Text."),
        ("# Eins\n\nText.\n\n# Zwei\n\nText.", None, "Eins"),
        ("## Winter\n\nText.", None, "Winter"),
    ],
)
def test_the_only_heading_of_the_first_level_is_the_title(text, title, first):
    document = read("a.md", text.encode())
    assert (document.title, document.paragraphs[0].text) == (title, first)


def test_turns_are_found():
    draft = segment(
        read(
            "a.md", b"# Talk\n\n**Ann Lee:** Why \\[laughs\\]?\n\n**Bob Old:** *So.*\n\nMore.\n\n**Ann:** Ah."
        )
    )
    assert [(b.speaker, b.text) for b in draft.blocks] == [
        ("Ann Lee", "Why [laughs]?"),
        ("Bob Old", "So.\n\nMore."),
        ("Ann Lee", "Ah."),
    ]


HOSTILE = ["[" * 90_000, "[a](" * 30_000, "![[" * 30_000, "a\n" * 90_000, "**a:** b\n" * 15_000]


@pytest.mark.parametrize("text", [*HOSTILE, "---\na: b\n" * 20_000])
def test_hostile_texts_take_no_time(text):
    began = time.process_time()
    segment(read("a.md", text.encode()))
    assert time.process_time() - began < 5


def test_too_much_markup_is_refused():
    with pytest.raises(ImportProblem, match="Split it into parts"):
        read("a.md", b"[" * 300_000)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_a_problem(data):
    try:
        document = read("a.md", b"---\n" + data)
    except ImportProblem:
        return
    assert all(p.text.strip() for p in document.paragraphs)


WORDS = ["**", "a", "😀 b", "---\n", "<b>", "](https://a.example/)", "\0"]
PIECES = st.sampled_from([*"*_`[]()<>#|-\n\n 1.!&\\~>", *WORDS])


@given(st.lists(PIECES, max_size=40))
def test_spans_lie_within_the_text_whatever_the_markup(pieces):
    try:
        found = paragraphs("x " + "".join(pieces))
    except ImportProblem:
        return
    for paragraph in found:
        spans = list(paragraph.spans)
        assert spans_from_json(spans_to_json(spans), paragraph.text) == spans
