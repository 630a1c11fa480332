"""The interview with the notes on it as a book: EPUB 3.3, notes as pop-up footnotes.

The package is written by hand: a few files with fixed names and dates, so that the same text with the
same notes makes the same bytes.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from html import escape
from tempfile import SpooledTemporaryFile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from annotations.exporters.book import Book, Part
from annotations.exporters.export import Export
from reader.text import NOT_XML

LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
IN_MEMORY, PIECE = 2**22, 2**16
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 lang="{lang}" xml:lang="{lang}" dir="{dir}">
<head><meta charset="utf-8"/><title>{title}</title><link rel="stylesheet" href="book.css"/></head>
<body>
{body}
</body>
</html>
"""
STYLES = """.name { margin-bottom: 0 }
section > p { margin-top: 0 }
mark { background: #ffec99; color: #000 }
mark[data-c~="g"] { background: #c3f0ca }
mark[data-c~="b"] { background: #cfe3ff }
mark[data-c~="p"] { background: #ffd6de }
.noteref { vertical-align: super; font-size: 0.75em; text-decoration: none }
.footnote { border-left: 2px solid; padding-left: 0.75em; margin-top: 1em; font-size: 0.9em }
.footnote.reply { margin-left: 1.5em }
.about { font-size: 0.85em }
"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{lang}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{uid}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{lang}</dc:language>
{about}<meta property="dcterms:modified">{modified}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="css" href="book.css" media-type="text/css"/>
{items}</manifest>
<spine>
{spine}</spine>
</package>
"""


def write(export: Export) -> Iterator[bytes]:
    """The book's bytes, piece by piece."""
    assert export.interview is not None
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        with ZipFile(file, "w") as archive:
            for name, text in _entries(Book(export, export.interview, footnote="aside")):
                entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                # The first entry says what the file is, and is read without unpacking.
                entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                archive.writestr(entry, NOT_XML.sub("\ufffd", text))
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _entries(book: Book) -> Iterator[tuple[str, str]]:
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", CONTAINER
    yield "book/package.opf", _package(book)
    yield "book/nav.xhtml", _navigation(book)
    yield "book/book.css", STYLES
    for part in book.parts:
        yield f"book/{_name(part)}", _page(book, part.title, _part(book, part))
    if book.whole:
        notes = _linkable("\n".join(book.notes(book.whole)))
        yield "book/notes.xhtml", _page(book, _("Notes"), f"<h2>{escape(_('Notes'))}</h2>\n{notes}")


def _part(book: Book, part: Part) -> str:
    head = f"<h1>{escape(book.interview.title)}</h1>\n" if part.number == 1 else ""
    return head + _linkable(book.part(part))


def _linkable(text: str) -> str:
    """With the words by which readers of books know a footnote and what leads to it."""
    text = text.replace('role="doc-footnote"', 'epub:type="footnote" role="doc-footnote"')
    return text.replace('role="doc-noteref"', 'epub:type="noteref" role="doc-noteref"')


def _page(book: Book, title: str, body: str) -> str:
    return PAGE.format(lang=_language(book), dir=book.interview.direction, title=escape(title), body=body)


def _language(book: Book) -> str:
    """The text's language, by a tag that is one in form (RFC 5646, section 2.1)."""
    language = book.interview.language
    return language if LANGUAGE.fullmatch(language) else "und"


def _navigation(book: Book) -> str:
    rows = [(_name(part), part.title) for part in book.parts]
    if book.whole:
        rows.append(("notes.xhtml", _("Notes")))
    items = "\n".join(f'<li><a href="{name}">{escape(title)}</a></li>' for name, title in rows)
    title = escape(book.interview.title)
    body = f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{title}</h1><ol>\n{items}\n</ol></nav>'
    return _page(book, book.interview.title, body)


def _package(book: Book) -> str:
    interview = book.interview
    names = [_name(part) for part in book.parts] + (["notes.xhtml"] if book.whole else [])
    modified = max(book.newest, interview.added).astimezone(UTC)
    return PACKAGE.format(
        lang=_language(book),
        uid=interview.uid,
        title=escape(interview.title),
        about=_about(book),
        modified=modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        items="".join(
            f'<item id="p{n}" href="{name}" media-type="application/xhtml+xml"/>\n'
            for n, name in enumerate(names)
        ),
        spine="".join(f'<itemref idref="p{n}"/>\n' for n in range(len(names))),
    )


def _about(book: Book) -> str:
    interview = book.interview
    lines = [f"<dc:creator>{escape(interview.author)}</dc:creator>\n"] if interview.author else []
    if interview.published:
        lines.append(f"<dc:date>{interview.published.isoformat()}</dc:date>\n")
    if interview.source_url:
        lines.append(f"<dc:source>{escape(interview.source_url)}</dc:source>\n")
    return "".join(lines)


def _name(part: Part) -> str:
    return f"part-{part.number}.xhtml"
