"""A table in the columns that Readwise imports (RFC 4180, quotes doubled), safe to open in a spreadsheet.

The link carries the note's lasting id, and what a note is about that has no passage: `#t-…`, as the page
names it, all of a block, whose words are the highlight then; `#n-…` the note that it answers. Location is
the turn's number, or 0 of a note on the whole interview. So all is known when it comes back. Beneath the note
stand its tags, each with a full stop before it as Readwise takes them, and the time in the recording after
an @.
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
# At the end of a note: the time as we write it, and tags as Readwise takes them.
TIME = re.compile(r"(?:^|\n)@\d+:\d\d:\d\d\s*\Z")
TAGS = re.compile(r"(?:^|\n)(\.[^\s.]\S*(?: \.[^\s.]\S*)*)\s*\Z")
# The line that ends the words, where they end like tags or a time themselves.
END = "\n."


def write(export: Export) -> Iterator[str]:
    """The table, row by row."""
    yield _row(COLUMNS)
    for note in export.notes():
        yield _row(map(defused, _cells(note)))


def _cells(note: Exported) -> list[str]:
    return [
        _highlight(note),
        note.source.title,
        note.who or note.source.author,
        _link(note),
        _note(note),
        _location(note),
        note.created.strftime("%Y-%m-%d %H:%M:%S"),
    ]


def _highlight(note: Exported) -> str:
    """A row needs one: of an answer, and of a note on the whole interview, its words."""
    return note.quote or note.opening or note.comment


def _link(note: Exported) -> str:
    if note.is_reply:
        return f"{note.link}#n-{note.parent.replace('-', '')}" if note.parent else note.link
    if note.on_block and note.turn_link:
        return f"{note.link}#{note.turn_link.rpartition('#')[2]}"
    return note.link


def _location(note: Exported) -> str:
    # What an answer answers may be nothing that this reader may see.
    is_alone = note.is_reply and not note.parent
    return WHOLE if note.on_whole or is_alone else str(note.turn or "")


def _note(note: Exported) -> str:
    words = note.comment if note.quote or note.opening else ""
    lines = [words if apart(words) == (words, []) else words + END] if words else []
    if note.tags:
        lines.append(" ".join("." + IN_TAGS.sub("_", name) for name in note.tags))
    if note.time:
        lines.append(f"@{note.time}")
    return "\n".join(lines)


def apart(note: str) -> tuple[str, list[str]]:
    """The words of a note and the tags beneath them."""
    note = TIME.sub("", note)
    tags = TAGS.search(note)
    words = note[: tags.start()] if tags else note
    return words.removesuffix(END), [name.removeprefix(".") for name in tags[1].split()] if tags else []


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
