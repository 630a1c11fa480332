"""An account is deleted: what goes, what stays without a name, and what others have said stays."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client

from annotations import groups, reacting
from annotations.accounts.leaving import EMPTY, leave
from annotations.models import Annotation, Guest, Place, Tag, Tagging
from annotations.readers import Reader
from reader.importing import save
from reader.models import Interview
from tests.conftest import draft


@pytest.fixture
def reply(sign_in):
    """reply("ben", note, "…") answers a note and gives the answer."""

    def post(who: str, note: Annotation, body: str, **more) -> Annotation:
        answer = sign_in(who).post(f"/annotations/{note.uid}/replies/", {"body": body, **more})
        assert answer.status_code == 302, answer.content.decode()
        return Annotation.objects.latest("pk")

    return post


@pytest.fixture
def annas(add, reply):
    """What anna wrote: some of it answered by ben, and an answer to ben, answered by him again."""
    words = {"visibility": "public", "motivation": "commenting"}
    notes = {
        "lonely": add("anna", "Zweiter", body="Niemand antwortet", **words),
        "answered": add("anna", "sehr gutes", body="Bens Anlass", **words),
        "private": add("anna", "schön", body="Nur für mich", **words | {"visibility": "private"}),
        "highlight": add("anna", "Modell", visibility="private"),
        "shown": add("anna", "Absatz", visibility="public"),
        "bens": add("ben", "Text", body="Von Ben", **words),
    }
    notes["answer"] = reply("ben", notes["answered"], "Bens Antwort")
    notes["back"] = reply("anna", notes["bens"], "Annas Antwort")
    notes["again"] = reply("ben", notes["back"], "Ben noch einmal")
    notes["last"] = reply("anna", notes["again"], "Annas letztes Wort")
    tag = Tag.objects.create(name="Wort", key="wort")
    for name in ("lonely", "answered"):
        Tagging.objects.create(interview=notes[name].interview, annotation=notes[name], tag=tag)
    return notes


def there(notes) -> dict[str, Annotation]:
    """Those that are still there, by their names here."""
    found = {one.pk: one for one in Annotation.objects.select_related("guest")}
    return {name: found[note.pk] for name, note in notes.items() if note.pk in found}


def test_comments_may_stay_under_no_name(annas, people, sign_in, interview):
    Place.objects.create(interview=interview, creator=people["anna"], percent=30)
    leave(people["anna"], keep_comments=True)
    assert not get_user_model().objects.filter(username="anna").exists()
    assert not Place.objects.exists()
    left = there(annas)
    assert set(left) == {"lonely", "answered", "bens", "answer", "back", "again", "last"}
    assert all(note.deleted is None for note in left.values())
    nobody = Guest.objects.get()
    assert {name for name in left if left[name].guest == nobody} == {"lonely", "answered", "back", "last"}
    html = sign_in().get(interview.get_absolute_url()).content.decode()
    assert "<b>gelöschtes Konto</b>" in html
    assert "Niemand antwortet" in html
    assert "<b>anna</b>" not in html
    english = sign_in().get(interview.get_absolute_url(), {"lang": "en"}).content.decode()
    assert "<b>deleted reader</b>" in english


def test_comments_may_go_and_those_with_answers_leave_an_empty_place(annas, people, sign_in, interview):
    leave(people["anna"], keep_comments=False)
    left = there(annas)
    assert set(left) == {"answered", "bens", "answer", "back", "again"}
    emptied = {name: note for name, note in left.items() if note.deleted}
    assert set(emptied) == {"answered", "back"}
    assert {note.body for note in emptied.values()} == {EMPTY}
    assert not Tagging.objects.exists()
    html = sign_in().get(interview.get_absolute_url()).content.decode()
    assert html.count("Gelöschter Kommentar</p>") == 2
    for words in ("Bens Antwort", "Ben noch einmal"):
        assert words in html
    for words in ("Bens Anlass", "Niemand antwortet", "Annas", "Nur für mich"):
        assert words not in html


def test_a_highlight_that_was_answered_keeps_its_place(add, reply, people):
    highlight = add("anna", "sehr gutes", visibility="public")
    answer = reply("ben", highlight, "Warum das?")
    leave(people["anna"], keep_comments=True)
    highlight.refresh_from_db()
    assert highlight.deleted is not None
    assert Annotation.objects.get(pk=answer.pk).body == "Warum das?"


def test_what_others_wrote_under_a_note_that_became_private_is_not_lost(add, reply, people):
    note = add("anna", "sehr gutes", body="Erst öffentlich", visibility="public", motivation="commenting")
    answer = reply("ben", note, "Bens Worte")
    Annotation.objects.filter(pk=note.pk).update(visibility="private")
    leave(people["anna"], keep_comments=True)
    note.refresh_from_db()
    assert (note.body, note.deleted is None) == (EMPTY, False)
    assert Annotation.objects.get(pk=answer.pk).body == "Bens Worte"


def test_what_was_said_in_a_group_goes_and_answers_keep_their_place(add, reply, people, sign_in, interview):
    circle = groups.found(people["anna"], "Lesekreis")
    groups.join(circle, people["ben"])
    words = {"motivation": "commenting", "visibility": str(circle.uid)}
    note = add("anna", "sehr gutes", body="Nur für den Kreis", **words)
    alone = add("anna", "schön", body="Niemand antwortet", **words)
    reply("ben", note, "Bens Antwort")
    leave(people["anna"], keep_comments=True)
    note.refresh_from_db()
    circle.refresh_from_db()
    assert (note.body, note.group, circle.owner) == (EMPTY, circle, people["ben"])
    assert not Annotation.objects.filter(pk=alone.pk).exists()
    html = sign_in("ben").get(interview.get_absolute_url()).content.decode()
    assert "Bens Antwort" in html
    assert "Gelöschter Kommentar</p>" in html
    assert "Gelöschter Kommentar</p>" not in sign_in().get(interview.get_absolute_url()).content.decode()


def test_reactions_go_and_a_settled_thread_stays_settled(add, people, sign_in, interview):
    words = {"visibility": "public", "motivation": "commenting"}
    note = add("ben", "sehr gutes", body="Von Ben", **words)
    for who in ("anna", "ben"):
        reacting.react(note, Reader(user=people[who]), "like")
    reacting.resolve(note, Reader(user=people["anna"]))
    leave(people["anna"], keep_comments=False)
    note.refresh_from_db()
    assert note.reaction_counts == {"like": 1}
    assert note.resolution.author == "deleted reader"


def test_who_leaves_nothing_behind_leaves_no_trace(add, people):
    add("anna", "sehr gutes", visibility="public")
    leave(people["anna"], keep_comments=True)
    assert not Guest.objects.exists()
    assert not Annotation.objects.exists()


def test_what_was_deleted_before_goes_and_is_not_kept(annas, people):
    Annotation.objects.filter(pk=annas["lonely"].pk).update(deleted="2026-01-01T00:00Z")
    leave(people["anna"], keep_comments=True)
    assert "lonely" not in there(annas)


def test_interviews_stay_without_an_owner_except_for_private_ones(people, add, db):
    anna = people["anna"]
    for name in ("public", "unlisted", "private"):
        made = save(draft(name), f"{name}.txt", name.encode(), added_by=anna)
        Interview.objects.filter(pk=made.pk).update(visibility=name)
    leave(anna, keep_comments=True)
    left = Interview.objects.filter(title__in=["public", "unlisted", "private"])
    assert {(one.title, one.added_by) for one in left} == {("public", None), ("unlisted", None)}


def test_every_page_with_their_words_is_drawn_anew(annas, people, interview):
    before = interview.version
    leave(people["anna"], keep_comments=True)
    interview.refresh_from_db()
    assert interview.version > before
    assert interview.highlights == 0
    assert interview.comments == 7


@pytest.fixture
def anna(people):
    client = Client(headers={"accept-language": "en"})
    client.post("/accounts/login/", {"username": "anna", "password": "anna-has-a-password"})
    return client


def test_the_page_asks_for_the_password_and_for_a_choice(anna, people, annas):
    EmailAddress.objects.create(user=people["anna"], email="anna@example.org", verified=True)
    asked = anna.post("/accounts/deletion/", {"comments": "delete"})
    assert asked.url.startswith("/accounts/once-more/")
    assert get_user_model().objects.filter(username="anna").exists()
    anna.post("/accounts/once-more/", {"password": "anna-has-a-password"})
    page = anna.get("/accounts/deletion/").content.decode()
    assert "Export all my data" in page
    assert anna.post("/accounts/deletion/", {}).status_code == 422
    assert anna.post("/accounts/deletion/", {"comments": "perhaps"}).status_code == 422
    elsewhere = Client()
    elsewhere.force_login(people["anna"])
    gone = anna.post("/accounts/deletion/", {"comments": "delete"})
    assert gone.url == "/"
    assert "Your account is deleted." in anna.get("/").content.decode()
    assert not EmailAddress.objects.exists()
    for client in (anna, elsewhere):
        assert client.get("/new/").status_code == 302, "signed out"
    answer = anna.post("/accounts/login/", {"username": "anna", "password": "anna-has-a-password"})
    assert answer.status_code == 422


def test_the_page_says_what_becomes_of_interviews(anna, people):
    for number in range(3):
        made = save(draft(f"{number}"), f"{number}.txt", b"%d" % number, added_by=people["anna"])
        if number:
            Interview.objects.filter(pk=made.pk).update(visibility="private")
    anna.post("/accounts/once-more/", {"password": "anna-has-a-password"})
    page = anna.get("/accounts/deletion/").content.decode()
    assert "1 interview that you added stays for others, without your name." in page
    assert "2 private interviews that you added are deleted." in page
