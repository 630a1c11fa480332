"""Whether an entry answers a question, asked of the database; both have an index for it."""

from typing import Any

from django.db.models import F, Lookup

from reader.searching.asking import Asked


class Answers(Lookup):
    """A condition on `reader.models.Entry`: all that is asked stands in its text.

    A lookup, as SQLite would get any other condition as something to compare with 1, and then look at every
    entry instead of asking its index.
    """

    prepare_rhs = False

    def __init__(self, asked: Asked) -> None:
        super().__init__(F("pk"), asked)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        pk, _params = self.process_lhs(compiler, connection)
        found = "SELECT rowid FROM reader_entry_terms WHERE reader_entry_terms MATCH %s"
        return f"{pk} IN ({found})", (self.rhs.fts5(),)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        # A column that migration 0009 made; Django does not know it.
        return "reader_entry.terms @@ %s::tsquery", (self.rhs.tsquery(),)
