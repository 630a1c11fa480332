"""Names for files that people save: whatever a title holds, on whatever system it is saved."""

import re
import unicodedata

LONGEST = 80
# What Windows, macOS, shells and headers take for something else.
UNSAFE = re.compile(r'[\s<>:"/\\|?*%;&$`\'{}\[\]#^~!,=+@]+')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def file_name(title: str, ending: str, fallback: str = "notes") -> str:
    """A name made from a title, letters of all scripts kept, with the ending (such as `.md`)."""
    text = unicodedata.normalize("NFC", title)
    # Controls, marks of direction, surrogates and what has no meaning: nothing of a name is seen in them.
    text = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    stem = _short(UNSAFE.sub("-", text)).strip("-._ ")
    if not stem or RESERVED.match(stem):
        stem = f"{fallback}-{stem}".strip("-")
    return stem + ending


def _short(stem: str) -> str:
    """As many whole words as there is room for; of one that is too long as much as there is."""
    if len(stem) <= LONGEST:
        return stem
    words, _dash, _rest = stem[: LONGEST + 1].rpartition("-")
    return words if len(words) > LONGEST // 2 else stem[:LONGEST]


def ascii_name(name: str) -> str:
    """The name without accents and what else is not ASCII, as far as it can be read that way."""
    stem, dot, ending = name.rpartition(".")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return (re.sub(r"[^\w-]+", "-", plain).strip("-_") or "notes") + dot + ending
