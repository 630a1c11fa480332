"""Notes go out here: one module a format, each with `write(export)` that yields pieces of the file.

A new format is a new module and a line in `FORMATS`. What is written of a note, `record` says for all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.utils.translation import gettext_lazy as _

from annotations.exporters.export import Export


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that writes it, and how its file is named and described.

    Endings differ, so that all formats can be kept in one folder. `whole` is set for what there is only of a
    whole interview, `shown` for what is a page to look at.
    """

    key: str
    module: str
    ending: str
    content_type: str
    label: Any
    hint: Any
    whole: bool = False
    shown: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is read as text, in UTF-8."""
        return self.content_type.startswith("text/")

    def write(self, export: Export) -> Iterator[bytes]:
        """The file, piece by piece."""
        # A module is loaded when somebody first asks for its format.
        pieces = import_module(f"{__name__}.{self.module}").write(export)
        return (piece.encode("utf-8", "replace") if isinstance(piece, str) else piece for piece in pieces)


_ALL = [
    Format(
        "markdown",
        "markdown",
        ".md",
        "text/markdown",
        "Markdown",
        _("for Obsidian, by your template"),
    ),
    Format("text", "plain_text", ".txt", "text/plain", _("Plain text"), _("to read and to mail")),
    Format("html", "html", ".html", "text/html", _("Web page"), _("in one file, without scripts")),
    Format("csv", "readwise", ".csv", "text/csv", _("Spreadsheet"), _("CSV as Readwise takes it")),
    Format(
        "jsonld",
        "web_annotation",
        ".jsonld",
        "application/ld+json",
        "Web Annotation",
        _("W3C JSON-LD, with everything; can be imported again"),
    ),
    Format("hypothesis", "hypothesis_json", ".json", "application/json", "Hypothesis", "JSON"),
    Format(
        "clippings",
        "clippings",
        "-Clippings.txt",
        "text/plain",
        _("Clippings"),
        _("as a Kindle writes them"),
    ),
    Format(
        "anki", "anki", ".apkg", "application/octet-stream", "Anki", _("cards; the next import updates them")
    ),
    Format(
        "epub", "epub", ".epub", "application/epub+zip", "EPUB", _("the interview with its notes"), whole=True
    ),
    Format("print", "print_view", ".html", "text/html", _("Print or PDF"), _("opens a page"), shown=True),
]
FORMATS = {format.key: format for format in _ALL}
