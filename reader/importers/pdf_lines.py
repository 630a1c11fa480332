"""The lines of a PDF's page as PDFium finds them, with where they stand and which words are bold.

Lengths are points (1/72 inch), counted from the page's lower left corner.
"""

import ctypes
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

BOLD = re.compile(r"bold|black|heavy|demi(?!l)|-bd\b|,bd\b", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
# Flags of a font descriptor (ISO 32000-1, table 123).
FORCE_BOLD = 1 << 18
SLANTED = 1 << 6
# PDFium puts this in place of a hyphen at a line's end, and leaves out the line's end.
LINE_END_HYPHEN = 0x02
LINE_ENDS = {0x0A, 0x0D}
NOTHING = {0x00, 0xFFFE, 0xFFFF}
LONGEST_FONT_NAME = 200


class Look(NamedTuple):
    """In which print a character is."""

    bold: bool
    italic: bool


PLAIN = Look(bold=False, italic=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line in one kind of print."""

    text: str
    bold: bool
    italic: bool


@dataclass(slots=True)
class Line:
    """A line: its pieces, its left and right edge, its baseline and the height of its letters."""

    page: int
    pieces: list[Piece]
    left: float
    right: float
    baseline: float
    size: float
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(piece.text for piece in self.pieces)

    @property
    def lead_in(self) -> str:
        """The bold print that the line begins with."""
        pieces = groupby((p for p in self.pieces if p.text.strip()), key=lambda piece: piece.bold)
        bold, first = next(pieces, (False, iter(())))
        return "".join(piece.text for piece in first) if bold else ""


@dataclass(slots=True)
class Page:
    """A page's measures and its lines in the order in which they were written."""

    width: float
    height: float
    lines: list[Line]


class _Character(NamedTuple):
    place: int
    text: str
    look: Look


def page_of(page: pypdfium2.PdfPage, number: int, most: int) -> Page | None:
    """The page's lines; None where it has more than `most` characters."""
    text_page = page.get_textpage()
    try:
        if text_page.count_chars() > most:
            return None
        found = (_line(text_page.raw, number, characters) for characters in _lines(text_page))
        lines: list[Line] = []
        for line in found:
            if line is None:
                continue
            if lines and _goes_on(lines[-1], line):
                lines[-1] = _joined(lines[-1], line)
            else:
                lines.append(line)
        return Page(page.get_width(), page.get_height(), lines)
    finally:
        text_page.close()
        page.close()


def _lines(text_page: pypdfium2.PdfTextPage) -> list[list[_Character]]:
    """The page's characters, a list for each line."""
    handle = text_page.raw
    prints: dict[int | None, Look] = {}
    lines: list[list[_Character]] = [[]]
    look = PLAIN
    in_word = False
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in LINE_ENDS or code == LINE_END_HYPHEN:
            if code == LINE_END_HYPHEN:
                lines[-1].append(_Character(index, "-", look))
            lines.append([])
            in_word = False
        elif code not in NOTHING:
            text = chr(code)
            # Asking for each character takes long, and print seldom changes inside a word.
            was_in_word, in_word = in_word, text.isalnum()
            if not (was_in_word and in_word) and not text.isspace():
                look = _look(handle, index, prints)
            lines[-1].append(_Character(index, text, look))
    return lines


def _look(handle: object, index: int, prints: dict[int | None, Look]) -> Look:
    """In which print the character is; `prints` are those of the text objects that are known."""
    address = ctypes.cast(raw.FPDFText_GetTextObject(handle, index), ctypes.c_void_p).value
    if address is None:
        return PLAIN
    if address not in prints:
        prints[address] = _print(handle, index)
    return prints[address]


def _print(handle: object, index: int) -> Look:
    name = ctypes.create_string_buffer(LONGEST_FONT_NAME)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(handle, index, name, LONGEST_FONT_NAME, ctypes.byref(flags))
    font = name.value.decode("utf-8", "replace")
    return Look(
        bold=bool(BOLD.search(font) or flags.value & FORCE_BOLD),
        italic=bool(ITALIC.search(font) or flags.value & SLANTED),
    )


def _line(handle: object, page: int, characters: list[_Character]) -> Line | None:
    shown = [number for number, character in enumerate(characters) if not character.text.isspace()]
    if not shown:
        return None
    characters = characters[shown[0] : shown[-1] + 1]
    first, last = _box(handle, characters[0].place), _box(handle, characters[-1].place)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, characters[0].place, ctypes.byref(x), ctypes.byref(y))
    pieces = [
        Piece(_whole("".join(c.text for c in same)), look.bold, look.italic)
        for look, same in groupby(characters, key=lambda character: character.look)
    ]
    return Line(page, pieces, first.left, last.right, y.value, first.top - first.bottom)


def _box(handle: object, index: int) -> raw.FS_RECTF:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
    return box


def _whole(text: str) -> str:
    """The text; PDFium gives some characters as two halves, as UTF-16 does."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _goes_on(line: Line, after: Line) -> bool:
    """Whether the second stands on the same line of print, further right."""
    same = abs(line.baseline - after.baseline) < 0.2 * line.size
    return same and after.left >= line.right - 0.2 * line.size


def _joined(line: Line, after: Line) -> Line:
    pieces = [*line.pieces, Piece(" ", False, False), *after.pieces]
    return Line(line.page, pieces, line.left, after.right, line.baseline, line.size)
