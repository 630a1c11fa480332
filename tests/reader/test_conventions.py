"""Interviews where nobody is named, or not everybody: marked questions, dashes, numbered heads."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Document, Kind, Paragraph
from reader.text import Span
from reader.turns import segment

QUESTIONS = ["Wie sind Sie zur Imkerei gekommen?", "Was essen die Bienen im Winter?", "Und im Sommer?"]
ANSWERS = ["Durch meinen Großvater.", "Den Honig, den ich ihnen lasse.", "Was gerade blüht."]
TURNS = [turn for pair in zip(QUESTIONS, ANSWERS, strict=True) for turn in pair]


def printed(text, style="strong", end=None):
    return Paragraph(text, [Span(0, len(text) if end is None else end, style)])


def shape(paragraphs, **about):
    draft = segment(Document(paragraphs=paragraphs, **({"language": "de", "title": "Interview"} | about)))
    return [(str(b.kind), b.speaker, b.text) for b in draft.blocks]


def turns(texts=TURNS, names=("Frage", "Antwort")):
    return [("turn", names[number % 2], text) for number, text in enumerate(texts)]


def pairs(mark):
    return [p for q, a in zip(QUESTIONS, ANSWERS, strict=True) for p in (mark(q), Paragraph(a))]


WAYS = [
    printed,
    lambda text: printed(text, "emphasis"),
    lambda text: Paragraph(text, heading=3),
    lambda text: Paragraph(text, hints=frozenset({"p", "interview-question"})),
]


@pytest.mark.parametrize("mark", WAYS, ids=["bold", "italic", "heading", "class"])
def test_questions_that_stand_out_are_asked_and_what_follows_answers(mark):
    lead = Paragraph("Ein Besuch im Garten.")
    assert shape([lead, *pairs(mark)]) == [("lead", None, "Ein Besuch im Garten."), *turns()]


def test_a_bold_question_may_share_its_paragraph_with_the_answer():
    together = [
        printed(f"{q} {a}", end=len(q) - 1) if n else printed(f"{q}\n{a}", end=len(q))
        for n, (q, a) in enumerate(zip(QUESTIONS, ANSWERS, strict=True))
    ]
    assert shape(together) == turns()


def test_several_questions_may_share_a_paragraph():
    text = "\n".join(TURNS)
    spans = [Span(text.index(q), text.index(q) + len(q), "strong") for q in QUESTIONS]
    assert shape([Paragraph(text, spans)]) == turns()


def test_those_who_ask_and_answer_have_roles_and_are_called_so_in_the_documents_language():
    draft = segment(Document(pairs(printed), language="fr-FR", title="Entretien"))
    assert [(s.name, s.role) for s in draft.speakers] == [("Question", "interviewer"), ("Réponse", "guest")]


def test_a_bold_lead_and_bold_subheads_ask_nothing():
    lead = "Seit dreißig Jahren hält Ida Blum Bienen, und noch immer wundert sie sich über den Schwarm."
    paragraphs = pairs(printed)
    paragraphs.insert(2, printed("Der Winter"))
    assert shape([printed(lead), *paragraphs])[0][2] == lead
    assert shape([printed(lead), *paragraphs])[1:] == [
        *turns()[:2],
        ("heading", None, "Der Winter"),
        *turns()[2:],
    ]


def test_pictures_between_question_and_answer_say_nothing():
    paragraphs = pairs(printed)
    paragraphs.insert(1, Paragraph("Ida Blum im Garten", kind=Kind.MEDIA))
    found = shape(paragraphs)
    assert found == [turns()[0], ("media", None, "Ida Blum im Garten"), *turns()[1:]]


def test_named_answerers_after_unnamed_questions():
    paragraphs = [
        printed(QUESTIONS[0]),
        Paragraph("Blum: Durch Zufall."),
        Paragraph("Kern: Durch sie."),
        printed(QUESTIONS[1]),
        Paragraph("Kern: Honig."),
        Paragraph("Blum: Ja."),
        printed("Mehr über Bienen?"),
        Paragraph("Dann lesen Sie weiter."),
    ]
    assert shape(paragraphs) == [
        ("turn", "Frage", QUESTIONS[0]),
        ("turn", "Blum", "Durch Zufall."),
        ("turn", "Kern", "Durch sie."),
        ("turn", "Frage", QUESTIONS[1]),
        ("turn", "Kern", "Honig."),
        ("turn", "Blum", "Ja."),
        ("para", None, "Mehr über Bienen?"),
        ("para", None, "Dann lesen Sie weiter."),
    ]


@pytest.mark.parametrize("heading", [0, 3])
def test_numbered_questions_are_asked_by_one(heading):
    paragraphs = []
    for number, (question, answer) in enumerate(zip(QUESTIONS, ANSWERS, strict=True), 1):
        paragraphs += [
            Paragraph(f"Frage\u00a0{number}: {question}", heading=heading),
            Paragraph(f"Ida Blum: {answer}"),
        ]
    assert shape(paragraphs) == turns(names=("Frage", "Ida Blum"))


@pytest.mark.parametrize("dash", ["— ", "– ", "-\u00a0", "—"])
def test_a_dash_opens_each_turn(dash):
    paragraphs = [Paragraph(dash + text) for text in TURNS]
    paragraphs.insert(2, Paragraph("Er sagte: „Komm mit.“ — Ich kam."))
    said = [*TURNS]
    said[1] += "\n\nEr sagte: „Komm mit.“ — Ich kam."
    assert shape([Paragraph("Ein Besuch."), *paragraphs]) == [("lead", None, "Ein Besuch."), *turns(said)]


def test_dashes_may_open_only_the_questions():
    questions = [*QUESTIONS, "Und dann?"]
    answers = [*ANSWERS, "Dann ist Herbst."]
    paragraphs = [p for q, a in zip(questions, answers, strict=True) for p in (f"– {q}", a)]
    said = [turn for pair in zip(questions, answers, strict=True) for turn in pair]
    assert shape([Paragraph(p) for p in paragraphs]) == turns(said)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [Paragraph(f"- {word}") for word in ("Mehl", "Salz", "Wasser", "Hefe")],
        [Paragraph(f"— {text}") for text in ("Komm!", "Nein.", "Warum?", "Darum.", "Gut.", "Geh.")],
        [printed("Was ist Honig?"), Paragraph("Zucker."), printed("Was ist Wachs?"), Paragraph("Fett.")],
        [p for p in pairs(printed) if not p.spans],
        [printed(text) for text in TURNS],
        [Paragraph("Warum?", heading=2), Paragraph("Darum."), Paragraph("Der Garten", heading=2)],
        [printed("Achtung, heiß!"), Paragraph("Vorsicht."), printed("Nass."), Paragraph("Auch.")],
        # Sections in which sentences ask the readers, and such sentences far apart.
        [
            p
            for n, turn in enumerate(TURNS)
            for p in (Paragraph(f"Teil {n}", heading=2), printed(turn) if n % 2 == 0 else Paragraph(turn))
        ],
        [*pairs(printed), *(Paragraph(f"Dies ist Absatz {n}.") for n in range(30))],
        # A story, whose people talk in quotes.
        [Paragraph(f"„{turn}“") for turn in [*TURNS, *TURNS]],
    ],
)
def test_essays_get_no_questions(paragraphs):
    draft = segment(Document(paragraphs, language="de", title="Über Bienen"))
    assert draft.speakers == []
    assert "turn" not in {block.kind for block in draft.blocks}


def test_who_asks_may_be_named_and_those_who_answer_not():
    named = [p for q, a in zip(QUESTIONS, ANSWERS, strict=True) for p in (printed(f"HSS: {q}"), Paragraph(a))]
    assert shape(named) == turns(names=("HSS", "Antwort"))


def test_what_follows_the_talk_is_told_apart():
    tail = [
        "+++",
        "Unseren Newsletter gibt es hier: https://garten.example/post",
        "Das Interview führte Otto Kern.",
        "Ida Blum ist Imkerin in Bonn.",
    ]
    found = shape([*pairs(printed), *map(Paragraph, tail)])
    assert found[:6] == turns()
    assert [kind for kind, _speaker, _text in found[6:]] == ["aside", "aside", "note", "para"]


def test_a_heading_below_the_talk_begins_what_the_site_writes():
    answer = Paragraph("Was gerade blüht. " * 20)
    tail = [Paragraph("Artikel von", heading=3), Paragraph("Ida Blum"), Paragraph("Bienen im Mai", heading=3)]
    found = shape([*pairs(printed), answer, *tail])
    assert [kind for kind, _speaker, _text in found[6:]] == ["aside"] * 3


def test_thanks_end_the_talk():
    tail = [printed("Vielen Dank für das Gespräch."), Paragraph("Gern geschehen.")]
    below = [Paragraph("Kontakt"), printed("Der Garten e. V."), Paragraph("Gartenweg 1")]
    found = shape([*pairs(printed), *tail, *below])
    assert found[6:8] == [("turn", "Frage", tail[0].text), ("turn", "Antwort", tail[1].text)]
    assert [kind for kind, _speaker, _text in found[8:]] == ["aside"] * 3


def test_a_note_in_italics_ends_the_talk():
    note = "Ida Blum, 61, hält Bienen."
    assert shape([*pairs(printed), printed(note, "emphasis")])[-1] == ("note", None, note)


def test_a_call_for_support_below_shared_paragraphs_is_no_question():
    together = [printed(f"{q} {a}", end=len(q)) for q, a in zip(QUESTIONS, ANSWERS, strict=True)]
    tail = [printed("Der Garten braucht euch!"), Paragraph("Kommt am Samstag vorbei.")]
    assert [kind for kind, *_rest in shape([*together, *tail])[6:]] == ["aside", "aside"]


LINES = st.lists(
    st.builds(
        lambda text, style, heading, share: Paragraph(
            text, [Span(0, max(1, int(len(text) * share)), style)] if style else [], heading=heading
        ),
        st.sampled_from([*TURNS, "— Wie?", "— So.", "Blum: Ja.", "Frage 1: Wann?", "***", "Sie?\nJa.\nDu?"]),
        st.sampled_from([None, "strong", "emphasis"]),
        st.sampled_from([0, 0, 0, 2]),
        st.sampled_from([0.5, 1]),
    ),
    max_size=14,
)


@given(LINES)
def test_whatever_stands_out_no_word_is_lost_and_turns_have_speakers(paragraphs):
    draft = segment(Document(paragraphs, language="de", title="Interview"))
    names = {speaker.name for speaker in draft.speakers}
    assert all((b.speaker in names) == (b.kind == Kind.TURN) for b in draft.blocks)
    assert all(b.text == b.text.strip() != "" for b in draft.blocks)
    assert all(0 <= s.start < s.end <= len(b.text) for b in draft.blocks for s in b.spans)
    before = "".join(p.text for p in paragraphs)
    after = "".join(b.text for b in draft.blocks)
    for word in ("Großvater", "Honig", "blüht", "Winter", "So.", "Wann"):
        assert before.count(word) == after.count(word)


@pytest.mark.parametrize("count", [3000, 30000])
def test_long_interviews_take_time_in_proportion(count):
    began = time.process_time()
    segment(Document(pairs(printed) * (count // 6), language="de", title="Interview"))
    assert time.process_time() - began < count / 3000


def test_a_pull_quote_is_an_aside_and_a_quoted_poem_is_not():
    said = "Im Winter essen die Bienen den Honig, den ich ihnen lasse, und wärmen sich gegenseitig."
    paragraphs = pairs(printed)
    quote, poem = (
        "„Die Bienen essen den Honig, den ich ihnen lasse“",
        "Summ, summ, summ, Bienchen, summ herum.",
    )
    hints = frozenset({"blockquote"})
    paragraphs[3:4] = [Paragraph(said), Paragraph(quote, hints=hints), Paragraph(poem, hints=hints)]
    found = shape(paragraphs)
    assert found[4] == ("aside", None, quote)
    assert found[5] == ("turn", "Antwort", poem)


def test_a_direction_that_is_all_somebody_says_is_said():
    paragraphs = [
        Paragraph(text)
        for text in ("Ann Lee:", "Why?", "Bob Ray:", "[laughs]", "Ann Lee:", "And?", "Bob Ray:", "So.")
    ]
    assert shape(paragraphs)[1] == ("turn", "Bob Ray", "[laughs]")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Montag, 07.03.2022, 9:15 Uhr", "credit"),
        ("dpa 2 mars 2022 à 11:40 (Mis à jour : 12:05)", "credit"),
        ("Von Ida Blum", "credit"),
        ("Bonn am Rhein, 9. Juni 1994", "lead"),
        ("Am 3. Mai 2021 haben wir uns getroffen.", "lead"),
        ("Lesezeit: etwa 7 Minuten", "aside"),
    ],
)
def test_what_stands_above_a_talk(text, kind):
    assert shape([Paragraph(text), *pairs(printed)])[0] == (kind, None, text)


def test_a_list_of_links_is_an_aside():
    spans = [Span(n, n + 4, "link", f"https://a.example/{n}") for n in (0, 5, 10)]
    tags = Paragraph("Haus Hund Haut", spans)
    assert shape([*pairs(printed), tags])[-1] == ("aside", None, "Haus Hund Haut")


@pytest.mark.parametrize(
    "mark",
    [
        lambda text: Paragraph(text, hints=frozenset({"p", "qa"})),
        lambda text: Paragraph(f"{QUESTIONS.index(text) + 1}. {text}"),
    ],
    ids=["name", "number"],
)
def test_classes_and_numbers_may_tell_questions(mark):
    found = shape(pairs(mark))
    assert [speaker for _kind, speaker, _text in found] == ["Frage", "Antwort"] * 3


def test_questions_that_nothing_tells_are_found_where_the_text_says_that_it_is_an_interview():
    paragraphs = [Paragraph(text) for text in (*TURNS, "Fragen Sie Ihre Bienen?", "Immer.")]
    assert [speaker for _kind, speaker, _text in shape(paragraphs)] == ["Frage", "Antwort"] * 4
    assert {kind for kind, *_rest in shape(paragraphs, title="Bienen")} == {"para"}


def test_a_statement_may_be_a_question_and_the_first():
    statement = "Ihre Bienen sind in Bonn so bekannt, dass die halbe Stadt zu Ihnen kommt und Honig kauft."
    first = printed(f"{statement}\nDas freut mich.", end=len(statement))
    together = [printed(f"{q} {a}", end=len(q)) for q, a in zip(QUESTIONS, ANSWERS, strict=True)]
    assert shape([first, *together])[:2] == turns([statement, "Das freut mich."])


def test_names_that_only_open_the_first_question_and_answer_hold_for_the_rest():
    first = [printed("Blatt: Was ist ein Schwarm?"), Paragraph("Ida Blum: Ein halbes Volk.")]
    said = ["Was ist ein Schwarm?", "Ein halbes Volk.", *TURNS]
    assert shape([*first, *pairs(printed)]) == turns(said, ("Blatt", "Ida Blum"))


def test_a_heading_after_headings_inside_the_talk_is_one_more_of_them():
    heads = [Paragraph(f"Der {n}. Teil", heading=2) for n in range(2)]
    talk = pairs(printed)
    found = shape(
        [*talk[:4], heads[0], *talk[4:], Paragraph("Und mehr. " * 40), heads[1], Paragraph("Das ist es.")]
    )
    assert [kind for kind, _speaker, _text in found[-2:]] == ["heading", "turn"]


def test_who_shouts_at_length_about_an_app_is_still_talking():
    last = Paragraph(
        "Es gibt so viele neue Apps, und ich probiere sie alle aus, eine nach der anderen, " * 2 + "gern!"
    )
    assert shape([*pairs(printed), last])[-1][0] == "turn"
