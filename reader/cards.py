"""A quote as a picture to be shared: an SVG of 1200 × 630, the size that sites show beside a link.

Nobody measures the text here, since whoever draws the picture has fonts of their own: widths are estimated
for a wide font, so that lines rather end early than run out of the picture.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import escape

from reader.text import NOT_XML

WIDTH, HEIGHT = 1200, 630
MARGIN = 90
ROOM = WIDTH - 2 * MARGIN
# Font sizes of the quote with the lines that there is room for: the first that it fits into is taken.
SIZES = ((64, 4), (52, 5), (42, 7))
SERIF = "Charter, 'Bitstream Charter', 'Charis SIL', 'Source Serif 4', Cambria, Georgia, 'Noto Serif', serif"
SANS = "Inter, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"
# More never fits.
LONGEST = 1000
PAPER, INK, QUIET = "#fcfaf7", "#241e1a", "#59514b"
# The speakers' colours of css/tokens.css, in the light theme; the first is for what nobody says.
COLOURS = (QUIET, "#8b3722", "#00547b", "#195c2e", "#6a3580", "#664b00", "#005d59", "#433da4", "#8d2648")
# Right-to-left isolate and its end: not every renderer heeds an attribute for it.
ISOLATE, END = "\u2067", "\u2069"
# What no line of Chinese or Japanese begins with.
NEVER_FIRST = "、。，．・：；？！」』）】〉》〕｝’”ーゝ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
NARROW = frozenset("iljtfrI.,;:'!|()[]‘’“”„-")
BROAD = frozenset("mwMW@%—…&")


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on the picture. `colour` is the speaker's, 1 to 8; 0 where nobody speaks."""

    quote: str
    speaker: str
    title: str
    site: str
    colour: int = 0
    language: str = "en"
    rtl: bool = False


def draw(card: Card) -> str:
    """The picture as SVG."""
    size, lines = _fit(card.quote)
    colour = COLOURS[card.colour]
    bar = WIDTH - 28 if card.rtl else 0
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" xml:lang="{_clean(card.language)}" role="img">',
        f"<title>{_clean(card.quote[:LONGEST])}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        f'<rect x="{bar}" width="28" height="{HEIGHT}" fill="{colour}"/>',
    ]
    if card.speaker:
        out.append(_line(card, shortened(card.speaker, ROOM / 34), 118, 34, SANS, colour, bold=True))
    top = 170 + (330 - len(lines) * size * 1.3) / 2 + size
    for number, line in enumerate(lines):
        out.append(_line(card, line, top + number * size * 1.3, size, SERIF, INK))
    out.append(_line(card, shortened(card.title, ROOM / 27 - width(card.site) - 2), 568, 27, SANS, QUIET))
    out.append(_line(card, card.site, 568, 27, SANS, QUIET, far=True))
    return "".join([*out, "</svg>"])


def _line(
    card: Card, text: str, y: float, size: int, font: str, fill: str, *, bold: bool = False, far: bool = False
) -> str:
    """A line of text at the side where lines begin, or at the `far` one where they end."""
    right = card.rtl is not far
    where = f'x="{WIDTH - MARGIN}" text-anchor="end"' if right else f'x="{MARGIN}"'
    weight = ' font-weight="700"' if bold else ""
    shown = f"{ISOLATE}{_clean(text)}{END}" if card.rtl else _clean(text)
    return (
        f'<text {where} y="{y:.0f}" font-family="{font}" font-size="{size}"{weight} fill="{fill}">'
        f"{shown}</text>"
    )


def _clean(text: str) -> str:
    return escape(NOT_XML.sub("", text))


def _fit(quote: str) -> tuple[int, list[str]]:
    """A font size, and the lines of the quote; a long one is cut."""
    text = " ".join(quote[:LONGEST].split())
    for size, most in SIZES:
        lines = wrap(text, ROOM / size)
        if len(lines) <= most:
            return size, lines
    last = shortened(" ".join(lines[most - 1 :][:2]), ROOM / size, cut=True)
    return size, [*lines[: most - 1], last]


def width(text: str) -> float:
    """About how wide a text is at most, in units of the font size."""
    return sum(map(_width, text))


def _width(char: str) -> float:
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return 0
    if category in {"So", "Sk"} and char > "\u2000":
        return 1.35
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1.02
    if char in NARROW or char.isspace():
        return 0.36
    if char in BROAD:
        return 1.0
    return 0.75 if category == "Lu" else 0.57


def wrap(text: str, room: float) -> list[str]:
    """The text in lines that are at most so wide, in units of the font size."""
    lines, line, taken = [], "", 0.0
    for piece in _pieces(text, room):
        wide = width(piece.rstrip())
        if line and taken + wide > room:
            lines.append(line.rstrip())
            line, taken = "", 0.0
        line += piece
        taken += width(piece)
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str, room: float) -> list[str]:
    """Words with the blank after them; scripts without blanks, and endless words, in smaller pieces."""
    pieces = []
    for word in re.findall(r"\S+\s*", text):
        start = 0
        taken = 0.0
        for at, char in enumerate(word):
            taken += _width(char)
            wide = unicodedata.east_asian_width(char) in {"W", "F"} and char not in NEVER_FIRST
            joined = unicodedata.combining(char) or char == "\u200d" or word[at - 1 : at] == "\u200d"
            if at > start and not joined and (wide or taken > room):
                pieces.append(word[start:at])
                start, taken = at, _width(char)
        pieces.append(word[start:])
    return pieces


def shortened(text: str, room: float, *, cut: bool = False) -> str:
    """The text if it is at most so wide, else (or if it is `cut` already) its beginning with an ellipsis."""
    if not cut and width(text) <= room:
        return text
    taken = width("…")
    for at, char in enumerate(text):
        taken += _width(char)
        if taken > room:
            return text[:at].rstrip() + "…"
    return text.rstrip() + "…"
