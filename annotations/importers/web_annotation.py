"""W3C Web Annotation in JSON-LD, ours and others': a collection, a page of one, annotations, or one."""

from collections.abc import Iterator
from typing import Any

from annotations.exporters.web_annotation import COLOURS
from annotations.importers.incoming import (
    Incoming,
    Suggested,
    colour_in,
    moment,
    quote_in,
    range_in,
    text_in,
)
from annotations.models import Suggestion, Visibility
from annotations.saying import with_reason
from reader.text import clean

# Collections hold pages, pages hold annotations; a selector may refine another one.
DEEPEST = 5


def read(data: Any) -> list[Incoming]:
    """The notes in what JSON-LD says. What is no annotation is passed over."""
    return [_note(found) for found in _annotations(data, DEEPEST)]


def is_one(data: Any) -> bool:
    """Whether this looks like Web Annotations."""
    return next(_annotations(data, DEEPEST), None) is not None or _is_a(data, "AnnotationCollection")


def _annotations(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for one in data:
            yield from _annotations(one, depth)
    elif isinstance(data, dict) and depth:
        if _is_a(data, "Annotation") and "target" in data:
            yield data
        for name in ("first", "items", "@graph"):
            yield from _annotations(data.get(name), depth - 1)


def _note(data: dict[str, Any]) -> Incoming:
    target = _first(data.get("target"))
    bodies = _list(data.get("body")) or _list(data.get("bodyValue"))
    source = _source(target)
    quote, position = (_selector(target, f"Text{what}Selector") for what in ("Quote", "Position"))
    motivations = _list(data.get("motivation"))
    is_reply = "replying" in motivations
    suggested = _suggested(data, bodies) if "editing" in motivations else None
    said = _said(bodies, "tagging")
    if suggested is not None:
        said = with_reason(Suggestion(words=suggested.words), suggested.reason)
    addresses = (text_in(source, "id", "@id"), text_in(source, "rn:from"), text_in(source, "via"))
    return Incoming(
        origin=text_in(data, "id", "@id"),
        parent=_name(target) if is_reply else "",
        addresses=tuple(address for address in addresses if address and not is_reply),
        title=text_in(source, "title", "dc:title", "label"),
        quote=quote_in(quote, "exact"),
        prefix=quote_in(quote, "prefix"),
        suffix=quote_in(quote, "suffix"),
        position=range_in(position),
        whole=isinstance(target, dict) and target.get("rn:block") is True,
        comment=said,
        suggested=suggested,
        colour=_colour(target),
        tags=tuple(text for body in bodies if _is_for(body, "tagging") and (text := _words(body))),
        turn=_turn(target),
        speaker=text_in(target, "rn:speakers"),
        author=_author(data.get("creator")),
        public=data.get("rn:visibility") == Visibility.PUBLIC,
        created=moment(text_in(data, "created")),
        modified=moment(text_in(data, "modified")),
    )


def _source(target: Any) -> dict[str, Any]:
    """What the target is a part of; where it says no more, by its name alone."""
    source = target.get("source") if isinstance(target, dict) else None
    return source if isinstance(source, dict) else {"id": source or _name(target)}


def _selector(target: Any, kind: str) -> dict[str, Any]:
    """The first selector of this kind; an empty one where there is none."""
    found = _selectors(target.get("selector") if isinstance(target, dict) else None, DEEPEST)
    return next((one for one in found if _is_a(one, kind)), {})


def _suggested(data: dict[str, Any], bodies: list[Any]) -> Suggested | None:
    words = next((_words(body) for body in bodies if _is_for(body, "editing")), "")
    if not words:
        return None
    return Suggested(
        words=words,
        reason=_said(bodies, "tagging", "editing"),
        status=text_in(data, "rn:status"),
        decided=moment(text_in(data, "rn:decided")),
        before=quote_in(data, "rn:before"),
        reply=text_in(data, "rn:reply"),
    )


def _said(bodies: list[Any], *beside: str) -> str:
    """What the bodies say that are for something else."""
    return "\n\n".join(text for body in bodies if not _is_for(body, *beside) and (text := _words(body)))


def _selectors(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    for one in _list(data):
        if isinstance(one, dict) and depth:
            yield one
            yield from _selectors(one.get("refinedBy"), depth - 1)


def _words(body: Any) -> str:
    if isinstance(body, str):
        return text_in({"value": body}, "value")
    text = text_in(body, "value", "chars")
    if text_in(body, "format") != "text/html":
        return text
    # Its parser is loaded when a file has need of it, not with the site.
    from annotations.importers.html_text import from_html

    return from_html(text)


def _is_for(body: Any, *purposes: str) -> bool:
    return isinstance(body, dict) and any(purpose in _list(body.get("purpose")) for purpose in purposes)


def _colour(target: Any) -> str:
    names = _list(target.get("styleClass")) if isinstance(target, dict) else []
    known = (colour_in(name) for name in names if isinstance(name, str) and name in COLOURS.values())
    return next(known, "")


def _turn(target: Any) -> int:
    turn = target.get("rn:turn") if isinstance(target, dict) else None
    return turn if type(turn) is int and 0 < turn < 2**31 else 0


def _author(creator: Any) -> str:
    one = _first(creator)
    return clean(one) if isinstance(one, str) else text_in(one, "name", "nickname", "id")


def _name(thing: Any) -> str:
    return thing if isinstance(thing, str) else text_in(thing, "id", "@id")


def _first(data: Any) -> Any:
    return next(iter(_list(data)), None)


def _list(data: Any) -> list[Any]:
    if data is None or data == "":
        return []
    return data if isinstance(data, list) else [data]


def _is_a(data: Any, kind: str) -> bool:
    types = _list(data.get("type", data.get("@type"))) if isinstance(data, dict) else []
    return any(isinstance(one, str) and one.rpartition(":")[2] == kind for one in types)
