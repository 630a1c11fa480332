"""Resolving a thread: who may, how it looks, and that it is opened again."""

from uuid import uuid4

import pytest

from annotations.models import Annotation, Resolution


@pytest.fixture
def thread(add, sign_in):
    root = add("anna", "sehr gutes", body="Was heißt das?", visibility="public")
    for n in range(2):
        sign_in("ben").post(f"/annotations/{root.uid}/replies/", {"uid": str(uuid4()), "body": f"Das: {n}"})
    return root


def address(note):
    return f"/annotations/{note.uid}/resolution/"


def test_its_author_resolves_it_and_everybody_sees_one_line(thread, sign_in, interview, people):
    anna, visitor = sign_in("anna"), sign_in()
    assert anna.post(address(thread), {"resolved": "1"}).status_code == 302
    kept = Resolution.objects.get()
    assert (kept.creator, kept.created.date()) == (people["anna"], kept.created.date())
    html = visitor.get(interview.get_absolute_url()).content.decode()
    assert "<summary>Erledigt durch anna · 2 Antworten</summary>" in html
    assert "Was heißt das?" in html
    assert interview.comments == 0
    interview.refresh_from_db()
    assert interview.comments == 3
    anna.post(address(thread), {"resolved": ""})
    assert not Resolution.objects.exists()
    assert "Erledigt" not in visitor.get(interview.get_absolute_url()).content.decode()


def test_the_interviews_owner_may_and_others_may_not(thread, sign_in, interview, people):
    interview.added_by = people["clara"]
    interview.save()
    for who in ("", "ben"):
        assert sign_in(who).post(address(thread), {"resolved": "1"}).status_code == 404
    reply = Annotation.objects.filter(root=thread).first()
    assert sign_in("clara").post(address(reply), {"resolved": "1"}).status_code == 404
    assert not Resolution.objects.exists()
    clara = sign_in("clara")
    assert "Als erledigt markieren" in clara.get(f"/annotations/{thread.uid}/actions/").content.decode()
    assert "erledigt" not in sign_in("ben").get(f"/annotations/{thread.uid}/actions/").content.decode()
    assert clara.post(address(thread), {"resolved": "1"}).status_code == 302
    sign_in("anna").post(address(thread), {"resolved": "1"})
    assert Resolution.objects.get().creator == people["clara"]


def test_its_owner_sees_a_private_one_resolved_at_once(add, sign_in, interview):
    secret = add("anna", "sehr gutes", body="Für mich", visibility="private")
    anna, visitor = sign_in("anna"), sign_in()
    page = interview.get_absolute_url()
    anna.get(page)
    before = visitor.get(page).headers["ETag"]
    anna.post(address(secret), {"resolved": "1"})
    assert "Erledigt durch anna" in anna.get(page).content.decode()
    assert visitor.get(page).headers["ETag"] == before


def test_a_guest_who_resolved_it_and_signs_in_is_named_anew(add, sign_in, interview, url, passage):
    guest = sign_in()
    guest.post(url, passage("sehr gutes", body="Hm", name="Gerda"))
    guest.post(address(Annotation.objects.get()), {"resolved": "1"})
    assert "Erledigt durch Gerda" in guest.get(interview.get_absolute_url()).content.decode()
    guest.post("/accounts/login/", {"username": "ben", "password": "ben-has-a-password"})
    assert "Erledigt durch ben" in sign_in().get(interview.get_absolute_url()).content.decode()
