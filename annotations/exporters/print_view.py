"""A page to be printed, or saved as PDF: the interview with the notes on it, or the notes alone."""

from collections.abc import Iterator
from html import escape

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from annotations.exporters.book import Book
from annotations.exporters.export import Export
from annotations.exporters.html import head, notes


def write(export: Export) -> Iterator[str]:
    """The page, part by part."""
    yield head(export, render_to_string("annotations/export_sheet.html").strip())
    hint = _("Your browser’s menu prints this page or saves it as PDF.")
    yield f'<p class="hint">{escape(hint)}</p>\n'
    if export.interview is None:
        yield from notes(export)
    else:
        book = Book(export, export.interview)
        language, direction = export.interview.language, export.interview.direction
        for part in book.parts:
            yield f'<div lang="{language}" dir="{direction}">{book.part(part)}</div>\n'
        yield from book.notes(book.whole)
    yield "</main>\n</body>\n</html>\n"
