"""What single XML elements and attributes say: names, text, languages, days."""

import re
from datetime import date

from lxml import etree

# No-break spaces are no blanks here: whoever wrote one meant it.
BLANKS = re.compile(r"[ \t\r\n\f]+")
PRIMARY = re.compile(r"[a-z]{2,3}")
# BCP 47 wants the shortest code; ISO 639-2 has two for some languages.
SHORTER = {
    "ara": "ar", "bul": "bg", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de",
    "ell": "el", "gre": "el", "eng": "en", "spa": "es", "est": "et", "fin": "fi", "fra": "fr",
    "fre": "fr", "gle": "ga", "heb": "he", "hrv": "hr", "hun": "hu", "isl": "is", "ita": "it",
    "jpn": "ja", "kor": "ko", "lit": "lt", "lav": "lv", "nld": "nl", "dut": "nl", "nor": "no",
    "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "slk": "sk", "slo": "sk",
    "slv": "sl", "srp": "sr", "swe": "sv", "swa": "sw", "tur": "tr", "ukr": "uk", "zho": "zh",
    "chi": "zh",
}  # fmt: skip


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for an entity reference."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def language_of(tag: str | None) -> str:
    """The BCP 47 tag for a language as XML texts name it: "sl", "en-GB", "slv" (ISO 639-2)."""
    primary, _hyphen, rest = (tag or "").strip().partition("-")
    primary = SHORTER.get(primary.lower(), primary.lower())
    if not PRIMARY.fullmatch(primary) or len(rest) > 30:
        return ""
    return f"{primary}-{rest}" if rest else primary


def date_in(written: str | None) -> date | None:
    """The day that an ISO 8601 date begins with; None for anything else."""
    try:
        return date.fromisoformat((written or "").strip()[:10])
    except ValueError:
        return None


def text_of(element: etree._Element | None) -> str:
    """All text in the element, blanks collapsed."""
    return BLANKS.sub(" ", "".join(map(str, element.itertext()))).strip() if element is not None else ""
