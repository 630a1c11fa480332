"""Deepgram's JSON: channels with paragraphs or words, or utterances beside them.

https://developers.deepgram.com/docs/diarization and /docs/paragraphs
"""

from collections.abc import Iterator
from typing import Any

from reader.document import Document
from reader.importers.cues import Cue, document_of
from reader.importers.json_transcripts.fields import at, language, objects, seconds, speaker, string


def recognises(data: dict[str, Any]) -> bool:
    """Whether this is a transcript by Deepgram."""
    return bool(objects(data, "results", "channels"))


def read(data: dict[str, Any]) -> Document:
    """The document in a transcript by Deepgram; channels recorded apart are put together by their times."""
    channels = objects(data, "results", "channels")
    declared = language(channels[0], "detected_language")
    utterances = objects(data, "results", "utterances")
    if len(channels) > 1:
        cues = [cue for number, channel in enumerate(channels) for cue in _channel(channel, number)]
        cues.sort(key=lambda cue: cue.begins or 0)
        return document_of(cues, declared)
    cues = list(_channel(channels[0]))
    if utterances and not any(cue.speaker for cue in cues):
        cues = [_piece(utterance, "transcript") for utterance in utterances]
    return document_of(cues, declared)


def _channel(channel: dict[str, Any], number: int | None = None) -> Iterator[Cue]:
    alternative = at(channel, "alternatives", 0)
    name = None if number is None else f"channel {number}"
    paragraphs = objects(alternative, "paragraphs", "paragraphs")
    words = objects(alternative, "words")
    if paragraphs:
        for paragraph in paragraphs:
            who = speaker(paragraph, "speaker") if name is None else name
            for place, sentence in enumerate(objects(paragraph, "sentences")):
                yield _piece(sentence, "text", who, opens=not place)
    elif words:
        for word in words:
            key = "punctuated_word" if "punctuated_word" in word else "word"
            yield _piece(word, key, name)
    else:
        yield Cue(string(alternative, "transcript"), speaker=name)


def _piece(data: dict[str, Any], key: str, who: str | None = None, opens: bool = False) -> Cue:
    name = who or speaker(data, "speaker")
    return Cue(string(data, key), seconds(data, "start"), seconds(data, "end"), name, opens=opens)
