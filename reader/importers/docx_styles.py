"""The styles of a Word document (ECMA-376 part 1, 17.7)."""

import re

from lxml import etree

from reader.importers.office_styles import Style, Styles

# Word keeps the names of its own styles in English, whatever the language it shows them in.
HEADING = re.compile(r"heading ([1-9])")
OFF = {"0", "false", "off", "none"}


def styles_of(root: etree._Element | None) -> Styles:
    """The styles in the styles part; none if the document has none."""
    if root is None:
        return Styles({})
    w = namespace(root)
    return Styles({style.get(f"{w}styleId", ""): _style(style, w) for style in root.iter(f"{w}style")})


def declared_language(root: etree._Element | None) -> str:
    """The language that all text has by default; empty if none is declared."""
    if root is None:
        return ""
    w = namespace(root)
    language = root.find(f"{w}docDefaults/{w}rPrDefault/{w}rPr/{w}lang")
    return "" if language is None else language.get(f"{w}val", "")


def namespace(element: etree._Element) -> str:
    """The element's namespace in braces: strict files have another one than usual ones."""
    return f"{{{etree.QName(element).namespace or ''}}}"


def words_style(properties: etree._Element | None, w: str) -> Style:
    """What the properties of a run (`w:rPr`) say."""
    return Style(
        bold=_switch(properties, f"{w}b", w),
        italic=_switch(properties, f"{w}i", w),
        hidden=_switch(properties, f"{w}vanish", w),
    )


def _style(style: etree._Element, w: str) -> Style:
    name = _value(style, f"{w}name", w).lower()
    words = words_style(style.find(f"{w}rPr"), w)
    heading = HEADING.fullmatch(name)
    level = _value(style, f"{w}pPr/{w}outlineLvl", w)
    if heading is None and level.isdecimal() and int(level) < 9:
        heading_level = int(level) + 1
    else:
        heading_level = int(heading[1]) if heading else 0
    return Style(
        parent=_value(style, f"{w}basedOn", w),
        heading=heading_level or None,
        title=True if name == "title" else None,
        contents=True if name.startswith("toc ") else None,
        list_item=True if style.find(f"{w}pPr/{w}numPr") is not None or name.startswith("list ") else None,
        bold=words.bold,
        italic=words.italic,
        hidden=words.hidden,
    )


def _value(element: etree._Element, path: str, w: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{w}val", "")


def _switch(properties: etree._Element | None, tag: str, w: str) -> bool | None:
    """Whether the property is switched on; None if it is not there."""
    found = properties.find(tag) if properties is not None else None
    return None if found is None else found.get(f"{w}val", "1") not in OFF
