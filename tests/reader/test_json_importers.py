"""JSON transcripts of many services: who speaks, when, and what is refused."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers import ImportProblem, read
from reader.turns import segment


def document(data):
    return read("talk.json", json.dumps(data).encode())


def said(data):
    return [(p.speaker, p.text, p.begins, p.ends) for p in document(data).paragraphs]


def words(text: str, **more):
    """One word a second: "start" and "end" in seconds, and whatever `more` says."""
    return [{"text": word, "start": n, "end": n + 0.9} | more for n, word in enumerate(text.split())]


def test_podcasting_2_names_a_speaker_where_another_begins():
    data = {
        "version": "1.0.0",
        "segments": [
            {"speaker": "Ada", "startTime": 0.5, "endTime": 2.123, "body": "Was it"},
            {"startTime": 2.2, "endTime": 3, "body": "cold?"},
            {"speaker": "Ben", "startTime": 3.5, "endTime": 4, "body": "Yes."},
        ],
    }
    assert said(data) == [("Ada", "Was it cold?", 500, 3000), ("Ben", "Yes.", 3500, 4000)]


def test_whisper_knows_no_speakers_but_the_language():
    data = {
        "text": " Hallo.",
        "language": "de",
        "segments": [{"id": 0, "start": 0, "end": 1, "text": " Hallo."}],
    }
    assert said(data) == [(None, "Hallo.", 0, 1000)]
    assert document(data).language == "de"


def test_whisperx_gives_segments_or_their_words_to_speakers():
    data = {
        "segments": [
            {"start": 0, "end": 1, "text": " Cold?", "speaker": "SPEAKER_01"},
            {"start": 1, "end": 2, "text": " Yes.", "words": [{"word": "Yes."} | {"speaker": "SPEAKER_00"}]},
        ],
        "word_segments": [],
    }
    assert said(data) == [("SPEAKER_01", "Cold?", 0, 1000), ("SPEAKER_00", "Yes.", 1000, 2000)]


def test_others_built_on_whisper():
    cpp = {
        "result": {"language": "en"},
        "transcription": [{"offsets": {"from": 0, "to": 90}, "text": " Hi."}],
    }
    assert said(cpp) == [(None, "Hi.", 0, 90)]
    fast = {
        "text": "Hi.",
        "chunks": [{"timestamp": [0, 1], "text": "Hi."}],
        "speakers": [{"speaker": "SPEAKER_00", "timestamp": [0, 1], "text": "Hi."}],
    }
    assert said(fast) == [("SPEAKER_00", "Hi.", 0, 1000)]


def test_deepgram_by_paragraphs_by_words_and_by_utterances():
    paragraph = {"speaker": 0, "sentences": [{"text": "Cold?", "start": 1, "end": 2}]}
    more = {
        "speaker": 0,
        "sentences": [{"text": "Or", "start": 2, "end": 3}, {"text": "not?", "start": 3, "end": 4}],
    }
    alternative = {"transcript": "no", "paragraphs": {"paragraphs": [paragraph, more]}}
    channel = {"alternatives": [alternative], "detected_language": "en"}
    assert said({"results": {"channels": [channel]}}) == [
        ("speaker 0", "Cold?", 1000, 2000),
        ("speaker 0", "Or not?", 2000, 4000),
    ]
    spoken = [{"word": "cold", "punctuated_word": "Cold.", "start": 1, "end": 2, "speaker": 1}]
    assert said({"results": {"channels": [{"alternatives": [{"words": spoken}]}]}}) == [
        ("speaker 1", "Cold.", 1000, 2000)
    ]
    bare = {"alternatives": [{"transcript": "cold yes"}]}
    utterances = [{"transcript": "cold", "start": 0, "end": 1, "speaker": 3}]
    assert said({"results": {"channels": [bare], "utterances": utterances}}) == [
        ("speaker 3", "cold", 0, 1000)
    ]


def test_deepgram_puts_channels_together_by_their_times():
    one = {
        "alternatives": [
            {"words": [{"word": w, "start": n, "end": n + 1} for w, n in [("cold", 0), ("oh", 4)]]}
        ]
    }
    two = {"alternatives": [{"words": [{"word": "yes", "start": 2, "end": 3}]}]}
    assert [(who, text) for who, text, *_ in said({"results": {"channels": [one, two]}})] == [
        ("channel 0", "cold"),
        ("channel 1", "yes"),
        ("channel 0", "oh"),
    ]


def test_assemblyai_counts_in_milliseconds():
    data = {
        "id": "x",
        "audio_url": "https://media.example/talk.mp3",
        "language_code": "en_us",
        "text": "Cold? Yes.",
        "words": [{"text": "Cold?", "start": 10, "end": 20, "speaker": "A"}],
        "utterances": [
            {"text": "Cold?", "start": 10, "end": 20, "speaker": "A"},
            {"text": "Yes.", "start": 30, "end": 40, "speaker": "B"},
        ],
    }
    assert said(data) == [("A", "Cold?", 10, 20), ("B", "Yes.", 30, 40)]
    assert (document(data).language, document(data).media_url) == ("en-US", "https://media.example/talk.mp3")
    assert said(data | {"utterances": None}) == [("A", "Cold?", 10, 20)]
    assert said({"audio_url": "javascript:x", "text": "Cold."}) == [(None, "Cold.", None, None)]


def google(text: str, tags=(), start: int = 0):
    spoken = [
        {"word": word, "startTime": {"seconds": str(n), "nanos": 500_000_000}, "endTime": f"{n + 1}.200s"}
        for n, word in enumerate(text.split(), start)
    ]
    for word, tag in zip(spoken, tags, strict=False):
        word["speakerTag"] = tag
    return {"alternatives": [{"transcript": text, "words": spoken}], "languageCode": "en-us"}


def test_google_repeats_all_words_with_speakers_in_the_last_result():
    data = {"results": [google("was it"), google("yes", start=2), google("was it yes", [1, 1, 2])]}
    assert said(data) == [("speaker 1", "was it", 500, 2200), ("speaker 2", "yes", 2500, 3200)]
    assert document(data).language == "en-US"
    accumulating = {"results": [google("was it", [1, 1]), google("was it yes", [1, 1, 2])]}
    assert said(accumulating) == said(data)
    apart = {"response": {"results": [google("was it", [1, 1]), google("yes", [2], start=2)]}}
    assert said(apart) == said(data)
    assert said({"results": [google("was it"), google("yes", start=2)]}) == [(None, "was it yes", 500, 3200)]


def amazon_item(word: str, at: float | None = None, **more):
    times = {} if at is None else {"start_time": str(at), "end_time": str(at + 0.5)}
    kind = "punctuation" if at is None else "pronunciation"
    return {"type": kind, "alternatives": [{"confidence": "1.0", "content": word}]} | times | more


def test_amazon_names_speakers_beside_the_items_or_at_them():
    items = [amazon_item("Cold", 0.5), amazon_item("?"), amazon_item("Yes", 1.5), amazon_item(".")]
    labels = [
        {"speaker_label": "spk_0", "items": [{"start_time": "0.5", "speaker_label": "spk_0"}]},
        {"speaker_label": "spk_1", "items": [{"start_time": "1.5"}]},
    ]
    expected = [("spk_0", "Cold?", 500, 1000), ("spk_1", "Yes.", 1500, 2000)]
    assert said({"results": {"items": items, "speaker_labels": {"segments": labels}}}) == expected
    labelled = [item | {"speaker_label": f"spk_{n // 2}"} for n, item in enumerate(items)]
    assert said({"results": {"items": labelled, "transcripts": [{"transcript": "no"}]}}) == expected
    assert said({"results": {"transcripts": [{"transcript": "Cold?"}]}}) == [(None, "Cold?", None, None)]


def test_amazon_puts_channels_together_by_their_times():
    channels = [
        {
            "channel_label": "ch_0",
            "items": [amazon_item("Cold", 0.5), amazon_item("?"), amazon_item("Oh", 3)],
        },
        {"channel_label": "ch_1", "items": [amazon_item("Yes", 1.5), amazon_item(".")]},
    ]
    assert [
        (who, text)
        for who, text, *_ in said({"results": {"items": [], "channel_labels": {"channels": channels}}})
    ] == [
        ("ch_0", "Cold?"),
        ("ch_1", "Yes."),
        ("ch_0", "Oh"),
    ]


def test_a_paper_edit_gives_words_to_the_paragraph_they_begin_in():
    paragraphs = [{"start": 1, "end": 2.9, "speaker": "Ada"}, {"start": 4, "end": 9, "speaker": "Ben"}]
    data = {"title": "Frost", "words": words("so was it cold then yes"), "paragraphs": paragraphs}
    assert said(data) == [("Ada", "so was it cold", 0, 3900), ("Ben", "then yes", 4000, 5900)]
    assert document(data).title == "Frost"


def test_a_bare_list_of_segments_is_read():
    assert said([{"speaker": "Ada", "text": "Hi."}]) == [("Ada", "Hi.", None, None)]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b'{"a": 1\n "b"}', "damaged in line 2"),
        (b'{"start": NaN}', "number"),
        (b'{"start": ' + b"9" * 5000 + b"}", "number"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": 1, "a": 2}', "no transcript of a known kind"),
        (b"3", "no transcript of a known kind"),
        (b'{"segments": [{"text": ""}]}', "No text was found"),
    ],
)
def test_what_is_no_transcript_is_refused(data, problem):
    with pytest.raises(ImportProblem, match=problem):
        read("a.json", data)


def test_an_hour_of_words_takes_no_time():
    began = time.process_time()
    segment(document({"words": words("word " * 50_000), "paragraphs": [{"start": 0, "speaker": "Ada"}]}))
    assert time.process_time() - began < 5


NAMES = """
    segments words paragraphs utterances results alternatives text body speaker start end items channels
    transcripts speakerTag startTime seconds nanos type content offsets timestamp transcription response
    channel_labels speaker_labels language audio_url"""
KEYS = st.sampled_from(NAMES.split())
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_json_gives_a_document_or_a_problem(data):
    try:
        found = read("a.json", json.dumps(data).replace("Infinity", "1e999").encode())
    except ImportProblem:
        return
    segment(found)
    assert all(p.text == p.text.strip() != "" and p.speaker != "" for p in found.paragraphs)
