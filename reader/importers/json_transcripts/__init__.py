"""JSON transcripts: each service writes its own shape, which its keys tell; one module for each.

A new kind is a new module, with `recognises` and `read`, and a line in `KINDS`.
"""

import json
from collections.abc import Callable
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from reader.document import Document
from reader.importers.decoding import decode
from reader.importers.json_transcripts import (
    amazon,
    assemblyai,
    deepgram,
    google,
    paper_edit,
    podcast,
    whisper,
)
from reader.importers.problem import ImportProblem

type Recognises = Callable[[dict[str, Any]], bool]
type Read = Callable[[dict[str, Any]], Document]

# The first that recognises the file reads it: those with keys that are theirs alone come first.
KINDS: list[tuple[Recognises, Read]] = [
    (kind.recognises, kind.read)
    for kind in (deepgram, amazon, google, podcast, paper_edit, assemblyai, whisper)
]


def read(data: bytes) -> Document:
    """The document in a JSON transcript.

    Raises ImportProblem where the bytes are no JSON, nested too deeply, or no transcript of a known kind.
    """
    content = _parse(decode(data))
    if isinstance(content, list):
        content = {"segments": content}
    if isinstance(content, dict):
        for recognises, read_kind in KINDS:
            if recognises(content):
                return read_kind(content)
    raise ImportProblem(
        _(
            "This JSON is no transcript of a known kind (Podcasting 2.0, Whisper, WhisperX, Deepgram, "
            "AssemblyAI, Google, Amazon, Digital Paper Edit). Export it as WebVTT or plain text instead."
        )
    )


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ImportProblem(
            _("The JSON is damaged in line %d. Export it again, or as plain text.") % error.lineno
        ) from error
    except ValueError as error:
        raise ImportProblem(
            _("The JSON holds a number that can't be read. Export it again, or as plain text.")
        ) from error
    except RecursionError as error:
        raise ImportProblem(
            _("The JSON is nested too deeply to be a transcript. Check that it is the right file.")
        ) from error


def _refuse(constant: str) -> NoReturn:
    """NaN and Infinity are no JSON (RFC 8259, section 6)."""
    raise ValueError(constant)
