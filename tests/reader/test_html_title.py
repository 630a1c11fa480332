"""A page's title, its date, and what stands above the text."""

from datetime import date

import pytest

from reader.document import Document, Kind, Paragraph
from reader.importers import read
from reader.importers.dates import date_above

PROSE = "<p>Es war ein langer Winter, und der Garten lag wochenlang unter dem Schnee begraben.</p>" * 3


def document(content: str, title: str = "") -> Document:
    page = f"<!doctype html><html lang=de><head><title>{title}</title></head><body>{content}</body></html>"
    return read("a.html", page.encode())


@pytest.mark.parametrize(
    ("title", "content", "expected"),
    [
        ("Der Garten - Gartenhaus | Blatt", "<h1>Der Garten</h1>", "Der Garten"),
        ("G:", "<p><b>Gespräch im Garten:</b></p>", "Gespräch im Garten"),
        ("", "<h1>Der Garten</h1>", "Der Garten"),
    ],
)
def test_the_title_is_the_pages_or_its_headings(title, content, expected):
    found = document(content + PROSE, title)
    assert found.title == expected
    assert expected not in [p.text.rstrip(":") for p in found.paragraphs]


def test_the_title_in_the_text_and_the_section_above_it_are_left_out():
    found = document(f"<article><span>Garten</span><h2>Im Schnee</h2>{PROSE}</article>", "Im Schnee")
    assert len(found.paragraphs) == 3


def test_the_standfirst_and_a_caption_above_the_text_belong_to_it():
    found = document(
        "<article><header><p class=subtitle>Ein Bericht aus dem Garten.</p><p>Teilen</p>"
        f"<div class='image-description'>Der Garten</div></header><div class=text>{PROSE}</div></article>",
        "Im Schnee",
    )
    assert [p.text for p in found.paragraphs[:3]][:2] == ["Ein Bericht aus dem Garten.", "Der Garten"]
    assert len(found.paragraphs) == 5


def test_a_label_that_wrong_nesting_cut_off_is_put_back():
    found = document(f"<p>Im Garten</p><p>Blum</b></p>: Es schneit.{PROSE}")
    assert found.paragraphs[1].text == "Blum: Es schneit."


def test_who_wrote_the_text_is_credited():
    author = '<meta name="author" content="Ida Blum">'
    page = f"<html lang=de><head>{author}</head><body><p>Ida Blum</p>{PROSE}</body></html>"
    found = read("a.html", page.encode()).paragraphs
    assert [p.kind for p in found if p.text == "Ida Blum"] == [Kind.CREDIT]


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("Bonn, 3. Mai 2021", "de-DE", date(2021, 5, 3)),
        ("Port Ellen, 9 June 1994", "en", date(1994, 6, 9)),
        ("June 9, 1994", "en", date(1994, 6, 9)),
        ("el 3 de mayo de 2021", "es", date(2021, 5, 3)),
        ("2021-05-03", "", date(2021, 5, 3)),
        ("12 kleine Negative 2021", "de", None),
        ("Am 3. Mai 2021 begann eine lange Reise, von der hier erzählt werden soll.", "de", None),
    ],
)
def test_a_date_above_the_text_is_when_it_was_published(line, language, expected):
    assert date_above([Paragraph("Ein Bericht"), Paragraph(line)], language) == expected


def test_a_heading_that_shares_no_word_with_the_windows_title_names_something_else():
    assert document(f"<h1>Gartenblatt</h1>{PROSE}", "Ein Winter im Schnee").title == "Ein Winter im Schnee"
    assert document(f"<h1>Im Schnee</h1>{PROSE}", "Gartenblatt").title == "Im Schnee"
