"""Tables (CSV, TSV) with a column for what is said, and mostly one for who says it.

Where the columns are is found out in `reader.importers.table_columns`.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext as _

from reader.document import Document, Paragraph
from reader.importers.cues import tidy_name
from reader.importers.decoding import decode
from reader.importers.language import language_of
from reader.importers.problem import ImportProblem
from reader.importers.table_columns import Columns, columns_by_cells, columns_by_headings

# Where several fit equally well, the first is taken: texts have commas more often than tabs.
DELIMITERS = "\t;,|"
SAMPLE_LINES = 200
# Of more, each costing time, nobody reads a conversation.
MAX_ROWS = 200_000
MAX_COLUMNS = 200
# A cell may be as long as a file may be. Python's own limit is 131,072.
csv.field_size_limit(2**31 - 1)


def read(data: bytes) -> Document:
    """The document in a table. Raises ImportProblem where the bytes are no text or the table is damaged."""
    lines = decode(data).lstrip("\ufeff").splitlines(keepends=True)
    rows = list(_rows(lines, _delimiter(lines)))
    if not rows:
        return Document()
    columns = columns_by_headings(rows)
    if columns:
        rows = rows[1:]
    paragraphs = list(_paragraphs(rows, columns or columns_by_cells(rows)))
    language = language_of(paragraphs)
    return Document(paragraphs=paragraphs, language=language)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    """The rows that are not empty, their cells as they stand in the file."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for number, row in enumerate(row[:MAX_COLUMNS] for row in reader if any(map(str.strip, row))):
            if number == MAX_ROWS:
                raise ImportProblem(_("The table has more than %d rows. Split it into parts.") % MAX_ROWS)
            yield row
    except csv.Error as error:
        raise ImportProblem(
            _("The table is damaged in line %d. Save it again as CSV in UTF-8.") % reader.line_num
        ) from error


def _delimiter(lines: Sequence[str]) -> str:
    """What parts the cells: what gives known headings, else what gives most rows the same width.

    Python's csv.Sniffer is not used: it takes the comma in "Ann<tab>Yes, and" for the delimiter, and
    seconds for 8 KB of quotes.
    """

    def fit(delimiter: str) -> tuple[bool, float]:
        sample = list(islice(_rows(lines[:SAMPLE_LINES], delimiter), SAMPLE_LINES))
        if not sample:
            # Nothing but delimiters.
            return False, 1
        width, count = Counter(map(len, sample)).most_common(1)[0]
        if width == 1:
            return False, 0
        return columns_by_headings(sample) is not None, count / len(sample)

    return max(DELIMITERS, key=fit)


def _paragraphs(rows: Sequence[Sequence[str]], columns: Columns) -> Iterator[Paragraph]:
    """One paragraph a row. A row without a speaker goes on with the one before, as `segment` joins them."""
    for row in rows:
        if text := columns.text_in(row):
            name = columns.speaker_in(row)
            begins, ends = columns.times_in(row)
            yield Paragraph(text, speaker=tidy_name(name) if name else None, begins=begins, ends=ends)
