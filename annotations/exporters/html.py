"""A web page of notes, whole in itself: no scripts, nothing that is fetched."""

import re
from collections.abc import Iterator
from functools import cache
from html import escape

from django.conf import settings
from django.utils.translation import gettext as _

from annotations.exporters.export import Export
from annotations.exporters.record import Exported
from annotations.markdown import to_html
from reader.models import direction_of

# What a browser may do with the file: show it with the styles that stand in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# As nh3 writes it: attributes in double quotes, no link within a link.
RELATIVE = re.compile(r'<a href="(?!https?://|mailto:)[^"]*"[^>]*>(.*?)</a>', re.DOTALL | re.IGNORECASE)


def write(export: Export) -> Iterator[str]:
    """The page, note by note."""
    yield head(export, f"<style>{_styles()}</style>", policy=True)
    yield from notes(export)
    yield "</main>\n</body>\n</html>\n"


def head(export: Export, styles: str, *, policy: bool = False) -> str:
    """The page's beginning, down to its title."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n' if policy else ""
    return (
        f'<!doctype html>\n<html lang="{escape(export.language)}">\n<head>\n<meta charset="utf-8">\n{meta}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(export.title)}</title>\n{styles}\n</head>\n<body>\n<main>\n"
        f'<h1 dir="auto">{escape(export.title)}</h1>\n{link(export.url, export.url, "from")}\n'
    )


def notes(export: Export) -> Iterator[str]:
    """All notes, with a heading for each interview."""
    current = None
    for note in export.notes():
        source = note.source
        if source.key != current and export.interview is None:
            title = f'<a href="{escape(source.url)}">{escape(source.title)}</a>'
            yield f'<h2 lang="{escape(source.language)}" dir="auto">{title}</h2>\n'
        current = source.key
        yield _note_html(note, export)


def _note_html(note: Exported, export: Export) -> str:
    """One note."""
    kind = ' class="reply"' if note.is_reply else ""
    pieces = [f'<article id="n-{note.ref}"{kind}>']
    if note.quote:
        language, direction = escape(note.source.language), direction_of(note.source.language)
        pieces.append(
            f'<blockquote data-c="{note.colour}" lang="{language}" dir="{direction}">'
            f"{paragraphs(note.quote)}</blockquote>"
        )
    if note.comment:
        by = f"<p><b>{escape(note.written_by)}</b></p>" if note.written_by else ""
        pieces.append(f'<div class="comment" dir="auto">{by}{comment_html(note.comment)}</div>')
    pieces.append(f"{_about(note, export)}</article>\n")
    return "\n".join(pieces)


def _about(note: Exported, export: Export) -> str:
    where = _("Reply") if note.is_reply else note.place
    parts = ["" if note.is_reply else escape(note.who), f'<a href="{escape(note.link)}">{escape(where)}</a>']
    parts += [escape(note.time), escape(export.meaning(note))]
    parts += [f"#{escape(name)}" for name in note.tags]
    day = note.created.date().isoformat()
    parts.append(f'<time datetime="{note.created.isoformat()}">{day}</time>')
    return '<p class="about">' + " · ".join(part for part in parts if part) + "</p>"


def comment_html(source: str) -> str:
    """A comment's Markdown as HTML, without links that lead only from where it was written."""
    return RELATIVE.sub(r"\1", to_html(source))


def paragraphs(text: str) -> str:
    """Plain text as paragraphs."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n")).replace("\n", "<br>")


def link(url: str, text: str, kind: str) -> str:
    """A link in a line of its own."""
    return f'<p class="{kind}"><a href="{escape(url)}">{escape(text)}</a></p>'


@cache
def _styles() -> str:
    return (settings.BASE_DIR / "static" / "css" / "export.css").read_text(encoding="utf-8")
