"""AssemblyAI's JSON: utterances by speakers who have letters, or words; times are milliseconds.

https://www.assemblyai.com/docs/api-reference/transcripts/get
"""

from typing import Any

from reader.document import Document
from reader.importers.cues import Cue, document_of
from reader.importers.json_transcripts.fields import language, objects, speaker, string, thousandths
from reader.text import is_kept_address


def recognises(data: dict[str, Any]) -> bool:
    """Whether this is a transcript by AssemblyAI."""
    lists = (objects(data, key) for key in ("utterances", "words"))
    return "segments" not in data and (
        any("text" in entry for entries in lists for entry in entries)
        or ("audio_url" in data and bool(string(data, "text")))
    )


def read(data: dict[str, Any]) -> Document:
    """The document in a transcript by AssemblyAI."""
    pieces = objects(data, "utterances") or objects(data, "words")
    cues = [
        Cue(
            string(piece, "text"),
            thousandths(piece, "start"),
            thousandths(piece, "end"),
            speaker(piece, "speaker"),
        )
        for piece in pieces
    ]
    document = document_of(cues or [Cue(string(data, "text"))], language(data, "language_code"))
    address = string(data, "audio_url")
    document.media_url = address if is_kept_address(address) else ""
    return document
