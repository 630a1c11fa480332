"""Books (EPUB 2 and 3): the chapters in their order, each read as a web page."""

import posixpath
from datetime import date
from urllib.parse import unquote

from lxml import etree

from reader.document import Document
from reader.importers.about import take_title
from reader.importers.archive import Archive, damaged, protected
from reader.importers.html import paragraphs_in
from reader.importers.language import language_of

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
CHAPTERS = {"application/xhtml+xml", "text/html"}

# Finding the text of a page takes longer than reading an office document.
MAX_TAGS = 300_000


def read(data: bytes) -> Document:
    """The document in an .epub file.

    Raises ImportProblem where it is damaged, copy-protected, unpacks to too much, or declares XML entities.
    """
    archive = Archive(data, MAX_TAGS)
    opf_name = _opf_name(archive)
    opf = archive.xml(opf_name)
    chapters = _chapters(archive, opf, posixpath.dirname(opf_name))
    _refuse_encrypted(archive, chapters)
    said = {name: _said(opf, name) for name in ("title", "language", "creator", "date")}
    found = [p for name in chapters for p in paragraphs_in(archive.read(name))]
    title, paragraphs = take_title(found, said["title"])
    return Document(
        paragraphs=paragraphs,
        title=title,
        language=language_of(paragraphs, said["language"]),
        published=_date(said["date"]),
        author=said["creator"][:200],
    )


def _opf_name(archive: Archive) -> str:
    """The package document, which says what is in the book (EPUB 3.3, 4.2.6.3.1)."""
    if CONTAINER not in archive:
        raise damaged()
    paths = (str(e.get("full-path") or "") for e in archive.xml(CONTAINER).iter("{*}rootfile"))
    name = next((path for path in paths if path in archive), None)
    if name is None:
        raise damaged()
    return name


def _chapters(archive: Archive, opf: etree._Element, folder: str) -> list[str]:
    """The entries that the spine names, in order, without the table of contents (EPUB 3.3, 5.7)."""
    items = {str(item.get("id") or ""): item for item in opf.iter("{*}item")}
    chapters: dict[str, None] = {}
    for reference in opf.iter("{*}itemref"):
        item = items.get(str(reference.get("idref") or ""))
        if item is None or item.get("media-type") not in CHAPTERS:
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href") or ""))))
        if path in archive and "nav" not in str(item.get("properties") or "").split():
            chapters[path] = None
    return list(chapters)


def _refuse_encrypted(archive: Archive, chapters: list[str]) -> None:
    """Fonts are often scrambled, which does not matter; a copy-protected book has encrypted chapters."""
    if ENCRYPTION not in archive:
        return
    references = archive.xml(ENCRYPTION).iter("{*}CipherReference")
    if {unquote(str(reference.get("URI") or "")) for reference in references} & set(chapters):
        raise protected()


def _said(opf: etree._Element, name: str) -> str:
    found = next(opf.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None)
    return "" if found is None else " ".join(str(found.xpath("string()")).split())


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
