"""Who speaks, what they say, and what is no speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document, Kind, Paragraph
from reader.text import Span
from reader.turns import segment
from tests.growth import growth
from tests.reader.drafts import TALK, draft_of, names, roles, shape


def test_names_before_a_colon_make_turns_and_what_follows_belongs_to_them():
    assert shape(draft_of(*TALK)) == [
        ("lead", None, "Zwei Gärtner sprechen über den Winter."),
        ("turn", "Ida Blum", "Was machen Sie im Januar?"),
        ("turn", "Otto Kern", "Ich schneide die Obstbäume, wenn es trocken ist.\n\nDanach lese ich."),
        ("turn", "Ida Blum", "Und im Februar?"),
        ("turn", "Otto Kern", "Dann säe ich die ersten Tomaten auf der Fensterbank aus."),
    ]


def test_who_asks_is_the_interviewer_and_who_answers_the_guest():
    assert roles(draft_of(*TALK)) == {"Ida Blum": "interviewer", "Otto Kern": "guest"}


def test_roles_stay_open_where_nobody_clearly_asks():
    draft = draft_of("Kim Ahn: Are you sure?", "Lee Oh: Are you?", "Kim Ahn: I am.", "Lee Oh: So am I.")
    assert roles(draft) == {"Kim Ahn": "", "Lee Oh": ""}


@pytest.mark.parametrize(
    "paragraphs",
    [
        # French with its no-break space, full-width, bare initials, numbered, alone on a line, with a time.
        ["Luc Roy\u00a0: Ça va ?", "Zoé Lot\u00a0: Oui.", "Luc Roy\u00a0: Et toi ?", "Zoé Lot\u00a0: Bien."],
        ["记者：你好吗？", "王芳：很好。", "记者：真的？", "王芳：真的。"],
        ["Q: Why?", "A: Because.", "Q: Really?", "A: Yes."],
        ["Speaker 1: Why?", "Speaker 2: Because.", "Speaker 1: Really?", "Speaker 2: Yes."],
        ["DR. MAY:\nWhy?", "J. R. Fox:\nBecause.", "DR. MAY:\nReally?", "J. R. Fox:\nYes."],
        [
            "Ann Lee  0:01\nWhy?",
            "Bob Ray  0:05\nBecause.",
            "Ann Lee  0:09\nReally?",
            "Bob Ray  1:02:10\nYes.",
        ],
        [
            "Ana de la Cruz: ¿Por qué?",
            "Jan van Eyck: Porque sí.",
            "Ana de la Cruz: ¿Sí?",
            "Jan van Eyck: Sí.",
        ],
        ["Ann Lee: Why?\nBob Ray: Because.\nAnn Lee: Really?\nBob Ray: Yes."],
    ],
)
def test_names_are_found_however_they_are_written(paragraphs):
    draft = draft_of(*paragraphs)
    assert [b.kind for b in draft.blocks] == ["turn"] * 4
    assert len(draft.speakers) == 2
    assert roles(draft)[draft.blocks[0].speaker] == "interviewer"


def test_times_beside_names_are_kept_in_milliseconds():
    draft = draft_of(
        "Ann Lee  0:01\nWhy?", "Bob Ray  0:05\nSo.", "Ann Lee  0:09\nAh?", "Bob Ray  1:02:10\nYes."
    )
    assert [b.begins for b in draft.blocks] == [1000, 5000, 9000, 3_730_000]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Note: this is an essay. Is it?", "Pros: it is short.", "Cons: it is dull.", "Note: it ends."],
        ["At 10:30 we met. Why?", "10:30: tea.", "10:45: cake.", "10:30: tea.", "10:45: cake."],
        ["Er sagte: warum?", "Sie fragte: wann?", "Er sagte: bald.", "Sie fragte: wo?"],
        ["«He said: why?»", "She said: now.", "«He said: why?»", "She said: now."],
        ["See https://example.org/a: why?", "https://example.org/b: so.", "https://example.org/c: no."],
        ["Seneca: the letters. Why?", "Some prose.", "Montaigne: the essays.", "More prose."],
        ["Host: a.example", "Origin: b.example", "Host: c.example", "Origin: d.example"],
        ["Ecclesiastes 1:9 has it. Why?", "Ecclesiastes 1:9 again.", "Genesis 1:1 too.", "Genesis 1:1."],
    ],
)
def test_essays_get_no_invented_speakers(paragraphs):
    draft = draft_of(*paragraphs)
    assert draft.speakers == []
    assert {str(b.kind) for b in draft.blocks} == {"para"}


def test_labels_inside_somebodys_words_name_nobody():
    draft = draft_of(
        *TALK[:4], "Achtung: das ist wichtig.", "Vorteile: viele.", "Erste Frage: keine.", *TALK[4:]
    )
    assert names(draft) == ["Ida Blum", "Otto Kern"]
    assert draft.blocks[2].text.endswith(
        "Achtung: das ist wichtig.\n\nVorteile: viele.\n\nErste Frage: keine."
    )


def test_a_short_name_is_the_full_one_unless_two_share_it():
    draft = draft_of("Kim Ahn: Why?", "Lee Oh: So.", "Kim: Really?", "Oh: Yes.")
    assert names(draft) == ["Kim Ahn", "Lee Oh"]
    shared = draft_of(
        "Kim Ahn: Why?", "Kim Oh: So.", "Kim: Really?", "Kim Ahn: Yes.", "Kim: No.", "Kim Oh: A."
    )
    assert names(shared) == ["Kim Ahn", "Kim Oh", "Kim"]


def test_initials_in_brackets_stand_for_the_name():
    draft = draft_of("Ann Bell (AB): Why?", "Tom Orr (TO): So.", "AB: Really?", "TO: Yes.")
    assert names(draft) == ["Ann Bell", "Tom Orr"]


def test_a_bold_name_may_speak_once_and_takes_its_bold_print_with_it():
    def bold(name, said, extra=()):
        return Paragraph(f"{name}: {said}", [Span(0, len(name) + 1, "strong"), *extra])

    link = Span(len("Ben Ko: see "), len("Ben Ko: see this"), "link", "https://example.org/")
    draft = segment(
        Document(
            paragraphs=[
                bold("Ann Bo", "Why?"),
                bold("Ben Ko", "see this", [link]),
                bold("Ann Bo", "And?"),
                bold("Audience member", "Louder!"),
                bold("Ben Ko", "Well."),
            ]
        )
    )
    assert names(draft) == ["Ann Bo", "Ben Ko", "Audience member"]
    assert draft.blocks[1].text == "see this"
    assert draft.blocks[1].spans == [Span(4, 8, "link", "https://example.org/")]


def test_after_an_aside_the_turn_goes_on():
    draft = draft_of(*TALK[:3], "Siehe auch  Zehn Tipps für den Garten", *TALK[3:])
    assert [(str(b.kind), b.continued) for b in draft.blocks[2:5]] == [
        ("turn", False),
        ("aside", False),
        ("turn", True),
    ]
    assert draft.blocks[4].speaker == "Otto Kern"
    assert not draft.blocks[5].continued


def test_a_sentence_that_begins_with_see_also_is_speech():
    draft = draft_of(*TALK[:3], "Siehe auch das Buch, das ich darüber geschrieben habe.", *TALK[4:])
    assert "aside" not in {b.kind for b in draft.blocks}


@pytest.mark.parametrize(
    "note",
    [
        "(Hinweis: Das ist (sehr) lang her. Wirklich.)",
        "(Note: long ago.)",
        "[Anm. d. Red.: 1987]",
        "（注：1987年）",
        "(Editor's note: he laughs)",
    ],
)
def test_an_editors_note_is_cut_out_of_the_turn(note):
    text = f"Otto Kern:Das war früher. {note} Heute nicht mehr."
    draft = draft_of(*TALK[:2], text, *TALK[3:])
    assert shape(draft)[2:5] == [
        ("turn", "Otto Kern", "Das war früher."),
        ("note", None, note),
        ("turn", "Otto Kern", "Heute nicht mehr.\n\nDanach lese ich."),
    ]
    assert draft.blocks[4].continued


def test_a_note_inside_a_sentence_stays_there():
    draft = draft_of(*TALK[:2], "Otto Kern:Das war (Hinweis: 1987) in Bonn.", *TALK[3:])
    assert "note" not in {b.kind for b in draft.blocks}


def test_what_the_site_added_is_kept_apart():
    draft = draft_of(
        *TALK,
        "YouTube Video",
        "(Dieser Artikel wird gesponsert von Samen Meier; Quelle des Bildes: privat)",
        "Weiterführende Literatur:",
        "Anzeige",
        "Kommentieren Sie den Artikel",
        "Bitte geben Sie Ihren Kommentar ein!\nBitte geben Sie hier Ihren Namen ein",
        "Das war ein schönes Gespräch, danke!",
    )
    assert [(str(b.kind), b.boilerplate) for b in draft.blocks[5:]] == [
        ("media", False),
        ("credit", False),
    ] + [("aside", True)] * 6


def test_a_reading_list_with_entries_is_shown():
    items = [Paragraph("Das Gartenbuch", list_item=True), Paragraph("Der Apfel", list_item=True)]
    paragraphs = [*map(Paragraph, TALK), Paragraph("Weiterführende Literatur:"), *items]
    blocks = segment(Document(paragraphs=paragraphs)).blocks
    assert [(str(b.kind), b.boilerplate, b.text) for b in blocks[-3:]] == [
        ("aside", False, "Weiterführende Literatur:"),
        ("aside", False, "Das Gartenbuch"),
        ("aside", False, "Der Apfel"),
    ]


def test_an_advertisement_interrupts_nobody():
    draft = draft_of(*TALK[:3], "Anzeige", *TALK[3:])
    assert draft.blocks[2].text.endswith("ist.\n\nDanach lese ich.")
    assert [b.text for b in draft.blocks if b.boilerplate] == ["Anzeige"]


def test_headings_and_stage_directions_are_no_speech():
    paragraphs = [*map(Paragraph, TALK[:3]), Paragraph("Der Winter", heading=2), Paragraph("[Applause]")]
    blocks = segment(Document(paragraphs=[*paragraphs, *map(Paragraph, TALK[3:])])).blocks
    assert [str(b.kind) for b in blocks[3:6]] == ["heading", "note", "turn"]
    assert blocks[5].continued


def test_formats_that_name_speakers_themselves_are_believed():
    paragraphs = [
        Paragraph("Note: one", speaker="ann", begins=0, ends=900),
        Paragraph("two", speaker="ann", begins=1000, ends=1900),
        Paragraph("three?", speaker="bob", begins=2000, ends=2900),
    ]
    blocks = segment(Document(paragraphs=paragraphs)).blocks
    assert [(b.speaker, b.text, b.begins, b.ends) for b in blocks] == [
        ("ann", "Note: one\n\ntwo", 0, 1900),
        ("bob", "three?", 2000, 2900),
    ]


def test_what_a_document_says_about_itself_goes_along():
    draft = segment(Document([Paragraph("x")], title="T", language="de", site_name="S"))
    assert (draft.title, draft.language, draft.site_name) == ("T", "de", "S")


SOME_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [*TALK, "Siehe auch  X", "Anzeige", "(Hinweis: a. (b))", "A: x\nB: y?", "Ida Blum:", "😀 漢"]
        ),
        st.text(st.sampled_from("aB :?([)]\n😀."), min_size=1, max_size=30),
    ),
    max_size=12,
)


@given(SOME_LINES)
def test_whatever_the_text_no_word_of_it_is_lost_and_spans_stay_over_their_words(lines):
    paragraphs = [
        Paragraph(line.strip(), [Span(0, len(line.strip()), "emphasis")]) for line in lines if line.strip()
    ]
    draft = segment(Document(paragraphs=paragraphs))
    speakers = set(names(draft))
    for block in draft.blocks:
        assert (block.kind == Kind.TURN) == (block.speaker is not None)
        assert block.speaker is None or block.speaker in speakers
        assert block.text == block.text.strip() != ""
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
        covered = {n for span in block.spans for n in range(span.start, span.end)}
        assert all(n in covered or block.text[n].isspace() for n in range(len(block.text)))
    if not speakers:
        words = sorted("".join(p.text for p in paragraphs).replace(" ", "").replace("\n", ""))
        assert sorted("".join(b.text for b in draft.blocks).replace(" ", "").replace("\n", "")) == words


@pytest.mark.parametrize("text", ["(" * 5, ":" * 5, "(Note: ", "A: b?\n", " x" * 3])
def test_hostile_text_takes_time_in_proportion(text):
    def work(size: int) -> None:
        draft_of(text * size, "Ann Bo: Why?", "Ben Ko: So.", "Ann Bo: Ah?", "Ben Ko: Yes.")

    assert growth(work, 8_000) < 9


@pytest.mark.parametrize("line", ["Break:", "Break: [55:30]", "Pause [01:53:27.27]", "Werbepause:"])
def test_a_break_in_the_recording_is_an_aside_and_no_speaker(line):
    draft = draft_of(*TALK[:3], line, *TALK[3:])
    assert [(str(b.kind), b.text) for b in draft.blocks if b.kind != "turn"][1:] == [("aside", line)]
    assert names(draft) == ["Ida Blum", "Otto Kern"]


def test_short_lines_between_sentences_are_captions_or_subheads():
    said = [*TALK, *TALK[1:], *TALK[1:]]
    said[4:4] = ["Ida im Garten", "Sie sind noch klein, aber sie wachsen schnell.", "Im Frühling"]
    kinds = [(str(b.kind), b.text) for b in draft_of(*said).blocks if b.kind != "turn"]
    assert kinds[1:] == [("media", "Ida im Garten"), ("heading", "Im Frühling")]
    unpunctuated = [text.rstrip(".?") for text in said]
    assert "media" not in {b.kind for b in draft_of(*unpunctuated).blocks}


def test_a_break_is_an_aside_and_a_last_address_too():
    draft = draft_of(*TALK[:4], "Break: [12:30]", *TALK[4:], "Der Garten https://garten.example/")
    assert [b.text for b in draft.blocks if b.kind == "aside"] == [
        "Break: [12:30]",
        "Der Garten https://garten.example/",
    ]
