"""BBC Digital Paper Edit: words with times, and paragraphs that say who speaks from when on.

https://github.com/bbc/react-transcript-editor, packages/stt-adapters/digital-paper-edit
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from reader.document import Document
from reader.importers.cues import Cue, document_of
from reader.importers.json_transcripts.fields import objects, seconds, speaker, string


def recognises(data: dict[str, Any]) -> bool:
    """Whether this is a Digital Paper Edit transcript."""
    return bool(objects(data, "words") and objects(data, "paragraphs")) and not {"id", "audio_url"} <= set(
        data
    )


def read(data: dict[str, Any]) -> Document:
    """The document in a Digital Paper Edit transcript."""
    return document_of(_cues(data), title=string(data, "title"))


def _cues(data: dict[str, Any]) -> Iterator[Cue]:
    timed = ((seconds(paragraph, "start"), paragraph) for paragraph in objects(data, "paragraphs"))
    paragraphs = sorted(
        ((begins, speaker(paragraph, "speaker")) for begins, paragraph in timed if begins is not None),
        key=lambda paragraph: paragraph[0],
    )
    starts = [begins for begins, _speaker in paragraphs]
    before = -1
    for word in objects(data, "words"):
        begins = seconds(word, "start")
        # A word between two paragraphs belongs to the first of them, one before all to the first.
        number = before if begins is None else max(0, bisect_right(starts, begins) - 1)
        who = paragraphs[number][1] if 0 <= number < len(paragraphs) else None
        yield Cue(string(word, "text"), begins, seconds(word, "end"), who, opens=number != before)
        before = number
