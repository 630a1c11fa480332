"""Whisper and what is built on it: segments with a text, which WhisperX gives to speakers.

Read are the JSON of openai-whisper and faster-whisper, WhisperX, whisper.cpp (`transcription`), and
Hugging Face pipelines (`chunks`, and `speakers` where insanely-fast-whisper tells them apart).
"""

from collections.abc import Iterator
from typing import Any

from reader.document import Document
from reader.importers.cues import Cue, document_of
from reader.importers.json_transcripts.fields import (
    at,
    language,
    objects,
    seconds,
    speaker,
    string,
    thousandths,
)

# The first that holds texts is read. `speakers` repeats the text of `chunks`.
LISTS = ("segments", "transcription", "speakers", "chunks")


def recognises(data: dict[str, Any]) -> bool:
    """Whether this is a transcript by Whisper."""
    return any("text" in segment for key in LISTS for segment in objects(data, key))


def read(data: dict[str, Any]) -> Document:
    """The document in a transcript by Whisper."""
    lists = (objects(data, key) for key in LISTS)
    segments = next(found for found in lists if any("text" in segment for segment in found))
    return document_of(_cues(segments), language(data, "language") or language(data, "result", "language"))


def _cues(segments: list[dict[str, Any]]) -> Iterator[Cue]:
    for segment in segments:
        begins, ends = _times(segment)
        # Where WhisperX is unsure of a segment, its words may still have a speaker.
        words = (speaker(word, "speaker") for word in objects(segment, "words"))
        who = speaker(segment, "speaker") or next(filter(None, words), None)
        yield Cue(string(segment, "text"), begins, ends, who)


def _times(segment: dict[str, Any]) -> tuple[int | None, int | None]:
    if "offsets" in segment:
        return thousandths(segment, "offsets", "from"), thousandths(segment, "offsets", "to")
    if isinstance(at(segment, "timestamp"), list):
        return seconds(segment, "timestamp", 0), seconds(segment, "timestamp", 1)
    return seconds(segment, "start"), seconds(segment, "end")
