"""Amazon Transcribe: words and punctuation as items; who speaks stands at them or in a list beside them.

https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html, "Data input and output"
"""

from collections.abc import Iterator, Mapping
from typing import Any

from reader.document import Document
from reader.importers.cues import Cue, document_of
from reader.importers.json_transcripts.fields import at, language, objects, seconds, speaker, string


def recognises(data: dict[str, Any]) -> bool:
    """Whether this is a transcript by Amazon."""
    results = at(data, "results")
    return isinstance(results, dict) and ("items" in results or "transcripts" in results)


def read(data: dict[str, Any]) -> Document:
    """The document in a transcript by Amazon; channels recorded apart are put together by their times."""
    channels = objects(data, "results", "channel_labels", "channels")
    items = objects(data, "results", "items")
    if channels:
        cues = [cue for channel in channels for cue in _words(channel)]
        cues.sort(key=lambda cue: cue.begins or 0)
    elif items:
        cues = list(_cues(items, _speakers(data)))
    else:
        cues = [Cue(string(entry, "transcript")) for entry in objects(data, "results", "transcripts")]
    return document_of(cues, language(data, "results", "language_code"))


def _speakers(data: dict[str, Any]) -> dict[str, str]:
    """Who speaks, by when the word begins, as the source writes the time."""
    return {
        string(item, "start_time"): string(item, "speaker_label") or string(segment, "speaker_label")
        for segment in objects(data, "results", "speaker_labels", "segments")
        for item in objects(segment, "items")
    }


def _cues(items: list[dict[str, Any]], speakers: Mapping[str, str]) -> Iterator[Cue]:
    for item in items:
        mark = item.get("type") == "punctuation"
        who = speaker(item, "speaker_label") or speakers.get(string(item, "start_time")) or None
        text = string(item, "alternatives", 0, "content")
        # Marks have no times of their own, and belong to the word before.
        yield Cue(
            text, seconds(item, "start_time"), seconds(item, "end_time"), None if mark else who, glued=mark
        )


def _words(channel: dict[str, Any]) -> Iterator[Cue]:
    """A channel's words with the punctuation after them, so that channels can be merged."""
    name = speaker(channel, "channel_label")
    before: Cue | None = None
    for cue in _cues(objects(channel, "items"), {}):
        if before and cue.glued:
            before = Cue(before.text + cue.text, before.begins, before.ends, name)
            continue
        if before:
            yield before
        before = Cue(cue.text, cue.begins, cue.ends, name)
    if before:
        yield before
