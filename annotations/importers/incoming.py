"""What importers read of a note: plain values, as the file has them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from annotations.models import Colour
from reader.text import LARGEST_OFFSET, clean

COLOURS = {
    "yellow": Colour.YELLOW,
    "green": Colour.GREEN,
    "blue": Colour.BLUE,
    "pink": Colour.PINK,
    "orange": Colour.YELLOW,
    "purple": Colour.PINK,
    "red": Colour.PINK,
    **{colour.value: colour for colour in Colour},
}
EARLIEST = 1970
LINE_END = re.compile(r"\r\n?")
# What no database keeps.
UNKEPT = re.compile(r"[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a note suggests: `words` in the place of those before (else of the quote), and why.

    `status` says what became of it there, if anything did, `reply` why it was declined.
    """

    words: str
    reason: str = ""
    status: str = ""
    decided: datetime | None = None
    before: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One note of a file. `origin` is its name there, `parent` that of the note that it answers.

    `position` is where the quote began in the text, as far as the file says, in code points. `whole`
    says that it is about all of a block, not about words in it, `block` which one that is by its key;
    `turn` and `speaker` where it stood. Of one
    that suggests something `comment` has the words and the reason.
    """

    origin: str = ""
    parent: str = ""
    addresses: tuple[str, ...] = ()
    title: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    position: tuple[int, int] | None = None
    whole: bool = False
    block: str = ""
    comment: str = ""
    suggested: Suggested | None = None
    colour: str = ""
    tags: tuple[str, ...] = ()
    turn: int = 0
    speaker: str = ""
    author: str = ""
    public: bool = False
    created: datetime | None = None
    modified: datetime | None = None

    @property
    def gist(self) -> str:
        """What people know it by."""
        return self.quote or self.comment or self.title


def text_in(data: Any, *names: str) -> str:
    """The first of these fields that has text, cleaned; empty where none has."""
    if isinstance(data, Mapping):
        for name in names:
            value = data.get(name)
            if isinstance(value, list):
                value = next(iter(value), "")
            if isinstance(value, str) and value.strip():
                return clean(value)
    return ""


def quote_in(data: Any, name: str) -> str:
    """A quote or what stands beside it, with its blanks: they are part of the passage."""
    value = data.get(name) if isinstance(data, Mapping) else None
    if not isinstance(value, str):
        return ""
    return UNKEPT.sub("", LINE_END.sub("\n", value))


def colour_in(name: str) -> str:
    """One of our colours for a colour's name; empty for none that is known."""
    return COLOURS.get(name.strip().lower(), "")


def moment(text: str) -> datetime | None:
    """The moment that an ISO 8601 date with a time names, in UTC if it does not say; None if it can't be."""
    try:
        found = parse_datetime(text.strip().replace(" UTC", "Z")) or datetime.fromisoformat(text.strip())
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC) if found.year >= EARLIEST and found <= timezone.now() else None
    except (ValueError, OverflowError):
        return None


def range_in(data: Any) -> tuple[int, int] | None:
    """The `start` and `end` of a selector, if they are a range."""
    start, end = (data.get("start"), data.get("end")) if isinstance(data, Mapping) else (None, None)
    is_range = type(start) is int and type(end) is int and 0 <= start < end <= LARGEST_OFFSET
    return (start, end) if is_range else None  # type: ignore[return-value]
