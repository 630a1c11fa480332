"""Files come in here: one module a format, each with `read(text-or-bytes) -> Document`.

A new format is a new module and a line in `FORMATS`.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath

from django.utils.translation import gettext as _

from reader.document import Document
from reader.importers.problem import ImportProblem

__all__ = ["FORMATS", "MAX_BYTES", "ImportProblem", "load_all", "read"]

MAX_BYTES = 20 * 2**20
# A book has some thousands; a file of nothing but line ends should not keep a worker busy.
MAX_PARAGRAPHS = 100_000

# The module beside this one, and its function where that is not `read`. A module is loaded when the
# first file of its format comes: all together they take half a second.
FORMATS = {
    ".csv": "table",
    ".docx": "docx",
    ".epub": "epub",
    ".htm": "html",
    ".html": "html",
    ".json": "json_transcripts",
    ".markdown": "markdown",
    ".md": "markdown",
    ".odt": "odt",
    ".pdf": "pdf",
    ".srt": "subtitles:read_srt",
    ".text": "plain_text",
    ".tsv": "table",
    ".txt": "plain_text",
    ".vtt": "subtitles:read_webvtt",
    ".xhtml": "html",
    ".xml": "xml",
}
# Formats of pages, whose links start from the page's own address.
PAGES = frozenset({".htm", ".html", ".xhtml"})


def read(name: str, data: bytes, max_bytes: int = MAX_BYTES, url: str = "") -> Document:
    """What the file says, read by the module for its format, which its name's ending tells.

    `url` is where the file was fetched from, if it was.

    Raises ImportProblem, with a sentence for people, where the file is of no known format, empty,
    larger than `max_bytes`, made of too many pieces, or can't be read.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in FORMATS:
        raise ImportProblem(
            _("Files of this kind can't be read: %(name)s. Use one of these: %(endings)s.")
            % {"name": PurePath(name).name, "endings": ", ".join(sorted(FORMATS))}
        )
    if len(data) > max_bytes:
        raise ImportProblem(
            _("%(name)s is too large: at most %(limit)d MB can be read. Split it into parts.")
            % {"name": PurePath(name).name, "limit": max_bytes // 2**20}
        )
    document = _document(ending, data, url) if data.strip() else Document()
    if not document.paragraphs:
        raise ImportProblem(
            _("No text was found in %(name)s. Check that it is the right file.")
            % {"name": PurePath(name).name}
        )
    if len(document.paragraphs) > MAX_PARAGRAPHS:
        raise ImportProblem(
            _("%(name)s has more than %(limit)d paragraphs. Split it into parts.")
            % {"name": PurePath(name).name, "limit": MAX_PARAGRAPHS}
        )
    return document


def load_all() -> None:
    """Load the modules of all formats, so that the first file of each is read as quickly as the next."""
    for ending in FORMATS:
        _importer(ending)


def _document(ending: str, data: bytes, url: str) -> Document:
    importer = _importer(ending)
    document = importer(data, url) if ending in PAGES else importer(data)
    document.source_url = document.source_url or url
    return document


def _importer(ending: str) -> Callable[..., Document]:
    module, _colon, function = FORMATS[ending].partition(":")
    importer: Callable[..., Document] = getattr(import_module(f"{__name__}.{module}"), function or "read")
    return importer
