"""The styles of an OpenDocument text (OpenDocument 1.3 part 3, 16)."""

import re

from lxml import etree

from reader.importers.office_styles import Style, Styles

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
BOLD = {"bold", "600", "700", "800", "900"}
HEADING = re.compile(r"heading(?:_20_| )([1-9])", re.IGNORECASE)


def styles_of(*roots: etree._Element | None) -> Styles:
    """The styles in these parts, named ones and the automatic ones of single paragraphs and words."""
    styles = {}
    for root in roots:
        for element in root.iter(f"{STYLE}style") if root is not None else ():
            styles[key(element.get(f"{STYLE}family"), element.get(f"{STYLE}name"))] = _style(element)
    return Styles(styles)


def key(family: str | None, name: str | None) -> str:
    """Styles of several families may share a name."""
    return f"{family} {name}" if name else ""


def _style(element: etree._Element) -> Style:
    name = element.get(f"{STYLE}name", "")
    words = element.find(f"{STYLE}text-properties")
    weight = words.get(f"{FO}font-weight") if words is not None else None
    slope = words.get(f"{FO}font-style") if words is not None else None
    display = words.get(f"{TEXT}display") if words is not None else None
    heading = HEADING.fullmatch(name)
    return Style(
        parent=key(element.get(f"{STYLE}family"), element.get(f"{STYLE}parent-style-name")),
        heading=int(heading[1]) if heading else None,
        title=True if name == "Title" else None,
        bold=None if weight is None else weight in BOLD,
        italic=None if slope is None else slope in {"italic", "oblique"},
        hidden=None if display is None else display == "none",
    )
