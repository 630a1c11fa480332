"""Word documents and OpenDocument texts."""

import time
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers import ImportProblem, archive, read
from reader.text import spans_from_json, spans_to_json
from reader.turns import segment
from tests.reader.office_files import docx, odt, packed


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def style(name):
    return f'<w:pStyle w:val="{name}"/>'


def word(*body, core=""):
    return read("a.docx", docx("".join(body), core))


def meant(paragraph):
    return [(s.kind, paragraph.text[s.start : s.end], s.href) for s in paragraph.spans]


def test_runs_in_word_become_spans():
    (paragraph,) = word(
        p(
            run("😀 "),
            run("An", "<w:b/>"),
            run("na: ", '<w:b w:val="1"/>'),
            run("nicht", '<w:b w:val="0"/>'),
            "<w:r><w:br/><w:tab/></w:r>",
            f'<w:hyperlink r:id="r2">{run("dort", "<w:i/>")}</w:hyperlink>',
            f'<w:hyperlink r:id="r3">{run(" hier")}</w:hyperlink>',
        )
    ).paragraphs
    assert paragraph.text == "😀 Anna: nicht\n\tdort hier"
    assert meant(paragraph) == [
        ("strong", "Anna: ", None),
        ("emphasis", "dort", None),
        ("link", "dort", "https://a.example/"),
    ]


def test_a_link_field_in_word_is_a_link():
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    (paragraph,) = word(
        p(
            field("begin"),
            '<w:r><w:instrText> HYPERLINK "https://b.example/" </w:instrText></w:r>',
            field("separate"),
            run("dort"),
            field("end"),
            run(" hier"),
        )
    ).paragraphs
    assert (paragraph.text, meant(paragraph)) == ("dort hier", [("link", "dort", "https://b.example/")])


def test_styles_in_word_make_titles_headings_lists_and_bold_print():
    document = word(
        p(run("Ein Winter"), properties=style("Titel")),
        p(run("Inhalt 3"), properties=style("Verzeichnis1")),
        p(run("Kapitel"), properties=style("berschrift2")),
        p(run("Warum?"), properties=style("Frage")),
        p(run("eins"), properties="<w:numPr/>"),
        p(run("Das ist ein Text, und er ist nicht auf Englisch, sondern in der Sprache, die ich spreche.")),
        core="<dc:title>Vorlage</dc:title><dc:creator>A. B.</dc:creator>",
    )
    assert (document.title, document.language, document.author) == ("Ein Winter", "de-AT", "A. B.")
    assert [(q.text, q.heading, q.list_item) for q in document.paragraphs[:3]] == [
        ("Kapitel", 2, False),
        ("Warum?", 0, False),
        ("eins", 0, True),
    ]
    assert [meant(q) for q in document.paragraphs[:2]] == [[], [("strong", "Warum?", None)]]


def test_what_word_does_not_show_is_left_out():
    document = word(
        p(run("a"), f"<w:del>{run('WEG')}</w:del>", run("WEG", "<w:vanish/>"), f"<w:ins>{run('b')}</w:ins>"),
        "<w:tbl><w:tr><w:tc>" + p(run("c")) + "</w:tc><w:tc>" + p(run("d")) + "</w:tc></w:tr></w:tbl>",
        p(run("außen"), "<w:r><w:txbxContent>" + p(run("innen")) + "</w:txbxContent></w:r>"),
    )
    assert [q.text for q in document.paragraphs] == ["ab", "c", "d", "innen", "außen"]


def test_the_declared_title_is_used_where_the_text_shows_none():
    assert word(p(run("x")), core="<dc:title> Ein  Winter </dc:title>").title == "Ein Winter"
    assert word(p(run("x")), core="<dc:title>Microsoft Word - x.doc</dc:title>").title is None


def test_strict_word_documents_are_read_too():
    data = docx(p(run("x", "<w:b/>")), w="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert [meant(q) for q in read("a.docx", data).paragraphs] == [[("strong", "x", None)]]


STYLES = """<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="700"/>
    </style:style><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
    <style:style style:name="Title" style:family="paragraph"/>
    <style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-style="italic"/>
    </style:style>"""


def test_opendocument_texts_are_read():
    document = read(
        "a.odt",
        odt(
            '<text:p text:style-name="P1">Ein Winter</text:p>'
            "<text:table-of-content><text:p>WEG</text:p></text:table-of-content>"
            '<text:h text:outline-level="2">Kapitel</text:h>'
            '<text:p>😀  <text:span text:style-name="T1">An\n na:</text:span> ja<text:s text:c="2"/>'
            "<text:note><text:p>WEG</text:p></text:note>so<text:line-break/>"
            '<text:a xlink:href="https://a.example/">do'
            '<text:span text:style-name="Strong">rt</text:span></text:a>'
            '<text:a xlink:href="file:///x">!</text:a></text:p>'
            '<text:list><text:list-item><text:p text:style-name="P2">eins</text:p></text:list-item>'
            "</text:list>",
            STYLES,
            "<dc:title>Vorlage</dc:title><dc:language>de-CH</dc:language>",
        ),
    )
    assert (document.title, document.language) == ("Ein Winter", "de-CH")
    heading, talk, item = document.paragraphs
    assert (heading.text, heading.heading) == ("Kapitel", 2)
    assert talk.text == "😀 An na: ja  so\ndort!"
    assert meant(talk) == [
        ("strong", "An na:", None),
        ("link", "dort", "https://a.example/"),
        ("strong", "rt", None),
    ]
    assert (item.list_item, meant(item)) == (True, [("emphasis", "eins", None)])


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_turns_are_found(form):
    said = [("Ann Lee:", "Why?"), ("Bob Old:", "So."), ("Ann Lee:", "Ah.")]
    if form == "docx":
        document = word(*(p(run(label, "<w:b/>"), run(f" {text}")) for label, text in said))
    else:
        spans = (f'<text:p><text:span text:style-name="Strong">{a}</text:span> {b}</text:p>' for a, b in said)
        document = read("a.odt", odt("".join(spans)))
    assert [(b.speaker, b.text) for b in segment(document).blocks] == [(a[:-1], b) for a, b in said]


BOMB = '<!DOCTYPE a [<!ENTITY a "{}"><!ENTITY b "{}">]><a>&b;</a>'.format("a" * 50_000, "&a;" * 2_000)
SECRET = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.docx", b"PK\3\4" + bytes(range(256)), "damaged"),
        ("a.docx", docx(p(run("x")))[:-40], "damaged"),
        ("a.docx", packed({"x.txt": "x"}), "damaged"),
        ("a.odt", packed({"content.xml": "<a/>"}), "damaged"),
        ("a.odt", packed({"content.xml": "<a>" * 30_000 + "</a>" * 30_000}), "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        ("a.odt", odt("<text:p>x</text:p>", manifest="<encryption-data/>"), "password"),
        ("a.odt", packed({"content.xml": SECRET}), "entities"),
        ("a.odt", packed({"content.xml": BOMB}), "entities|damaged"),
        ("a.odt", packed({"content.xml": b" " * 50 * 2**20}), "unpacks to more"),
        ("a.odt", packed({f"{n}": b"" for n in range(6_000)}), "unpacks to more"),
        ("a.docx", docx(p(run("x")) * 150_000), "unpacks to more"),
        ("a.docx", docx(""), "No text was found"),
        ("a.odt", odt(""), "No text was found"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(name, data, problem):
    began = time.process_time()
    with pytest.raises(ImportProblem, match=problem):
        read(name, data)
    assert time.process_time() - began < 5


def test_an_encrypted_entry_is_told_from_a_damaged_one():
    data = bytearray(odt("<text:p>x</text:p>"))
    at = data.find(archive.ENTRY)
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(archive.ENTRY, at + 1)
    with pytest.raises(ImportProblem, match="password"):
        read("a.odt", bytes(data))


def test_more_than_the_declared_size_is_never_unpacked():
    data = bytearray(packed({"content.xml": b"<a>" + b" " * 2**20 + b"</a>"}))
    for at in (data.find(b"PK\3\4") + 22, data.find(archive.ENTRY) + 24):
        data[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(ImportProblem, match="damaged"):
        read("a.odt", bytes(data))


def test_entries_that_point_outside_are_not_written(tmp_path):
    out = BytesIO(docx(p(run("x"))))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr(f"../../..{tmp_path}/x", "x")
    assert [q.text for q in read("a.docx", out.getvalue()).paragraphs] == ["x"]
    assert not list(tmp_path.iterdir())


@given(st.sampled_from(["a.docx", "a.odt"]), st.binary(max_size=300), st.integers(0, 3_000))
def test_any_bytes_give_a_document_or_a_problem(name, junk, at):
    whole = docx(p(run("x"))) if name == "a.docx" else odt("<text:p>x</text:p>")
    for data in (junk, whole[:at] + junk + whole[at + len(junk) :]):
        try:
            document = read(name, data)
        except ImportProblem:
            continue
        assert all(q.text.strip() for q in document.paragraphs)


OPENING = [f"<text:{name}>" for name in ("p", "h", "span", "a", "list-item", "note")]
ELEMENTS = st.sampled_from([*OPENING, *["</>"] * 6, "<text:s/>", "<text:tab/>", "a", "😀", " "])


@given(st.lists(ELEMENTS, max_size=30))
def test_spans_lie_within_the_text_whatever_the_elements(pieces):
    open_tags, body = [], ""
    for piece in pieces:
        if piece.startswith("</"):
            body += open_tags.pop() if open_tags else ""
        else:
            body += piece
            if piece.startswith("<") and not piece.endswith("/>"):
                open_tags.append(piece.replace("<", "</"))
    try:
        document = read("a.odt", odt(body + "".join(reversed(open_tags))))
    except ImportProblem:
        return
    for paragraph in document.paragraphs:
        spans = list(paragraph.spans)
        assert spans_from_json(spans_to_json(spans), paragraph.text) == spans
