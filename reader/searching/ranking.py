"""How well an entry answers a question, asked of the database: a number, the better the higher.

It depends on the entry alone. How rare a word is in all texts must not count: these hold what others keep
to themselves, and the order of the hits would tell of it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Expression, F, FloatField, Func, Value, When

from reader.models import Entry
from reader.searching.asking import Asked, Clause
from reader.searching.terms import encoded

# A title says what all of an interview is about: it counts as much as a turn that says the word some times.
HEAD = 3.0
# As BM25 has them: how soon a word counts no more however often it is said, and how much long texts lose.
SOON, LOSS = 1.2, 0.75
# So many characters the terms of a turn have.
A_TURN = 400


def worth(asked: Asked) -> Expression:
    """An expression over `reader.models.Entry`, for ordering those that answer."""
    weight = Case(When(source=Entry.HEAD, then=Value(HEAD)), default=Value(1.0), output_field=FloatField())
    return Rank(asked) * weight


class Rank(Func):
    """How often the words stand there, in proportion to how long the text is.

    On SQLite BM25 (Robertson and Zaragoza 2009, section 3.4) for texts of which a turn is the average, all
    words equally rare; on PostgreSQL `ts_rank`, which also knows how closely together they are.
    """

    output_field = FloatField()

    def __init__(self, asked: Asked) -> None:
        super().__init__(F("words"), F("stems"))
        self.asked = asked

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        words, stems = (compiler.compile(column)[0] for column in self.source_expressions)
        half = f"{SOON} * ({1 - LOSS} + {LOSS} * length({words}) / {A_TURN})"
        # `often / (often + half)` for each clause, written so that it is counted once.
        missed, terms = [], []
        for clause in self.asked.clauses:
            often, sought = _often(clause, words, stems)
            missed.append(f"{half} / ({often} + {half})")
            terms += sought
        return f"({len(missed)} - {' - '.join(missed)})", tuple(terms)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        # Words and stems alike; divided by 1 + the logarithm of the length.
        return "ts_rank('{0, 0, 1, 1}', reader_entry.terms, %s::tsquery, 1)", (self.asked.tsquery(),)


def _often(clause: Clause, words: str, stems: str) -> tuple[str, list[str]]:
    """SQL that says how often the clause stands in an entry of these columns, and its parameters.

    Neighbours share the blank between them: what is said twice in a row counts once.
    """
    ways = [(stems, f" {_joined(terms)} ") for terms in clause.stems]
    if clause.begun:
        ways.append((words, f" {_joined(clause.begun)}"))
    counts = [
        f"(length({column}) + 2 - length(replace(' ' || {column} || ' ', %s, ''))) / {len(sought)}"
        for column, sought in ways
    ]
    # With one argument alone `max` would be over all rows.
    return f"max(0, {', '.join(counts)})", [sought for _column, sought in ways]


def _joined(terms: Iterable[str]) -> str:
    return " ".join(map(encoded, terms))
