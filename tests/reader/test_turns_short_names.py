"""Labels that are short for a name, and names in ways that only some transcripts write."""

import pytest

from reader.document import Document, Paragraph
from reader.text import Span
from reader.turns import segment
from tests.reader.drafts import draft_of, names, roles, shape


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("Ida Blum", "Ms. Blum"),
        ("Dr. Ida van der Blum", "DR. VAN DER BLUM"),
        ("Ida Blum", "I.B."),
        ("Ida Blum", "IB"),
        ("Hon. Ida Blum", "Blum"),
    ],
)
def test_later_labels_may_be_short_for_a_name(first, later):
    draft = draft_of("Bob Roe: Why?", f"{first}: So.", "Bob Roe: And?", f"{later}: Yes.", "Bob Roe: Oh?")
    assert names(draft) == ["Bob Roe", first]


def test_a_title_alone_makes_nobody_the_same():
    draft = draft_of("Mr Roe: Why?", "Ms Roe: So.", "Mr Roe: And?", "Ms Roe: Yes.")
    assert names(draft) == ["Mr Roe", "Ms Roe"]


def test_letters_that_are_no_ones_initials_stay():
    draft = draft_of("Bob Roe: Why?", "JK: So.", "Bob Roe: And?", "JK: Yes.")
    assert names(draft) == ["Bob Roe", "JK"]


def test_numbered_letters_ask_and_answer():
    draft = draft_of("Q1: Why?", "A1: So.", "Q2: And?", "A2: Yes.")
    assert names(draft) == ["Q", "A"]


def test_numbered_letters_that_come_again_are_people():
    draft = draft_of("Q1: Why?", "Ida: So.", "Q2: And?", "Ida: Yes.", "Q1: Oh?", "Ida: Hm.", "Q2: When?")
    assert names(draft) == ["Q1", "Ida", "Q2"]


@pytest.mark.parametrize(
    "line",
    ["{name} — {said}", "{name} – {said}", "{name}\n{said}", "{name}\u3000{said}"],
    ids=["long dash", "dash", "line", "wide blank"],
)
def test_names_may_stand_before_a_dash_or_above_a_line(line):
    said = [
        ("Ida van den Blum", "Why?"),
        ("Bob Roe", "So."),
        ("Ida van den Blum", "And?"),
        ("Bob Roe", "Oh."),
    ]
    draft = draft_of(*(line.format(name=name, said=text) for name, text in said))
    assert shape(draft) == [("turn", name, text) for name, text in said]


@pytest.mark.parametrize("degree", [", Ph.D.", ", PsyD", " Jr."])
def test_a_degree_belongs_to_the_name(degree):
    talk = [
        part for q, a in [("Why?", "So."), ("And?", "Oh.")] for part in ("Bob", q, f"Ida Blum{degree}", a)
    ]
    assert names(draft_of(*talk)) == ["Bob", f"Ida Blum{degree}"]


def test_sentences_with_dashes_name_nobody():
    draft = draft_of("Bees – small animals – fly.", "Why? Nobody knows.", "Bees – all of them – sleep.")
    assert names(draft) == []


def bold(text, end=None):
    return Paragraph(text, [Span(0, end or len(text), "strong")])


TALK = [bold("When did you begin?"), Paragraph("As a child."), bold("And your brother?"), Paragraph("Never.")]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (bold("garden.example: Why bees?"), Paragraph("Ida Blum: They hum.")),
        (bold("THE GARDEN: Why bees?"), bold("Ida Blum – They hum.", 11)),
        (bold("The Garden: Why bees?\nIda Blum:"), Paragraph("They hum.")),
        (bold("garden: Why bees?"), bold("Ida Blum – They hum: loudly.", 11)),
    ],
    ids=["site", "dash", "line below", "dash and colon"],
)
def test_names_at_the_first_question_and_answer_hold_for_the_rest(question, answer):
    draft = segment(Document([question, answer, *TALK], language="en", title="Interview"))
    asker = question.text.split(":")[0]
    assert [(b.speaker, b.text) for b in draft.blocks] == [
        (asker, "Why bees?"), ("Ida Blum", answer.text.removeprefix("Ida Blum").lstrip(":– ")),
        (asker, "When did you begin?"), ("Ida Blum", "As a child."),
        (asker, "And your brother?"), ("Ida Blum", "Never."),
    ]  # fmt: skip


def test_a_question_may_begin_with_a_colon_that_names_nobody():
    first = [bold("First of all: why bees?"), Paragraph("They hum.")]
    draft = segment(Document([*first, *TALK], language="en", title="Interview"))
    assert draft.blocks[0].text == "First of all: why bees?"
    assert names(draft) == ["Question", "Answer"]


def test_who_answers_may_be_named_in_the_title_and_at_the_first_answer():
    first = [bold("Why bees?"), Paragraph("Ida Blum: They hum.")]
    draft = segment(Document([*first, *TALK], language="en", title="Interview with Ida Blum"))
    assert names(draft) == ["Question", "Ida Blum"]


def test_the_only_name_of_who_answers_may_stand_before_a_wide_blank():
    said = [
        ("――いつからですか？", "山田\u3000昔からです。"),
        ("――なぜですか？", "山田\u3000好きだから。"),
    ] * 2
    draft = segment(Document([Paragraph(text) for pair in said for text in pair], language="ja"))
    assert names(draft) == ["質問", "山田"]
    assert draft.blocks[0].text == "いつからですか？"


@pytest.mark.parametrize(("asks", "answers"), [("* ", "- "), ("▶ ", "▷ "), ("* ", "")])
def test_a_sign_may_open_each_question(asks, answers):
    said = [("When did you begin?", "As a child."), ("Why?", "They hum."), ("And your brother?", "Never.")]
    texts = [text for q, a in said for text in (asks + q, answers + a)]
    draft = segment(Document([Paragraph(text) for text in texts], language="en", title="Interview"))
    assert shape(draft) == [
        ("turn", name, text) for pair in said for name, text in zip(("Question", "Answer"), pair, strict=True)
    ]


def test_headings_below_the_talk_do_not_hide_that_others_ask():
    talk = [
        p
        for question in ("Why do you keep bees?", "And your brother?", "Who taught you?")
        for p in (Paragraph(question, heading=3), bold("Ida Blum: Nobody knows that.", 9))
    ]
    below = [Paragraph(text, heading=3) for text in ("About us", "Support us", "More of this")]
    draft = segment(Document([*talk, *below], language="en"))
    assert names(draft) == ["Question", "Ida Blum"]


def test_names_in_scripts_without_capitals_may_stand_before_dashes():
    said = [("דנה כהן", "למה?"), ("יוסי לוי", "ככה: אין ברירה."), ("דנה כהן", "ואז?"), ("יוסי לוי", "זהו.")]
    draft = draft_of(*(f"{name} – {text}" for name, text in said))
    assert shape(draft) == [("turn", name, text) for name, text in said]


def test_who_has_no_name_may_be_called_by_their_part():
    talk = ["MODERATOR: Why?", "MS. LEE: So.", "MODERATOR: And?", "AUDIENCE MEMBER: When?", "MS. LEE: Never."]
    assert names(draft_of(*talk)) == ["MODERATOR", "MS. LEE", "AUDIENCE MEMBER"]


def test_one_word_may_name_who_speaks_once_and_is_spoken_of():
    talk = [
        "Ida: Why?",
        "Bob: Ask Mira, she knows.",
        "Ida: And?",
        "Mira: I do.",
        "Bob: Multics: never again.",
    ]
    assert names(draft_of(*talk)) == ["Ida", "Bob", "Mira"]


def test_one_alone_may_speak_after_each_break():
    label = bold("Ida Blum:")
    news = [
        p
        for n in range(4)
        for p in (label, Paragraph(f"Bees hum all summer long, part {n}."), Paragraph("Break: [0:3]"))
    ]
    assert names(segment(Document(news, language="en"))) == ["Ida Blum"]


def test_only_who_asks_may_be_named():
    said = [("Why bees?", "They hum."), ("Since when?", "Since ever."), ("And your brother?", "Never.")]
    draft = draft_of(*(text for q, a in said for text in (f"Maria: {q}", a)))
    assert names(draft) == ["Maria", "Answer"]
    assert [b.text for b in draft.blocks] == [text for pair in said for text in pair]


@pytest.mark.parametrize(
    ("asks", "answers"), [("Otázka", "Odpověď"), ("Pergunta", "Resposta"), ("Soru", "Cevap"), ("ש", "ת")]
)
def test_roles_are_known_by_their_names_in_many_languages(asks, answers):
    draft = draft_of(f"{asks}: 1.", f"{answers}: 2?", f"{asks}: 3?", f"{answers}: 4.")
    assert roles(draft) == {asks: "interviewer", answers: "guest"}


def test_a_member_of_the_audience_may_be_called_so_in_lower_case():
    talk = ["John Roe: Why?", "Miembro del público: So.", "John Roe: And?", "Miembro del público: Yes."]
    assert names(draft_of(*talk)) == ["John Roe", "Miembro del público"]


def test_a_time_after_the_outro_is_said_by_nobody():
    draft = draft_of("Ida: Why?", "Bob: So.", "Ida: And?", "Bob: Yes.", "Outro: [58:46]")
    assert shape(draft)[-1][0] == "aside"


def test_where_names_are_bold_others_name_nobody():
    said = [("Ida Blum", "Why?"), ("Bob Roe", "So."), ("Ida Blum", "And?"), ("Bob Roe", "Yes.")]
    talk = [bold(f"{name}: {text}", len(name) + 1) for name, text in said]
    talk.insert(2, Paragraph("Until Monday: a storm. Bob Roe saw it coming Until Monday."))
    assert names(segment(Document(talk, language="en"))) == ["Ida Blum", "Bob Roe"]
