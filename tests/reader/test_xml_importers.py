"""TEI, Parla-CLARIN and Akoma Ntoso: who speaks, what is a note, and what is refused."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Kind
from reader.importers import ImportProblem, read
from reader.turns import segment


def tei(body: str, header: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">'
        f"<teiHeader>{header}</teiHeader><text><body>{body}</body></text></TEI>"
    ).encode()


def akn(body: str, meta: str = "") -> bytes:
    return (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><debate name="x">'
        f"<meta>{meta}</meta><debateBody>{body}</debateBody></debate></akomaNtoso>"
    ).encode()


def said(data: bytes):
    return [(p.kind or p.speaker, p.text) for p in read("a.xml", data).paragraphs]


def test_utterances_are_spoken_by_whom_the_label_before_them_names():
    body = """
        <head>Frost</head><note type="time">At nine.</note>
        <note type="speaker">THE CHAIR:</note>
        <u who="#adaQuill"><seg>Was it
           cold?</seg><note>Laughter.</note><seg>Or <gap reason="inaudible"/> not?</seg></u>
        <u who="#ben"><seg>Yes.</seg></u>
        <note type="speaker">ADA QUILL:</note><u who="#adaQuill">Oh.</u>"""
    header = """
        <profileDesc><particDesc><listPerson><person xml:id="ben"><persName><surname>Oak</surname>
        <forename>Ben</forename></persName></person></listPerson></particDesc></profileDesc>"""
    assert said(tei(body, header)) == [
        (Kind.HEADING, "Frost"),
        (Kind.NOTE, "At nine."),
        ("THE CHAIR", "Was it cold?"),
        (Kind.NOTE, "Laughter."),
        ("THE CHAIR", "Or not?"),
        ("Ben Oak", "Yes."),
        ("THE CHAIR", "Oh."),
    ]


def test_a_turn_goes_on_after_a_note():
    body = '<u who="#a"><seg>One</seg><note>Noise.</note><seg>two.</seg><seg>Three.</seg></u>'
    blocks = segment(read("a.xml", tei(body))).blocks
    assert [(str(b.kind), b.speaker, b.text, b.continued) for b in blocks] == [
        ("turn", "a", "One", False),
        ("note", None, "Noise.", False),
        ("turn", "a", "two.\n\nThree.", True),
    ]


def test_a_label_inside_an_utterance_is_about_that_utterance():
    body = """
        <u who="#ada"><note type="speaker">THE CHAIR:</note><seg>Yes.</seg></u>
        <u who="#ben"><seg>No.</seg></u>"""
    assert said(tei(body)) == [("THE CHAIR", "Yes."), ("ben", "No.")]


def test_unknown_speakers_keep_their_labels():
    body = """
        <note type="speaker">A LADY:</note><u who="#unknown-F">Yes.</u>
        <note type="speaker">ANOTHER:</note><u who="#unknown-F">No.</u>"""
    assert said(tei(body)) == [("A LADY", "Yes."), ("ANOTHER", "No.")]


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("#AdaQuill", "Ada Quill"),
        ("#BenMcKay.1954", "Ben McKay"),
        ("#Jean-LucŽan", "Jean-Luc Žan"),
        ("#INT", "INT"),
        ("#spkA", "spkA"),
        ("people.xml#p.7", "p.7"),
    ],
)
def test_an_id_made_of_a_name_is_the_name(reference, name):
    assert said(tei(f'<u who="{reference}">Yes.</u>')) == [(name, "Yes.")]


def test_two_people_of_one_name_stay_two():
    body = '<u who="#AdaQuill.1954">Yes.</u><u who="#AdaQuill.1980">No.</u><u who="#AdaQuill.1954">Oh.</u>'
    assert [name for name, _text in said(tei(body))] == ["Ada Quill", "AdaQuill.1980", "Ada Quill"]


def test_what_stands_outside_speeches_is_nobodys():
    body = """
        <p>At <recordedTime time="09:00">nine</recordedTime>.</p>
        <speech by="#ada"><p>Yes.</p></speech><p>They rose.</p>"""
    blocks = segment(read("a.xml", akn(body))).blocks
    assert [(str(b.kind), b.speaker, b.text) for b in blocks] == [
        ("lead", None, "At nine."),
        ("turn", "ada", "Yes."),
        ("para", None, "They rose."),
    ]


def test_speeches_of_a_play_with_verse_and_stage_directions():
    body = """
        <stage>Enter Ada.</stage>
        <sp who="#ada"><speaker>Ada.</speaker><l>Was it cold</l><l>or not?</l></sp>
        <sp><speaker>Ben</speaker><p>It <choice><sic>wos</sic><corr>was</corr></choice>.</p></sp>"""
    assert said(tei(body)) == [
        (Kind.NOTE, "Enter Ada."),
        ("Ada.", "Was it cold\nor not?"),
        ("Ben", "It was."),
    ]


def test_words_that_are_elements_are_joined_as_they_say():
    body = '<u who="#a"><seg><s><w>Was</w>\n<w>it</w>\n<w join="right">cold</w>\n<pc>?</pc></s></seg></u>'
    assert said(tei(body)) == [("a", "Was it cold?")]


def test_emphasis_and_links_become_spans():
    body = """
        <p>a <hi rend="bold">b</hi> <emph>c</emph> <ref target="https://d.example/">d</ref>
        <ref target="#x">e</ref></p>"""
    (paragraph,) = read("a.xml", tei(body)).paragraphs
    assert paragraph.text == "a b c d e"
    assert [(s.kind, s.start, s.end, s.href) for s in paragraph.spans] == [
        ("strong", 2, 3, None),
        ("emphasis", 4, 5, None),
        ("link", 6, 7, "https://d.example/"),
    ]


def test_the_title_in_the_texts_language_and_the_day_it_was_said():
    titles = """
        <fileDesc><titleStmt><title type="main" xml:lang="de">Frost auf Deutsch</title>
        <title type="main" xml:lang="en">On frost</title><title type="sub">Session 3</title>{}</titleStmt>
        </fileDesc><profileDesc><settingDesc><setting><date when="1998-12-08">then</date></setting>
        </settingDesc></profileDesc>"""
    document = read("a.xml", tei("<u who='#a'>Yes.</u>", titles.format("")))
    assert (document.title, document.language, document.published) == ("On frost", "en", date(1998, 12, 8))
    assert read("a.xml", tei("<u who='#a'>Yes.</u>", titles.format("<meeting n='3'/>"))).title == "Session 3"


def test_akoma_ntoso_speeches_questions_and_answers():
    meta = """
        <identification><FRBRWork><FRBRdate date="2011-05-04" name=""/></FRBRWork>
        <FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
        <references><TLCPerson eId="ben" href="/x" showAs="Ben Oak"/></references>"""
    body = """
        <debateSection><heading>On frost</heading><narrative>They sat down.</narrative>
        <question by="#ada"><from>Ms Quill:</from>
        <p>Was it <i>cold</i>? <remark>[Laughter]</remark></p></question>
        <answer by="#ben"><p>Yes.</p><p>Very.</p></answer>
        <speech by="#ada"><from>The Chair</from><p>Oh.</p></speech>
        </debateSection>"""
    document = read("a.xml", akn(body, meta))
    assert (document.title, document.language, document.published) == ("On frost", "en", date(2011, 5, 4))
    assert said(akn(body, meta)) == [
        (Kind.NOTE, "They sat down."),
        ("Ms Quill", "Was it cold?"),
        (Kind.NOTE, "[Laughter]"),
        ("Ben Oak", "Yes."),
        ("Ben Oak", "Very."),
        ("Ms Quill", "Oh."),
    ]


def test_xhtml_in_xml_is_read_as_a_page():
    page = b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Hello.</p></body></html>'
    assert said(page) == [(None, "Hello.")]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-2", "utf-8"])
def test_the_declared_encoding_is_used(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><TEI><text><p>Řeka a žár</p></text></TEI>'
    assert said(text.encode(encoding)) == [(None, "Řeka a žár")]


def test_entities_of_a_dtd_that_is_not_loaded_are_the_characters_html_knows():
    doctype = b'<!DOCTYPE TEI SYSTEM "http://127.0.0.1:1/x.dtd">'
    data = doctype + b"<TEI><text><p>caf&eacute; &unheard; x</p></text></TEI>"
    assert said(data) == [(None, "café &unheard; x")]


BOMB = b'<!DOCTYPE TEI [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><TEI><text><p>&b;</p></text></TEI>'
THEFT = b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI><text><p>&x;</p></text></TEI>'


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (BOMB, "declares entities"),
        (THEFT, "declares entities"),
        (b"<TEI>\n<text>", "damaged in line 2"),
        (b"plain", "damaged in line 1"),
        (b"<svg/>", "its root is “svg”"),
        (b"<TEI>" + b"<p>" * 100_000, "nested too deeply"),
        (b"<TEI>" + b"<p/>" * 300_001 + b"</TEI>", "too many elements"),
        (b"<TEI><text/></TEI>", "No text was found"),
    ],
)
def test_what_cannot_be_read_is_refused(data, problem):
    with pytest.raises(ImportProblem, match=problem):
        read("a.xml", data)


def test_many_elements_and_deep_ones_take_no_time():
    words = b"<w>frost</w>\n" * 100_000
    deep = b"<note>" * 200 + b" " * 100_000 + b"</note>" * 200
    began = time.process_time()
    segment(read("a.xml", b"<TEI><text><u who='#a'>" + words + deep + b"</u></text></TEI>"))
    assert time.process_time() - began < 5


MARKUP = """
    <u who='#a'>|</u>|<seg>|</seg>|<note>|</note>|<note type='speaker'>|<sp>|</sp>|<speaker>|</speaker>
    |<l>|</l>|<hi>|</hi>|<p>|</p>|<speech by='#a'>|</speech>|<from>|</from>|<gap/>|&eacute;|x|😀"""
PIECES = st.sampled_from([*(piece.strip() for piece in MARKUP.split("|")), " ", "\n"])


@st.composite
def elements(draw, depth=3):
    names = st.sampled_from(
        [
            "u",
            "seg",
            "note",
            "sp",
            "speaker",
            "l",
            "hi",
            "p",
            "speech",
            "from",
            "head",
            "question",
            "w",
            "gap",
            "ref",
        ]
    )
    inner = "".join(draw(st.lists(elements(depth=depth - 1) if depth else st.just("x "), max_size=3)))
    name, text, tail = (
        draw(names),
        draw(st.sampled_from(["", " ", "😀 y"])),
        draw(st.sampled_from(["", "z\n"])),
    )
    return f"<{name} who='#a' by='#b' target='https://c.example/'>{text}{inner}</{name}>{tail}"


@given(elements(), st.sampled_from([tei, akn]))
def test_any_elements_give_paragraphs_with_spans_inside_them(body, around):
    try:
        document = read("a.xml", around(body))
    except ImportProblem:
        return
    segment(document)
    for paragraph in document.paragraphs:
        assert paragraph.text == paragraph.text.strip() != ""
        assert all(0 <= span.start < span.end <= len(paragraph.text) for span in paragraph.spans)


@given(st.lists(PIECES, max_size=20), st.sampled_from([tei, akn]))
def test_any_markup_gives_a_document_or_a_problem(pieces, around):
    try:
        read("a.xml", around("".join(pieces)))
    except ImportProblem:
        return
