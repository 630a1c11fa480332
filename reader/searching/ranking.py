"""How well an entry answers a question, asked of the database: a number, the better the higher.

It depends on the entry alone. How rare a word is in all texts must not count: these hold what others keep
to themselves, and the order of the hits would tell of it.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Case, Expression, F, FloatField, Func, Value, When

from reader.models import Entry
from reader.searching.asking import Asked
from reader.searching.terms import encoded

# A title says what all of an interview is about: it counts as much as a turn that says the word some times.
HEAD = 3.0
# As BM25 has them: how soon a word counts no more however often it is said, and how much long texts lose.
SOON, LOSS = 1.2, 0.75
# So many characters the terms of a turn have.
A_TURN = 400
# What SQLite calls to ask how well an entry answers. Counting words in its own language takes it much longer.
FUNCTION = "reader_rank"


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
        return f"{FUNCTION}({words}, {stems}, %s)", (sought(self.asked),)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        # Words and stems alike; divided by 1 + the logarithm of the length.
        return "ts_rank('{0, 0, 1, 1}', reader_entry.terms, %s::tsquery, 1)", (self.asked.tsquery(),)


def teach(sender: Any, connection: Any, **more: Any) -> None:
    """Receiver: a connection to SQLite learns how to rank."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 3, rank, deterministic=True)


def rank(words: str, stems: str, question: str) -> float:
    """How well an entry of these columns answers a question that `sought` has written.

    Neighbours share the blank between them: what is said twice in a row counts once.
    """
    half = SOON * (1 - LOSS + LOSS * len(words) / A_TURN)
    words, stems = f" {words}", f" {stems} "
    found = 0.0
    for ways, begun in _read(question):
        often = max(map(stems.count, ways))
        if begun:
            often = max(often, words.count(begun))
        found += often / (often + half)
    return found


def sought(asked: Asked) -> str:
    """What `rank` is asked: of each clause the ways it stands among stems, and its beginning among words."""
    clauses = [
        (
            [f" {_joined(terms)} " for terms in clause.stems],
            f" {_joined(clause.begun)}" if clause.begun else "",
        )
        for clause in asked.clauses
    ]
    return json.dumps(clauses)


# It is the same for all entries of a question.
@lru_cache(100)
def _read(question: str) -> list[tuple[list[str], str]]:
    return [(ways, begun) for ways, begun in json.loads(question)]


def _joined(terms: Iterable[str]) -> str:
    return " ".join(map(encoded, terms))
