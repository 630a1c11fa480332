"""Books: chapters in their order, and what the package document says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers import ImportProblem, read
from reader.turns import segment
from tests.reader.office_files import packed

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
DC = 'xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
ITEM = '<item id="{0}" href="{0}.xhtml" media-type="application/xhtml+xml" {1}/>'.format


def epub(said: str = "", more: dict[str, str] | None = None, **chapters: str) -> bytes:
    """A book with these chapters, in reverse order of their names in the file."""
    items = "".join(ITEM(name, 'properties="nav"' if name == "nav" else "") for name in reversed(chapters))
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/a.opf": f"<package {DC}><metadata>{said}</metadata><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>",
            **{f"OEBPS/{name}.xhtml": page.format(body) for name, body in chapters.items()},
            **(more or {}),
        }
    )


SAID = (
    "<dc:title>Ein Winter</dc:title><dc:language>de-AT</dc:language><dc:date>2024-02-29T00:00:00Z</dc:date>"
    "<dc:creator>A. B.</dc:creator>"
)


def test_chapters_are_read_in_the_order_of_the_spine():
    document = read(
        "a.epub",
        epub(
            SAID,
            nav="<nav><a href='b.xhtml'>Inhalt</a></nav>",
            cover="<img src='cover.jpg'/>",
            b="<h1>Ein Winter</h1><h2>Eins</h2><p>Das ist <b>der</b> Text und er ist nicht lang.</p>",
            a="<h2>Zwei</h2><p>Und das ist noch ein Text, der von dem Garten ist.</p>",
        ),
    )
    assert (document.title, document.language, document.author) == ("Ein Winter", "de-AT", "A. B.")
    assert document.published == date(2024, 2, 29)
    assert [(p.text[:12], p.heading) for p in document.paragraphs] == [
        ("Eins", 2),
        ("Das ist der ", 0),
        ("Zwei", 2),
        ("Und das ist ", 0),
    ]
    assert [s.kind for s in document.paragraphs[1].spans] == ["strong"]


def test_turns_are_found():
    talk = ("<p><b>Ann Lee:</b> Why?</p>", "<p><b>Bob Old:</b> So.</p>", "<p><b>Ann Lee:</b> Ah.</p>")
    draft = segment(read("a.epub", epub(a=talk[0] + talk[1], b=talk[2])))
    assert [b.speaker for b in draft.blocks] == ["Ann Lee", "Bob Old", "Ann Lee"]


ENCRYPTED = '<encryption><a><CipherReference URI="OEBPS/{}"/></a></encryption>'.format


def test_scrambled_fonts_do_not_matter():
    data = epub(a="<p>x</p>", more={"META-INF/encryption.xml": ENCRYPTED("font.otf")})
    assert [p.text for p in read("a.epub", data).paragraphs] == ["x"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK", "damaged"),
        (packed({"a": "x"}), "damaged"),
        (packed({"META-INF/container.xml": CONTAINER}), "damaged"),
        (epub(a="<p>x</p>", more={"META-INF/encryption.xml": ENCRYPTED("a.xhtml")}), "password"),
        (epub(a="<img/>"), "No text was found"),
        (epub(), "No text was found"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(data, problem):
    with pytest.raises(ImportProblem, match=problem):
        read("a.epub", data)


@given(st.binary(max_size=300), st.integers(0, 1_500))
def test_any_bytes_give_a_document_or_a_problem(junk, place):
    whole = epub(SAID, a="<p>x</p>")
    for data in (junk, whole[:place] + junk + whole[place + len(junk) :]):
        try:
            document = read("a.epub", data)
        except ImportProblem:
            continue
        assert all(p.text.strip() for p in document.paragraphs)
