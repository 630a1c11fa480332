"""Small PDFs, written for the tests."""

import zlib

FONTS = {"regular": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}
A4 = (595, 842)


def at(x: float, y: float, *words: str, size: float = 11) -> str:
    """Words on one line from there on, each in the print that is named before it: `bold|Ann:`."""
    shown = []
    for word in words:
        look, _bar, text = word.rpartition("|")
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        shown.append(f"/{look or 'regular'} {size} Tf ({escaped}) Tj")
    return f"BT {x} {y} Td {' '.join(shown)} ET\n"


def column(*lines: str, top: float = 740, size: float = 11, left: float = 72) -> str:
    """Lines below each other; an empty one leaves a gap, and `>` before one indents it."""
    out, y = "", top
    for line in lines:
        y -= 1.3 * size if line else 0.8 * size
        indent = 20 if line.startswith(">") else 0
        if line:
            out += at(left + indent, y, *line.removeprefix(">").split("~"), size=size)
    return out


def pdf(*pages: str, title: str = "", more: str = "") -> bytes:
    """A PDF with these contents of pages; `more` goes into its trailer."""
    fonts = "".join(
        f"/{name}<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>"
        for name, font in FONTS.items()
    )
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        f"<</Title({title})>>".encode("cp1252"),
    ]
    for number, content in enumerate(pages):
        stream = zlib.compress(content.encode("cp1252"))
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {A4[0]} {A4[1]}]/Contents {5 + 2 * number} 0 R"
            f"/Resources<</Font<<{fonts}>>>>>>".encode(),
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        ]
    out, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, data in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    count = len(objects) + 1
    trailer = f"trailer\n<</Size {count}/Root 1 0 R/Info 3 0 R{more}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + b"xref\n0 %d\n%s" % (count, table) + trailer.encode()
