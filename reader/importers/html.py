"""Saved web pages: the main text with its links and emphasis, and what the page says about itself."""

import re
from dataclasses import replace
from itertools import dropwhile, islice
from urllib.parse import urljoin

import lxml.html
from django.utils.translation import gettext as _
from lxml.etree import ErrorTypes, LxmlError

from reader.document import Document, Kind, Paragraph
from reader.importers.dates import date_above
from reader.importers.decoding import decode
from reader.importers.html_content import Content, main_content
from reader.importers.html_front import front_of
from reader.importers.html_metadata import Metadata, metadata_of
from reader.importers.html_paragraphs import paragraphs_of, with_split_labels
from reader.importers.html_title import title_and_text
from reader.importers.language import language_of
from reader.importers.problem import ImportProblem

CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,9}=[\s"']{0,9}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
# Where pages declare their encoding: in their first bytes, says the HTML standard; some are late.
DECLARED_WITHIN = 4096
IN_HEAD = {"base", "basefont", "bgsound", "link", "meta", "noscript", "script", "style", "template", "title"}
# Above the text and below it.
MOST_BYLINES = 2
# Long pages have some ten thousand; each costs time.
MAX_ELEMENTS = 200_000


def read(data: bytes, url: str = "") -> Document:
    """The document in an HTML page; `url` is where it was fetched from, if it was.

    Raises ImportProblem where the bytes are no text, or the page is nested too deeply or has too many
    elements to be read whole.
    """
    root = parse(_decoded(data))
    if root is None:
        return Document()
    metadata = metadata_of(root, url)
    content = main_content(root)
    base = _base(root, url or metadata.source_url)
    front = [p for e in front_of(content) for p in paragraphs_of(Content(e, content.parts), base)]
    text = with_split_labels(paragraphs_of(content, base))
    title, paragraphs = title_and_text(metadata.title, root, front + text)
    return _document(title, _with_byline(paragraphs, metadata.author), metadata)


def _with_byline(paragraphs: list[Paragraph], author: str) -> list[Paragraph]:
    """The author's name alone is a credit, unless it comes again and again: then the author asks."""
    named = [number for number, paragraph in enumerate(paragraphs) if paragraph.text == author]
    if len(named) > MOST_BYLINES:
        return paragraphs
    return [replace(p, kind=Kind.CREDIT) if n in named else p for n, p in enumerate(paragraphs)]


def paragraphs_in(data: bytes) -> list[Paragraph]:
    """The paragraphs in a page's main text. Raises ImportProblem as `read` does."""
    root = parse(_decoded(data))
    return [] if root is None else paragraphs_of(main_content(root))


def _decoded(data: bytes) -> str:
    declared = CHARSET.search(data[:DECLARED_WITHIN])
    return decode(data, declared[1].decode("ascii") if declared else "")


def parse(text: str) -> lxml.html.HtmlElement | None:
    """The page's root element; None where nothing is in it. Raises ImportProblem as `read` does."""
    # As bytes, because lxml refuses a string that declares an encoding. `huge_tree` allows 2,048
    # levels instead of 256; what lies deeper is left out by libxml2, which only its log tells.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except LxmlError:
        return None
    if parser.error_log.filter_types(ErrorTypes.ERR_RESOURCE_LIMIT):
        raise ImportProblem(
            _("The page is nested too deeply to be read. Copy its text into a plain text file instead.")
        )
    if sum(1 for _element in islice(root.iter(), MAX_ELEMENTS + 1)) > MAX_ELEMENTS:
        raise ImportProblem(
            _("The page has too many elements to be read. Copy its text into a plain text file instead.")
        )
    _close_head(root)
    return root


def _close_head(root: lxml.html.HtmlElement) -> None:
    """Move into the body what is no part of a head: a page may leave out both tags.

    The parser knows HTML 4 and keeps an `article` or `main` there (HTML standard, section 13.2.6.4.4).
    """
    head = root.find("head")
    shown = [] if head is None else list(dropwhile(lambda element: element.tag in IN_HEAD, head))
    if not shown:
        return
    body = root.find("body")
    if body is None:
        body = lxml.html.Element("body")
        root.append(body)
    elif body.text and body.text.strip():
        shown[-1].tail = (shown[-1].tail or "") + body.text
        body.text = None
    for place, element in enumerate(shown):
        body.insert(place, element)


def _base(root: lxml.html.HtmlElement, url: str) -> str:
    """The address that the relative links of the page at `url` start from."""
    declared = root.find(".//base[@href]")
    if declared is None:
        return url
    try:
        return urljoin(url, declared.get("href").strip())
    except ValueError:
        return url


def _document(title: str | None, paragraphs: list[Paragraph], metadata: Metadata) -> Document:
    media = (p.url for p in paragraphs if p.kind is Kind.MEDIA and p.url)
    language = language_of(paragraphs, metadata.language)
    return Document(
        paragraphs=paragraphs,
        title=title,
        language=language,
        source_url=metadata.source_url,
        site_name=metadata.site_name,
        published=metadata.published or date_above(paragraphs, language),
        author=metadata.author,
        media_url=next(media, ""),
    )
