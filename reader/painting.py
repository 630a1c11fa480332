"""Pictures as PNG, which the sites take that show one beside a link; painted from SVG by resvg."""

from functools import cache
from hashlib import sha256

import resvg_py

from reader.kept import Kept

_kept: Kept[bytes] = Kept(16 * 1024 * 1024)
LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


@cache
def can_paint() -> bool:
    """Whether this machine has a font at all. A server may have none, and no text would be painted."""
    blank = resvg_py.svg_to_bytes(svg_string=LETTER.format(""))
    return resvg_py.svg_to_bytes(svg_string=LETTER.format('<text y="9">x</text>')) != blank


def paint(svg: str) -> bytes:
    """The picture as PNG. The same picture is painted once."""
    name = sha256(svg.encode()).digest()
    png = _kept.get(name)
    if png is None:
        png = bytes(resvg_py.svg_to_bytes(svg_string=svg))
        _kept.keep(name, png)
    return png
