"""What the Hypothesis client exports as JSON, and what its API answers to a search."""

from typing import Any

from annotations.importers.incoming import Incoming, colour_in, moment, quote_in, range_in, text_in

LISTS = ("annotations", "rows")


def is_one(data: Any) -> bool:
    """Whether this looks like annotations of Hypothesis."""
    return bool(_rows(data))


def read(data: Any) -> list[Incoming]:
    """The notes in a file; those that Hypothesis' moderators have hidden are left out."""
    return [_note(row) for row in _rows(data) if not row.get("hidden")]


def _rows(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        data = next((data[name] for name in LISTS if isinstance(data.get(name), list)), [])
    rows = data if isinstance(data, list) else []
    return [row for row in rows if isinstance(row, dict) and isinstance(row.get("uri"), str)]


def _note(row: dict[str, Any]) -> Incoming:
    target = next((one for one in _list(row, "target") if isinstance(one, dict)), {})
    named = {text_in(one, "type"): one for one in _list(target, "selector")}
    quote, extra = named.get("TextQuoteSelector", {}), row.get("extra")
    references = [one for one in _list(row, "references") if isinstance(one, str)]
    addresses = (row["uri"], text_in(extra, "source"))
    return Incoming(
        origin=text_in(row, "id"),
        parent=references[-1] if references else "",
        addresses=tuple(address for address in addresses if address),
        title=text_in(row.get("document"), "title"),
        quote=quote_in(quote, "exact"),
        prefix=quote_in(quote, "prefix"),
        suffix=quote_in(quote, "suffix"),
        position=range_in(named.get("TextPositionSelector")),
        comment=text_in(row, "text"),
        colour=colour_in(text_in(extra, "colour")),
        tags=tuple(tag for tag in _list(row, "tags") if isinstance(tag, str)),
        author=_author(row),
        public=_is_public(row),
        created=moment(text_in(row, "created")),
        modified=moment(text_in(row, "updated")),
    )


def _list(data: dict[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    return value if isinstance(value, list) else []


def _author(row: dict[str, Any]) -> str:
    """The name in `acct:name@site`, by which Hypothesis tells people apart."""
    return text_in(row, "user").removeprefix("acct:").partition("@")[0]


def _is_public(row: dict[str, Any]) -> bool:
    permissions = row.get("permissions")
    return isinstance(permissions, dict) and "group:__world__" in _list(permissions, "read")
