"""Plain text, for reading and for mail."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from annotations.exporters.export import Export
from annotations.exporters.record import Exported


def write(export: Export) -> Iterator[str]:
    """The file, piece by piece."""
    current = None
    for note in export.notes():
        if note.source.key != current:
            yield "\n\n" if current else ""
            current = note.source.key
            title = " ".join(note.source.title.split())
            yield f"{title}\n{'=' * min(len(title), 79)}\n{note.source.url}\n"
        yield "\n" + _one(note, export)


def _one(note: Exported, export: Export) -> str:
    head = [_("Reply") if note.is_reply else note.place, "" if note.is_reply else note.who, note.time]
    lines = ["[" + " · ".join(part for part in head if part) + "]"]
    if note.quote:
        lines.append(_("“%s”") % note.quote)
    if note.comment:
        by = f"{note.written_by}: " if note.written_by else ""
        lines.append(_indented(by + note.comment))
    if note.colour:
        lines.append(_indented(export.meaning(note)))
    if note.tags:
        lines.append(_indented(" ".join(f"#{name}" for name in note.tags)))
    lines.append(_indented(note.link))
    return "\n".join(lines) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
