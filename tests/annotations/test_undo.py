"""Each change tells how it is taken back, and what is posted there takes it back."""

import pytest

from annotations.models import Annotation
from annotations.targets import as_posted
from tests.annotations.undoing import undo_of


@pytest.fixture
def change(anna, htmx):
    """change(annotation, "colour", colour="b") posts by htmx; gives what takes it back."""

    def post(annotation: Annotation, name: str, **data) -> dict:
        response = anna.post(f"/annotations/{annotation.uid}/{name}/", data, **htmx)
        assert response.status_code == 200, response.content.decode()
        return undo_of(response)

    return post


@pytest.fixture
def take_back(anna, htmx):
    def post(undo: dict) -> None:
        assert anna.post(undo["url"], undo["values"], **htmx).status_code == 200

    return post


def state(annotation: Annotation) -> tuple:
    annotation = Annotation.objects.get(pk=annotation.pk)
    kept = (
        annotation.body,
        annotation.colour,
        annotation.visibility,
        annotation.motivation,
        annotation.deleted,
    )
    return (*kept, *as_posted(annotation).values())


def test_a_colour(add, change, take_back):
    note = add("anna")
    before = state(note)
    take_back(change(note, "colour", colour="b"))
    assert state(note) == before


def test_who_may_see_it(add, change, take_back, sign_in, interview):
    note = add("anna")
    undo = change(note, "visibility", visibility="public")
    assert note.ref in sign_in("ben").get(interview.get_absolute_url()).content.decode()
    take_back(undo)
    assert note.ref not in sign_in("ben").get(interview.get_absolute_url()).content.decode()


def test_an_extension(add, change, take_back, passage):
    note = add("anna")
    before = state(note)
    undo = change(note, "extension", **passage("gutes Modell"))
    assert Annotation.objects.get().exact == "sehr gutes Modell"
    take_back(undo)
    assert state(note) == before


def test_edits_one_after_the_other(add, change, take_back):
    note = add("anna", body="Eins")
    states, undos = [], []
    for version, words in ((1, "Zwei"), (2, "Drei")):
        states.append(state(note))
        undos.append(change(note, "revision", body=words, version=version, visibility="private"))
    while undos:
        take_back(undos.pop())
        assert state(note) == states.pop()


def test_words_on_a_highlight_that_had_none(add, change, take_back):
    note = add("anna")
    before = state(note)
    undo = change(note, "revision", body="Nun doch", version=1, colour="y", visibility="private")
    assert Annotation.objects.get().motivation == "commenting"
    take_back(undo)
    assert state(note) == before


def test_a_comment_does_not_become_a_highlight_by_an_empty_edit(add, anna):
    note = add("anna", body="Eins")
    answer = anna.post(f"/annotations/{note.uid}/revision/", {"body": "", "version": 1, "colour": "y"})
    assert answer.status_code == 422
    assert "Bitte geben Sie Ihren Kommentar ein." in answer.content.decode()


def test_nobody_elses(add, sign_in):
    note = add("anna", body="Eins")
    for name, data in (
        ("visibility", {"visibility": "private"}),
        ("revision", {"body": "x", "version": 1, "undo": 1}),
    ):
        assert sign_in("ben").post(f"/annotations/{note.uid}/{name}/", data).status_code == 404
    assert Annotation.objects.get().body == "Eins"
