"""JSON files of many notes, written one after the other."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def rows_in(head: dict[str, Any], name: str, rows: Iterable[object]) -> Iterator[str]:
    """The object `head`, whose empty list `name` gets the rows, each in a line of its own.

    `name` is the head's only key of that name that has an empty list, at whatever depth.
    """
    before, after = _compact(head).split(f'"{name}":[]')
    yield f'{before}"{name}":[\n'
    for number, row in enumerate(rows):
        yield (",\n" if number else "") + _compact(row)
    yield f"\n]{after}\n"


def _compact(value: object) -> str:
    """The value without blanks, in the letters that it is made of."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
