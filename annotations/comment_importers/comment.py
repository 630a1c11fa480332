"""What is read of an old comment: never an address of mail or of a machine."""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from annotations.importers.html_text import from_html
from reader.text import clean


@dataclass(frozen=True, slots=True)
class OldComment:
    """One comment. `origin` names it, `parent` the one that it answers; `page` is where it stood.

    `html` is what was written, as the file has it. Spam, and what was deleted or never approved, is not
    `shown`.
    """

    origin: str
    parent: str
    page: str
    author: str
    written: datetime | None
    html: str
    shown: bool = True

    @property
    def text(self) -> str:
        """As Markdown. Made anew each time: of a large file most are never asked for."""
        return from_html(self.html)


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name, in whatever namespace."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def said(element: etree._Element | None, name: str) -> str:
    """The text of the first child of this local name."""
    found = child(element, name) if element is not None else None
    return clean(str(found.xpath("string()"))).strip() if found is not None else ""
