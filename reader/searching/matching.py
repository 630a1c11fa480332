"""Whether an entry answers a question, asked of the database; both have an index for it."""

from typing import Any

from django.db.models import BooleanField, F, Func

from reader.searching.asking import Asked


class Answers(Func):
    """A condition on `reader.models.Entry`: all that is asked stands in its text."""

    output_field = BooleanField()

    def __init__(self, asked: Asked) -> None:
        super().__init__(F("pk"))
        self.asked = asked

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        pk, _params = compiler.compile(self.source_expressions[0])
        found = "SELECT rowid FROM reader_entry_terms WHERE reader_entry_terms MATCH %s"
        return f"{pk} IN ({found})", (self.asked.fts5(),)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        # A column that migration 0009 made; Django does not know it.
        return "reader_entry.terms @@ %s::tsquery", (self.asked.tsquery(),)
