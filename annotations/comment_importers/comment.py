"""What is read of an old comment: never an address of mail or of a machine."""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from reader.text import clean


@dataclass(frozen=True, slots=True)
class OldComment:
    """One comment. `origin` names it, `parent` the one that it answers; `page` is where it stood.

    `text` is Markdown. Spam, and what was deleted or never approved, is not `shown`.
    """

    origin: str
    parent: str
    page: str
    author: str
    written: datetime | None
    text: str
    shown: bool = True


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name, in whatever namespace."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def said(element: etree._Element | None, name: str) -> str:
    """The text of the first child of this local name."""
    found = child(element, name) if element is not None else None
    return clean(str(found.xpath("string()"))).strip() if found is not None else ""
