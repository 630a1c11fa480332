"""Files come in here: one module a format, each with `read(text-or-bytes) -> Document`.

A new format is a new module and a line in `FORMATS`.
"""

from collections.abc import Callable
from pathlib import PurePath

from django.utils.translation import gettext as _

from reader.document import Document
from reader.importers import (
    docx,
    epub,
    html,
    json_transcripts,
    markdown,
    odt,
    pdf,
    plain_text,
    subtitles,
    table,
    xml,
)
from reader.importers.problem import ImportProblem

__all__ = ["FORMATS", "MAX_BYTES", "ImportProblem", "read"]

MAX_BYTES = 20 * 2**20
# A book has some thousands; a file of nothing but line ends should not keep a worker busy.
MAX_PARAGRAPHS = 100_000

FORMATS: dict[str, Callable[[bytes], Document]] = {
    ".csv": table.read,
    ".docx": docx.read,
    ".epub": epub.read,
    ".htm": html.read,
    ".html": html.read,
    ".json": json_transcripts.read,
    ".markdown": markdown.read,
    ".md": markdown.read,
    ".odt": odt.read,
    ".pdf": pdf.read,
    ".srt": subtitles.read_srt,
    ".text": plain_text.read,
    ".tsv": table.read,
    ".txt": plain_text.read,
    ".vtt": subtitles.read_webvtt,
    ".xhtml": html.read,
    ".xml": xml.read,
}


def read(name: str, data: bytes, max_bytes: int = MAX_BYTES) -> Document:
    """What the file says, read by the module for its format, which its name's ending tells.

    Raises ImportProblem, with a sentence for people, where the file is of no known format, empty,
    larger than `max_bytes`, made of too many pieces, or can't be read.
    """
    importer = FORMATS.get(PurePath(name).suffix.lower())
    if importer is None:
        raise ImportProblem(
            _("Files of this kind can't be read: %(name)s. Use one of these: %(endings)s.")
            % {"name": PurePath(name).name, "endings": ", ".join(sorted(FORMATS))}
        )
    if len(data) > max_bytes:
        raise ImportProblem(
            _("%(name)s is too large: at most %(limit)d MB can be read. Split it into parts.")
            % {"name": PurePath(name).name, "limit": max_bytes // 2**20}
        )
    document = importer(data) if data.strip() else Document()
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
