"""Google Speech-to-Text: results with words, each with the number of its speaker.

Version 1 repeats all words in the last result, and only there they have speakers; version 2 does not.
https://cloud.google.com/speech-to-text/docs/multiple-voices
"""

from collections.abc import Iterator, Sequence
from typing import Any

from reader.document import Document
from reader.importers.cues import Cue, document_of
from reader.importers.json_transcripts.fields import at, language, objects, seconds, speaker, string
from reader.importers.times import milliseconds

# In JavaScript's and in Python's spelling; an operation that is done holds a response.
SPEAKERS = ("speakerTag", "speaker_tag", "speakerLabel", "speaker_label")
BEGINS = ("startTime", "start_time", "startOffset", "start_offset")
ENDS = ("endTime", "end_time", "endOffset", "end_offset")
RESULT_ENDS = ("resultEndTime", "result_end_time", "resultEndOffset", "result_end_offset")


def recognises(data: dict[str, Any]) -> bool:
    """Whether this is a transcript by Google."""
    return any("alternatives" in result for result in _results(data))


def read(data: dict[str, Any]) -> Document:
    """The document in a transcript by Google."""
    results = _results(data)
    codes = (language(result, key) for result in results for key in ("languageCode", "language_code"))
    return document_of(_cues(results), next(filter(None, codes), ""))


def _results(data: dict[str, Any]) -> list[dict[str, Any]]:
    return objects(data, "results") or objects(data, "response", "results")


def _cues(results: Sequence[dict[str, Any]]) -> Iterator[Cue]:
    spoken = [[_word(word) for word in objects(result, "alternatives", 0, "words")] for result in results]
    told = [words for words in spoken if any(word.speaker for word in words)]
    if told:
        for words in _without_repeats(told):
            yield from words
        return
    for result, words in zip(results, spoken, strict=True):
        begins = words[0].begins if words else None
        ends = words[-1].ends if words else _time(result, RESULT_ENDS)
        yield Cue(string(result, "alternatives", 0, "transcript"), begins, ends)


def _without_repeats(results: list[list[Cue]]) -> list[list[Cue]]:
    """Only the last result, if it begins where the first does: then it holds all words again."""
    first, last = results[0][0].begins or 0, results[-1][0].begins or 0
    return results[-1:] if last <= first else results


def _word(word: dict[str, Any]) -> Cue:
    tags = (speaker(word, key) for key in SPEAKERS if at(word, key) not in (0, "0"))
    return Cue(string(word, "word"), _time(word, BEGINS), _time(word, ENDS), next(filter(None, tags), None))


def _time(data: dict[str, Any], keys: Sequence[str]) -> int | None:
    """The time under one of the keys: "1.300s", or whole seconds and nanoseconds apart."""
    found = next((data[key] for key in keys if key in data), None)
    if not isinstance(found, dict):
        return seconds({"time": found}, "time")
    whole, nanos = seconds({"seconds": 0} | found, "seconds"), found.get("nanos", 0)
    if whole is None or not isinstance(nanos, int) or not 0 <= nanos < 10**9:
        return whole
    return milliseconds(whole / 1000 + nanos / 10**9)
