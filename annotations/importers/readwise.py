"""Tables in Readwise's columns: those that it imports (as we export them) and those that it exports."""

import csv
import re
from collections.abc import Iterator
from hashlib import sha256
from io import StringIO

from django.utils.translation import gettext as _

from annotations.exporters.readwise import WHOLE, restored
from annotations.importers.incoming import Incoming, colour_in, moment
from reader.importers.problem import ImportProblem
from reader.text import clean

# Our name, and by which names of columns it goes.
COLUMNS = {
    "highlight": ("highlight", "text"),
    "title": ("title", "book title"),
    "address": ("url", "source url", "source_url"),
    "note": ("note",),
    "date": ("date", "highlighted at"),
    "colour": ("color", "colour"),
    "tags": ("tags",),
    "location": ("location",),
}
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
LONGEST_CELL = 2**20
# At the end of a note: the time as we write it, and tags as Readwise takes them.
TIME = re.compile(r"(?:^|\n)@\d+:\d\d:\d\d\s*\Z")
TAGS = re.compile(r"(?:^|\n)(\.[^\s.]\S*(?: \.[^\s.]\S*)*)\s*\Z")


def is_one(text: str) -> bool:
    """Whether this looks like such a table: its first row names the columns."""
    first = next(_rows(text), [])
    return "highlight" in {cell.strip().lower() for cell in first} and len(first) > 1


def read(text: str) -> list[Incoming]:
    """The notes in a table. Raises ImportProblem where it is none."""
    rows = _rows(text)
    head = [cell.strip().lower() for cell in next(rows, [])]
    places = {
        name: next((head.index(column) for column in columns if column in head), None)
        for name, columns in COLUMNS.items()
    }
    found = []
    for row in rows:
        cells = {
            name: clean(restored(row[at])) if at is not None and at < len(row) else ""
            for name, at in places.items()
        }
        if cells["highlight"].strip():
            found.append(_note(cells))
    return found


def _note(cells: dict[str, str]) -> Incoming:
    note, tags = _apart(cells["note"])
    named = [name.strip() for name in cells["tags"].split(",")]
    quote = cells["highlight"]
    if _is_ours(cells) and cells["location"] == WHOLE:
        # What had to stand in the place of a quote.
        quote, note = "", "\n\n".join(filter(None, [quote, note]))
    return Incoming(
        origin=_origin(cells),
        addresses=tuple(filter(None, [cells["address"]])),
        title=" ".join(cells["title"].split()),
        quote=quote,
        comment=note,
        colour=colour_in(cells["colour"]),
        tags=tuple(filter(None, [*tags, *named])),
        turn=_turn(cells),
        created=moment(cells["date"]),
    )


def _origin(cells: dict[str, str]) -> str:
    """A link to the note itself names it; one to its page is the same for many."""
    if _is_ours(cells):
        return cells["address"]
    words = "\n".join((cells["title"], cells["highlight"]))
    return f"sha256:{sha256(words.encode()).hexdigest()}"


def _turn(cells: dict[str, str]) -> int:
    """Where a table is of a site like ours, the location is the turn's number."""
    location = cells["location"]
    is_turn = location.isdecimal() and len(location) < 8 and _is_ours(cells)
    return int(location) if is_turn else 0


def _is_ours(cells: dict[str, str]) -> bool:
    """Whether this is a note of a site like ours: its address has an id."""
    return UUID.search(cells["address"]) is not None


def _apart(note: str) -> tuple[str, list[str]]:
    """The words of a note and the tags beneath them."""
    note = TIME.sub("", note)
    tags = TAGS.search(note)
    if tags is None:
        return note, []
    return note[: tags.start()], [name.removeprefix(".") for name in tags[1].split()]


def _rows(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(StringIO(text.lstrip("\ufeff"), newline=""))
    except csv.Error as error:
        raise ImportProblem(_("This table is damaged. Export it again.")) from error
