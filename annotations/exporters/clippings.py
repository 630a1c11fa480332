"""The format of Kindle's "My Clippings.txt", which many tools read. It is English whatever the language.

A note stands behind the highlight that it is about, at the location where that ends, as Kindle writes it.
"""

from collections.abc import Iterator
from datetime import datetime

from annotations.exporters.export import Export
from annotations.exporters.record import Exported

END = "==========\r\n"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def write(export: Export) -> Iterator[str]:
    """The file, clipping by clipping."""
    for note in export.notes():
        if note.quote:
            yield _clipping(note, "Highlight", f"{note.quote}\n\n{_by(note)}")
        if note.comment:
            tags = "".join(f"\n#{name}" for name in note.tags)
            by = "" if note.quote else f"\n\n{_by(note)}"
            yield _clipping(note, "Note", f"{note.comment}{tags}{by}")


def _clipping(note: Exported, kind: str, text: str) -> str:
    # Lines of the text's own that look like the border would end the clipping.
    body = "\r\n".join(f" {line}" if line.startswith("=====") else line for line in text.split("\n"))
    title = " ".join(f"{note.source.title} ({_author(note)})".split())
    page = f"page {note.turn} | " if note.turn else ""
    where = f"{page}Location {_location(note, kind)} | Added on {_date(note.created)}"
    return f"\ufeff{title}\r\n- Your {kind} on {where}\r\n\r\n{body}\r\n{END}"


def _author(note: Exported) -> str:
    return note.who or note.source.author or note.source.site_name or note.author


def _location(note: Exported, kind: str) -> str:
    """A range for a highlight; for a note the place where the passage that it is about ends."""
    if note.position is None:
        return "1"
    start, end = note.position
    if kind == "Note":
        return str(end if note.quote else start + 1)
    return f"{start + 1}-{end}"


def _by(note: Exported) -> str:
    parts = [note.who, note.time, note.link]
    return "— " + ", ".join(part for part in parts if part)


def _date(moment: datetime) -> str:
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"
    day = f"{DAYS[moment.weekday()]}, {MONTHS[moment.month - 1]} {moment.day}, {moment.year}"
    return f"{day} {hour}:{moment.minute:02}:{moment.second:02} {half}"
