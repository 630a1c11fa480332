"""The notebook's pages: what they show, to whom, and what is done from them."""

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation, Batch
from annotations.notebook import A_PAGE, Notebook
from annotations.notebook.narrowing import Narrowing
from annotations.readers import Reader
from annotations.tagging import set_tags
from reader.importing import save
from tests.conftest import draft


@pytest.fixture
def show(anna):
    """show("q=gut") gives the HTML of the notebook at this address."""

    def get(query: str = "", **more) -> str:
        response = anna.get(f"/notes/?{query}", **more)
        assert response.status_code == 200
        return response.content.decode()

    return get


def counts(html: str) -> dict[str, str]:
    """The count beside each choice, by name and value."""
    choices = re.findall(r'type="checkbox" name="(\w+)" value="([^"]*)".*?<small>(\d+)</small>', html)
    return {f"{name}={value}": count for name, value, count in choices}


def test_what_i_wrote_and_highlighted_under_its_interview(add, show, sign_in, interview):
    add("anna", "sehr gutes")
    add("anna", "Besondere", position=1, body="Warum *das*?", visibility="public")
    bens = add("ben", "Modell", body="Bens Satz")
    sign_in("anna").post(f"/annotations/{bens.uid}/replies/", {"body": "Meine Antwort"})
    html = show()
    assert html.count('class="grp"') == 1
    assert html.count('class="entry"') == 3
    assert "Warum <em>das</em>?" in html
    assert "Lee Antwort, Wortmeldung 2" in html
    assert "Antwort in der Diskussion von ben" in html
    assert "Bens Satz" not in html
    for note in Annotation.objects.filter(creator__username="anna"):
        anchor = "m" if note.is_highlight else "n"
        assert f'href="{interview.get_absolute_url()}#{anchor}-{note.ref}"' in html


def test_hits_are_marked(add, show):
    add("anna", "sehr gutes", body="So <b>gut</b>")
    html = show("q=GUT")
    assert "sehr <mark>gut</mark>es" in html
    assert "&lt;b&gt;<mark>gut</mark>&lt;/b&gt;" in html
    assert "Nichts gefunden für „xyz“." in show("q=xyz")


def test_htmx_gets_the_list_and_what_else_changes(add, show, htmx):
    add("anna", "sehr gutes")
    html = show("colour=y", **htmx)
    assert html.lstrip().startswith('<div id="results"')
    assert re.findall(r'id="(\w+)" hx-swap-oob="true"', html) == ["facets", "active", "matching", "out"]
    assert "Filter, 1 aktiv" in html


def test_each_choice_counts_what_it_would_leave(add, show):
    add("anna", "sehr gutes")
    set_tags(add("anna", "Modell", colour="b", body="Wort"), ["Eins"])
    add("anna", "Besondere", position=1, colour="b")
    everything = counts(show())
    assert {name: everything[f"colour={name}"] for name in "ygbp"} == {"y": "1", "g": "0", "b": "2", "p": "0"}
    assert everything["speaker=Lee Antwort"] == "2"
    assert everything["tag=Eins"] == "1"
    blue = counts(show("colour=b"))
    assert (blue["colour=y"], blue["colour=b"]) == ("1", "2")
    assert (blue["speaker=Lee Antwort"], blue["speaker=Kim Frage"]) == ("1", "1")
    searched = counts(show("q=Wort&speaker=Kim Frage"))
    assert (searched["speaker=Lee Antwort"], searched["colour=b"]) == ("1", "0")
    assert "2 von 3" in show("colour=b")


def test_an_orphan_is_named_and_can_be_placed_again(add, show):
    note = add("anna", "sehr gutes", body="Wo?")
    assert "state=orphaned" not in counts(show())
    place = {"start_block": None, "start": None, "end_block": None, "end": None}
    Annotation.objects.filter(pk=note.pk).update(
        state="orphaned", last_turn=2, last_speaker="Lee Antwort", **place
    )
    html = show("state=orphaned")
    assert counts(html)["state=orphaned"] == "1"
    assert "Nicht mehr zuzuordnen, zuletzt in Wortmeldung 2, Lee Antwort" in html
    assert f"/annotations/{note.uid}/placement/" in html


def test_a_reply_in_a_hidden_thread_shows_nothing_of_it(add, show, sign_in):
    bens = add("ben", "sehr gutes", body="Bens Satz")
    sign_in("anna").post(f"/annotations/{bens.uid}/replies/", {"body": "Meine Antwort"})
    Annotation.objects.filter(pk=bens.pk).update(visibility="private")
    html = show()
    assert "Meine Antwort" in html
    assert "sehr gutes" not in html
    assert "ben" not in re.findall(r"Diskussion von (\w+)", html)
    assert "speaker=Lee Antwort" not in counts(html)


@pytest.mark.parametrize("standing", ["visible", "waiting", "hidden"])
@pytest.mark.parametrize("visibility", ["public", "private"])
def test_it_says_who_sees_a_note_and_not_who_should(add, show, standing, visibility):
    add("anna", "sehr gutes", body="Wort", visibility=visibility)
    Annotation.objects.update(standing=standing, doubt="links")
    meta = re.search(r'<p class="meta">.*?</p>', show())[0]
    assert ("für alle sichtbar" in meta) == (visibility == "public" and standing == "visible")
    assert ("nur für mich" in meta) == (visibility == "private")


def test_pages_keep_the_heads_of_groups(add, show, interview, people):
    add("anna", "sehr gutes")
    Annotation.objects.bulk_create(
        Annotation(interview=interview, creator=people["anna"], motivation="commenting",
                   body=f"Nummer {n}", visibility="private")
        for n in range(A_PAGE + 1)
    )  # fmt: skip
    first, second = show(), show("page=2")
    assert (first.count('class="entry"'), second.count('class="entry"')) == (A_PAGE, 2)
    assert first.count('class="grp"') == second.count('class="grp"') == 1
    assert 'href="/notes/?q=Nummer&amp;page=2"' in show("q=Nummer")
    assert show("page=99").count('class="entry"') == 2


def test_an_empty_notebook_says_how_it_begins(show, sign_in):
    assert "Noch keine Anmerkungen." in show()
    assert "Ihr Notizbuch beginnt mit Ihrer ersten Markierung" in sign_in().get("/notes/").content.decode()


def test_a_guest_has_one_and_takes_it_along(sign_in, url, passage, people):
    guest = sign_in()
    guest.post(url, {**passage("sehr gutes"), "name": "Gast"})
    guest.post("/notes/colours/", {"y": "Zitat"})
    html = guest.get("/notes/").content.decode()
    assert "sehr gutes" in html
    assert "Gelb: Zitat" in html
    guest.post("/notes/changes/", {"note": Annotation.objects.get().uid, "do": "p"})
    guest.post("/accounts/login/", {"username": "anna", "password": "anna-has-a-password"})
    html = guest.get(f"/notes/?changed={Batch.objects.get().uid}").content.decode()
    assert "Gelb: Zitat" in html
    guest.post(f"/notes/changes/{Batch.objects.get().uid}/restoration/")
    assert Annotation.objects.get().colour == "y"


@pytest.mark.parametrize(("query", "said"), [
    ("since=gestern", "Bitte geben Sie ein Datum ein."),
    ("since=2026-02-02&until=2026-01-01", "Das ist vor dem ersten Tag."),
])  # fmt: skip
def test_wrong_dates_are_told_at_their_field(add, anna, query, said):
    add("anna", "sehr gutes")
    response = anna.get(f"/notes/?{query}")
    assert response.status_code == 422
    html = response.content.decode()
    assert said in html
    assert query.split("=")[-1] in html
    assert "sehr gutes" in html


def test_queries_stay_few_whatever_there_is(add, show, interview, people, anna):
    def ask(query: str = "") -> int:
        with CaptureQueriesContext(connection) as queries:
            show(query)
        return len(queries)

    set_tags(add("anna", "sehr gutes", body="Eins"), ["eins"])
    few = [ask(), ask("q=eins&colour=y&tag=eins&speaker=Lee Antwort&order=text&since=2020-01-01")]
    other = save(draft("Ein anderes"), "b.txt", b"b")
    for n in range(6):
        set_tags(add("anna", "sehr gutes", body=f"Eins {n}"), ["eins", f"t{n}"])
        parent = add("ben", "Modell", body=f"Ben {n}")
        anna.post(f"/annotations/{parent.uid}/replies/", {"body": f"Antwort {n}"})
        Annotation.objects.create(interview=other, creator=people["anna"], motivation="commenting",
                                  body="Eins", visibility="public")  # fmt: skip
    # What was said of the last of these is said now.
    show()
    many = [ask(), ask("q=eins&colour=y&tag=eins&speaker=Lee Antwort&order=text&since=2020-01-01")]
    # One is left for what every page may show of its reader.
    assert few == many
    assert max(many) <= 7


@pytest.mark.parametrize("query", ["order=text", "order=text&q=Wort", "order=text&colour=b", ""])
def test_the_pages_together_are_all_notes_in_order(people, monkeypatch, query):
    monkeypatch.setattr("annotations.notebook.A_PAGE", 2)
    for n in range(7):
        # Two interviews may have the same title.
        other = save(draft(f"Titel {n % 5 // 2}"), f"{n}.txt", str(n).encode())
        for block in other.blocks.order_by("-position")[: 1 + n % 3]:
            kept = {"colour": "b", "motivation": "commenting", "visibility": "private", "body": f"Wort {n}"}
            Annotation.objects.create(interview=other, start_block=block, creator=people["anna"], **kept)
    reader = Reader(user=people["anna"])
    narrowing = Narrowing(QueryDict(query), reader=reader)
    pages = range(1, Notebook(narrowing).page.paginator.num_pages + 1)
    assert len(pages) > 3
    books = [Notebook(narrowing, str(number)) for number in pages]
    shown = [entry.note for book in books for section in book.sections for entry in section.entries]
    assert shown == list(narrowing.notes())


def test_a_broken_address_is_no_error(add, show):
    add("anna", "sehr gutes")
    assert "sehr gutes" in show("changed=x&page=x&interview=%00&order=%FF")
