"""PDF: lines become paragraphs again, without page numbers, running heads and hyphens at line ends."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.importers import ImportProblem, read
from reader.text import spans_from_json, spans_to_json
from reader.turns import segment
from tests.reader.pdf_files import at, column, pdf

FULL = [
    "Der Garten lag wochenlang unter dem Schnee, sodass niemand mehr sagen konnte,",
    "wo die Beete gewesen waren und wo der Weg begann. Im März kam das erste Grün",
    "hervor, dünn wie Haar und heller, als irgendwer erwartet hätte, und damit kamen",
]


def texts(*pages, **options):
    return [paragraph.text for paragraph in read("a.pdf", pdf(*pages, **options)).paragraphs]


def test_lines_become_paragraphs_by_gaps_and_by_room_at_a_lines_end():
    joined = " ".join(FULL)
    assert texts(column(*FULL, "die Spatzen.", *FULL, "die Post.", "", "Ende.")) == [
        f"{joined} die Spatzen.",
        f"{joined} die Post.",
        "Ende.",
    ]


def test_an_indented_line_begins_a_paragraph():
    indented = ">" + FULL[0][:-8]
    assert len(texts(column(*FULL, *FULL[:2], indented, *FULL[1:], indented, *FULL[1:]))) == 3


def test_a_paragraph_goes_on_on_the_next_page():
    assert texts(column(*FULL), column("die Spatzen.", *FULL)) == [
        " ".join([*FULL, "die Spatzen."]),
        " ".join(FULL),
    ]


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("Früh-", "ling kam", "Frühling kam"),
        ("Baden-", "Württemberg", "Baden-Württemberg"),
        ("Vor-", "und Nachteile", "Vor- und Nachteile"),
        ("immer-", "grün (immer-grün)", "immer-grün (immer-grün)"),
        ("COVID-", "19", "COVID-19"),
        ("warten –", "und so weiter", "warten – und so weiter"),
    ],
)
def test_hyphens_at_line_ends_are_undone(end, start, joined):
    line = f"{FULL[0][:-11]} {end}"
    assert texts(column(*FULL, line, f"{start} {FULL[1][:-20]}", *FULL))[0].count(joined) == 1


def test_bold_and_italic_words_become_spans():
    (paragraph,) = read("a.pdf", pdf(column("bold|Ann ~bold|Lee:~ Das ist ~italic|gut~."))).paragraphs
    assert paragraph.text == "Ann Lee: Das ist gut."
    assert [(s.kind, paragraph.text[s.start : s.end]) for s in paragraph.spans] == [
        ("strong", "Ann Lee: "),
        ("emphasis", "gut"),
    ]


def test_running_heads_and_feet_and_page_numbers_are_left_out():
    first = ["Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben"]
    pages = [
        at(72, 800, f"Ein Winter, Kapitel {n // 3}")
        + at(500, 800, str(n))
        + column(f"{word}: {FULL[0][4:]}", *FULL[1:], f"die Spatzen {n}.", top=760)
        + at(280, 30, f"- {n} -")
        for n, word in enumerate(first, 1)
    ]
    assert [text.partition(":")[0] for text in texts(*pages)] == first
    assert [text[-10:] for text in texts(*pages)] == [f"Spatzen {n}." for n in range(1, 8)]


def test_columns_are_read_one_after_the_other():
    narrow = [*[line[:30] for line in FULL] * 3, "Ende."]
    left, right = column(*narrow, left=50), column("Anna: Ja?", *narrow, left=320)
    assert texts(left + right) == [" ".join(narrow), "Anna: Ja?", " ".join(narrow)]


def test_names_that_come_to_stand_in_the_margin_are_text():
    talk = [line for n in range(3) for line in ("bold|Ida Blum", f"Why {n}?", "bold|Bob Roe", f"So {n}.")]
    page = column(*talk, top=830)
    paragraphs = read("a.pdf", pdf(page, page, page)).paragraphs
    assert sum(p.text == "Ida Blum" for p in paragraphs) == 9


def test_what_stands_in_the_margin_once_is_text():
    assert texts(at(72, 800, "Oben.") + column(*FULL) + at(72, 30, "Unten.")) == [
        "Oben.",
        " ".join(FULL),
        "Unten.",
    ]


def test_large_print_is_a_heading_and_the_title_is_known():
    page = at(72, 780, "Ein Winter", size=24) + at(72, 745, "bold|Kapitel", size=16) + column(*FULL, top=720)
    document = read("a.pdf", pdf(page, title="Microsoft Word - x.doc"))
    assert (document.title, document.language) == ("Ein Winter", "de")
    assert [(p.text, p.heading, list(p.spans)) for p in document.paragraphs] == [
        ("Kapitel", 2, []),
        (" ".join(FULL), 0, []),
    ]
    assert read("a.pdf", pdf(page, title="Winterbuch")).title == "Winterbuch"


def test_turns_are_found():
    talk = ["bold|Ann Lee:~ Why?", "bold|Bob Old:~ So.", "More.", "bold|Ann Lee:~ Ah.", "bold|Bob Old:~ Oh."]
    draft = segment(read("a.pdf", pdf(column(*talk))))
    assert [(b.speaker, b.text) for b in draft.blocks] == [
        ("Ann Lee", "Why?"),
        ("Bob Old", "So.\n\nMore."),
        ("Ann Lee", "Ah."),
        ("Bob Old", "Oh."),
    ]


def test_a_name_that_opens_several_lines_opens_paragraphs_after_full_lines_too():
    lines = [f"Anna: {FULL[0][:-6]}", *FULL[1:], f"Bert: {FULL[0][:-6]}", *FULL[1:]]
    found = texts(column(*lines * 3))
    assert [text[:5] for text in found] == ["Anna:", "Bert:"] * 3


def test_the_first_word_after_a_page_number_keeps_its_print():
    pages = [at(72, 30, str(n)) + column(f"bold|{'Ann' if n % 2 else 'Bob'} Lee:~ Ja {n}?") for n in range(4)]
    document = read("a.pdf", pdf(*pages))
    assert [(p.spans[0].start, p.spans[0].kind) for p in document.paragraphs] == [(0, "strong")] * 4


def test_lines_in_bold_are_paragraphs_of_their_own():
    question = [
        f"bold|{FULL[0][:-10]}",
        "bold|wo der Weg begann und wie lang der lange Winter in diesem Jahr war?",
    ]
    document = read("a.pdf", pdf(column(*FULL[:2], "Ende.", *question, *FULL, "Ende.", *question, *FULL)))
    assert [bool(p.spans) for p in document.paragraphs] == [False, True, False, True, False]


LOCKED = f"/Encrypt<</Filter/Standard/V 1/R 2/O({'o' * 32})/U({'u' * 32})/P -4>>/ID[(a)(b)]"
LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"%PDF-1.7\n1 0 obj<<", "damaged"),
        (b"x" * 100, "damaged"),
        (LOOP + b"trailer<</Root 1 0 R>>", "damaged"),
        (pdf(column("x"), more=LOCKED), "password"),
        (pdf("0 0 100 100 re f"), "only pictures"),
        (pdf(*["BT ET"] * 3_001), "at most 3000 pages"),
        (pdf(*[column(*["x" * 30_000] * 10)] * 8), "too long"),
    ],
    ids=["truncated", "junk", "loop", "locked", "scanned", "pages", "characters"],
)
def test_what_cannot_be_read_is_said_with_what_to_do(data, problem):
    began = time.process_time()
    with pytest.raises(ImportProblem, match=problem):
        read("a.pdf", data)
    assert time.process_time() - began < 5


WORDS = st.sampled_from(["bold|Ann:", "so", "Früh-", "ling", "italic|x", "7", "–"])
SIZES = st.sampled_from([9, 11, 20])
LINES = st.tuples(st.integers(0, 500), st.integers(0, 840), SIZES, st.lists(WORDS, min_size=1))


@given(st.lists(LINES, max_size=15))
def test_spans_lie_within_the_text_wherever_it_stands(lines):
    try:
        document = read("a.pdf", pdf("".join(at(x, y, *words, size=size) for x, y, size, words in lines)))
    except ImportProblem:
        return
    for paragraph in document.paragraphs:
        assert paragraph.text == paragraph.text.strip() != ""
        spans = list(paragraph.spans)
        assert spans_from_json(spans_to_json(spans), paragraph.text) == spans


@given(st.binary(max_size=300), st.integers(0, 1_500))
def test_any_bytes_give_a_document_or_a_problem(junk, place):
    whole = pdf(column("Ann: x"))
    for data in (junk, b"%PDF-1.4\n" + junk, whole[:place] + junk + whole[place + len(junk) :]):
        try:
            document = read("a.pdf", data)
        except ImportProblem:
            continue
        assert all(p.text.strip() for p in document.paragraphs)
