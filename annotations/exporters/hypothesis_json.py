"""What the Hypothesis client writes as JSON and reads again (hypothesis/client, annotations-exporter)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from annotations.exporters.export import Export
from annotations.exporters.json_text import rows_in
from annotations.exporters.record import Exported

EVERYBODY = "group:__world__"


def write(export: Export) -> Iterator[str]:
    """The file, note by note."""
    site = urlsplit(export.url).hostname or "localhost"
    head = {
        # When the newest note was changed, not now: the same notes make the same file.
        "export_date": export.newest.isoformat(),
        "export_userid": f"acct:{export.reader.name}@{site}",
        "client_version": "1.0.0",
        "annotations": [],
    }
    yield from rows_in(head, "annotations", (_annotation(note, site) for note in export.notes()))


def _annotation(note: Exported, site: str) -> dict[str, Any]:
    user = f"acct:{note.author}@{site}"
    read = EVERYBODY if note.visibility == "public" else user
    return {
        "id": note.uid,
        "created": note.created.isoformat(),
        "updated": note.modified.isoformat(),
        "user": user,
        "user_info": {"display_name": note.author},
        "uri": note.source.url,
        "text": note.comment,
        "tags": list(note.tags),
        "group": "__world__",
        "permissions": {"read": [read], "admin": [user], "update": [user], "delete": [user]},
        "references": list(dict.fromkeys(uid for uid in (note.thread, note.parent) if uid)),
        "target": [_target(note)],
        "document": {"title": [note.source.title]},
        "links": {"html": note.link, "incontext": note.turn_link or note.source.url},
        "hidden": False,
        "flagged": False,
        "extra": _extra(note),
    }


def _target(note: Exported) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = []
    if note.position and note.quote:
        selectors.append({"type": "TextPositionSelector", "start": note.position[0], "end": note.position[1]})
    if note.quote:
        quote = {"exact": note.quote, "prefix": note.prefix, "suffix": note.suffix}
        selectors.append({"type": "TextQuoteSelector", **quote})
    return {"source": note.source.url} | ({"selector": selectors} if selectors else {})


def _extra(note: Exported) -> dict[str, Any]:
    """What Hypothesis has no field for."""
    said = {
        "speakers": list(note.speakers),
        "turn": note.turn,
        "time": note.time,
        "colour": note.colour,
        "source": note.source.source_url,
    }
    return {name: value for name, value in said.items() if value}
