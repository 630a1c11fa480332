"""PDF: the text that PDFium finds, put together again to paragraphs."""

from threading import Lock

import pypdfium2
from django.utils.translation import gettext as _
from pypdfium2 import raw

from reader.document import Document
from reader.importers.about import take_title
from reader.importers.archive import damaged, protected
from reader.importers.language import language_of
from reader.importers.pdf_lines import Page, page_of
from reader.importers.pdf_margins import without_margins
from reader.importers.pdf_paragraphs import paragraphs_of
from reader.importers.problem import ImportProblem

MAX_PAGES = 3_000
MAX_CHARACTERS = 1_200_000
# PDFium must not be called from two threads at once.
LOCK = Lock()


def read(data: bytes) -> Document:
    """The document in a PDF.

    Raises ImportProblem where it is damaged, encrypted, too long, or has pictures of text only. The date
    in it is left out: that is when the file was made, not when the text was published.
    """
    with LOCK:
        try:
            pages, title, author = _read(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                raise protected() from error
            raise damaged() from error
    if not any(page.lines for page in pages):
        raise ImportProblem(
            _("This PDF holds no text, only pictures of it. Save it again with text recognition (OCR).")
        )
    title_, paragraphs = take_title(paragraphs_of(without_margins(pages)), title)
    return Document(
        paragraphs=paragraphs,
        title=title_,
        language=language_of(paragraphs),
        author=author[:200],
    )


def _read(data: bytes) -> tuple[list[Page], str, str]:
    """The pages, the declared title and the author."""
    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) > MAX_PAGES:
            raise _too_long()
        pages = []
        characters = 0
        for number in range(len(document)):
            page = page_of(document[number], number, MAX_CHARACTERS - characters)
            if page is None:
                raise _too_long()
            characters += sum(len(line.text) for line in page.lines)
            pages.append(page)
        return pages, document.get_metadata_value("Title"), document.get_metadata_value("Author")
    finally:
        document.close()


def _too_long() -> ImportProblem:
    return ImportProblem(
        _("The PDF is too long: at most %(pages)d pages can be read. Split it into parts.")
        % {"pages": MAX_PAGES}
    )
