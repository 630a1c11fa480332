"""Who judges what, who is blocked, and what the queue shows."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import groups
from annotations.models import Annotation, Ban, Flag, ModerationEntry
from annotations.moderation.judging import judge
from reader.models import Interview
from tests.annotations.moderation.acting import LOG, QUEUE, REASON, UNDO, act, seen
from tests.annotations.undoing import undo_of


def test_the_owner_of_an_interview_judges_there_and_only_there(owned, add, sign_in, people, htmx):
    from reader.importing import save
    from tests.conftest import draft

    here = add("clara", "sehr gutes", body="Hier geschrieben")
    elsewhere = save(draft("Anderswo"), "anderswo.txt", b"anderswo")
    there = Annotation.objects.create(
        interview=elsewhere,
        creator=people["clara"],
        motivation="commenting",
        body="Dort",
        visibility="public",
    )
    for note in (here, there):
        Flag.objects.create(
            interview=note.interview, annotation=note, creator=people["anna"], complaint="spam"
        )
    ben = sign_in("ben")
    html = ben.get(QUEUE, {"state": "flagged"}).content.decode()
    assert "Hier geschrieben" in html
    assert "Dort" not in html
    assert "sperren" not in html
    assert act(ben, "hide", there, reason=REASON).status_code == 422
    assert act(ben, "hide", here, reason=REASON).status_code == 302
    assert act(ben, "block", here).status_code == 403
    assert not Ban.objects.exists()
    assert ben.get(LOG).status_code == 403
    batch = judge(people["anna"], "block", [here])
    ben.post(UNDO, {"batch": str(batch)})
    assert Ban.objects.exists()


def test_the_staff_judges_nothing_private(owned, add, sign_in, staff):
    kept = add("clara", "sehr gutes", body="Nur für mich", visibility="private")
    public = add("clara", "gutes Modell", body="Im privaten Gespräch")
    Interview.objects.update(visibility="private")
    html = "".join(staff.get(QUEUE, {"state": s}).content.decode() for s in ("waiting", "flagged", "hidden"))
    assert "Nur für mich" not in html
    for note in (kept, public):
        assert act(staff, "hide", note, reason=REASON).status_code == 422
    assert act(sign_in("ben"), "hide", kept, reason=REASON).status_code == 422
    assert act(sign_in("ben"), "hide", public, reason=REASON).status_code == 302
    assert REASON not in staff.get(LOG).content.decode()


def test_what_a_group_says_is_the_groups_to_judge(owned, add, sign_in, people, staff):
    circle = groups.found(people["clara"], "Lesekreis")
    note = add("clara", "sehr gutes", body="Unter uns")
    act(staff, "hide", note, reason=REASON)
    sign_in("clara").post(f"/annotations/{note.uid}/visibility/", {"visibility": str(circle.uid)})
    groups.join(circle, people["ben"])
    assert "Unter uns" in seen(sign_in("ben"), owned)
    assert REASON not in seen(sign_in("ben"), owned)
    assert act(sign_in("ben"), "delete", note, reason=REASON).status_code == 422
    sign_in("clara").post(f"/annotations/{note.uid}/visibility/", {"visibility": "public"})
    assert "Unter uns" not in seen(sign_in(), owned)


def test_an_answer_to_ones_own_that_waits_is_counted_for_its_author_alone(waiting, nora, sign_in, interview):
    nora.post(f"/annotations/{waiting.uid}/replies/", {"uid": str(uuid4()), "body": "Noch etwas"})
    assert Annotation.objects.get(body="Noch etwas").visibility == "public"
    Annotation.objects.filter(body="Noch etwas").update(standing="visible", doubt="")
    assert "Alle 2 Anmerkungen" in seen(nora, interview)
    html = seen(sign_in(), interview)
    assert "Noch keine Anmerkungen" in html
    assert "Noch etwas" not in html


WHO = [("", 302), ("clara", 403), ("ben", 200), ("anna", 200)]


@pytest.mark.parametrize(("who", "status"), WHO)
def test_who_opens_the_queue(owned, staff, waiting, sign_in, who, status):
    client = sign_in(who)
    assert client.get(QUEUE).status_code == status
    assert client.put(QUEUE).status_code == 405
    assert client.get(UNDO).status_code == 405
    assert client.post(LOG).status_code == 405
    posted = act(client, "approve", waiting)
    assert posted.status_code == (302 if status == 200 else status)
    waiting.refresh_from_db()
    assert (waiting.standing == "visible") is (status == 200)
    entry = ModerationEntry.objects.first()
    assert client.get(LOG).status_code == {"": 302, "anna": 200}.get(who, 403)
    if entry is None:
        entry = ModerationEntry.objects.get(batch=judge(waiting.interview.added_by, "approve", [waiting]))
    answer = client.post(UNDO, {"batch": str(entry.batch)})
    assert answer.status_code == (302 if status == 200 else status)
    waiting.refresh_from_db()
    assert (waiting.standing == "waiting") is (status == 200)


def test_a_blocked_guest_and_their_address_wait_outside_and_are_let_in_again(
    waiting, staff, nora, url, sign_in, htmx
):
    words = {"motivation": "commenting", "body": "Wieder ich", "name": "Eva"}
    answer = act(staff, "block", waiting, **htmx)
    assert "Gesperrt: Nora" in json.loads(answer.headers["HX-Trigger-After-Settle"])["randnotiz:done"]["say"]
    undo = undo_of(answer)
    ban = Ban.objects.get()
    assert ban.guest.name == "Nora"
    assert "127.0.0.1" not in ban.address
    assert nora.post(url, words).status_code == 403
    assert sign_in().post(url, words).status_code == 403, "the same address without the cookie"
    assert sign_in().post(url, words, REMOTE_ADDR="192.0.2.9").status_code == 302
    assert sign_in("clara").post(url, words).status_code == 302, "accounts are not blocked by address"
    Ban.objects.update(until=timezone.now())
    assert sign_in().post(url, words).status_code == 302
    assert nora.post(url, words).status_code == 403
    assert "Noras Worte" in staff.get(QUEUE, {"state": "blocked"}).content.decode()
    staff.post(undo["url"], undo["values"])
    assert nora.post(url, words).status_code == 302


def test_a_ban_goes_along_to_the_account(waiting, staff, nora, url, people):
    act(staff, "block", waiting)
    nora.post("/accounts/login/", {"username": "clara", "password": "clara-has-a-password"})
    assert Ban.objects.get().creator == people["clara"]
    assert nora.post(url, {"motivation": "commenting", "body": "Ich"}).status_code == 403
    waiting.refresh_from_db()
    act(staff, "unblock", waiting)
    assert nora.post(url, {"motivation": "commenting", "body": "Ich"}).status_code == 302


def test_the_queue_opens_where_there_is_something_to_do(add, staff, sign_in, waiting):
    note = add("clara", "sehr gutes", body="Claras Worte")
    sign_in("ben").post(f"/annotations/{note.uid}/flag/", {"complaint": "spam"})
    html = staff.get(QUEUE).content.decode()
    assert "Noras Worte" in html
    assert "Claras Worte" not in html
    assert "Claras Worte" in act(staff, "approve", waiting, headers={"hx-request": "true"}).content.decode()
    assert "Claras Worte" in staff.get(QUEUE).content.decode()
    assert "Claras Worte" not in staff.get(QUEUE, {"state": "waiting"}).content.decode()


@pytest.mark.parametrize("address", [QUEUE, f"{QUEUE}?state=flagged", f"{QUEUE}?state=hidden", LOG])
def test_few_queries_however_many_wait(interview, staff, people, address):
    def cost(count: int) -> int:
        for n in range(count):
            note = Annotation.objects.create(
                interview=interview, motivation="commenting", creator=people[("clara", "ben")[n % 2]],
                body=f"Nummer {n}", visibility="public",
            )  # fmt: skip
            Flag.objects.create(
                interview=note.interview, annotation=note, creator=people["anna"], complaint="spam"
            )
            judge(people["anna"], "hide" if n % 3 else "block", [note], REASON)
            Annotation.objects.filter(pk=note.pk).update(
                **({"standing": "waiting", "doubt": "guest"} if n % 2 else {})
            )
            Flag.objects.update(settled=None)
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(address).status_code == 200
        return len(queries)

    few = cost(4)
    assert cost(25) == few <= 8


def test_words_of_readers_are_escaped(staff, url, sign_in, people, add):
    evil = '<script>alert(1)</script>"><img src=x>'
    note = add("clara", "sehr gutes", body=evil)
    sign_in("ben").post(f"/annotations/{note.uid}/flag/", {"complaint": "other", "words": evil})
    html = staff.get(QUEUE, {"state": "flagged"}).content.decode()
    act(staff, "hide", note, reason=evil)
    html += staff.get(LOG).content.decode() + staff.get(QUEUE, {"state": "hidden"}).content.decode()
    assert "<script>alert" not in html
    assert "<img" not in html
