"""A deck for Anki: a card for each passage.

A card's guid is the note's id, so that importing the deck again updates: Anki takes what is newer.
"""

import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.exporters.export import Export
from annotations.exporters.html import comment_html, paragraphs
from annotations.exporters.record import Exported

PIECE = 2**16
# Anki knows a kind of note by its number: it must never change.
MODEL = 1712650101
FIELDS = ("Quote", "Comment", "Speaker", "Place", "Interview", "Link")
FRONT = "<div class=quote>{{Quote}}</div>"
BACK = """{{FrontSide}}<hr id=answer>
<p><b>{{Speaker}}</b>, {{Place}}<br>{{Interview}}</p>
{{Comment}}
<p>{{Link}}</p>"""
STYLES = ".card { font: 20px/1.5 serif; max-width: 36em; margin: auto } .quote { text-align: start }"
NOT_IN_TAGS = re.compile(r"\s+")


def write(export: Export) -> Iterator[bytes]:
    """The deck's bytes, piece by piece."""
    # Loads a template engine and more, of which other requests have no need.
    import genanki

    decks: dict[int, genanki.Deck] = {}
    model = genanki.Model(
        MODEL,
        "Randnotiz",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Quote", "qfmt": FRONT, "afmt": BACK}],
        css=STYLES,
    )
    newest = export.texts_changed
    for note in export.notes():
        newest = max(newest, note.modified)
        if not note.is_reply:
            name = f"Randnotiz::{_deck_name(note.source.title)}"
            deck = decks.setdefault(note.source.key, genanki.Deck(_deck_number(note.source.uid), name))
            tags = [NOT_IN_TAGS.sub("_", tag) for tag in note.tags]
            deck.add_note(genanki.Note(model, _fields(note), guid=note.ref, tags=tags))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        empty = genanki.Deck(_deck_number(export.url), "Randnotiz")
        package = genanki.Package(list(decks.values()) or [empty])
        package.write_to_file(path, timestamp=newest.timestamp())
        _fix_dates(path)
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _fields(note: Exported) -> list[str]:
    comment = comment_html(note.comment) if note.comment else ""
    front = paragraphs(note.quote) if note.quote else comment
    place = ", ".join(part for part in (note.place, note.time) if part)
    link = f'<a href="{escape(note.link)}">{escape(note.link)}</a>'
    values = [front, comment if note.quote else "", escape(note.who or note.author), escape(place)]
    return [_inert(value) for value in (*values, escape(note.source.title), link)]


def _inert(value: str) -> str:
    """Without [latex], [sound:…] and {{…}}, which Anki would carry out."""
    return value.replace("[", "&#91;").replace("{", "&#123;")


def _deck_name(title: str) -> str:
    """On one line; two colons would make a deck within a deck."""
    return re.sub(r":{2,}", ":", " ".join(title.split()))[:100].strip(": ") or "–"


def _deck_number(name: str) -> int:
    """The same for the same interview, in the range that Anki takes."""
    return 2**30 + int.from_bytes(sha256(name.encode()).digest()[:4]) % 2**30


def _fix_dates(path: Path) -> None:
    """Pack the files anew, without the time at which they were packed."""
    with zipfile.ZipFile(path) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
