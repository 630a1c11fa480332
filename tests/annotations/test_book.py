"""The book as strict readers want it: what epubcheck found once, each as a test of its own."""

import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from annotations.exporters.uri import as_uri
from annotations.models import Annotation
from reader.document import Draft, DraftBlock
from reader.drafts import draft_of
from reader.importing import save
from reader.models import Interview, Revision
from reader.revising import revise
from reader.text import Span, is_safe_href

# RFC 3986, appendix A, as far as it matters here: one colon after the scheme, one number sign at the most.
SIGNS = r"(?:[\w.~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
HOST = r"(?:\[[0-9A-Fa-f:.]+\]|[\w.~-]+)(?::\d+)?"
URI = re.compile(rf"(?:https?://{HOST}(?:[/?]{SIGNS}*)?|mailto:{SIGNS}+)(?:#{SIGNS}*)?", re.ASCII)


@pytest.fixture
def pages(sign_in):
    """pages(interview) are the pages of its book by name, as trees."""

    def of(interview) -> dict[str, etree._Element]:
        response = sign_in("anna").get(f"/interviews/{interview.slug}/export/epub/")
        with zipfile.ZipFile(BytesIO(b"".join(response.streaming_content))) as archive:
            names = [name for name in archive.namelist() if name.startswith("book/") and "css" not in name]
            return {name: etree.fromstring(archive.read(name)) for name in names}

    return of


@pytest.fixture
def write(people):
    def note(start, first, end, last, body="Ein Wort") -> Annotation:
        about = {"interview": start.interview, "creator": people["anna"], "motivation": "commenting"}
        place = {"start_block": start, "start": first, "end_block": end, "end": last, "exact": "x"}
        return Annotation.objects.create(**about, **place, body=body, colour="y", visibility="public")

    return note


def talk(*blocks, **about) -> Interview:
    about = {"title": "Gespräch", "language": "de", "speakers": [], **about}
    return save(Draft(blocks=list(blocks), **about), "a.txt", b"a")


def links(pages) -> list[str]:
    return [href for page in pages.values() for href in page.xpath("//*[local-name()='a']/@href")]


def test_numbers_of_two_notes_at_one_place_stand_apart(blocks, pages, write, interview):
    for _number in range(2):
        write(blocks[2], 0, blocks[2], 3)
    text = "".join(pages(interview)["book/part-1.xhtml"].itertext())
    assert "1\u202f2" in text


def test_signs_that_xml_cannot_write_are_replaced(interview, blocks, pages, write):
    Interview.objects.filter(pk=interview.pk).update(title="Titel \ufffe")
    write(blocks[2], 0, blocks[2], 3, body="Wort \uffff")
    found = pages(Interview.objects.get(pk=interview.pk))
    text = "".join(etree.tostring(page, encoding="unicode") for page in found.values())
    assert "Titel \ufffd" in text
    assert "Wort \ufffd" in text


@pytest.mark.parametrize(("language", "said"), [("pt-BR", "pt-BR"), ("de_DE", "und"), ("", "und")])
def test_a_language_is_named_by_a_tag(interview, pages, language, said):
    Interview.objects.filter(pk=interview.pk).update(language=language)
    found = pages(interview)
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    assert {page.get(name) for page in found.values()} == {said}
    (element,) = found["book/package.opf"].iter("{http://purl.org/dc/elements/1.1/}language")
    assert element.text == said


def test_a_note_on_a_heading_has_its_number_there(pages, write):
    texts = ("Vorher", "Der Anfang\n\nund mehr", "Danach")
    interview = talk(*(DraftBlock(kind="heading" if n == 1 else "para", text=t) for n, t in enumerate(texts)))
    before, heading, _after = interview.blocks.order_by("position")
    note, over = write(heading, 4, heading, 10), write(before, 0, heading, 3)
    page = pages(interview)["book/part-2.xhtml"]
    (head,) = page.iter("{*}h2")
    assert "".join(head.itertext()).split() == ["Der1", "Anfang2", "und", "mehr"]
    assert head.xpath(".//*[local-name()='p']") == []
    back = page.xpath("//*[@role='doc-backlink']/@href")
    assert set(back) == {f"#r-{note.ref}", f"#r-{over.ref}"}
    assert {href[1:] for href in back} <= set(page.xpath("//@id"))


def test_a_note_that_is_not_drawn_leads_nowhere(pages, write):
    interview = talk(DraftBlock(kind="para", text="Eins\n\nZwei"))
    (block,) = interview.blocks.all()
    write(block, 4, block, 6, body="Zur Lücke")
    page = pages(interview)["book/part-1.xhtml"]
    assert "Zur Lücke" in "".join(page.itertext())
    assert {href[1:] for href in page.xpath("//@href[starts-with(., '#')]")} <= set(page.xpath("//@id"))


def test_a_book_is_newer_when_its_text_is(interview, pages):
    def modified() -> str:
        (meta,) = pages(interview)["book/package.opf"].xpath("//*[@property='dcterms:modified']/text()")
        return meta

    Interview.objects.filter(pk=interview.pk).update(added="2024-05-06T07:08:09Z")
    interview.refresh_from_db()
    assert modified() == "2024-05-06T07:08:09Z"
    text = draft_of(interview)
    text.title = "Anders"
    revise(interview, text, None, "edit", interview.revision)
    Revision.objects.update(created="2025-05-06T07:08:09Z")
    assert modified() == "2025-05-06T07:08:09Z"


ODD = [
    ("https://a.example/#a#b", "https://a.example/#a%23b"),
    ("https://a.example/%zz|x^{}`<>\\", "https://a.example/%25zz%7Cx%5E%7B%7D%60%3C%3E%5C"),
    ("https://exämple.de/ü?q=ß&r=%20", "https://xn--exmple-cua.de/%C3%BC?q=%C3%9F&r=%20"),
    ("HTTPS://A.EXAMPLE:443", "https://a.example:443"),
    ("https://[2001:db8::1]:80/x", "https://[2001:db8::1]:80/x"),
    ("https://user:pw@a.example/", "https://a.example/"),
    ("mailto:ada@a.example?subject=Ü", "mailto:ada@a.example?subject=%C3%9C"),
    ("https://[::1", ""),
    ("https://a.example:99999/", ""),
    ("https://", ""),
    ("https://\u202e/", ""),
    ("mailto:", ""),
    ("javascript:alert(1)", ""),
    ("x", ""),
]


@pytest.mark.parametrize(("address", "uri"), ODD)
def test_addresses_become_uris_or_nothing(address, uri):
    assert as_uri(address) == uri
    assert as_uri(uri) == uri


@given(st.sampled_from(["https://", "http://a.example", "mailto:"]), st.text(max_size=30))
def test_whatever_an_address_is_it_is_one_or_none(scheme, rest):
    uri = as_uri(scheme + rest)
    assert uri == "" or URI.fullmatch(uri)
    assert as_uri(uri) == uri


def test_links_in_text_and_notes_are_uris(pages, write):
    odd = [address for address, _uri in ODD if is_safe_href(address)]
    spans = [Span(n, n + 1, "link", address) for n, address in enumerate(odd)]
    interview = talk(DraftBlock(kind="para", text="abcdefghijklmnop", spans=spans))
    (block,) = interview.blocks.all()
    write(block, 0, block, 9, body="\n\n".join(f"[l](<{a}>) <{a}> {a}" for a, _uri in ODD))
    found = pages(interview)
    outside = [href for href in links(found) if not href.startswith(("#", "part-", "http://testserver/"))]
    assert len(outside) > 8
    assert [href for href in outside if not URI.fullmatch(href)] == []
    assert not any(page.xpath("//*[local-name()='a'][not(@href)]") for page in found.values())
