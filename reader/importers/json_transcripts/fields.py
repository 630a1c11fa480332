"""Values from JSON of which nothing is certain: what is missing or of another type is nothing."""

import re
from typing import Any

from reader.importers.times import clock, milliseconds

LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}|\d{3}))?")


def at(data: object, *path: str | int) -> Any:
    """What stands at the end of the path of keys and list positions; None if nothing does."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def objects(data: object, *path: str | int) -> list[dict[str, Any]]:
    """The objects in the list at the path; other things in it are left out."""
    found = at(data, *path)
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def string(data: object, *path: str | int) -> str:
    """The string at the path; empty if there is none."""
    found = at(data, *path)
    return found if isinstance(found, str) else ""


def seconds(data: object, *path: str | int) -> int | None:
    """The time at the path in milliseconds, from seconds: 1.5, "1.5", "1.500s", or "0:01.5"."""
    found = at(data, *path)
    if isinstance(found, str) and ":" in found:
        return clock(found)
    return milliseconds(_number(found))


def thousandths(data: object, *path: str | int) -> int | None:
    """The time at the path, which is in milliseconds already."""
    found = _number(at(data, *path))
    return None if found is None else milliseconds(found / 1000)


def speaker(data: object, *path: str | int) -> str | None:
    """Who speaks: the name or mark at the path; those who are only numbered are "speaker 1"."""
    found = at(data, *path)
    if isinstance(found, int) and not isinstance(found, bool):
        return f"speaker {found}"[:40]
    if isinstance(found, str) and found.strip():
        return f"speaker {found}"[:40] if found.isdecimal() else found
    return None


def language(data: object, *path: str | int) -> str:
    """The BCP 47 tag at the path, "en-US" for "en_us"; empty for anything else, such as "english"."""
    match = LANGUAGE.fullmatch(string(data, *path))
    if not match:
        return ""
    return match[1].lower() + (f"-{match[2].upper()}" if match[2] else "")


def _number(found: object) -> float | None:
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        return None
    try:
        return float(found.removesuffix("s") if isinstance(found, str) else found)
    except (ValueError, OverflowError):
        return None
