"""Dates as people write them above a text: "Bonn, 3. Mai 2021"."""

import re
from collections.abc import Sequence
from datetime import date

import dateparser

from reader.document import Paragraph

WRITTEN = re.compile(
    r"\b\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?\d{4}\b|\b[^\W\d_]{3,12}\.? \d{1,2},? \d{4}\b"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b|\d{4}年\d{1,2}月\d{1,2}日"
)
# Such a line stands among the first paragraphs and says little more than the date.
FIRST = 6
LONGEST = 60


def date_above(paragraphs: Sequence[Paragraph], language: str) -> date | None:
    """The date in one of the first short lines of the text, if there is one."""
    for paragraph in paragraphs[:FIRST]:
        if paragraph.kind or len(paragraph.text) > LONGEST:
            continue
        if (written := WRITTEN.search(paragraph.text)) and (found := _read(written[0], language)):
            return found
    return None


def _read(written: str, language: str) -> date | None:
    languages = {language.lower().split("-")[0], "en"} - {""}
    try:
        # Strict: a date with a part missing is none.
        found = dateparser.parse(written, languages=sorted(languages), settings={"STRICT_PARSING": True})
    except ValueError:
        return None
    return found.date() if found else None
