"""Saved web pages: main text, links and emphasis, and nothing of the site around it."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Kind
from reader.importers import ImportProblem, read
from reader.text import Span, spans_from_json, spans_to_json
from reader.turns import segment

PROSE = "<p>Es war ein langer Winter, und der Garten lag wochenlang unter dem Schnee begraben.</p>" * 3


def page(content: str, head: str = "") -> bytes:
    return f"<!doctype html><html lang=de><head>{head}</head><body>{content}</body></html>".encode()


def paragraphs(content: str, head: str = ""):
    return read("a.html", page(content, head)).paragraphs


def texts(content: str):
    return [paragraph.text for paragraph in paragraphs(content)]


def test_links_and_emphasis_become_spans_in_code_points():
    (paragraph,) = paragraphs(
        "<p>😀 Ein <b>fetter</b>,\n <em>schräger "
        '<a href="https://a.example/x?y=1">Link</a></em> und <code>x</code></p>'
    )
    assert paragraph.text == "😀 Ein fetter, schräger Link und x"
    assert [(s.kind, paragraph.text[s.start : s.end]) for s in paragraph.spans] == [
        ("strong", "fetter"),
        ("emphasis", "schräger Link"),
        ("link", "Link"),
        ("code", "x"),
    ]
    assert paragraph.links[0].href == "https://a.example/x?y=1"


def test_relative_links_start_from_the_pages_address_and_unsafe_ones_are_only_text():
    found = paragraphs(
        '<p><a href="b">eins</a> <a href="javascript:alert(1)">zwei</a> <a href="//[">drei</a></p>',
        '<link rel=canonical href="https://site.example/a/">',
    )
    assert found[0].text == "eins zwei drei"
    assert found[0].spans == [Span(0, 4, "link", "https://site.example/a/b")]


def test_emphasis_goes_on_over_paragraphs_inside_it():
    found = paragraphs("<div><p><i>eins<div>zwei</div>drei</i></div>")
    assert [(p.text, p.spans) for p in found] == [
        (text, [Span(0, 4, "emphasis")]) for text in ("eins", "zwei", "drei")
    ]


def test_one_line_break_breaks_the_line_and_two_the_paragraph():
    assert texts("<div>eins<br>zwei<br>\n<br>drei</div>") == ["eins\nzwei", "drei"]


def test_blanks_are_collapsed_but_not_no_break_spaces_and_not_in_pre():
    assert texts("<p> a \n b\u00a0\u00a0c </p>") == ["a b\u00a0\u00a0c"]
    assert texts("<pre>a\n  b</pre>") == ["a\n  b"]


def test_headings_and_list_items_are_known():
    found = paragraphs(
        "<h2>Kapitel</h2><ul><li>eins</li><li><p>zwei</p></li></ul><p>drei</p>", "<title>Buch</title>"
    )
    assert [(p.heading, p.list_item) for p in found] == [(2, False), (0, True), (0, True), (0, False)]


def test_classes_are_hints():
    found = paragraphs('<div class="outer"><div class="wp-caption big"><p class="text">x</p></div></div>')
    assert {"wp-caption", "big", "text", "p"} <= found[0].hints


@pytest.mark.parametrize(
    "around",
    [
        "<nav>WEG</nav>",
        "<script>WEG</script>",
        "<form>WEG<textarea>WEG</textarea></form>",
        "<footer>WEG</footer>",
        '<div class="td-post-sharing"><a>WEG</a></div>',
        '<div id="comments"><p>WEG</p></div>',
        '<section class="commentsList">WEG</section>',
        '<div class="cookie-banner">WEG</div>',
        '<ul class="breadcrumb"><li>WEG</ul>',
        '<div hidden>WEG</div><p style="display: none">WEG</p>',
        '<div class="related-posts"><a href="/1">WEG</a><a href="/2">WEG</a><a>WEG</a><a>WEG</a></div>',
        '<div class="sidebar"><p>WEG</p></div>',
        "<noscript>WEG</noscript><svg><text>WEG</text></svg><button>WEG</button>",
    ],
)
def test_what_is_around_the_text_is_left_out(around):
    found = texts(f"<article>{around}{PROSE}{around}</article>")
    assert len(found) == 3
    assert "WEG" not in "".join(found)


def test_a_part_that_holds_the_text_stays_whatever_its_class_says():
    assert len(texts(f'<div class="has-sidebar comments-open share">{PROSE}</div>')) == 3


def test_the_article_is_found_among_teasers():
    text = "Ein Anreißer, der vierzig Zeichen lang ist, und mehr."
    teasers = f"<div><h3><a href=/x>Anderes</a></h3><p>{text}</p></div>"
    found = texts(f"{teasers * 4}<article>{PROSE}</article>{teasers * 4}")
    assert len(found) == 3


def test_advertisements_and_related_links_in_the_text_are_marked():
    found = paragraphs(
        f'<article>{PROSE}<div class="ad-slot"><span>Anzeige</span></div>'
        f'<div class="related"><a href="https://a.example/">Mehr davon</a></div>{PROSE}</article>'
    )
    assert [(p.text, p.kind, p.boilerplate) for p in found[3:5]] == [
        ("Anzeige", Kind.ASIDE, True),
        ("Mehr davon", Kind.ASIDE, False),
    ]


def test_a_player_gives_its_address_to_its_caption_or_stands_alone():
    document = read(
        "a.html",
        page(
            f'{PROSE}<figure><iframe src="https://v.example/1"></iframe>'
            "<figcaption>Das Gespräch</figcaption></figure>"
            f'<video title="Trailer"><source src="https://v.example/2">alt</video>{PROSE}'
        ),
    )
    media = [(p.text, p.url) for p in document.paragraphs if p.kind is Kind.MEDIA]
    assert media == [("Das Gespräch", "https://v.example/1"), ("Trailer", "https://v.example/2")]
    assert document.media_url == "https://v.example/1"


def test_a_recording_whose_address_is_too_long_to_be_kept_has_none():
    long = f"https://a.example/{'x' * 2000}"
    pair = "<p><b>Ida:</b> Was ist das?</p><p><b>Otto:</b> Ein Garten.</p>" * 2
    document = read("a.html", page(f'<article>{PROSE}{pair}<audio src="{long}"></audio></article>'))
    draft = segment(document)
    assert document.media_url == ""
    assert not [block.url for block in draft.blocks if block.url]


def test_what_the_page_says_about_itself():
    head = """
        <title>Ein Winter | Gartenblatt</title><link rel=canonical href="https://garten.example/winter/">
        <meta property="og:site_name" content="Gartenblatt">
        <meta property="article:published_time" content="2024-02-29T08:00:00+01:00">"""
    document = read("a.html", page(f"<h1>Ein Winter</h1>{PROSE}", head))
    assert document.title == "Ein Winter"
    assert document.site_name == "Gartenblatt"
    assert document.source_url == "https://garten.example/winter/"
    assert document.published == date(2024, 2, 29)
    assert document.language == "de"
    assert "Ein Winter" not in [p.text for p in document.paragraphs]


def test_without_a_declared_language_the_text_tells_it():
    data = b"<p>This is a text and it is not in German, but in the language that we have in common.</p>"
    assert read("a.htm", data).language == "en"


@pytest.mark.parametrize(
    "data",
    [
        '<meta charset="windows-1252"><p>Größe</p>'.encode("cp1252"),
        "<meta charset=iso-8859-1><p>Größe</p>".encode("cp1252"),
        '<?xml version="1.0" encoding="utf-8"?><html><p>Größe</p></html>'.encode(),
        "\ufeff<p>Größe</p>".encode("utf-16"),
    ],
)
def test_the_declared_encoding_is_used(data):
    assert [p.text for p in read("a.html", data).paragraphs] == ["Größe"]


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<!--" * 9, b"<script>x</script>"])
def test_a_page_without_text_is_refused(data):
    with pytest.raises(ImportProblem, match="No text was found"):
        read("a.html", data)


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"<div>" * 200_000 + b"x", "nested too deeply"), (b"<p>x" * 250_000, "too many elements")],
)
def test_what_cannot_be_read_whole_is_refused(data, problem):
    with pytest.raises(ImportProblem, match=problem):
        read("a.html", data)


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 1_900 + b"word " * 200_000,
        b"<b>" * 1_900 + b"<p>x</p>" * 20_000,
        b"<script>" + b"<p>" * 100_000 + b"</script><p>x",
        b"<p class='" + b"ad " * 100_000 + b"'>x",
        b"<ins class=ad>x</ins>y" * 10_000,
        b"x<br>" * 30_000,
        b"<title>" + b" - a" * 100_000 + b"</title><p>x",
    ],
    ids=["deep", "bold", "script", "class", "ads", "br", "title"],
)
def test_hostile_pages_take_no_time(data):
    began = time.process_time()
    segment(read("a.html", data))
    assert time.process_time() - began < 5


MARKUP = """
    <p>|</p>|<b>|</b>|<a href='https://a.example/'>|</a>|<i>|</i>|<br>|<div class=ad>|</div>|<figure>
    |</figure>|<iframe src='https://v.example/'></iframe>|<li>|<h1>|</h1>|<pre>|</pre>|<aside>|</aside>
    |a|😀 b|&nbsp;|&#0;|x"""
PIECES = st.sampled_from([*(piece.strip() for piece in MARKUP.split("|")), " ", "\n"])


@given(st.lists(PIECES, max_size=30))
def test_spans_lie_within_the_text_whatever_the_markup(pieces):
    try:
        found = paragraphs("".join(pieces))
    except ImportProblem:
        return
    for paragraph in found:
        assert paragraph.text == paragraph.text.strip() != ""
        spans = list(paragraph.spans)
        assert spans_from_json(spans_to_json(spans), paragraph.text) == spans
