"""Models whose rows are stored often."""

from collections.abc import Hashable, Sequence
from typing import Any

from django.db import connections, models
from django.db.models.sql import InsertQuery


class StoredOften(models.Model):
    """Its rows are stored one by one by SQL that is composed once, as `reader.prepared` has it for asking.

    All else of `save` and `create` stays as Django has it.
    """

    class Meta:
        abstract = True

    def _do_insert(self, manager: Any, using: str, fields: Sequence[Any], back: list[Any], raw: bool) -> Any:
        """The last step of storing a new row, as Django's `Model` asks for it; it wants `back` these."""
        connection = connections[using]
        # Of an expression Django wants to have back what became of it.
        plain = not raw and back == [self._meta.pk]
        if not plain or not connection.features.can_return_columns_from_insert:
            return super()._do_insert(manager, using, fields, back, raw)  # type: ignore[misc]
        params = [field.get_db_prep_save(field.pre_save(self, add=True), connection) for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(self._insertion(using, fields), params)
            return cursor.fetchall()

    def _insertion(self, using: str, fields: Sequence[Any]) -> str:
        # Two rows of a model differ at most in whether the primary key is given.
        key = (type(self), using, len(fields))
        if key not in _composed:
            query = InsertQuery(type(self))
            query.insert_values(fields, [self])
            compiler: Any = query.get_compiler(using=using)
            compiler.returning_fields = [self._meta.pk]
            [(sql, _params)] = compiler.as_sql()
            _composed[key] = sql
        return _composed[key]


_composed: dict[Hashable, str] = {}
