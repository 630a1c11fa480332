"""Two things at the same moment: one of them is done, the other is told so, and nothing is half done."""

from threading import Barrier, Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations import groups
from annotations.accounts.adapter import AccountAdapter
from annotations.models import Annotation, Group, ModerationEntry
from annotations.moderation.judging import judge, take_back
from annotations.notebook import batches
from annotations.reacting import react
from annotations.readers import Reader
from annotations.writing import revise


@pytest.fixture
def quicker(monkeypatch):
    """Somebody takes each name after it was found to be free."""
    monkeypatch.setattr(AccountAdapter, "clean_username", lambda self, name, shallow=False: name)


def test_a_name_that_somebody_else_took_meanwhile_is_refused_at_its_field(people, quicker):
    data = {"username": "anna", "password1": "ein langer Satz"}
    answer = Client().post("/accounts/register/", data)
    assert answer.status_code == 422
    assert 'id="username-error"' in answer.content.decode()
    assert 'value="anna"' in answer.content.decode()
    assert get_user_model().objects.filter(username="anna").count() == 1


def test_a_new_name_that_somebody_else_took_meanwhile_is_refused_too(people, sign_in, quicker):
    answer = sign_in("anna").post("/accounts/name/", {"username": "ben"})
    assert answer.status_code == 422
    assert 'id="username-error"' in answer.content.decode()
    assert sign_in("anna").get("/accounts/").status_code == 200


def test_a_group_is_not_handed_to_who_has_just_left_it(circle, people):
    ben = circle.memberships.get(user=people["ben"])
    groups.part(circle.memberships.get(user=people["ben"]))
    with pytest.raises(groups.Gone):
        groups.hand_over(circle, ben)
    assert Group.objects.get().owner == people["anna"]


def test_a_group_is_not_handed_on_by_who_has_just_handed_it_over(circle, people):
    groups.join(circle, people["clara"])
    found = Group.objects.get()
    groups.hand_over(circle, circle.memberships.get(user=people["ben"]))
    with pytest.raises(groups.Gone):
        groups.hand_over(found, found.memberships.get(user=people["clara"]))
    assert Group.objects.get().owner == people["ben"]


def test_an_invitation_that_was_withdrawn_meanwhile_lets_nobody_in(circle, people):
    groups.invite(circle)
    found = Group.objects.get()
    groups.part(circle.memberships.get(user=people["ben"]))
    for who in ("ben", "clara"):
        with pytest.raises(groups.Gone):
            groups.accept_invitation(found, people[who])
    assert [one.user for one in circle.memberships.all()] == [people["anna"]]


@pytest.mark.parametrize("way", ["removal", "ownership", "deletion", "leaving"])
def test_of_a_group_that_was_deleted_meanwhile_nothing_is_left_to_do(
    circle, people, sign_in, monkeypatch, way
):
    member = circle.memberships.get(user=people["ben"])
    paths = {
        "removal": f"members/{member.uid}/removal/",
        "ownership": f"members/{member.uid}/ownership/",
        "deletion": "deletion/",
        "leaving": f"members/{member.uid}/removal/",
    }
    held = groups._held

    def meanwhile(group):
        monkeypatch.setattr(groups, "_held", held)
        groups.dissolve(Group.objects.get())
        return held(group)

    monkeypatch.setattr(groups, "_held", meanwhile)
    client = sign_in("ben" if way == "leaving" else "anna")
    assert client.post(f"/groups/{circle.uid}/{paths[way]}").status_code == 404


def test_who_deletes_at_once_deletes_once(four_notes, people, monkeypatch):
    reader, notes = Reader(user=people["anna"]), Annotation.objects.filter(creator=people["anna"])
    locked = batches._locked

    def meanwhile(found):
        monkeypatch.setattr(batches, "_locked", locked)
        pks = list(found.values_list("pk", flat=True))
        assert batches.delete(Annotation.objects.filter(pk__in=pks), reader)
        return locked(Annotation.objects.filter(pk__in=pks))

    monkeypatch.setattr(batches, "_locked", meanwhile)
    assert batches.delete(notes.present(), reader) is None
    assert set(notes.values_list("version", flat=True)) == {2}


def changes(note, people, reader):
    """Ways to change a note that everybody sees."""
    return {
        "words": lambda: revise(note, note.version, body="Anders"),
        "reaction": lambda: react(note, Reader(user=people["clara"]), "like"),
        "verdict": lambda: judge(people["clara"], "hide", [note], "Grund"),
        "many": lambda: batches.recolour(Annotation.objects.filter(pk=note.pk), reader, "p"),
    }


@pytest.mark.parametrize("way", ["words", "reaction", "verdict", "many"])
def test_the_interview_is_written_before_its_blocks(add, people, way):
    """As where a note is new: else the two would wait for each other."""
    note = add("anna", "sehr gutes", body="Wort", visibility="public")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        changes(note, people, Reader(user=people["anna"]))[way]()
    order = [
        table
        for query in queries.captured_queries
        for table in ("reader_interview", "reader_block")
        if query["sql"].startswith(f'UPDATE "{table}"')
    ]
    assert order == ["reader_interview", "reader_block"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.parametrize("way", ["words", "reaction", "verdict", "many"])
def test_the_interview_is_held_before_anything_is_written(add, people, way):
    note = add("anna", "sehr gutes", body="Wort", visibility="public")
    with CaptureQueriesContext(connection) as queries:
        changes(note, people, Reader(user=people["anna"]))[way]()
    first = next(
        q["sql"] for q in queries.captured_queries if "FOR NO KEY UPDATE" in q["sql"] or " SET " in q["sql"]
    )
    assert 'FROM "reader_interview"' in first


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_a_step_is_taken_back_once_however_often_that_is_asked_for_at_once(add, people):
    note = add("anna", "sehr gutes", body="Wort", visibility="public")
    batch = judge(people["ben"], "hide", [note], "Grund")
    start = Barrier(4)

    def again():
        start.wait()
        take_back(people["ben"], ModerationEntry.objects.filter(batch=batch).with_later())
        connections.close_all()

    threads = [Thread(target=again) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ModerationEntry.objects.filter(verb="undo").count() == 1
