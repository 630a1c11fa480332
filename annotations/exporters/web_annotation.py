"""W3C Web Annotation (Recommendation of 2017): an AnnotationCollection in JSON-LD, with one page.

TextPositionSelector counts code points of the interview's canonical text: its blocks' texts joined by
blank lines. What the model has no word for (who may see a note, what became of its place or of what it
suggests) stands under the prefix `rn`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from annotations.exporters.export import Export
from annotations.exporters.json_text import rows_in
from annotations.exporters.record import Decided, Exported
from annotations.models import Motivation, State

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"rn": "urn:randnotiz:"}]
# Class names in the target, as in section 4.4 of the Web Annotation Data Model.
COLOURS = {"y": "yellow", "g": "green", "b": "blue", "p": "pink"}


def write(export: Export) -> Iterator[str]:
    """The collection, note by note."""
    page = {"id": f"{export.url}#page-1", "type": "AnnotationPage", "partOf": export.url, "startIndex": 0}
    head = {
        "@context": CONTEXT,
        "id": export.url,
        "type": "AnnotationCollection",
        "label": export.title,
        "total": export.total,
        "modified": _moment(export.newest),
        "first": page | {"items": []},
    }
    yield from rows_in(head, "items", map(annotation, export.notes()))


def annotation(note: Exported) -> dict[str, Any]:
    """One Annotation."""
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": name} for name in note.tags]
    comment = note.reason if note.words else note.comment
    if comment:
        purpose = "replying" if note.is_reply else "commenting"
        text = {"type": "TextualBody", "purpose": purpose, "value": comment, "format": "text/markdown"}
        bodies.insert(0, text)
    if note.words:
        text = {"type": "TextualBody", "purpose": "editing", "value": note.words, "format": "text/plain"}
        bodies.insert(0, text)
    return {
        "id": note.link,
        "type": "Annotation",
        "motivation": note.motivation,
        "created": _moment(note.created),
        "modified": _moment(note.modified),
        "creator": {"type": "Person", "name": note.author},
        **({"body": bodies} if bodies else {}),
        "target": note.reply_to if note.motivation == Motivation.REPLYING else _target(note),
        "rn:visibility": note.visibility,
        **(_decided(note.decided) if note.decided else {}),
    }


def _decided(decided: Decided) -> dict[str, str]:
    said = {"status": decided.status, "decided": _moment(decided.when), "before": decided.before}
    said |= {"reply": decided.reply} if decided.reply else {}
    return {f"rn:{name}": value for name, value in said.items()}


def _target(note: Exported) -> dict[str, Any]:
    source = {"id": note.source.url, "type": "Text", "dc:title": note.source.title}
    if note.source.source_url:
        source["rn:from"] = note.source.source_url
    target: dict[str, Any] = {"type": "SpecificResource", "source": source}
    selectors = _selectors(note)
    if selectors:
        target["selector"] = selectors
    if note.colour:
        target["styleClass"] = COLOURS[note.colour]
    place = {"speakers": list(note.speakers), "turn": note.turn, "time": note.time, "link": note.turn_link}
    target |= {f"rn:{name}": value for name, value in place.items() if value}
    if note.on_block:
        target["rn:block"] = True
    if note.state == State.ORPHANED:
        target["rn:state"] = str(State.ORPHANED)
    return target


def _selectors(note: Exported) -> list[dict[str, Any]]:
    selectors: list[dict[str, Any]] = []
    if note.quote:
        quote = {"exact": note.quote, "prefix": note.prefix, "suffix": note.suffix}
        selectors.append({"type": "TextQuoteSelector", **quote})
    if note.position:
        start, end = note.position
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    return selectors


def _moment(moment: datetime) -> str:
    """In UTC, as "Z" (Web Annotation Data Model, section 3.3.1)."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
