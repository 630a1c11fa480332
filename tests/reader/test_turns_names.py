"""Names that nothing but their place tells from other lines, and names that two share."""

import pytest

from reader.document import Document, Paragraph
from reader.text import Span
from reader.turns import segment
from tests.reader.drafts import TALK, draft_of, names, roles, shape


def test_where_names_stand_alone_one_with_text_on_its_line_names_nobody():
    talk = [part for _n in range(3) for part in ("Lee:", "Why?", "Ray:", "So.")]
    draft = draft_of("ANNA LEE: An interview by Bob Ray, 1998.", *talk)
    assert names(draft) == ["Lee", "Ray"]
    assert shape(draft)[0] == ("lead", None, "ANNA LEE: An interview by Bob Ray, 1998.")


@pytest.mark.parametrize(
    ("last", "meant"), [("Eva May: So?", "Kim Roe"), ("Kim Roe: So?", "Kim")], ids=["told", "not told"]
)
def test_a_first_name_that_two_share_means_the_one_who_does_not_talk_to_it(last, meant):
    talk = ("Kim Lee: Why?", "Kim: Because.", "Kim Lee: I see.", "Eva May: Well.", "Kim Roe: Yes.")
    draft = draft_of(*talk, "Eva May: Ah.", "Kim: Oh.", last)
    assert [b.speaker for b in draft.blocks][1] == meant


@pytest.mark.parametrize(
    "named",
    [
        lambda name: Paragraph(f"{name} 00:03", hints=frozenset({"dt", "dl"})),
        lambda name: Paragraph(name, hints=frozenset({"dt", "dl"})),
        lambda name: Paragraph(name, heading=3),
        lambda name: Paragraph(name, [Span(0, len(name), "strong")]),
        lambda name: Paragraph(name),
    ],
    ids=["time", "term", "heading", "bold", "plain"],
)
def test_names_may_stand_alone(named):
    paragraphs = []
    for name, said in [("Ann Lee", "Why?"), ("Bob", "So."), ("Ann Lee", "And?"), ("Bob", "Yes.")]:
        paragraphs += [named(name), Paragraph(said)]
    assert shape(segment(Document(paragraphs))) == [
        ("turn", "Ann Lee", "Why?"), ("turn", "Bob", "So."),
        ("turn", "Ann Lee", "And?"), ("turn", "Bob", "Yes."),
    ]  # fmt: skip


def test_a_term_names_somebody_who_speaks_once_and_its_time_is_kept():
    said = [("Ann Lee", "Why?"), ("Bob", "So."), ("Ann Lee", "And?"), ("Bob", "Yes."), ("Cy Orr", "Hm.")]
    paragraphs = [
        p
        for name, text in said
        for p in (Paragraph(f"{name} 1:01:00", hints=frozenset({"dt"})), Paragraph(text))
    ]
    last = segment(Document(paragraphs)).blocks[-1]
    assert (last.speaker, last.text, last.begins) == ("Cy Orr", "Hm.", 3_660_000)


def test_letters_with_a_full_stop_ask_and_answer():
    draft = draft_of("Q. Why?", "A. Because.", "Q. Really?", "A. Yes.")
    assert roles(draft) == {"Q": "interviewer", "A": "guest"}
    assert names(draft_of("A. Mehl", "B. Salz?", "C. Wasser", "A. Hefe", "B. Zeit")) == []


def test_short_answers_on_lines_of_their_own_name_nobody_where_others_are_named():
    said = [*TALK, "Ja", "Genau", "Wirklich?", "Ja", "Genau"]
    assert names(draft_of(*said)) == ["Ida Blum", "Otto Kern"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        # Credits of pictures, values, a form that is filled in, lists.
        [
            "Kim Orr/AP",
            "It rained. Why?",
            "Lee Ott/AP",
            "It snowed.",
            "Kim Orr/AP",
            "Cold.",
            "Lee Ott/AP",
            "Warm.",
        ],
        ["Price: 9?", *["Weight: 2", "Price: 7"] * 9],
        # Pointers elsewhere, years, and things that the text writes in lower case too.
        [
            "Lesetipp: Why bees hum",
            "Bees hum.",
            "Auch lesen: Why?",
            "Lesetipp: Why they sleep",
            "Bees sleep.",
        ],
        ["Cup 2022: Ida Blum won it.", "Cup 2023: Nobody won it.", "Cup 2022: A rainy day."],
        [f"{name}: You need a lot of rye flour and oat milk." for name in ("Rye Flour", "Oat Milk") * 2],
        ["Utah: Kim Orr", "Iowa: Lee Ott?", "Ohio: Jo", *[f"State {n}: Al" for n in range(10)]],
    ],
)
def test_lists_and_credits_name_no_speakers(paragraphs):
    assert names(draft_of(*paragraphs)) == []


def test_bold_names_and_times_may_stand_without_a_colon():
    said = [("Ann Lee", "Why?"), ("Bob", "Because."), ("Ann Lee", "And?"), ("Bob", "Yes, so it is.")]
    bold = [Paragraph(f"{name} {text}", [Span(0, len(name), "strong")]) for name, text in said]
    assert names(segment(Document(bold))) == ["Ann Lee", "Bob"]
    apart = [Paragraph(t) for n, (name, text) in enumerate(said) for t in (name, f"0:0{n + 1}", text)]
    blocks = segment(Document(apart)).blocks
    assert [(b.speaker, b.begins) for b in blocks] == [
        ("Ann Lee", 1000), ("Bob", 2000), ("Ann Lee", 3000), ("Bob", 4000),
    ]  # fmt: skip


def test_a_label_in_the_masthead_names_nobody():
    paragraphs = [
        Paragraph("ANNA BLUM: an interview by Otto Kern, 1991."),
        *(Paragraph(f"Rule {n} for who copies this.") for n in "abcd"),
        Paragraph("The interview", heading=2),
        *map(Paragraph, ["Kern: Why?", "Blum: Because.", "Kern: And?", "Blum: Yes."]),
    ]
    assert names(segment(Document(paragraphs))) == ["Kern", "Blum"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ("Anna: Wie kamen Sie dazu?", "Bernd: Mein Vater war Bäcker.", "Anna: Und heute?"),
            ["Anna", "Bernd"],
        ),
        (
            (
                "Anna: Was meinen Sie?",
                "Bernd: Dass es gut ist.",
                "Anna: Und Sie?",
                "Carla: Ich sehe das anders.",
                "Bernd: Nun ja.",
            ),
            ["Anna", "Bernd", "Carla"],
        ),
        (("Anna: Was ist das?", "Bernd: Ein Brot, aus Roggen.", "Es schmeckt gut."), ["Anna", "Bernd"]),
        (
            (
                "Xaver: Das Wetter wird morgen wieder besser.",
                "Yvonne: Das habe ich auch schon gehört.",
                "Xaver: Dann gehen wir eben morgen hinaus.",
                "Yvonne: Gern, aber nicht so früh wie sonst.",
            ),
            ["Xaver", "Yvonne"],
        ),
        (
            ("Eva: Eins ist hier.", "Otto: Zwei ist da.", "Eva: Drei auch.", "Otto: Vier nicht."),
            ["Eva", "Otto"],
        ),
        (("Interviewerin: Warum denn das?", "Paul Weber: Weil es ging."), ["Interviewerin", "Paul Weber"]),
        (("A: Was ist?", "B: Gut.", "A: Und du?", "C: Ich weiß nicht.", "B: Schade."), ["A", "B", "C"]),
        (
            ("Anna: Was tun wir?", "Bernd: Gehen.", "Anna: Wohin?", "Bernd: Heim.", "Zum Schluss: Danke."),
            ["Anna", "Bernd"],
        ),
        (("Zutaten: Mehl und Wasser.", "Zubereitung: Alles mischen.", "Backen: Eine Stunde."), []),
        (("Ort: Berlin", "Zeit: 10:30", "Ort: Hamburg", "Zeit: 11:30"), []),
        (
            ("Q: Warum?", "A: Darum.", "Q: Wirklich?", "Übrigens: Das stimmt nicht ganz.", "A: Ja."),
            ["Q", "A"],
        ),
    ],
)
def test_a_short_text_of_nothing_but_turns(texts, expected):
    assert names(draft_of(*texts)) == expected
