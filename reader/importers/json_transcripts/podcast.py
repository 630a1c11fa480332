"""Podcasting 2.0 transcripts: segments with a body; who speaks stands where it changes.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md
"""

from typing import Any

from reader.document import Document
from reader.importers.cues import Cue, document_of
from reader.importers.json_transcripts.fields import objects, seconds, speaker, string


def recognises(data: dict[str, Any]) -> bool:
    """Whether this is a Podcasting 2.0 transcript."""
    return any("body" in segment for segment in objects(data, "segments"))


def read(data: dict[str, Any]) -> Document:
    """The document in a Podcasting 2.0 transcript."""
    return document_of(
        Cue(
            string(segment, "body"),
            seconds(segment, "startTime"),
            seconds(segment, "endTime"),
            speaker(segment, "speaker"),
        )
        for segment in objects(data, "segments")
    )
