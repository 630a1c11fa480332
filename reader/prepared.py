"""Querysets whose SQL is composed once, to be asked again and again with other values; updates as well.

Django composes a queryset's SQL anew each time. For the few that every page and every change asks, that
takes many times as long as the database takes to answer.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections, transaction
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery

# A value: what the databases take as it is, or what becomes of it there can be told here.
type Value = int | str | datetime | UUID

# What stands for the values while the SQL is composed: nothing that a query has in it otherwise.
FIRST = 1_900_000_001
LONG_AGO = datetime(1, 2, 3)


@dataclass(frozen=True, slots=True, eq=False)
class Composed:
    """The queryset with its SQL, and which of the parameters are values (by number; None for the others)."""

    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    params: Sequence[Any]
    places: Sequence[int | None]

    def rows(self, values: Sequence[Value]) -> list[Any]:
        """What the queryset gives with these values in their places."""
        connection: Any = connections[self.queryset.db]
        # Each thread has connections of its own, and so no two ask by the same one at once.
        asked = connection.__dict__.setdefault("asked_before", {})
        if self not in asked:
            asked[self] = _Asked(self, connection)
        return asked[self].rows(self._filled(values, connection))

    def changed(self, values: Sequence[Value]) -> int:
        """How many rows the update changes with these values in their places."""
        connection = connections[self.queryset.db]
        with transaction.mark_for_rollback_on_error(using=self.queryset.db), connection.cursor() as cursor:
            cursor.execute(self.sql, self._filled(values, connection))
            return cursor.rowcount

    def _filled(self, values: Sequence[Value], connection: Any) -> tuple[Any, ...]:
        given = [_adapted(value, connection) for value in values]
        pairs = zip(self.params, self.places, strict=True)
        return tuple(own if place is None else given[place] for own, place in pairs)


class _Asked:
    """What is composed, as one connection asks it."""

    def __init__(self, composed: Composed, connection: Any) -> None:
        self._compiler = compiler = copy(composed.compiler)
        compiler.connection = connection
        # Else they are looked up for every answer, which takes as long as all the rest.
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        converters, composite = compiler.get_converters(columns), compiler.has_composite_fields(columns)
        compiler.get_converters = lambda expressions: converters
        compiler.has_composite_fields = lambda expressions: composite
        kept: Any = composed.queryset
        self._queryset: Any = type(kept)(kept.model, _Query(kept.query, compiler))
        self._queryset._fields = kept._fields
        self._iterable = kept._iterable_class
        self._sql = composed.sql

    def rows(self, params: tuple[Any, ...]) -> list[Any]:
        self._compiler.as_sql = lambda *args, **kwargs: (self._sql, params)
        return list(self._iterable(self._queryset))


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
    find = _kept_by_shape(lambda *marks, **shape: (build(*marks, **shape), None), build)

    @wraps(build)
    def rows(*values: Value, **shape: Hashable) -> list[Any]:
        composed = find(values, shape)
        return composed.rows(values) if composed is not None else []

    return rows


def prepared_update(
    build: Callable[..., tuple[QuerySet[Any, Any], Mapping[str, Any]]],
) -> Callable[..., int]:
    """Change the rows of the queryset that `build` gives with what is set there; how many they are.

    Values and shape are told apart as `prepared` does. Raises ValueError as it does.
    """
    find = _kept_by_shape(build, build)

    @wraps(build)
    def change(*values: Value, **shape: Hashable) -> int:
        composed = find(values, shape)
        return composed.changed(values) if composed is not None else 0

    return change


type Shaped = tuple[QuerySet[Any, Any], Mapping[str, Any] | None]


def _kept_by_shape(
    parts: Callable[..., Shaped], named: Callable[..., Any]
) -> Callable[[Sequence[Value], dict[str, Hashable]], Composed | None]:
    """Composes what `parts` gives, once for each shape; finds None where no row can ever be found."""
    kept: dict[Hashable, Composed | None] = {}

    def find(values: Sequence[Value], shape: dict[str, Hashable]) -> Composed | None:
        key = (tuple(map(type, values)), *sorted(shape.items()))
        if key not in kept:
            marks = [_mark(value, number) for number, value in enumerate(values)]
            kept[key] = _compose(*parts(*marks, **shape), marks, named.__qualname__)
        return kept[key]

    return find


def _compose(
    queryset: QuerySet[Any, Any], changes: Mapping[str, Any] | None, marks: Sequence[Value], name: str
) -> Composed | None:
    """None where no row can ever be found."""
    query: Any = queryset.query
    if changes is not None:
        query = query.chain(UpdateQuery)
        query.add_update_values(dict(changes))
    connection = connections[queryset.db]
    compiler = query.get_compiler(using=queryset.db)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    numbers = {_adapted(mark, connection): number for number, mark in enumerate(marks)}
    places = [numbers.get(param) if isinstance(param, Hashable) else None for param in params]
    for number, mark in enumerate(marks):
        if number not in places or str(mark) in sql:
            raise ValueError(f"{name}: not a parameter of the SQL: value {number}")
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
