"""Time codes before the lines of a transcript."""

from reader.document import Document, Kind, Paragraph
from reader.text import Span
from reader.turns import segment
from reader.turns.labels import milliseconds
from reader.turns.times import without_times


def test_times_count_in_milliseconds():
    assert [milliseconds(time) for time in ("0:01", "02:03", "1:00:00")] == [1000, 123_000, 3_600_000]


def test_a_sentence_is_put_together_again_and_keeps_when_it_begins():
    lines = ["00:00:01 This is a show", "00:00:03 about bees.", "[00:07] They hum.", "(0:09) And fly."]
    found = without_times([Paragraph(line) for line in lines])
    assert [(p.text, p.begins) for p in found] == [
        ("This is a show about bees.", 1000),
        ("They hum.", 7000),
        ("And fly.", 9000),
    ]


def test_lines_of_one_paragraph_are_told_apart_and_links_stay_over_their_words():
    link = Span(5, 9, "link", "https://bees.example/")
    found = without_times([Paragraph("0:01 Bees hum.\n0:03 They fly.\n0:05 Often.", [link])])
    assert [(p.text, p.begins) for p in found] == [("Bees hum.", 1000), ("They fly.", 3000), ("Often.", 5000)]
    assert found[0].spans == [Span(0, 4, "link", "https://bees.example/")]


def test_pictures_and_headings_stand_between_sentences():
    found = without_times([
        Paragraph("0:01 Bees"), Paragraph("A bee", kind=Kind.MEDIA), Paragraph("0:03 hum."),
        Paragraph("0:05 They fly."),
    ])  # fmt: skip
    assert [p.text for p in found] == ["Bees", "A bee", "hum.", "They fly."]


def test_a_time_here_and_there_is_part_of_the_text():
    paragraphs = [
        Paragraph(text) for text in ("10:30 we met.", "It rained.", "We had tea.", "12:00 we left.")
    ]
    assert without_times(paragraphs) == paragraphs


def test_names_behind_times_speak():
    lines = ["0:01 Ann Lee: Why", "0:02 Bob Ray: So what?", "0:03 Ann Lee: Well", "0:05 Bob Ray: Yes."]
    blocks = segment(Document([Paragraph(line) for line in lines])).blocks
    assert [(b.speaker, b.text, b.begins) for b in blocks[:2]] == [
        ("Ann Lee", "Why", 1000),
        ("Bob Ray", "So what?", 2000),
    ]
