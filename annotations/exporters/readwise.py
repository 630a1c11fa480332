"""A table in the columns that Readwise imports (RFC 4180, quotes doubled), safe to open in a spreadsheet.

Location is the turn's number, or 0 of a note on the whole interview, so that it is known when it comes
back. Beneath the note stand its tags, each with a full stop before it as Readwise takes them, and the time
in the recording after an @. The link carries the note's lasting id.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from io import StringIO

from annotations.exporters.export import Export
from annotations.exporters.record import Exported

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
# What makes a spreadsheet compute (OWASP, CSV injection), full-width and small forms too.
FORMULA = frozenset("=+-@")
MINUS = "\u2212"
CONTROLS = frozenset("\t\r\n")
# The location of a note on the whole interview: before every turn.
WHOLE = "0"
IN_TAGS = re.compile(r"\s+")


def write(export: Export) -> Iterator[str]:
    """The table, row by row."""
    yield _row(COLUMNS)
    for note in export.notes():
        yield _row(map(defused, _cells(note)))


def _cells(note: Exported) -> list[str]:
    return [
        # A row needs a highlight: of a note on the whole interview its words.
        note.quote or note.comment,
        note.source.title,
        note.who or note.source.author,
        note.link,
        _note(note),
        WHOLE if note.on_whole else str(note.turn or ""),
        note.created.strftime("%Y-%m-%d %H:%M:%S"),
    ]


def _note(note: Exported) -> str:
    lines = [note.comment] if note.quote and note.comment else []
    if note.tags:
        lines.append(" ".join("." + IN_TAGS.sub("_", name) for name in note.tags))
    if note.time:
        lines.append(f"@{note.time}")
    return "\n".join(lines)


def defused(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would compute."""
    return f"'{cell}" if _is_formula(cell.lstrip("'")) else cell


def restored(cell: str) -> str:
    """What `defused` was given."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take it for a formula: by its first sign that can be seen."""
    if cell[:1] in CONTROLS:
        return True
    for sign in cell:
        if not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Cc"}:
            return sign == MINUS or unicodedata.normalize("NFKC", sign)[:1] in FORMULA
    return False


def _row(cells: Iterable[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
