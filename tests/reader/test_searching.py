"""Search over titles, people and turns: words in any form, phrases, beginnings."""

import re
from random import Random

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from reader.drafts import draft_of
from reader.importing import save
from reader.models import Entry, Interview
from reader.revising import revise
from reader.searching.asking import ask
from reader.searching.snippets import snippet
from reader.searching.terms import Stems, encoded, fold, tokens
from tests.conftest import draft
from tests.reader.asking import found, talk


@pytest.mark.parametrize(
    ("language", "text", "query", "hit"),
    [
        ("de", "Die Bienen schwärmen im Mai.", "biene", "Bienen"),
        ("de", "Die Bienen schwärmen im Mai.", "SCHWARMEN", "schwärmen"),
        ("de", "Die Bienen schwärmen im Mai.", "schwä", "schwärmen"),
        ("de", "Die Bienen schwärmen im Mai.", "im Mai", "im Mai"),
        ("de", "Auf der Straße nach Köln.", "strasse koln", "Straße Köln"),
        ("de", "Auf der Straße nach Ko\u0308ln.", "köln", "Ko\u0308ln"),
        ("en", "They were running homes.", "run home", "running homes"),
        ("fr", "Les élèves chantaient.", "eleve", "élèves"),
        ("ru", "Пчёлы живут в улье.", "пчелы", "Пчёлы"),
        ("el", "Οι μέλισσες", "ΜΕΛΙΣΣΕΣ", "μέλισσες"),
        ("he", "שלום לדבורים", "שלום", "שלום"),
        ("hi", "मधुमक्खियाँ उड़ती हैं।", "मधुमक्खियाँ", "मधुमक्खियाँ"),
        ("zh", "我们讨论数据和蜜蜂。", "数据", "数 据"),
        ("de", "Ein 😀 3D-Modell von 2024, 1e5 mal.", "3d 1e5", "3D 1e5"),
    ],
)
def test_words_are_found_in_any_form_and_marked(db, client, language, text, query, hit):
    talk([text, "Etwas anderes, worum es nicht geht."], title="Ohne Belang", language=language)
    assert found(client, query) == [hit]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("sehr gutes modell", 2),
        ('"gutes modell"', 2),
        ('"gutes sehr"', 0),
        ('"gutes modell', 2),
        ("modell gibtsnicht", 0),
        ("mod", 2),
        ("mod ", 0),
        ("mod gutes", 0),
        ("gespräch", 1),
        ("antwort", 1),
    ],
)
def test_all_words_must_stand_there_phrases_in_order_and_only_the_last_may_be_begun(
    interview, client, query, count
):
    assert len(found(client, query)) == count


def test_a_hit_leads_to_its_turn_and_to_the_words(interview, client):
    block = interview.blocks.get(position=2)
    html = client.get("/search/", {"q": "gutes"}).content.decode()
    assert f'href="/interviews/{interview.slug}/#t-{block.key}:~:text=gutes%20Modell.%20' in html
    assert "Lee Antwort" in html


def test_words_that_the_outline_has_too_are_reached_by_their_turn_alone(db, client):
    one = talk(["Viele Bienen fliegen."])
    html = client.get("/search/", {"q": "Bienen"}).content.decode()
    assert f'href="/interviews/{one.slug}/#t-{one.blocks.get().key}"' in html


def test_hits_are_narrowed_to_a_speaker_and_to_an_interview(db, client):
    one = talk(["Bienen fliegen.", "Bienen bauen."])
    talk(["Bienen sterben.", "Ja."])
    assert len(found(client, "bienen")) == 5
    assert len(found(client, "bienen", speaker="Otto Kern")) == 1
    assert len(found(client, "bienen", interview=one.slug)) == 3
    assert len(found(client, "bienen", interview="gibt-es-nicht")) == 5
    assert len(found(client, "bienen", interview=one.slug, speaker="Ida Blum")) == 1


def test_private_and_unlisted_texts_are_found_by_their_owner_only(people, sign_in):
    talk(["Geheimnisvolles."], title="A", by=people["anna"], visibility="private")
    talk(["Geheimnisvolles."], title="B", by=people["anna"], visibility="unlisted")
    counts = {name: len(found(sign_in(name), "geheimnis")) for name in ("anna", "ben", "")}
    assert counts == {"anna": 2, "ben": 0, "": 0}
    slug = Interview.objects.get(title="A").slug
    assert (
        "Nicht nur in" not in sign_in("ben").get("/search/", {"q": "x", "interview": slug}).content.decode()
    )


@pytest.mark.parametrize(
    "query",
    ["((((", '"', '"" ""', "*", "a*", "a\0b", "a" * 50_000, "' OR 1=1", "\\", ":~:", "NEAR(a b)", "&|!<->",
     "😀", "words:x", "-a", "½", "ﷺ" * 60, "\u0301", "ß" * 300, '"a' * 90, "²³", "x'); DROP TABLE"],
)  # fmt: skip
def test_whatever_is_asked_is_answered(interview, client, query):
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert client.get("/search/", {"q": query, "page": "x", "speaker": query}).status_code == 200


@pytest.mark.parametrize("pairs", [2, 40])
def test_at_most_eight_queries_and_pages_of_twenty(people, sign_in, pairs, django_assert_max_num_queries):
    save(draft(pairs=pairs), "a.txt", b"a")
    client = sign_in("anna")
    with django_assert_max_num_queries(8):
        html = client.get("/search/", {"q": "modell"}).content.decode()
    assert html.count("<li>") == min(20, pairs)
    if pairs > 20:
        assert "Seite 1 von 2" in html
        assert len(found(client, "modell", page=2)) == pairs - 20


def test_a_search_by_htmx_gets_the_results_alone(interview, client):
    html = client.get("/search/", {"q": "modell"}, headers={"hx-request": "true"}).content.decode()
    assert html.strip().startswith('<div class="cq" id="results">')


def test_new_texts_are_found_and_old_ones_are_not(interview, client):
    text = draft_of(interview)
    text.blocks[2].text = "Ein Zeppelin."
    del text.blocks[5]
    revise(interview, text, None, "edit", interview.revision)
    assert len(found(client, "zeppelin")) == 1
    assert len(found(client, "modell")) == 1
    assert len(found(client, "besondere")) == 1
    renamed = draft_of(interview)
    renamed.title, renamed.language = "Luftschiffe", "en"
    revise(interview, renamed, None, "edit", interview.revision)
    assert len(found(client, "luftschiffe")) == 1
    assert len(found(client, "gespräch")) == 0
    interview.delete()
    assert found(client, "luftschiffe") == []
    assert Entry.objects.count() == 0


def test_the_command_makes_everything_findable_anew(interview, client, capsys):
    Entry.objects.all().delete()
    assert found(client, "modell") == []
    call_command("reindex", missing=True)
    call_command("reindex", missing=True)
    assert capsys.readouterr().out.split("\n")[:2] == [
        "1 interview can be searched.",
        "0 interviews can be searched.",
    ]
    rows = list(Entry.objects.order_by("source", "block").values_list("source", "block", "words", "stems"))
    call_command("reindex")
    assert len(found(client, "modell")) == 2
    assert rows == list(
        Entry.objects.order_by("source", "block").values_list("source", "block", "words", "stems")
    )


def test_a_turn_as_long_as_a_book_is_kept(db, client):
    random = Random(1)
    unlike = (" ".join("".join(random.choices("абвгдежзик", k=7)) for _ in range(15_000)) for _ in range(2))
    talk(["Wort für Wort. " * 70_000 + "Ende.", *unlike, "ﷺ" * 100])
    assert found(client, "wort")[0].startswith("Wort")


@given(st.text(max_size=80))
def test_terms_are_plain_and_stay_what_they_are(text):
    for token in tokens(text):
        assert fold(token.word) == token.word
        assert re.fullmatch("[a-z0-9]+", encoded(token.word))
        assert Stems("de").of(text[token.start : token.end]) == fold(
            Stems("de").of(text[token.start : token.end])
        )


@given(st.text(alphabet="aä😀 \n.Köln数", max_size=600), st.sampled_from(["a", "Köln", "数", '"a ä"']))
def test_a_snippet_is_a_piece_of_the_text(text, query):
    piece = snippet(text, ask(query, ["de"]), Stems("de"))
    shown = "".join(part for part, _hit in piece.pieces).removeprefix("…").removesuffix("…")
    assert shown in text
    assert piece.first in text


def test_a_snippet_ends_with_a_whole_word():
    text = "Biene " + "Honigwabe " * 60
    *_pieces, (last, _hit) = snippet(text, ask("biene", ["de"]), Stems("de")).pieces
    assert last.endswith("Honigwabe…")
    # One that is longer than all the room is shown as far as there is any.
    *_pieces, (last, _hit) = snippet("Biene " + "y" * 900, ask("biene", ["de"]), Stems("de")).pieces
    assert last.endswith("yy…")
