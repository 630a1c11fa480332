"""What a person is asked to look at: few things, and rarely in vain."""

import pytest

from reader.document import Draft, DraftBlock, DraftSpeaker
from reader.proofs.correcting import with_keys
from reader.proofs.doubts import doubtful_people, doubts


def found(*blocks, names=("Ida Blum", "Otto Kern")):
    draft = with_keys(Draft(speakers=[DraftSpeaker(name) for name in names], blocks=list(blocks)))
    return [words for block in draft.blocks for words in doubts(draft).get(block.key, [])]


def said(text, speaker="Otto Kern", **more):
    return DraftBlock(kind="turn", speaker=speaker, text=text, **more)


def test_a_name_that_runs_into_the_next_word():
    assert found(said("Das sagte Otto KernImmer wieder.")) == ["A blank seems to be missing: “KernImmer”."]


def test_a_sentence_that_runs_into_the_next_one():
    assert found(said("So war es dann. So war es dann.So war es.")) == [
        "A blank seems to be missing: “dann.So”."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Wir nutzen GitHub, YouTube und OpenAI, wie alle.",
        "Siehe https://example.org/KernImmer.Und oder ida.Blum@example.org.",
        "Um 10.30 Uhr, z.B. im Garten, 3.Mai.",
        "Ida Blum und Otto Kern.",
        "日本語のテキスト。ここに空白はない。",
    ],
)
def test_what_is_written_so_is_not_asked_about(text):
    assert found(said(text)) == []


def test_another_speaker_within_a_turn():
    assert found(said("Ich säe.\n\nIda Blum: Und dann?")) == [
        "“Ida Blum:” stands inside. Does somebody else speak from there on?"
    ]
    assert found(said("Ida Blum: so heißt sie nicht mehr.")) == []


def test_a_paragraph_that_begins_like_somebodys_words():
    assert found(said("Ich säe.\n\nCarla Grün: Ich auch.")) == [
        "“Carla Grün:” stands inside. Does somebody else speak from there on?"
    ]
    assert found(said("Ich säe.\n\nund das heißt: viel Arbeit.")) == []


def test_a_recording_without_an_address():
    clip = DraftBlock(kind="media", text="YouTube-Video")
    assert found(clip) == ["The address of the recording is missing."]
    assert found(DraftBlock(kind="media", text="Video", url="https://example.org/")) == []
    assert found(DraftBlock(kind="media", text="Otto Kern im Garten")) == []


def test_what_is_left_out_is_not_asked_about():
    assert found(said("Otto KernImmer", boilerplate=True)) == []


def test_people_who_may_be_none():
    talk = [said("Ja.", "Ida"), said("Nein.", "Otto")] * 4 + [said("Ort und Zeit", "Treffpunkt")]
    names = ["Ida", "Otto", "Treffpunkt", "Niemand"]
    draft = with_keys(Draft(speakers=[DraftSpeaker(n) for n in names], blocks=talk))
    assert list(doubtful_people(draft)) == ["Treffpunkt", "Niemand"]
    sentence = "Was ich Ihnen immer schon einmal sagen wollte"
    draft = with_keys(Draft(speakers=[DraftSpeaker(sentence)], blocks=[said("Ja.", sentence)]))
    assert doubtful_people(draft) == {sentence: "Is this a name?"}
