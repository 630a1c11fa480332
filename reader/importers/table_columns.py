"""Which column of a table holds what: told by the headings, else by what the cells look like."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from reader.importers.times import clock, milliseconds
from reader.text import clean

# The words that head columns, case-folded.
HEADINGS = {
    "text": """
        text texts words utterance transcript transcription content said body speech sentence message
        dialogue dialog line caption paragraph answer wortlaut äußerung inhalt transkript texte paroles
        propos texto contenido testo tekst wypowiedź metin текст реплика 文本 内容 本文 発言 텍스트""",
    "speaker": """
        speaker speakers speakername name who person participant role author voice interlocutor sprecher
        sprecherin redner locuteur intervenant hablante orador falante parlante relatore spreker mówca
        mluvčí govorec konuşmacı спикер говорящий 说话人 发言人 話者 화자""",
    "begins": "start starts begin begins in from time times timestamp timecode zeit beginn inizio",
    "ends": "end ends stop out to ende fin fine",
    # A column so headed is about a text or a speaker, but holds neither.
    "about": "id no nr number index count confidence language lang tags url file type",
}
NAMES = {what: frozenset(words.casefold().split()) for what, words in HEADINGS.items()}
WORD = re.compile(r"[^\W_]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

# Who speaks is told by few and short marks, in tables without headings.
LONGEST_NAME = 60
REPEATED = 0.5
SAMPLE = 500
# Whole numbers as large as this are no seconds: that were more than a day.
MILLISECONDS_FROM = 100_000


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row is what; None for what the table does not have. Times are clocks or seconds."""

    text: int
    speaker: int | None = None
    begins: int | None = None
    ends: int | None = None
    in_milliseconds: bool = False

    def text_in(self, row: Sequence[str]) -> str:
        return _cell(row, self.text)

    def speaker_in(self, row: Sequence[str]) -> str:
        return _cell(row, self.speaker)

    def times_in(self, row: Sequence[str]) -> tuple[int | None, int | None]:
        """When the row begins and ends, in milliseconds, as far as the table says so."""
        begins, ends = (self._time(_cell(row, column)) for column in (self.begins, self.ends))
        return begins, ends if ends is None or begins is None or begins <= ends else None

    def _time(self, cell: str) -> int | None:
        number = _number(cell)
        if number is None:
            return clock(cell)
        return milliseconds(number / 1000 if self.in_milliseconds else number)


def columns_by_headings(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns, if the first row has headings; None if it has none that name text or speaker."""
    headings = [_words(heading) for heading in rows[0]] if rows else []
    text, speaker = _headed(headings, "text"), _headed(headings, "speaker")
    if text is None and speaker is not None and len(headings) > 1:
        text = _longest(rows[1:], without={speaker})
    if text is None:
        return None
    begins, ends = _headed(headings, "begins"), _headed(headings, "ends")
    declared = any("ms" in words or "milliseconds" in words for words in headings)
    return Columns(text, speaker, begins, ends, declared or _are_milliseconds(rows[1:], begins))


def columns_by_cells(rows: Sequence[Sequence[str]]) -> Columns:
    """The columns of a table without headings: text is longest, who speaks is short and repeated."""
    text = _longest(rows)
    others = [column for column in range(max(map(len, rows))) if column != text]
    cells = {column: [_cell(row, column) for row in rows[:SAMPLE]] for column in others}
    times = [column for column in others if _share(clock(cell) is not None for cell in cells[column])]
    marks = [column for column in others if column not in times and _names_people(cells[column])]
    begins, ends = [*times, None, None][:2]
    return Columns(text, marks[0] if marks else None, begins, ends)


def _words(heading: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(CAMEL.sub(" ", heading))]


def _headed(headings: Sequence[Sequence[str]], what: str) -> int | None:
    """The first column whose heading is just such a word, else the first that has one in its heading."""
    names = NAMES[what]
    exact = (number for number, words in enumerate(headings) if len(words) == 1 and words[0] in names)
    among = (
        number
        for number, words in enumerate(headings)
        if 1 < len(words) <= 3 and not names.isdisjoint(words) and NAMES["about"].isdisjoint(words)
    )
    return next(exact, next(among, None))


def _longest(rows: Sequence[Sequence[str]], without: Iterable[int] = ()) -> int:
    """The column with the longest cells on average."""
    columns = set(range(max(map(len, rows), default=1))) - set(without)
    return max(columns, key=lambda column: sum(len(_cell(row, column)) for row in rows[:SAMPLE]), default=0)


def _names_people(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or mean(map(len, filled)) > LONGEST_NAME:
        return False
    lettered = sum(any(map(str.isalpha, cell)) for cell in filled)
    return lettered > 0.9 * len(filled) and len(set(filled)) <= max(2, REPEATED * len(filled))


def _are_milliseconds(rows: Sequence[Sequence[str]], column: int | None) -> bool:
    cells = [cell for row in rows[-SAMPLE:] if (cell := _cell(row, column))]
    whole = [int(cell) for cell in cells if cell.isascii() and cell.isdigit() and len(cell) < 12]
    return bool(cells) and len(whole) == len(cells) and max(whole) >= MILLISECONDS_FROM


def _share(truths: Iterable[bool]) -> bool:
    """Whether it is so for most."""
    listed = list(truths)
    return sum(listed) > 0.5 * len(listed)


def _cell(row: Sequence[str], column: int | None) -> str:
    """The cell as plain text; exports from web pages have HTML's entities in them."""
    return clean(html.unescape(row[column])).strip() if column is not None and column < len(row) else ""


def _number(cell: str) -> float | None:
    """A plain number of seconds; what has a colon is a clock."""
    try:
        return float(cell.replace(",", ".").removesuffix("s"))
    except ValueError:
        return None
