"""Saved web pages: main text, links and emphasis, and nothing of the site around it."""

import time
from datetime import date
from importlib.resources import files

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
