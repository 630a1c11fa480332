"""From bytes to text: the byte order mark, what the file declares, UTF-8, then a library's guess."""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from reader.importers.problem import ImportProblem

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# What texts without Unicode come in. Of rarer encodings some look like these and win by chance.
GUESSED = "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 koi8_r cp932 euc_jp gb18030 big5 cp949"
# Guessing from more than this makes it slower, not better.
SAMPLE = 200_000
# A text has next to no control characters; a picture or a program is full of them.
BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
BINARY_SHARE = 0.02


def decode(data: bytes, declared: str = "") -> str:
    """The text in `data`; `declared` is the encoding that the file itself names, if any.

    Raises ImportProblem where the bytes are no text.
    """
    for encoding in _encodings(data, declared):
        try:
            text = data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
        if not _looks_binary(text):
            return text
    raise ImportProblem(
        _("This file is not readable as text. Save it as plain text in UTF-8, then try again.")
    )


def _encodings(data: bytes, declared: str) -> Iterator[str]:
    """Encodings to try, the surest first; the guess is made only if all others fail."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            yield encoding
    yield "utf-8"
    if declared:
        yield _as_browsers_do(declared)
    if guess := from_bytes(data[:SAMPLE], cp_isolation=GUESSED.split()).best():
        yield guess.encoding


def _as_browsers_do(declared: str) -> str:
    """Pages that say Latin-1 or ASCII mean windows-1252: so the WHATWG's Encoding Standard."""
    name = declared.strip().lower()
    return "cp1252" if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"} else name


def _looks_binary(text: str) -> bool:
    sample = text[:SAMPLE]
    return len(BINARY.findall(sample)) > BINARY_SHARE * len(sample)
