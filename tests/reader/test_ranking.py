"""The best hits come first, and soon, whatever else there is and whatever others keep to themselves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reader.models import Entry
from reader.searching.asking import ask
from reader.searching.matching import Answers
from reader.searching.ranking import rank, sought, worth
from reader.searching.terms import encode
from tests.growth import growth
from tests.reader.asking import found, places, talk


def test_the_best_come_first_unless_they_are_asked_for_by_place(db, client):
    much = "Honig, Honig und wieder Honig."
    little = "Im Sommer, wenn es warm ist, sammeln sie am Waldrand manchmal auch ein wenig Honig dort."
    talk([little, much], title="Alt")
    talk([little, "Und sonst nichts."], title="Neu")
    talk(["Sonst nichts."], title="Vom Honig")
    assert places(client, "honig") == ["Vom Honig", much, little, little]
    assert places(client, "honig", order="place") == ["Vom Honig", little, little, much]
    assert places(client, "honig", order="x\0") == places(client, "honig")


def test_what_is_found_nearly_everywhere_is_not_ranked_and_that_is_said(db, client, monkeypatch):
    talk(["Ein wenig Honig und viel anderes.", "Honig, Honig."])
    monkeypatch.setattr("reader.searching.results.MOST_RANKED", 1)
    assert places(client, "honig") == places(client, "honig", order="place")
    page = client.get("/search/", {"q": "honig"}, headers={"accept-language": "de"}).content.decode()
    assert "2 Treffer · zu viele" in page
    assert "zu viele" not in client.get("/search/", {"q": "wenig"}).content.decode()


def test_words_close_to_what_is_asked_come_before_many_others(db, client):
    long = "Bienen sind fleißig. " + "Dann ging es um ganz andere Dinge, von denen keiner wusste. " * 20
    talk([long, "Bienen sind fleißig."])
    assert places(client, "fleißig")[0] == "Bienen sind fleißig."


@pytest.mark.parametrize("order", ["", "place"])
def test_each_hit_is_on_one_page_in_either_order(db, client, order):
    for n in range(3):
        talk([f"Honig {n} {k}" + " und mehr" * (k % 5) for k in range(17)])
    pages = [places(client, "honig", order=order, page=n) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 11]
    assert len({hit for page in pages for hit in page}) == 51


def test_ranking_takes_time_in_proportion(db):
    for size in (700, 2800):
        talk([f"honig{size} Nummer {k}" for k in range(size)], title=f"{size}")

    def rank(size):
        asked = ask(f"honig{size}", ["de"])
        found = Entry.objects.filter(Answers(asked)).order_by(worth(asked).desc())
        assert len(found.values_list("pk")) == size

    assert growth(rank, 700) < 9


def test_a_rare_word_looks_at_no_other_entries(interview, client):
    if connection.vendor != "sqlite":
        pytest.skip("as SQLite plans it")
    with CaptureQueriesContext(connection) as queries:
        assert len(found(client, "modell")) == 2
    asked = [query["sql"] for query in queries if "MATCH" in query["sql"]]
    assert len(asked) == 2
    for sql in asked:
        with connection.cursor() as cursor:
            plan = [
                row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}").fetchall()
            ]
        steps = [step for step in plan if "reader_entry" in step and "reader_entry_terms" not in step]
        assert steps == ["SEARCH reader_entry USING INTEGER PRIMARY KEY (rowid=?)"]


def test_a_word_that_is_only_begun_counts_as_much_as_a_whole_one():
    def worth_of(query, words):
        return rank(encode(words), encode(words), sought(ask(query, [])))

    assert worth_of("bie", ["biene"]) == worth_of("biene", ["biene"]) > worth_of("bie ", ["biene"]) == 0
    assert worth_of("biene", ["biene", "und", "biene"]) > worth_of("biene", ["biene", "und", "honig"])
    assert worth_of("biene", ["biene"]) > worth_of("biene", ["biene"] + ["und"] * 50)
    assert worth_of("honig bie", ["biene"]) < worth_of("honig bie", ["biene", "honig"])
    assert worth_of('"honig biene" x', ["biene", "honig"]) == 0


@pytest.mark.parametrize("query", ["honig biene sonst", "biene honig sonst", '"honig" "biene"'])
def test_what_others_keep_to_themselves_does_not_change_the_order(db, client, people, query):
    talk(["Honig Honig Honig Biene sonst.", "Honig Biene Biene Biene sonst.", "Ein Wort und noch eines."])
    talk(["Nur Honig.", "Nur Biene.", "Nur Honig, sonst nichts."], title="Sonstiges")
    before = places(client, query)
    assert len(before) == 2
    for title, word in (("A", "Honig"), ("B", "Biene")):
        texts = [f"{word} {n}" for n in range(60)]
        hidden = talk(texts, title=title, by=people["anna"], visibility="private")
        assert places(client, query) == before
        hidden.delete()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts by itself")
@pytest.mark.parametrize(
    ("text", "query", "often"),
    [
        ("Honig mit Honig, Honig", "honig mit", 2),
        ("Honigbiene, Honig und Honige", "honig", 3),
        ("Honigbiene, Honig und Honige", "honig sonst", 2),
        ("Viel Honig und viel Honig, viel Biene", '"viel honig" sonst', 2),
        ("Große Bienen, größere Biene", "bienen sonst", 2),
    ],
)
def test_how_often_something_is_said_is_counted_right(db, text, query, often):
    talk([f"{text} sonst"])
    [row] = Entry.objects.filter(block__isnull=False, block__text__startswith=text)
    half = 1.2 * (0.25 + 0.75 * len(row.words) / 400)
    asked = ask(query, ["de"])
    rest = len(asked.clauses) - 1
    expected = often / (often + half) + rest / (1 + half)
    [worthy] = Entry.objects.filter(pk=row.pk).values_list(worth(asked), flat=True)
    assert worthy == pytest.approx(expected)
