"""What an answer from the web is to an importer: a file with a name, by its Content-Type and its address."""

import codecs
from http.client import HTTPMessage
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from reader.importers import FORMATS
from reader.importers.decoding import decode

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    OFFICE: ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "text/vtt": ".vtt",
    "text/srt": ".srt",
    "application/srt": ".srt",
    "application/x-subrip": ".srt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/json": ".json",
    "text/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
# Servers that do not know a file's kind say one of these of it: then its name tells.
VAGUE = {"", "text/plain", "application/octet-stream", "binary/octet-stream", "application/x-download"}
# Formats that say their own encoding, or have none.
BINARY = {".docx", ".epub", ".odt", ".pdf"}
LONGEST = 100


def content_type_of(headers: HTTPMessage) -> str:
    """The Content-Type without its parameters, in lower case; empty where none is named."""
    return (headers["Content-Type"] or "").partition(";")[0].strip().lower()


def name_for(url: str, headers: HTTPMessage) -> str:
    """A file name whose ending an importer knows; empty where what came is of no kind that can be read."""
    kind = content_type_of(headers)
    said = headers.get_filename() or unquote(urlsplit(url).path.rpartition("/")[2])
    path = PurePosixPath("".join(c for c in said if c.isprintable() and c not in "/\\").strip() or ".")
    ending = _ending(kind, path.suffix.lower())
    stem = (path.stem if path.suffix.lower() in FORMATS else path.name) or urlsplit(url).hostname or "page"
    return f"{stem[:LONGEST]}{ending}" if ending else ""


def _ending(kind: str, named: str) -> str:
    if kind in VAGUE and named in FORMATS:
        return named
    if kind == "text/plain":
        return ".txt"
    if kind.endswith("+json"):
        return ".json"
    if kind.endswith("+xml") and kind.startswith("application/"):
        return ENDINGS.get(kind, ".xml")
    return ENDINGS.get(kind, "")


def in_utf8(name: str, headers: HTTPMessage, body: bytes) -> bytes:
    """The body; a text whose encoding only the answer's head tells, in UTF-8 with a mark that says so.

    The head counts more than what a page itself declares (HTML standard, 13.2.3.2). Raises
    ImportProblem where a text is none.
    """
    charset = headers.get_content_charset()
    if charset is None or PurePosixPath(name).suffix in BINARY or _is_utf8(body):
        return body
    return codecs.BOM_UTF8 + decode(body, charset).encode("utf-8", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeError:
        return False
    return True
