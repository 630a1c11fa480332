"""Styles of office documents: what a style by its name and its parents' says about a paragraph or words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None where it says nothing and its parent decides.

    `heading` is the level, 0 for none; `contents` a line of the table of contents.
    """

    parent: str = ""
    heading: int | None = None
    title: bool | None = None
    contents: bool | None = None
    list_item: bool | None = None
    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None


SAYS = ("heading", "title", "contents", "list_item", "bold", "italic", "hidden")


class Styles:
    """The styles of a document by name."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self._styles = styles
        self._known: dict[str, Style] = {}

    def __getitem__(self, name: str | None) -> Style:
        """The style with all that it has from its parents; one that says nothing if there is none."""
        name = name or ""
        if name not in self._known:
            self._known[name] = _inherited(list(self._line(name)))
        return self._known[name]

    def _line(self, name: str) -> Iterator[Style]:
        """The style, its parent and so on. Damaged files have styles that are their own ancestors."""
        seen = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = self._styles[name].parent


def _inherited(line: list[Style]) -> Style:
    """The first style with what it leaves open taken from the others."""
    whole = Style()
    for style in reversed(line):
        said = {name: value for name in SAYS if (value := getattr(style, name)) is not None}
        whole = replace(whole, **said)
    return whole
