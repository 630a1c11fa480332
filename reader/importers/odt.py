"""OpenDocument texts (OpenDocument 1.3), as LibreOffice writes them."""

from lxml import etree

from reader.document import Document
from reader.importers.about import take_title
from reader.importers.archive import Archive, damaged, protected
from reader.importers.language import language_of
from reader.importers.odt_paragraphs import paragraphs_of
from reader.importers.odt_styles import FO, STYLE, styles_of

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
MANIFEST = "META-INF/manifest.xml"


def read(data: bytes) -> Document:
    """The document in an .odt file.

    Raises ImportProblem where it is damaged, encrypted, unpacks to too much, or declares XML entities.
    The date in it is left out: that is when it was last saved, not when it was published.
    """
    archive = Archive(data)
    # Of an encrypted document the entries can be unpacked, but hold no XML.
    if MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST):
        raise protected()
    content = archive.xml("content.xml")
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise damaged()
    named = archive.xml("styles.xml") if "styles.xml" in archive else None
    meta = archive.xml("meta.xml") if "meta.xml" in archive else None
    title, paragraphs = take_title(paragraphs_of(text, styles_of(named, content)), _said(meta, "title"))
    return Document(
        paragraphs=paragraphs,
        title=title,
        language=language_of(paragraphs, _said(meta, "language") or _default_language(named)),
        author=_said(meta, "creator")[:200],
    )


def _said(meta: etree._Element | None, name: str) -> str:
    found = next(meta.iter(f"{DC}{name}"), None) if meta is not None else None
    return "" if found is None else " ".join((found.text or "").split())


def _default_language(named: etree._Element | None) -> str:
    for style in named.iter(f"{STYLE}default-style") if named is not None else ():
        words = style.find(f"{STYLE}text-properties")
        if style.get(f"{STYLE}family") == "paragraph" and words is not None:
            tag = f"{words.get(f'{FO}language', '')}-{words.get(f'{FO}country', '')}"
            return tag.replace("none", "").strip("-")
    return ""
