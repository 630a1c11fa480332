"""What is looked for in the XML of such files."""

from lxml import etree

from reader.text import clean


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name, in whatever namespace."""
    return next(element.iterchildren(f"{{*}}{name}"), None)


def said(element: etree._Element | None, name: str) -> str:
    """The text of the first child of this local name."""
    found = child(element, name) if element is not None else None
    return clean(str(found.xpath("string()"))).strip() if found is not None else ""
