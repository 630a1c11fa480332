"""Plain text files, and what is refused before any format is looked at."""

from importlib.resources import files

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reader.importers import ImportProblem, read
from reader.turns import segment


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def test_empty_lines_part_paragraphs_and_a_short_first_line_is_the_title():
    document = read("a.txt", b"Gardens in Winter\n\nFirst one.\nSame one.\n \n\nSecond one.\r\n")
    assert document.title == "Gardens in Winter"
    assert texts(document) == ["First one.\nSame one.", "Second one."]


@pytest.mark.parametrize(
    "text",
    [
        "A sentence is no title.\n\nMore.",
        "Ann: Why?\n\nBob: So.",
        "Alone",
        "Two\nlines\n\nMore.",
        "x" * 200 + "\n\ny",
    ],
)
def test_not_every_first_line_is_a_title(text):
    document = read("a.txt", text.encode())
    assert document.title is None
    assert texts(document) == text.split("\n\n")


def test_lines_that_a_program_broke_are_joined_again():
    lines = [
        "It was a long winter and the garden lay under snow for weeks,",
        "so that nobody could say where the beds had been and where the",
        "path began. In March the first green came through, thin as hair",
        "and paler than anybody had expected, and with it came the",
        "sparrows, the neighbours and the post.",
    ]
    document = read("a.txt", "\n".join([*lines, "", *lines, "", "A verse", "of two lines."]).encode())
    assert texts(document) == [" ".join(lines), " ".join(lines), "A verse\nof two lines."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_are_recognised(encoding):
    text = "Größe, Übermut und „Zitate“ – das alles steht in diesem Text.\n\nUnd es ist nicht wenig für Jörg."
    assert texts(read("a.txt", text.encode(encoding))) == text.split("\n\n")


@pytest.mark.parametrize(
    ("name", "data", "what_to_do"),
    [
        ("a.exe", b"text", "Use one of these: "),
        ("noending", b"text", "Use one of these"),
        ("a.txt", b"", "No text was found"),
        ("a.txt", b" \n\t\n", "No text was found"),
        ("a.txt", bytes(range(256)) * 20, "Save it as plain text in UTF-8"),
        ("a.txt", b"\0\1\2" * 100, "Save it as plain text in UTF-8"),
        ("a.txt", b"x" * (2**20 + 1), "at most 1 MB"),
        ("a.txt", b"a.\n\n" * 100_001, "Split it into parts"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(name, data, what_to_do):
    with pytest.raises(ImportProblem, match=what_to_do):
        read(name, data, max_bytes=2**20)


def test_the_problem_is_told_in_the_language_in_use():
    with translation.override("en"), pytest.raises(ImportProblem, match=r"No text was found in b\.txt"):
        read("folder/b.txt", b"")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_a_problem(data):
    try:
        document = read("a.txt", data)
    except ImportProblem:
        return
    assert all(paragraph.text.strip() for paragraph in document.paragraphs)


def test_the_sample_reads_turn_by_turn():
    sample = (files("reader") / "samples" / "dialog.txt").read_bytes()
    draft = segment(read("dialog.txt", sample))
    assert draft.language == "de"
    assert [(s.name, s.role) for s in draft.speakers] == [
        ("Kevin Scott", "interviewer"),
        ("Greg Brockman", "guest"),
    ]
    assert [b.speaker for b in draft.blocks if b.kind == "turn" and not b.continued] == [
        "Kevin Scott", "Greg Brockman", "Kevin Scott", "Greg Brockman", "Kevin Scott", "Greg Brockman",
        "Kevin Scott", "Greg Brockman", "Kevin Scott", "Greg Brockman", "Kevin Scott",
    ]  # fmt: skip
    assert [str(b.kind) for b in draft.blocks if b.kind != "turn" and not b.boilerplate] == [
        "lead", "lead", "lead", "lead", "lead", "aside", "aside", "note", "aside", "media", "credit",
    ]  # fmt: skip
    continued = [b.text for b in draft.blocks if b.continued]
    assert [text[:15] for text in continued] == ["Wenn mir also k", "Genau wie GPT4 "]
    note = next(b for b in draft.blocks if b.kind == "note")
    assert note.text.startswith("(Hinweis: „Tick-Tock“")
    assert note.text.endswith("das andere ist Tock.)")
    assert [b.text for b in draft.blocks if b.boilerplate] == [
        "Weiterführende Literatur:",
        "Anzeige",
        "Kommentieren Sie den Artikel",
        "Bitte geben Sie Ihren Kommentar ein!",
        "Bitte geben Sie hier Ihren Namen ein",
    ]


def test_without_empty_lines_each_line_is_a_paragraph():
    lines = ["Bees in winter", "A visit.", "Ida: Why?", "Bob: So.", "Ida: And?", "Bob: Oh."]
    document = read("talk.txt", "\n".join(lines).encode())
    assert document.title == lines[0]
    assert [p.text for p in document.paragraphs] == lines[1:]
