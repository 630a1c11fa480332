"""Querysets whose SQL is composed once, to be asked again and again with other values.

Django composes a queryset's SQL anew each time. For the few that every page and every change asks, that
takes many times as long as the database takes to answer.
"""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

# A value: what the databases take as it is, or what becomes of it there can be told here.
type Value = int | str | datetime | UUID

# What stands for the values while the SQL is composed: nothing that a query has in it otherwise.
FIRST = 1_900_000_001
LONG_AGO = datetime(1, 2, 3)


class Composed(NamedTuple):
    """The queryset with its SQL, and which of the parameters are values (by number; None for the others)."""

    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: Sequence[Any]
    places: Sequence[int | None]

    def rows(self, values: Sequence[Value]) -> list[Any]:
        """What the queryset gives with these values in their places."""
        connection = connections[self.queryset.db]
        given = [_adapted(value, connection) for value in values]
        pairs = zip(self.params, self.places, strict=True)
        params = tuple(own if place is None else given[place] for own, place in pairs)
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *args, **kwargs: (self.sql, params)
        kept: Any = self.queryset
        asked = type(kept)(kept.model, _Query(kept.query, compiler))
        asked._fields = kept._fields
        return list(kept._iterable_class(asked))


class _Query:
    """A query that is composed already."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query = query
        self._compiler = compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        return self._compiler


def prepared(build: Callable[..., QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    """The rows of the queryset that `build` makes, composed once for each shape.

    What is given by position are its values: numbers, texts, moments or UUIDs that are nothing but
    parameters of the SQL. What is given by name says what shape it has. Nothing else may it depend on,
    except what stays while the process runs.

    The rows are as the queryset's, all of them in a list. Raises ValueError where a value is no parameter
    of the SQL, as the bounds of a slice are not.
    """
    kept: dict[Hashable, Composed | None] = {}

    @wraps(build)
    def rows(*values: Value, **shape: Hashable) -> list[Any]:
        key = (tuple(map(type, values)), *sorted(shape.items()))
        if key not in kept:
            kept[key] = _compose(build, values, shape)
        composed = kept[key]
        return composed.rows(values) if composed is not None else []

    return rows


def _compose(
    build: Callable[..., QuerySet[Any, Any]], values: Sequence[Value], shape: dict[str, Hashable]
) -> Composed | None:
    """None where no row can ever be found."""
    marks = [_mark(value, number) for number, value in enumerate(values)]
    queryset = build(*marks, **shape)
    connection = connections[queryset.db]
    compiler = queryset.query.get_compiler(using=queryset.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    numbers = {_adapted(mark, connection): number for number, mark in enumerate(marks)}
    places = [numbers.get(param) if isinstance(param, Hashable) else None for param in params]
    for number, mark in enumerate(marks):
        if number not in places or str(mark) in sql:
            raise ValueError(f"{build.__qualname__}: not a parameter of the SQL: value {number}")
    compiler.connection = None
    return Composed(queryset, compiler, sql, params, places)


def _mark(value: Value, number: int) -> Value:
    if isinstance(value, UUID):
        return UUID(int=FIRST + number)
    if isinstance(value, datetime):
        return LONG_AGO.replace(tzinfo=value.tzinfo) + timedelta(days=number)
    return f"\ue000{number}" if isinstance(value, str) else FIRST + number


def _adapted(value: Value, connection: Any) -> Any:
    """As it is among the SQL's parameters."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
