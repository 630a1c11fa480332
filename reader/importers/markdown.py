"""Markdown: what its front matter says, and the text that markdown-it reads (CommonMark and tables)."""

import re
from datetime import date

from django.utils.translation import gettext as _

from reader.document import Document, Kind
from reader.importers.about import take_title
from reader.importers.decoding import decode
from reader.importers.front_matter import split_front_matter
from reader.importers.language import language_of
from reader.importers.markdown_paragraphs import paragraphs_of
from reader.importers.problem import ImportProblem
from reader.text import clean, is_kept_address

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")

# What markdown-it stops at; each costs time. A million characters of talk have some twenty thousand.
MARKS = "[]*_`<>&!|\\\n"
MAX_MARKS = 100_000


def read(data: bytes) -> Document:
    """The document in a Markdown file.

    Raises ImportProblem where the bytes are no text, or there is more markup than can be read in time.
    """
    fields, text = split_front_matter(clean(decode(data)))
    if sum(map(text.count, MARKS)) > MAX_MARKS:
        raise ImportProblem(_("The file has too much markup to be read. Split it into parts."))
    title, paragraphs = take_title(paragraphs_of(text), fields.get("title"))
    declared = _first(fields, "lang", "language", "locale")
    media = (p.url for p in paragraphs if p.kind is Kind.MEDIA and p.url)
    return Document(
        paragraphs=paragraphs,
        title=title,
        language=declared.replace("_", "-") if LANGUAGE_TAG.fullmatch(declared) else language_of(paragraphs),
        source_url=_address(_first(fields, "source", "source_url", "canonical_url", "url", "link")),
        site_name=_first(fields, "site", "site_name", "publication")[:200],
        published=_date(_first(fields, "date", "published", "pubdate")),
        author=_first(fields, "author", "authors")[:200],
        media_url=_address(_first(fields, "media", "audio", "video")) or next(media, ""),
    )


def _first(fields: dict[str, str], *names: str) -> str:
    return next((fields[name] for name in names if fields.get(name)), "")


def _address(text: str) -> str:
    return text if is_kept_address(text) else ""


def _date(text: str) -> date | None:
    match = DATE.match(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
