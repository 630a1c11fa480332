"""Notes come in here: one module a format, each with `read` that gives what a file says of them.

What a file is, its content tells. A new format is a new module and a line in `read`.
"""

import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.importers import hypothesis_json, readwise, web_annotation
from annotations.importers.incoming import Incoming
from reader.importers.decoding import decode
from reader.importers.problem import ImportProblem

__all__ = ["MAX_NOTES", "ImportProblem", "Incoming", "read"]

MAX_NOTES = 5000


def read(data: bytes) -> list[Incoming]:
    """The notes in a file, in its order.

    Raises ImportProblem, with a sentence for people, where it is of no known format or holds too many.
    """
    text = decode(data).strip("\ufeff \t\r\n")
    notes = _from_json(text) if text[:1] in {"{", "["} else _from_table(text)
    if not notes:
        raise ImportProblem(_("There are no notes in this file. Check that it is the right one."))
    if len(notes) > MAX_NOTES:
        say = ngettext(
            "The file holds more than %(limit)d note. Split it into parts.",
            "The file holds more than %(limit)d notes. Split it into parts.",
            MAX_NOTES,
        )
        raise ImportProblem(say % {"limit": MAX_NOTES})
    return notes


def _from_json(text: str) -> list[Incoming]:
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ImportProblem(_("This file is damaged: it is no whole JSON. Export it again.")) from error
    for importer in (web_annotation, hypothesis_json):
        if importer.is_one(data):
            return importer.read(data)
    raise _unknown()


def _from_table(text: str) -> list[Incoming]:
    if not readwise.is_one(text):
        raise _unknown()
    return readwise.read(text)


def _unknown() -> ImportProblem:
    return ImportProblem(
        _(
            "This is no file of notes that can be read. Known are Hypothesis’ JSON, Web Annotation (JSON-LD) "
            "and Readwise’s table (CSV)."
        )
    )
