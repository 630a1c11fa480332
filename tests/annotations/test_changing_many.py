"""Changing many notes of the notebook at once: how they are chosen, what is done to them, and undo."""

import json
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import groups
from annotations.models import Annotation, Batch
from annotations.notebook import A_PAGE, batch_forms
from annotations.tagging import set_tags
from tests.annotations.undoing import undo_of


@pytest.fixture
def change(anna):
    """change(do="delete", note=[…]) posts it as a form without scripts; gives the notebook afterwards."""

    def post(**data) -> str:
        response = anna.post("/notes/changes/", data, follow=True)
        assert response.status_code == 200
        return response.content.decode()

    return post


def test_without_scripts_a_change_comes_with_undo(add, change, anna):
    note, other = add("anna", "sehr gutes"), add("anna", "Modell")
    html = change(do="delete", note=[note.uid], query="order=text")
    assert "1 Anmerkung gelöscht" in html
    assert html.count('class="entry"') == 1
    address = re.search(r"/notes/changes/[^/]+/restoration/", html)[0]
    html = anna.post(address, {"query": "order=text"}, follow=True).content.decode()
    assert "Wiederhergestellt" in html
    assert html.count('class="entry"') == 2
    assert 'value="text" id="order-text" checked' in html
    assert not Annotation.objects.exclude(deleted=None).exists()
    assert other.uid != note.uid


@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("b", "Farbe von 1 Anmerkung geändert"),
        ("public", "1 Anmerkung ist jetzt für alle sichtbar"),
        ("tag", "Schlagwörter zu 1 Anmerkung hinzugefügt"),
        ("delete", "1 Anmerkung gelöscht"),
        ("private", "0 Anmerkungen sehen jetzt nur Sie"),
        ("untag", "Schlagwörter von 0 Anmerkungen entfernt"),
    ],
)
def test_htmx_is_told_what_was_done_and_how_to_undo_it(add, anna, htmx, do, said):
    note = add("anna", "sehr gutes")
    response = anna.post("/notes/changes/", {"do": do, "tags": "Eins", "note": note.uid}, **htmx)
    assert response.status_code == 200
    done = json.loads(response.headers["HX-Trigger-After-Settle"])["randnotiz:done"]
    assert done["say"] == said
    if Batch.objects.exists():
        assert anna.post(done["undo"]["url"], **htmx).status_code == 200
    fresh = Annotation.objects.get()
    assert (fresh.colour, fresh.visibility, fresh.deleted, list(fresh.tags.all())) == (
        "y",
        "private",
        None,
        [],
    )


def test_wrong_input_is_told_and_kept(add, anna, htmx):
    note = add("anna", "sehr gutes")
    response = anna.post("/notes/changes/", {"do": "tag", "tags": "Eins", "query": "q=gutes"})
    assert response.status_code == 422
    assert "Keine Anmerkung ist gewählt." in response.content.decode()
    assert 'value="Eins"' in response.content.decode()
    response = anna.post("/notes/changes/", {"do": "tag", "tags": "x" * 51, "note": note.uid})
    assert response.status_code == 422
    html = response.content.decode()
    assert "ist zu lang" in html
    assert re.search(r'data-choose id="[^"]+" checked', html)
    response = anna.post("/notes/changes/", {"do": "tag", "tags": " , ", "note": note.uid}, **htmx)
    assert (response.status_code, response.headers["HX-Retarget"]) == (422, "#bulk")
    for do in ("", "dance"):
        assert anna.post("/notes/changes/", {"do": do, "note": note.uid}).status_code == 422
    for group in ("", "\0", "nobody’s"):
        wrong = {"do": "group", "group": group, "note": note.uid}
        assert anna.post("/notes/changes/", wrong).status_code == 422


def test_nobody_changes_or_brings_back_what_is_anothers(add, sign_in, anna):
    note = add("anna", "sehr gutes")
    anna.post("/notes/changes/", {"do": "b", "note": note.uid})
    address = f"/notes/changes/{Batch.objects.get().uid}/restoration/"
    ben = sign_in("ben")
    ben.post("/notes/changes/", {"do": "delete", "note": note.uid})
    assert ben.post(address).status_code == 404
    assert ben.get(f"/notes/?changed={Batch.objects.get().uid}").content.decode().count("restoration") == 0
    for path in ("/notes/changes/", address):
        assert sign_in().post(path, {"do": "delete", "note": note.uid}).status_code == 403
        assert anna.get(path).status_code == 405
    assert anna.post(f"/notes/changes/{uuid4()}/restoration/").status_code == 404
    assert anna.post("/notes/").status_code == 405
    fresh = Annotation.objects.get()
    assert (fresh.colour, fresh.deleted) == ("b", None)


def test_a_note_changed_from_the_notebook_leads_back_there(add, anna, htmx):
    note = add("anna", "sehr gutes")
    data = {"body": "Neu", "version": 1, "visibility": "private", "next": "/notes/?q=gutes"}
    response = anna.post(f"/annotations/{note.uid}/revision/", data)
    assert response.url == "/notes/?q=gutes"
    data = {"version": 2, "body": "Neuer", "next": "https://evil.example/"}
    assert anna.post(f"/annotations/{note.uid}/revision/", data).url.startswith("/interviews/")
    headers = htmx["headers"] | {"hx-current-url": "http://testserver/notes/?q=gutes"}
    response = anna.post(f"/annotations/{note.uid}/colour/", {"colour": "b"}, headers=headers)
    assert response.content == b""
    assert undo_of(response)["values"]["colour"] == "y"


def test_many_notes_are_shown_to_a_group_of_ones_own(add, anna, people, change, htmx):
    note = add("anna", "sehr gutes")
    assert 'name="group"' not in anna.get("/notes/").content.decode()
    circle, foreign = groups.found(people["anna"], "Lesekreis"), groups.found(people["ben"], "Fremd")
    html = anna.get("/notes/").content.decode()
    assert "Lesekreis" in html
    assert "Fremd" not in html
    data = {"do": "group", "note": [note.uid], "group": foreign.uid}
    for wrong in (data, data | {"group": ""}, data | {"group": "public"}):
        response = anna.post("/notes/changes/", wrong, **htmx)
        assert response.status_code == 422
        assert "Bitte wählen Sie eine Ihrer Gruppen." in response.content.decode()
    html = change(**data | {"group": circle.uid})
    assert "1 Anmerkung sieht jetzt die Gruppe „Lesekreis“" in html
    note.refresh_from_db()
    assert note.group == circle


# Choosing


@pytest.fixture
def many(interview, people):
    """More of anna's notes than stand on a page, in the order of the notebook; the last ones are blue."""
    notes = [
        Annotation(interview=interview, creator=people["anna"], motivation="commenting",
                   body=f"Nummer {n}", colour="b" if n < 3 else "", visibility="private")
        for n in range(A_PAGE + 5)
    ]  # fmt: skip
    return [str(note.uid) for note in reversed(Annotation.objects.bulk_create(notes))]


def chosen_in(html: str) -> tuple[list[str], list[str]]:
    """The ids of the notes that are chosen on the page, and elsewhere."""
    boxes = re.findall(r'name="note" value="([^"]+)"[^>]* data-choose[^>]* checked', html)
    return boxes, re.search(r'id="elsewhere" value="([^"]*)"', html)[1].split()


def test_what_is_chosen_goes_along_to_another_page_without_scripts(anna, many, change):
    data = {"note": [" ".join(many[:2]), many[3]], "query": "q=Nummer", "page": ["1", "2"]}
    html = anna.post("/notes/chosen/", data).content.decode()
    assert chosen_in(html) == ([], [many[0], many[1], many[3]])
    assert "3 gewählte stehen nicht auf dieser Seite" in html
    assert 'value="Nummer"' in html
    assert f'value="{many[-1]}"' in html
    # From here links lead on as from the notebook.
    assert 'href="/notes/?q=Nummer&amp;page=1"' in html
    assert chosen_in(anna.get("/notes/chosen/").content.decode()) == ([], [])
    html = anna.post("/notes/chosen/", data | {"page": "1"}).content.decode()
    assert chosen_in(html) == ([many[0], many[1], many[3]], [])
    html = change(do="g", note=[f"{many[0]} {many[1]}", many[-1]], query="q=Nummer", page="2")
    assert "Farbe von" in html
    assert "Seite 2 von 2" in html


def test_narrowing_without_scripts_keeps_what_is_chosen(anna, many):
    data = {"note": [" ".join(many[:2]), many[-1]], "query": "q=Nummer", "page": "2", "narrow": "1"}
    page = anna.post("/notes/chosen/", data | {"colour": "b", "q": "", "order": "newest"})
    html = page.content.decode()
    assert chosen_in(html) == ([many[-1]], many[:2])
    assert 'name="query" value="colour=b"' in html
    # What narrows the list belongs to the form that names what is chosen.
    assert 'name="colour" value="b" id="f-colour-b" checked form="bulk"' in html
    wrong = anna.post("/notes/chosen/", data | {"since": "gestern"})
    assert wrong.status_code == 422
    assert 'value="gestern"' in wrong.content.decode()
    assert chosen_in(wrong.content.decode()) == (many[:2], [many[-1]])
    # Where nothing is chosen the list gets an address of its own.
    answer = anna.post("/notes/chosen/", {"narrow": "1", "colour": "b", "order": "text"})
    assert answer.headers["Location"] == "/notes/?colour=b&order=text"


def test_all_that_are_found_can_be_chosen(anna, many, htmx):
    assert 'href="/notes/chosen/?all=1&amp;colour=b"' in anna.get("/notes/?colour=b").content.decode()
    answer = anna.get("/notes/chosen/?all=1&q=Nummer", **htmx).content.decode()
    assert answer.startswith("<input")
    assert sorted(chosen_in(answer)[1]) == sorted(many)
    here, away = chosen_in(anna.get("/notes/chosen/?all=1&q=Nummer").content.decode())
    assert (here, sorted(away)) == (many[:A_PAGE], sorted(many[A_PAGE:]))
    assert chosen_in(anna.get("/notes/chosen/?all=1&colour=b").content.decode()) == (many[-3:], [])


def test_a_wrong_form_keeps_what_is_chosen_and_the_page(anna, many, htmx):
    data = {"do": "tag", "tags": "", "note": f"{many[0]} {many[-1]}", "page": "2"}
    response = anna.post("/notes/changes/", data)
    assert response.status_code == 422
    html = response.content.decode()
    assert chosen_in(html) == ([many[-1]], [many[0]])
    assert "Seite 2 von 2" in html
    answer = anna.post("/notes/changes/", data, **htmx).content.decode()
    assert chosen_in(answer)[1] == [many[0]]


def test_notes_of_all_pages_are_changed_and_taken_back(anna, many, change, htmx):
    change(do="delete", note=" ".join(many[2:]))
    assert Annotation.objects.filter(deleted=None).count() == 2
    anna.post(f"/notes/changes/{Batch.objects.get().uid}/restoration/", **htmx)
    assert Annotation.objects.filter(deleted=None).count() == len(many)


def test_only_so_many_are_changed_at_once(anna, many, monkeypatch):
    monkeypatch.setattr(batch_forms, "MOST", 2)
    response = anna.post("/notes/changes/", {"do": "g", "note": " ".join(many[:3])})
    assert response.status_code == 422
    assert "höchstens 2" in response.content.decode()
    assert not Annotation.objects.filter(colour="g").exists()


def test_choosing_asks_the_same_however_many_there_are(anna, many):
    counts = []
    for ids in (many[:1], many):
        for ask in (
            lambda: anna.get("/notes/chosen/?all=1"),
            lambda chosen=ids: anna.post("/notes/chosen/", {"note": " ".join(chosen), "page": "2"}),
        ):
            with CaptureQueriesContext(connection) as queries:
                ask()
            counts.append(len(queries))
        set_tags(Annotation.objects.first(), ["eins", "zwei"])
    assert counts[:2] == counts[2:]
    assert max(counts) <= 8
