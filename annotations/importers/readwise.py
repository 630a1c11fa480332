"""Tables in Readwise's columns: those that it imports (as we export them) and those that it exports."""

import csv
import re
from collections.abc import Iterator
from hashlib import sha256
from io import StringIO
from uuid import UUID

from django.utils.translation import gettext as _

from annotations.exporters.readwise import WHOLE, apart, restored
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
# The address of a note of a site like ours, and what it is about that has no passage.
OURS = re.compile(
    r"(?P<note>.*/a/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/?)"
    r"(?:#(?:t-(?P<block>\w{1,20})|n-(?P<parent>[0-9a-f]{32})))?",
    re.IGNORECASE,
)
LONGEST_CELL = 2**20


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
    ours = OURS.fullmatch(cells["address"])
    note, tags = apart(cells["note"])
    named = [name.strip() for name in cells["tags"].split(",")]
    quote, block, parent = cells["highlight"], "", ""
    if ours is not None:
        block, parent = ours["block"] or "", _parent(ours)
        if parent or cells["location"] == WHOLE or (block and not note):
            # What had to stand in the place of a quote.
            quote, note = "", "\n\n".join(filter(None, [quote, note]))
    return Incoming(
        origin=ours["note"] if ours else _name_of(cells),
        parent=parent,
        addresses=tuple(filter(None, [cells["address"]])),
        title=" ".join(cells["title"].split()),
        quote=quote,
        whole=bool(block or parent),
        block=block,
        comment=note,
        colour=colour_in(cells["colour"]),
        tags=tuple(filter(None, [*tags, *named])),
        turn=_number(cells["location"]) if ours else 0,
        created=moment(cells["date"]),
    )


def _parent(ours: re.Match[str]) -> str:
    """The address of the note that is answered: beside this one's."""
    if not ours["parent"]:
        return ""
    before, _a, end = ours["note"].rpartition("/a/")
    return f"{before}/a/{UUID(ours['parent'])}{'/' if end.endswith('/') else ''}"


def _name_of(cells: dict[str, str]) -> str:
    """Of a note from elsewhere: its address may be the same for all on a page."""
    words = "\n".join((cells["title"], cells["highlight"]))
    return f"sha256:{sha256(words.encode()).hexdigest()}"


def _number(location: str) -> int:
    """The turn's."""
    return int(location) if location.isdecimal() and len(location) < 8 else 0


def _rows(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        yield from csv.reader(StringIO(text.lstrip("\ufeff"), newline=""))
    except csv.Error as error:
        raise ImportProblem(_("This table is damaged. Export it again.")) from error
