"""Whole web pages: what is their text, and what they say about themselves."""

from datetime import date
from importlib.resources import files

import pytest

from reader.importers import read
from reader.text import Span
from reader.turns import segment
from tests.reader.test_html_importer import paragraphs


def test_the_sample_reads_turn_by_turn():
    sample = (files("reader") / "samples" / "dialog.html").read_bytes()
    draft = segment(read("dialog.html", sample))
    assert draft.title == (
        "Dialog zwischen Greg Brockman und Kevin Scott auf der Build-Konferenz: "
        "Was ChatGPT wirklich schwer machte"
    )
    assert (draft.language, draft.site_name) == ("de-DE", "Beispiel Nachrichten")
    assert draft.published == date(2023, 5, 26)
    assert draft.source_url.endswith(".example/2023/05/26/dialog-brockman-scott/")
    assert [(s.name, s.role) for s in draft.speakers] == [
        ("Kevin Scott", "interviewer"),
        ("Greg Brockman", "guest"),
    ]
    turns = [b for b in draft.blocks if b.kind == "turn"]
    assert [b.speaker for b in turns if not b.continued] == ["Kevin Scott", "Greg Brockman"] * 5 + [
        "Kevin Scott"
    ]
    assert [b.text[:15] for b in turns if b.continued] == ["Wenn mir also k", "Genau wie GPT4 "]
    asides = [b for b in draft.blocks if b.kind == "aside" and not b.boilerplate]
    assert [b.url for b in asides] == [
        f"https://www.beispiel-nachrichten.example/?p={n}" for n in (4101, 4102, 4103)
    ]
    for aside in asides:
        (link,) = aside.spans
        assert aside.text.startswith("Siehe auch")
        assert (link.kind, link.href, link.end) == ("link", aside.url, len(aside.text))
    assert [str(b.kind) for b in draft.blocks if b.kind != "turn" and not b.boilerplate] == [
        "lead", "lead", "lead", "lead", "lead", "aside", "aside", "note", "aside", "media", "credit",
    ]  # fmt: skip
    assert [b.text for b in draft.blocks if b.boilerplate] == ["Weiterführende Literatur:", "Anzeige"]


def test_both_forms_of_the_sample_say_the_same():
    samples = files("reader") / "samples"
    html, plain = (segment(read(n, (samples / n).read_bytes())) for n in ("dialog.html", "dialog.txt"))
    said = [
        [
            (str(b.kind), b.speaker, b.continued, " ".join(b.text.split()))
            for b in draft.blocks
            if not b.boilerplate
        ]
        for draft in (html, plain)
    ]
    assert said[0] == said[1]


def test_what_is_called_a_speaker_is_printed_in_bold():
    (paragraph,) = paragraphs('<p><span class="t-speaker">Ida</span> Es schneit.</p>')
    assert list(paragraph.spans) == [Span(0, 3, "strong")]


@pytest.mark.parametrize(
    ("canonical", "source_url"),
    [
        ("https://site.example/talk", "https://site.example/talk"),
        ("https://site.example/talk?page=1", "https://site.example/talk?page=1"),
        ("https://m.site.example/talk", "https://m.site.example/talk"),
        ("https://other.example/talk", "https://www.site.example/a/b"),
        ("https://othersite.example/talk", "https://www.site.example/a/b"),
        ("", "https://www.site.example/a/b"),
    ],
)
def test_a_fetched_page_names_its_own_address_only_within_its_site(canonical, source_url):
    page = f'<html><link rel=canonical href="{canonical}"><p>Ann Bo: <a href="../c">Why?</a></p></html>'
    document = read("talk.html", page.encode(), url="https://www.site.example/a/b")
    assert document.source_url == source_url
    (link,) = document.paragraphs[0].links
    assert link.href == "https://www.site.example/c"


def test_a_fetched_file_that_says_nothing_of_itself_has_the_address_it_came_from():
    assert (
        read("talk.txt", b"Ann Bo: Why?", url="https://site.example/t").source_url == "https://site.example/t"
    )


def test_an_author_who_asks_is_named_before_each_question():
    talk = "".join(
        f"<div><span class='speaker'>{name}</span><p>{said}</p></div>"
        for name, said in [
            ("Ida Blum", "Why?"),
            ("Bob Roe", "So."),
            ("Ida Blum", "And?"),
            ("Ida Blum", "Oh."),
        ]
    )
    page = f"<html><head><meta name='author' content='Ida Blum'></head><body><article>{talk}</article></body>"
    assert [p.kind for p in read("page.html", page.encode()).paragraphs] == [None] * 8


def test_a_name_that_begins_the_title_stays_where_it_comes_again():
    talk = "".join(f"<p>{line}</p>" for line in ["Bob Roe", "So.", "Ida Blum", "And?", "Bob Roe", "Oh."])
    page = f"<html><head><title>Bob Roe: My bees</title></head><body><article>{talk}</article></body>"
    assert read("page.html", page.encode()).paragraphs[0].text == "Bob Roe"


def test_runs_of_links_are_no_text():
    links = "".join(f"<li><a href='/{n}'>What else is new, part {n}</a></li>" for n in range(5))
    page = (
        f"<article><p>Bees hum.</p><p><a href='/'>One link stays.</a></p><p>So.</p><ul>{links}</ul></article>"
    )
    paragraphs = read("page.html", page.encode()).paragraphs
    assert [p.boilerplate for p in paragraphs] == [False] * 3 + [True] * 5


def test_a_long_id_says_nothing_about_its_element():
    page = "<article><div id='sharing-a-garden-with-others'><p>Bees hum.</p></div><p>So.</p></article>"
    assert [p.text for p in read("page.html", page.encode()).paragraphs] == ["Bees hum.", "So."]


def test_what_read_more_opens_is_text():
    more = "<p>Bees hum in the garden all summer long.</p>" * 50
    page = f"<article><p>So.</p><div class='read-more'>{more}</div>{'<p>More of it.</p>' * 300}</article>"
    assert {p.kind for p in read("page.html", page.encode()).paragraphs} == {None}


@pytest.mark.parametrize(
    "source",
    [
        "<title>Im Garten</title><article>{said}</article>",
        "<!doctype html><html lang=de><head><title>Im Garten</title><main>{said}</main></html>",
        "<title>Im Garten</title><script>var a</script><section>{said}</section><p>Ida Blum: Danke.",
    ],
)
def test_a_page_may_leave_out_head_and_body(source):
    said = "<p><b>Ida Blum:</b> Was tun Sie im Januar im Garten?<p><b>Otto Kern:</b> Ich schneide die Bäume."
    document = read("garten.html", source.format(said=said).encode())
    assert document.title == "Im Garten"
    assert [p.text for p in document.paragraphs][:2] == [
        "Ida Blum: Was tun Sie im Januar im Garten?",
        "Otto Kern: Ich schneide die Bäume.",
    ]
