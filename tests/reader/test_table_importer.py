"""Tables: which column is what, and how cells become paragraphs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers import ImportProblem, read
from reader.turns import segment


def said(text: str, name: str = "a.csv"):
    return [(p.speaker, p.text) for p in read(name, text.encode()).paragraphs]


def test_headings_name_the_columns_and_entities_are_resolved():
    paragraphs = read(
        "a.csv",
        b'timestamp,speaker,words,tags\n[0:05],DB,Cold&#8212;was it?,frost\n,,"Or, say, ""mild""?",\n'
        b"[01:00:09],RA:,Mild &amp; wet.,\n",
    ).paragraphs
    assert [(p.speaker, p.text, p.begins) for p in paragraphs] == [
        ("DB", "Cold—was it?", 5_000),
        (None, 'Or, say, "mild"?', None),
        ("RA", "Mild & wet.", 3_609_000),
    ]


def test_a_row_without_a_speaker_goes_on_with_the_turn_and_a_direction_is_a_note():
    text = "speaker,text\nAda,Cold?\n,Was it?\n,[laughs]\nBen:,Yes.\n"
    blocks = segment(read("a.csv", text.encode())).blocks
    assert [(str(b.kind), b.speaker, b.text) for b in blocks] == [
        ("turn", "Ada", "Cold?\n\nWas it?"),
        ("note", None, "[laughs]"),
        ("turn", "Ben", "Yes."),
    ][: len(blocks)]
    assert len(blocks) == 3


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    rows = [("Start", "Who", "What was said"), ("0.5", "Ada", '"Cold, or; not?"'), ("2", "Ben", "Yes")]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    assert said(text) == [("Ada", "Cold, or; not?"), ("Ben", "Yes")]


def test_without_headings_the_cells_tell():
    rows = ["0:01\tAda\tWas it cold, really?", "0:05\tBen\tYes, it was.", "0:09\tAda\tOh, I see, thank you."]
    paragraphs = read("a.tsv", "\n".join(rows).encode()).paragraphs
    assert [(p.speaker, p.text, p.begins) for p in paragraphs] == [
        ("Ada", "Was it cold, really?", 1000),
        ("Ben", "Yes, it was.", 5000),
        ("Ada", "Oh, I see, thank you.", 9000),
    ]


@pytest.mark.parametrize(
    ("headings", "times"),
    [
        ("start_ms,end_ms", "1500,2500"),
        ("Start time (s),End time (s)", "1.5,2.5"),
        ("startTime,endTime", "00:01.5,00:02.5"),
    ],
)
def test_times_are_clocks_seconds_or_milliseconds(headings, times):
    (paragraph,) = read("a.csv", f"{headings},speaker_name,text\n{times},Ada,Hi\n".encode()).paragraphs
    assert (paragraph.speaker, paragraph.begins, paragraph.ends) == ("Ada", 1500, 2500)


def test_large_whole_numbers_are_milliseconds():
    paragraphs = read("a.csv", b"start,text\n500,Hi\n250000,Oh\n").paragraphs
    assert [p.begins for p in paragraphs] == [500, 250_000]


def test_one_column_is_text():
    assert said("text\nHi there.\nOh, yes.\n") == [(None, "Hi there."), (None, "Oh, yes.")]
    assert said("Hi there.\nOh.\n") == [(None, "Hi there."), (None, "Oh.")]


def test_cells_keep_their_line_breaks_and_may_be_long():
    assert said('speaker,text\nAda,"one\r\ntwo"\n') == [("Ada", "one\ntwo")]
    assert said(f"speaker,text\nAda,{'x' * 200_000}\n") == [("Ada", "x" * 200_000)]


@pytest.mark.parametrize("data", ["", ",,\n,,\n", "speaker,text\nAda,\n"])
def test_a_table_without_text_is_refused(data):
    with pytest.raises(ImportProblem, match="No text was found"):
        read("a.csv", data.encode())


def test_too_many_rows_are_refused():
    with pytest.raises(ImportProblem, match="more than 200000 rows"):
        read("a.csv", b"a,b\n" * 200_001)


@pytest.mark.parametrize(
    "text", ['"' * 200_000, '",' * 100_000, "'\n" * 20_000, "a;" * 100_000, "a\n" * 20_000]
)
def test_hostile_tables_take_no_time(text):
    began = time.process_time()
    segment(read("a.csv", text.encode()))
    assert time.process_time() - began < 5


CELLS = st.sampled_from(
    ["speaker", "text", "start", "Ada", "Ben:", "0:01", "12", '"', ",", ";", "\t", "\n", "\r", "&#0;", ""]
)


@given(st.lists(CELLS | st.text(max_size=4), max_size=40))
def test_any_text_gives_a_document_or_a_problem(cells):
    try:
        document = read("a.csv", "".join(cells).encode())
    except ImportProblem:
        return
    segment(document)
    assert all(p.text == p.text.strip() != "" and p.speaker != "" for p in document.paragraphs)
