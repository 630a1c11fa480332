"""WebVTT and SRT: who speaks, what is left out, and how cues become paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers import ImportProblem, read
from reader.importing import import_file
from reader.turns import segment


def vtt(body: str) -> bytes:
    return f"WEBVTT\n\n{body}".encode()


def cue(number: int, text: str) -> str:
    return f"00:{number:02}.000 --> 00:{number:02}.900\n{text}\n\n"


def said(name: str, data: bytes):
    return [(p.speaker, p.text) for p in read(name, data).paragraphs]


def turns(name: str, data: bytes):
    return [(block.speaker, block.text) for block in segment(read(name, data)).blocks]


def test_a_voice_tag_names_the_speaker_and_cues_become_one_text():
    data = vtt(
        cue(1, "<v Ada Quill>It was a long")
        + cue(2, "<v Ada Quill>winter.")
        + cue(3, "<v.loud Ben Oak>Was it?</v>")
    )
    paragraphs = read("a.vtt", data).paragraphs
    assert [(p.speaker, p.text, p.begins, p.ends) for p in paragraphs] == [
        ("Ada Quill", "It was a long winter.", 1000, 2900),
        ("Ben Oak", "Was it?", 3000, 3900),
    ]


def test_two_voices_in_one_cue_and_a_voice_over_two_lines():
    data = vtt(cue(1, "<v Ada>Hello,\nyou.</v> <v Ben>Hello."))
    assert said("a.vtt", data) == [("Ada", "Hello, you."), ("Ben", "Hello.")]


def test_without_tags_the_names_before_colons_are_found():
    lines = ["Ada: Why gardens?", "Ben: Because they", "wait for you.", "Ada: And then?", "Ben: Nothing."]
    assert turns("a.vtt", vtt("".join(cue(number, line) for number, line in enumerate(lines)))) == [
        ("Ada", "Why gardens?"),
        ("Ben", "Because they wait for you."),
        ("Ada", "And then?"),
        ("Ben", "Nothing."),
    ]


def test_blocks_that_are_no_cues_settings_tags_and_ruby_are_left_out():
    body = (
        "NOTE\nAda: not said\n\nSTYLE\n::cue { color: red }\n\n1\n"
        "00:01.000 --> 00:02.000 align:start position:10%\n"
        "<c.yellow>4 &lt; 5</c> &amp; <i>a < b</i> <00:00:01.500><ruby>汉<rt>han</rt></ruby>\n"
    )
    assert said("a.vtt", vtt(body)) == [(None, "4 < 5 & a < b 汉")]


def test_captions_that_roll_say_each_line_once():
    body = (
        "00:01.000 --> 00:02.000\nwe<00:00:01.500><c> went</c>\n\n"
        "00:02.000 --> 00:02.010\nwe went\n\n"
        "00:02.010 --> 00:03.000\nwe went\nhome<00:00:02.500><c> late</c>\n\n"
    )
    assert said("a.vtt", vtt(body)) == [(None, "we went home late")]


def test_the_header_may_declare_the_language():
    data = b"WEBVTT\nKind: captions\nLanguage: nl\n\n00:01.000 --> 00:02.000\nHallo\n"
    assert read("a.vtt", data).language == "nl"


@pytest.mark.parametrize(
    "times",
    ["99:99:99.999 --> -1:00.000", "00:05.000 --> 00:01.000", "x --> y", "999999999:00:00.000 --> 1"],
)
def test_damaged_times_lose_no_text(times):
    (paragraph,) = read("a.vtt", vtt(f"{times}\nHello\n")).paragraphs
    assert paragraph.text == "Hello"
    assert paragraph.ends is None


def test_srt_keeps_text_after_an_empty_line_and_drops_placing():
    data = (
        b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color=red>Ada: Why?</font>\r\n\r\n"
        b"Really?\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nBen: So.\r\n\r\n3\r\n"
        b"00:00:05,000 --> 00:00:06,000\r\nAda: Oh.\r\n\r\n4\r\n00:01:05,000 --> 00:01:06,000\r\nBen: Yes."
    )
    draft = segment(read("a.srt", data))
    assert [(b.speaker, b.text, b.begins, b.ends) for b in draft.blocks] == [
        ("Ada", "Why? Really?", 1000, 2000),
        ("Ben", "So.", 3000, 4000),
        ("Ada", "Oh.", 5000, 6000),
        ("Ben", "Yes.", 65000, 66000),
    ]


def test_speakers_in_brackets_as_whisperx_writes_them():
    data = b"1\n0:00:01,000 --> 0:00:02,000\n[SPEAKER_00]: Hello.\n\n2\n0:00:03,000 --> 0:00:04,000\nYou.\n"
    assert said("a.srt", data) == [("SPEAKER_00", "Hello. You.")]


def test_a_pause_ends_a_paragraph_after_a_sentence_and_directions_stand_alone():
    data = vtt(cue(1, "One.") + cue(2, "Two,") + cue(9, "two.") + cue(20, "Three.") + cue(21, "[Music]"))
    assert said("a.vtt", data) == [(None, "One. Two, two."), (None, "Three."), (None, "[Music]")]


def test_chinese_is_joined_without_blanks():
    assert said("a.vtt", vtt(cue(1, "我们在") + cue(2, "这里。"))) == [(None, "我们在这里。")]


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_a_file_without_cues_is_refused(name):
    with pytest.raises(ImportProblem, match=r"none was found\. Check"):
        read(name, b"WEBVTT\n\nJust words.")


@pytest.mark.django_db
def test_long_names_and_late_times_can_be_kept():
    data = vtt(f"596:00:00.000 --> 9999:00:00.000\n<v {'Ada ' * 1000}>Hello</v>\n")
    interview, is_new = import_file("a.vtt", data)
    block = interview.blocks.get()
    assert (is_new, block.text, block.begins, block.ends) == (True, "Hello", 596 * 3_600_000, None)
    assert len(block.speaker.name) <= 200


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_too_many_cues_are_refused(name):
    with pytest.raises(ImportProblem, match="more than 300000 pieces"):
        read(name, b"-->\n" * 300_001)


PIECES = st.sampled_from(
    [
        "WEBVTT",
        "\n",
        "\n\n",
        "00:01.000 --> 00:02.000",
        "-->",
        "<v Ada>",
        "</v>",
        "<v",
        "<rt>",
        "Ada: ",
        "[x]",
        "&lt;",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30), st.sampled_from(["a.vtt", "a.srt"]))
def test_any_text_gives_a_document_or_a_problem(pieces, name):
    try:
        document = read(name, "".join(pieces).encode())
    except ImportProblem:
        return
    segment(document)
    assert all(p.text == p.text.strip() != "" for p in document.paragraphs)
