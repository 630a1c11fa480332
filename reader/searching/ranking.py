"""How well an entry answers a question, asked of the database: a number, the better the higher."""

from typing import Any

from django.db.models import Case, Expression, F, FloatField, Func, Value, When

from reader.models import Entry
from reader.searching.asking import Asked

# A title says what all of an interview is about: it counts as much as a turn that says the word some times.
HEAD = 3.0


def worth(asked: Asked) -> Expression:
    """An expression over `reader.models.Entry`, for ordering those that answer."""
    weight = Case(When(source=Entry.HEAD, then=Value(HEAD)), default=Value(1.0), output_field=FloatField())
    return Rank(asked) * weight


class Rank(Func):
    """How often and how closely together the words stand there, in proportion to how long the text is.

    On SQLite BM25 (https://sqlite.org/fts5.html, section 5.1.1), for which rare words count more; on
    PostgreSQL `ts_rank`, which does not know how rare a word is.
    """

    output_field = FloatField()

    def __init__(self, asked: Asked) -> None:
        super().__init__(F("pk"))
        self.asked = asked

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        pk, _params = compiler.compile(self.source_expressions[0])
        # All ranks at once, looked up by key: asked row by row, FTS5 would count all texts for each.
        ranks = (
            "SELECT rowid AS entry, -bm25(reader_entry_terms) AS rank "
            "FROM reader_entry_terms WHERE reader_entry_terms MATCH %s"
        )
        looked_up = f"SELECT rank FROM ranks WHERE entry = {pk}"  # noqa: S608
        return f"(WITH ranks AS MATERIALIZED ({ranks}) {looked_up})", (self.asked.fts5(),)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        # Words and stems alike; divided by 1 + the logarithm of the length.
        return "ts_rank('{0, 0, 1, 1}', reader_entry.terms, %s::tsquery, 1)", (self.asked.tsquery(),)
